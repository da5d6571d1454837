"""What they do: categories by year."""

from __future__ import annotations

import pandas as pd

from dashboard.asking.filters import Filters
from dashboard.catalog.catalog import Catalog
from dashboard.charts import by_year
from dashboard.charts.chart import Chart, Switch
from dashboard.charts.words import label, leading
from dashboard.locale import gettext as _
from dashboard.locale import mark, uncapitalized

KEY = "category"

count = by_year.counting(KEY)


def finding(catalog: Catalog, filters: Filters, counted: pd.DataFrame) -> str:
    """Say which category, or categories, lead the selection; "" for few, or for one alone."""
    kept = by_year.totals(counted)
    if len(kept) < 2:
        return ""
    return leading(
        [
            (uncapitalized(label(KEY, value)), number)
            for value, number in kept
            if value != by_year.OTHER
        ],
        total=sum(number for _value, number in kept),
        one=_("most are of one field: {name} ({count} of {total} dated)"),
        first=_("the most frequent field is {name} ({count} of {total} dated)"),
        tied=_("the most frequent fields are {names} ({count} each of {total} dated)"),
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
