"""Convert the text tables of a package to typed columns, and prepare the text for searching."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.dataset.fields import LIST_DELIMITER, Table
from dashboard.text.folding import fold


def typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Convert the cells of a valid table to typed values.

    Args:
        frame: The table as text.
        table: Its description.

    Returns:
        A table with dates as timestamps, lists as tuples, and enumerations as categoricals in the
        order of the schema.
    """
    made = frame.copy()
    for field in table.fields:
        cells = made[field.name]
        if field.type == "date":
            made[field.name] = pd.to_datetime(cells, format="%Y-%m-%d")
        elif field.type == "boolean":
            made[field.name] = cells == "true"
        elif field.type == "integer":
            made[field.name] = pd.to_numeric(cells).astype("Int64")
        elif field.type == "list":
            made[field.name] = listed(cells)
        elif field.choices:
            values = [choice.value for choice in field.choices]
            made[field.name] = pd.Categorical(cells, categories=values)
    return made


def listed(cells: pd.Series) -> np.ndarray:
    """Split cells with lists into tuples.

    Args:
        cells: Texts with ``|`` between their items, or missing.
    """
    # Many cells have the same list, so each distinct list is made only once and shared.
    codes, texts = pd.factorize(cells)
    lists = np.empty(len(texts) + 1, dtype=object)
    lists[:] = [*(tuple(text.split(LIST_DELIMITER)) for text in texts), ()]
    return lists[codes]  # an empty cell has the code -1, the index of the last list


def folded(frame: pd.DataFrame, columns: list[str]) -> pd.Series:
    """Join some columns of each row into one folded text, with all items of lists."""

    def join(cells: tuple[object, ...]) -> str:
        words: list[str] = []
        for cell in cells:
            if isinstance(cell, tuple):
                words.extend(cell)
            elif isinstance(cell, str):
                words.append(cell)
        return fold(" · ".join(words))

    rows = frame[columns].itertuples(index=False, name=None)
    return pd.Series([join(row) for row in rows], index=frame.index, dtype="str")
