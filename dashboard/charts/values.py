"""Count rows by value, and make the table of counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.asking.facets import UNKNOWN, facet, known
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.charts.chart import Options, Table
from dashboard.locale import gettext as _


def by_value(table: pd.DataFrame, column: str) -> pd.Series:
    """Count the rows of each value of a column, most first; an empty value is "unknown"."""
    codes, values = pd.factorize(table[column], use_na_sentinel=False)
    counted = pd.Series(np.bincount(codes, minlength=len(values)), known(pd.Series(values)))
    return counted.rename_axis(column).rename("count").sort_values(ascending=False, kind="stable")


def chosen_of(values: pd.Series, wanted: tuple[str, ...]) -> pd.Series:
    """Mark the values that match the filter; all if it is empty."""
    return values.isin(wanted) if wanted else pd.Series(True, index=values.index)


def name_of(catalog: Catalog, key: str, value: str) -> str:
    """Return the label of a value of a facet."""
    if value == UNKNOWN and key != "country":
        return _("unknown")
    return facet(key).label(catalog, value)


def value_table(key: str, title: str, *, share: bool = True) -> Table:
    """Make the table of a chart of values: their names, codes and numbers.

    Args:
        key: The key of the facet.
        title: The title of the first column, in English.
        share: Whether to add a column with each value's share.
    """

    def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
        kept = counted[counted["chosen"]]
        columns = {
            _(title): [name_of(catalog, key, value) for value in kept[key]],
            _("Code"): kept[key].to_numpy(),
            _("Number"): kept["count"].to_numpy(),
        }
        if share:
            columns[_("Share")] = (kept["count"] / kept["count"].sum()).round(4).to_numpy()
        return pd.DataFrame(columns)

    return table


def organizations_of(catalog: Catalog, filters: Filters) -> list[str]:
    """Return the ids of the designations chosen in a selection of articles, or all."""
    chosen = select_designations(catalog, filters.within("designations")).index
    return [each for each in filters.org or chosen if each in chosen]
