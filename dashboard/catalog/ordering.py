"""The order of a table: one definition for the headings of a page and for the API."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard import locale
from dashboard.catalog.views import View

ALIASES: Mapping[str, str] = {
    "decision": "decision_date",
    "listing": "listed_date",
    "days": "days_to_listing",
}
"""Short names of fields of the designations, as pages have them in their addresses."""


def sort_keys(view: View) -> list[str]:
    """By what a table can be sorted."""
    names = [field.name for field in view.fields if field.type != "list"]
    return [*names, *(short for short, name in ALIASES.items() if name in names)]


def ordered(table: pd.DataFrame, order: str) -> pd.DataFrame:
    """A table in another order; rows that are equal in it stay in the order that they had.

    Args:
        table: Rows of the catalog.
        order: The name of a column or its alias, with a minus before it for the largest first; ""
            for the order that the table has.

    Returns:
        The rows; countries by their names in the reader's language, text without regard to case,
        and unknown values last.
    """
    if not order:
        return table
    key = order.removeprefix("-")
    values = table[ALIASES.get(key, key)]
    if key == "country":
        values = values.map(locale.country, na_action="ignore")
    elif isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype("object")
    if values.dtype.kind not in "biufM":
        values = values.map(lambda text: str(text).casefold(), na_action="ignore")
    ascending = not order.startswith("-")
    # By position: not every table has an index of its own.
    ranked = values.reset_index(drop=True).sort_values(
        ascending=ascending, na_position="last", kind="stable"
    )
    return table.iloc[ranked.index]
