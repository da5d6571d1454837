"""How many decisions fell on each day."""

from __future__ import annotations

import pandas as pd


def by_day(designations: pd.DataFrame, column: str = "decision_date") -> pd.DataFrame:
    """How many designations fall on each day on which there was any.

    Args:
        designations: Rows of the catalog's table.
        column: The date by which to count; rows without it are left out.

    Returns:
        Columns ``date``, ``year`` and ``week`` (both of the ISO calendar, in which the days around
        New Year may belong to the neighbouring year), ``weekday`` (0 for Monday) and ``count``, by
        date.
    """
    counted = designations[column].value_counts().sort_index()
    dates = pd.Series(counted.index)
    iso = dates.dt.isocalendar()
    return pd.DataFrame(
        {
            "date": dates,
            "year": iso["year"].astype("int64"),
            "week": iso["week"].astype("int64"),
            "weekday": iso["day"].astype("int64") - 1,
            "count": counted.to_numpy(),
        }
    )
