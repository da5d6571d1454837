"""Chosen rows of a table, copied only when they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

Row: TypeAlias = "Mapping[str, Any] | pd.Series[Any]"
"""One row of a table, by the name of the column."""


def row_of(table: pd.DataFrame, key: str) -> pd.Series[Any]:
    """Return the row of a table that is indexed by a unique key.

    Raises:
        KeyError: There is no such row.
    """
    row = table.loc[key]
    assert isinstance(row, pd.Series), f"{key} is not unique"
    return row


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries by the name of the column."""
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


@dataclass(frozen=True, eq=False)
class Rows:
    """Some rows of a table in some order.

    Copying the text of a row costs a hundred times as much as choosing it. A page counts all rows,
    for which it needs a column or two, and shows fifty.

    Attributes:
        table: The table.
        positions: The positions of the rows in it, in the order in which they are shown.
    """

    table: pd.DataFrame
    positions: np.ndarray

    @classmethod
    def of(cls, table: pd.DataFrame, kept: np.ndarray | None = None) -> Rows:
        """Return rows in the order of their table.

        Args:
            table: The table.
            kept: A boolean for each of its rows; without it all are there.
        """
        return cls(table, np.arange(len(table)) if kept is None else np.flatnonzero(kept))

    def __len__(self) -> int:
        return len(self.positions)

    def part(self, start: int = 0, stop: int | None = None) -> pd.DataFrame:
        """Return the rows from one place in the order to another, with every column; by default all."""
        rows: pd.DataFrame = self.table.iloc[self.positions[start:stop]]
        return rows

    def columns(self, *names: str) -> pd.DataFrame:
        """Return some columns of all rows, numbered from 0: their index would cost more than they do."""
        return pd.DataFrame(
            {name: self.table[name].array.take(self.positions) for name in names}, copy=False
        )

    def place(self, key: str) -> int | None:
        """Return the place of the row with that key in the order, from 1; None if it is missing."""
        places = np.flatnonzero(self.positions == self.table.index.get_loc(key))
        return int(places[0]) + 1 if len(places) else None

    def by(self, values: pd.Series) -> Rows:
        """Return the rows in the order of some values, of which each row of the table has one, least first.

        Rows with the same value stay in the order that they had, those without one come last.
        """
        own = pd.Series(values.array.take(self.positions)).sort_values(kind="stable")
        return self.at(own.index.to_numpy())

    def only(self, columns: list[str]) -> Rows:
        """Return the same rows of a table that has only some columns."""
        return Rows(self.table[columns], self.positions)

    def at(self, places: np.ndarray | slice) -> Rows:
        """Return the rows at some places of the order, the first of which is 0."""
        return Rows(self.table, self.positions[places])

    def where(self, kept: np.ndarray) -> Rows:
        """Keep some of the rows, in their order.

        Args:
            kept: A boolean for each row of the table.
        """
        return Rows(self.table, self.positions[kept[self.positions]])
