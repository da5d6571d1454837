"""How many fall in each year, quarter or month, and how a period is named."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.asking.facets import known
from dashboard.asking.filters import Filters
from dashboard.charts.chart import Switch
from dashboard.locale import mark

PERIOD = Switch(
    "period",
    mark("Period"),
    {"year": mark("Year"), "quarter": mark("Quarter"), "month": mark("Month")},
)
"""The switch of charts that count by periods."""

DAYS = {"year": 365, "quarter": 91, "month": 30}
"""How long a period is, about; a bar on a time axis is so wide."""

_FREQUENCY = {"year": "Y", "quarter": "Q", "month": "M"}


def by_period(
    designations: pd.DataFrame,
    period: str,
    *,
    column: str = "date",
    split: str | None = None,
    as_of: date,
) -> pd.DataFrame:
    """Count the designations of each year, quarter or month.

    Args:
        designations: Rows of the catalog's table.
        period: year, quarter or month.
        column: The date by which to count; rows without it are left out.
        split: ``category`` or ``country``, whose values are counted apart; an empty value is "unknown".
        as_of: The day to which the data go.

    Returns:
        Columns ``period`` (first day, a timestamp), ``group`` ("" when not split), ``count``, and
        ``unfinished``: whether the period is not over at `as_of`. Every period from the first to
        the last is there, also one with nothing; split, each group has a row for each of them.
    """
    empty = pd.DataFrame(
        {
            "period": pd.Series(dtype="datetime64[us]"),
            "group": pd.Series(dtype="str"),
            "count": pd.Series(dtype="int64"),
            "unfinished": pd.Series(dtype="bool"),
        }
    )
    by = [column, split] if split else [column]
    # Days first: there are few of them, and only they have to be placed in a period.
    days = designations.groupby(by, dropna=False, observed=True).size().rename("count")
    counted = days.reset_index().dropna(subset=column)
    if counted.empty:
        return empty
    periods = counted[column].dt.to_period(_FREQUENCY[period])
    groups = known(counted[split]) if split else pd.Series("", index=counted.index)
    every = pd.period_range(periods.min(), periods.max(), freq=_FREQUENCY[period])
    cells = pd.MultiIndex.from_product([every, sorted(groups.unique())], names=["span", "group"])
    table = (
        counted["count"]
        .groupby([periods.rename("span"), groups.rename("group")])
        .sum()
        .reindex(cells, fill_value=0)
        .reset_index()
    )
    spans = pd.PeriodIndex(table["span"])
    return pd.DataFrame(
        {
            "period": spans.start_time,
            "group": table["group"].astype("str"),
            "count": table["count"].astype("int64"),
            "unfinished": spans.end_time.normalize() > pd.Timestamp(as_of),
        }
    )


def period_name(start: pd.Timestamp, period: str) -> str:
    """Name a period so that names sort by time: 2024, 2024-Q2, 2024-05."""
    if period == "year":
        return str(start.year)
    if period == "quarter":
        return f"{start.year}-Q{start.quarter}"
    return f"{start:%Y-%m}"


def in_years(years: pd.Series, filters: Filters) -> pd.Series:
    """Mark the years that the filter keeps."""
    if filters.year is None:
        return pd.Series(True, index=years.index)
    return years.between(*filters.year)
