"""Categories by year."""

from __future__ import annotations

import pandas as pd

from dashboard.asking.facets import UNKNOWN
from dashboard.asking.filters import Filters
from dashboard.catalog.catalog import Catalog
from dashboard.charts import by_year
from dashboard.charts.chart import Chart, Switch
from dashboard.charts.words import leading
from dashboard.dataset.tables import DESIGNATIONS
from dashboard.locale import gettext as _
from dashboard.locale import mark

KEY = "category"

count = by_year.counting(KEY)


def finding(catalog: Catalog, filters: Filters, counted: pd.DataFrame, undated: int = 0) -> str:
    """Return a sentence about the most frequent categories of the selection; "" for few, or for only one."""
    kept = by_year.totals(counted)
    if len(kept) < 2:
        return ""
    return leading(
        [
            (_(DESIGNATIONS[KEY].choice(value).plural), number)
            for value, number in kept
            if value not in (by_year.OTHER, UNKNOWN)
        ],
        total=sum(number for _value, number in kept),
        one=_("most are {name} ({count} of {total})"),
        first=_("most often {name} ({count} of {total})"),
        tied=_("most often {names} ({count} each of {total})"),
        undated=undated,
    )


CHART = Chart(
    "categories",
    mark("What they do"),
    "designations",
    count,
    by_year.tabulating(KEY, mark("Category")),
    by_year.drawing(
        KEY,
        count,
        mark("What they do"),
        finding,
        mark("Heatmap of designations by category and year, {years}: {most}."),
    ),
    switches=(
        Switch("measure", mark("Measure"), {"count": mark("Numbers"), "share": mark("Shares")}),
    ),
)
