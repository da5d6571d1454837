"""Where they are registered, year by year."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.asking.facets import UNKNOWN
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.register_state import register_state
from dashboard.charts import by_year
from dashboard.charts.certainty import sure_years
from dashboard.charts.chart import Chart
from dashboard.charts.countries import from_country
from dashboard.charts.periods import in_years
from dashboard.charts.words import leading
from dashboard.locale import gettext as _
from dashboard.locale import mark

KEY = "country"

count = by_year.counting(KEY)


def finding(catalog: Catalog, filters: Filters, counted: pd.DataFrame, _undated: int = 0) -> str:
    """Say from which country, or countries, most were in the last year that is over and known.

    Args:
        catalog: The dataset.
        filters: The selection.
        counted: The return value of `count`.
        _undated: How many have no date; they are of no year, so they are ignored.

    Returns:
        A clause; "" for few, or where countries were chosen.
    """
    around = select_designations(catalog, filters)
    sure = sure_years(
        around, column=DATE_COLUMN[filters.basis], absent=register_state(catalog).absent
    )
    over = [year for year in sure if date(year, 12, 31) <= catalog.as_of]
    if not over:
        return ""
    year = max(over)
    if filters.country or not in_years(pd.Series([year]), filters).all():
        return ""
    of_year = by_year.totals(counted[counted["year"] == year])
    return leading(
        [(from_country(code), number) for code, number in of_year if code != UNKNOWN],
        total=sum(number for _code, number in of_year),
        one=_("most of {year} are {name} ({count} of {total})"),
        first=_("in {year} most often {name} ({count} of {total})"),
        tied=_("in {year} most often {names} ({count} each of {total})"),
        year=str(year),
    )


CHART = Chart(
    "country_years",
    mark("Countries year by year"),
    "designations",
    count,
    by_year.tabulating(KEY, mark("Country")),
    by_year.drawing(
        KEY,
        count,
        mark("Countries year by year"),
        finding,
        mark("Heatmap of designations by country and year, {years}: {most}."),
        dated_title=False,
    ),
)
