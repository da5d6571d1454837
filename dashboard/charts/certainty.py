"""Find the years whose counts are complete enough to be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
import pandas as pd

SURE = 0.9
"""The minimum share of a year's rows that must have the counted date."""


def sure_years(
    designations: pd.DataFrame,
    *,
    column: str = "date",
    absent: int = 0,
    years: Iterable[int] = (),
) -> set[int]:
    """Find the years whose number of designations can be compared with another year's.

    A row without the counted date may belong to the year of its best known date. A row without any
    date, and an entry that is missing from the dataset, may belong to any year.

    Args:
        designations: Rows of the catalog's table; columns `column` and ``date``.
        column: The date by which to count.
        absent: How many entries of the register are known to be missing from the dataset.
        years: Further years to check, which may have no rows.

    Returns:
        The years in which at least nine tenths of the possible rows have the date.
    """
    dates, best = (designations[name].to_numpy() for name in (column, "date"))
    dated, elsewhere = _years(dates), _years(best[np.isnat(dates)])
    floating = int(np.isnat(best[np.isnat(dates)]).sum()) + absent
    return {
        year
        for year in {*dated, *years}
        if dated[year] >= SURE * (dated[year] + elsewhere[year] + floating)
    }


def _years(dates: np.ndarray) -> Counter[int]:
    """Count dates by their year; missing ones are left out."""
    years = dates[~np.isnat(dates)].astype("datetime64[Y]").astype("int64") + 1970
    return Counter(years.tolist())


def is_sure(designations: pd.DataFrame, *, column: str = "date", absent: int = 0) -> bool:
    """Return whether enough rows have the counted date to describe their distribution over time.

    Args:
        designations: Rows of the catalog's table.
        column: The date by which to count.
        absent: How many entries of the register are known to be missing from the dataset.
    """
    dated = int(designations[column].notna().sum())
    return dated >= SURE * (len(designations) + absent)
