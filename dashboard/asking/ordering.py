"""The order of a table: one definition for the headings of a page and for the API."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard import locale
from dashboard.asking.views import View
from dashboard.catalog import naming
from dashboard.catalog.rows import Rows

ALIASES: Mapping[str, str] = {
    "decision": "decision_date",
    "listing": "listed_date",
    "days": "days_to_listing",
}
"""Short names of fields of the designations, as pages have them in their addresses."""


def sort_keys(view: View) -> list[str]:
    """Return the fields by which a table can be sorted."""
    names = [field.name for field in view.fields if field.type != "list"]
    return [*names, *(short for short, name in ALIASES.items() if name in names)]


def ordered(rows: Rows, order: str) -> Rows:
    """Return rows in another order; those that are equal in it stay in the order that they had.

    Args:
        rows: Rows of a table of the catalog.
        order: The name of a column or its alias, with a minus before it for the largest first; ""
            for the order that they have.

    Returns:
        The rows; countries by their names in the reader's language, text without regard to case,
        and unknown values last.
    """
    if not order:
        return rows
    key = order.removeprefix("-")
    key = ALIASES.get(key, key)
    if key == "name":
        values = naming.titles(rows.columns(*naming.columns(rows.table)))
    else:
        values = rows.columns(key)[key]
    if key == "country":
        values = values.map(locale.country, na_action="ignore")
    elif isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype("object")
    if values.dtype.kind not in "biufM":
        values = values.map(lambda text: str(text).casefold(), na_action="ignore")
    ascending = not order.startswith("-")
    ranked = values.sort_values(ascending=ascending, na_position="last", kind="stable")
    return rows.at(ranked.index.to_numpy())
