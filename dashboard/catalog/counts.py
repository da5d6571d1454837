"""Counting designations: by period, by value, and how they add up."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pandas as pd

from dashboard.catalog.filters import known

Period = Literal["year", "quarter", "month"]
Split = Literal["category", "country"]

_FREQUENCY: dict[Period, str] = {"year": "Y", "quarter": "Q", "month": "M"}


def by_period(
    designations: pd.DataFrame,
    period: Period,
    *,
    column: str = "date",
    split: Split | None = None,
    as_of: date,
) -> pd.DataFrame:
    """How many designations fall in each year, quarter or month.

    Args:
        designations: Rows of the catalog's table.
        period: The length of a period.
        column: The date by which to count; rows without it are left out.
        split: A column whose values are counted apart; an empty value is "unknown".
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
    dated = designations.dropna(subset=column)
    if dated.empty:
        return empty
    periods = dated[column].dt.to_period(_FREQUENCY[period])
    groups = known(dated[split]) if split else pd.Series("", index=dated.index)
    every = pd.period_range(periods.min(), periods.max(), freq=_FREQUENCY[period])
    table = pd.crosstab(periods.to_numpy(), groups.to_numpy()).reindex(every, fill_value=0)
    table = (
        table.rename_axis("span").reset_index().melt("span", var_name="group", value_name="count")
    )
    table = table.sort_values(["span", "group"], ignore_index=True)
    spans = pd.PeriodIndex(table["span"])
    return pd.DataFrame(
        {
            "period": spans.start_time,
            "group": table["group"].astype("str"),
            "count": table["count"].astype("int64"),
            "unfinished": spans.end_time.normalize() > pd.Timestamp(as_of),
        }
    )


def cumulative(designations: pd.DataFrame, *, column: str = "date") -> pd.DataFrame:
    """How many designations there were by each date on which one was added.

    Args:
        designations: Rows of the catalog's table.
        column: The date by which to count; rows without it are left out.

    Returns:
        Columns ``date`` and ``total``, a row for each distinct date.
    """
    total = designations[column].value_counts().sort_index().cumsum()
    return pd.DataFrame({"date": total.index, "total": total.to_numpy()})


def by_value(table: pd.DataFrame, column: str) -> pd.Series:
    """How many rows have each value of a column, most first; an empty value is "unknown"."""
    return known(table[column]).value_counts().rename("count")


def largest(counts: pd.Series, n: int) -> tuple[pd.Series, pd.Series]:
    """Counts parted into the `n` largest and the rest, "unknown" always among the rest.

    Args:
        counts: What `by_value` returned.
        n: How many to keep.

    Returns:
        The largest, and the rest.
    """
    ranked = counts.drop(index="unknown", errors="ignore")
    kept = ranked.head(n)
    return kept, counts.drop(index=kept.index)
