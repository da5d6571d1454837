"""How many have each value."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.asking.facets import known


def by_value(table: pd.DataFrame, column: str) -> pd.Series:
    """How many rows have each value of a column, most first; an empty value is "unknown"."""
    codes, values = pd.factorize(table[column], use_na_sentinel=False)
    counted = pd.Series(np.bincount(codes, minlength=len(values)), known(pd.Series(values)))
    return counted.rename_axis(column).rename("count").sort_values(ascending=False, kind="stable")


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


def by_year_and_value(table: pd.DataFrame, column: str, *, date: str = "date") -> pd.DataFrame:
    """How many rows have each value of a column in each year, and their share of the year.

    Args:
        table: Rows of the catalog's designations.
        column: The column with the values; an empty one is "unknown".
        date: The date by which to count; rows without it are left out.

    Returns:
        Columns ``year``, ``value``, ``count`` and ``share`` (of one, of the year's rows; empty for a
        year with none). Every year from the first to the last has a row for every value.
    """
    dated = table.dropna(subset=date)
    if dated.empty:
        return pd.DataFrame(
            {
                "year": pd.Series(dtype="int64"),
                "value": pd.Series(dtype="str"),
                "count": pd.Series(dtype="int64"),
                "share": pd.Series(dtype="float64"),
            }
        )
    years = dated[date].dt.year
    every = range(int(years.min()), int(years.max()) + 1)
    crossed = pd.crosstab(years.to_numpy(), known(dated[column]).to_numpy())
    crossed = crossed.reindex(every, fill_value=0).rename_axis(index="year", columns="value")
    counted = crossed.reset_index().melt("year", value_name="count")
    counted = counted.sort_values(["year", "value"], ignore_index=True)
    totals = crossed.sum(axis="columns")
    totals = totals.where(totals > 0)
    return counted.assign(
        value=counted["value"].astype("str"),
        share=counted["count"] / counted["year"].map(totals),
    )
