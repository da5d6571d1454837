"""Count the rows of a table for each combination of values."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.asking.facets import known

TIMES = ("year", "quarter", "month", "day")
"""Dimensions that are parts of a date."""

DIMENSIONS = {
    "designations": (*TIMES, "country", "category", "status", "confidence", "accusation"),
    "articles": (*TIMES, "publisher", "language", "kind", "topic", "org"),
    "statements": ("year", "stance", "speaker_type", "accusation", "org"),
    "claims": ("year", "stance", "speaker_type", "publisher", "language", "org"),
}
"""The dimensions by which the rows of each table can be counted, named like the filters."""


def crossed(values: Sequence[pd.Series], names: Sequence[str]) -> pd.DataFrame:
    """Count the rows that have each combination of values.

    Args:
        values: For each dimension a value, or a tuple of values, per row; all with the same index.
            A row counts once for
            each combination of its values.
        names: The dimensions, one or more.

    Returns:
        A column for each dimension, "unknown" or missing where a row has no value, and ``count``;
        in chronological order if the first dimension is a time, else by count, descending.
    """
    table = pd.DataFrame(dict(zip(names, values, strict=True)))
    for name in names:
        if name in ("topic", "org", "accusation"):
            table = table.explode(name)
        if name not in TIMES:
            table[name] = known(table[name])
    counted = table.groupby(list(names), dropna=False, observed=True).size()
    rows = counted.rename("count").reset_index()
    if names[0] in TIMES:
        return rows.sort_values(list(names), ignore_index=True)
    return rows.sort_values(
        ["count", *names], ascending=[False, *(True for _ in names)], ignore_index=True
    )


def part(dates: pd.Series, name: str) -> pd.Series:
    """Return a part of dates in a sortable format: 2024, 2024-Q2, 2024-05, 2024-05-19."""
    if name == "quarter":
        years, quarters = (
            each.astype("Int64").astype("str") for each in (dates.dt.year, dates.dt.quarter)
        )
        parts: pd.Series = (years + "-Q" + quarters).where(dates.notna())
    elif name == "year":
        parts = dates.dt.year.astype("Int64")
    else:
        parts = dates.dt.strftime("%Y-%m" if name == "month" else "%Y-%m-%d").astype("object")
    return parts
