"""Sort a table, for the column headings of pages and for the API."""

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
"""Aliases of fields of the designations in the URLs of pages."""


def sort_keys(view: View) -> list[str]:
    """Return the fields by which a table can be sorted."""
    names = [field.name for field in view.fields if field.type != "list"]
    return [*names, *(short for short, name in ALIASES.items() if name in names)]


def ordered(rows: Rows, order: str) -> Rows:
    """Sort rows; the sort is stable.

    Args:
        rows: Rows of a table of the catalog.
        order: The name or alias of a column, with a minus sign for descending order; "" for no sorting.

    Returns:
        The rows; countries are sorted by their names in the reader's language, text ignores case,
        and unknown values come last.
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
