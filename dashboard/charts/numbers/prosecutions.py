"""The numbers of the chart of cases."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.asking.filters import Filters
from dashboard.asking.selection import select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.charts import counts
from dashboard.charts.numbers.number import Numbers, Options, in_years
from dashboard.dataset.choices import ARTICLES_OF_LAW
from dashboard.locale import gettext as _
from dashboard.locale import mark


def cases_about(catalog: Catalog, filters: Filters) -> pd.DataFrame:
    """The prosecutions that concern the designations of a selection, of all years.

    Without a filter those about no designation that the page names are there too.
    """
    around = replace(filters.within("designations"), year=None, day=None)
    cases = catalog.prosecutions
    if not around:
        return cases
    return cases[cases["designation_id"].isin(select_designations(catalog, around).index)]


def _prosecutions(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    counted = counts.prosecutions_by_year(cases_about(catalog, filters))
    return counted.assign(chosen=in_years(counted["year"], filters))


def _prosecutions_table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    kept = counted[counted["chosen"]]
    articles = {choice.value: _(choice.label) for choice in ARTICLES_OF_LAW}
    grid = kept.pivot_table(index="year", columns="article_of_law", values="count", aggfunc="sum")
    grid = grid.reindex(columns=list(articles), fill_value=0).astype("int64")
    grid = grid.set_axis(list(articles.values()), axis="columns")
    grid[_("All")] = grid.sum(axis="columns")
    return grid.rename_axis(_("Year")).reset_index().rename_axis(None, axis="columns")


PROSECUTIONS = (
    Numbers(
        "prosecutions",
        mark("Cases by year and article of law"),
        "designations",
        _prosecutions,
        _prosecutions_table,
    ),
)
"""In the order of the pages."""
