"""Count by year, quarter or month, and name periods."""

from __future__ import annotations

from datetime import date

import numpy as np
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
"""The approximate days of a period, for the width of bars."""

_MONTHS = {"year": 12, "quarter": 3, "month": 1}


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
        the last has a row, even if empty; if split, for each group.
    """
    dates = designations[column].to_numpy()
    dated = ~np.isnat(dates)
    spans = dates[dated].astype("datetime64[M]").astype("int64") // _MONTHS[period]
    if split:
        codes, groups = pd.factorize(known(designations[split]).to_numpy()[dated], sort=True)
    else:
        codes, groups = np.zeros(len(spans), dtype="int64"), np.array([""])
    first, last = (spans.min(), spans.max()) if len(spans) else (0, -1)
    every = np.arange(first, last + 1)
    counted = np.zeros((len(every), len(groups)), dtype="int64")
    np.add.at(counted, (spans - first, codes), 1)
    starts, ends = (
        ((every + further) * _MONTHS[period]).astype("datetime64[M]").astype("datetime64[D]")
        for further in (0, 1)
    )
    over = ends - np.timedelta64(1, "D") <= np.datetime64(as_of, "D")
    return pd.DataFrame(
        {
            "period": np.repeat(starts.astype("datetime64[us]"), len(groups)),
            "group": pd.array(np.tile(groups, len(every)), dtype="str"),
            "count": counted.ravel(),
            "unfinished": np.repeat(~over, len(groups)),
        }
    )


def period_name(start: pd.Timestamp, period: str) -> str:
    """Return a sortable name of a period: 2024, 2024-Q2, 2024-05."""
    if period == "year":
        return str(start.year)
    if period == "quarter":
        return f"{start.year}-Q{start.quarter}"
    return f"{start:%Y-%m}"


def in_years(years: pd.Series, filters: Filters) -> pd.Series:
    """Mark the years that match the filter."""
    if filters.year is None:
        return pd.Series(True, index=years.index)
    return years.between(*filters.year)
