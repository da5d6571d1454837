"""How the register adds up, and how fast."""

from __future__ import annotations

import pandas as pd

STEPS = (50, 10)
"""How many designations make a step of the pace, the first of which there are two at least."""


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


def pace(cumulative: pd.DataFrame) -> pd.DataFrame:
    """How many months each further 50 (of a small selection: 10) designations took.

    Several on one day can cross a mark together, and one day can cross several marks; a step that
    began and ended on the same day took no time. The first step begins with the first designation.

    Args:
        cumulative: What `cumulative` returned.

    Returns:
        Columns ``entries`` (the mark: 50, 100 …), ``reached`` (the date) and ``months`` since the
        mark before, to a tenth of a mean month (30.44 days). Empty where there are not two marks.
    """
    empty = pd.DataFrame(
        {
            "entries": pd.Series(dtype="int64"),
            "reached": pd.Series(dtype="datetime64[us]"),
            "months": pd.Series(dtype="float64"),
        }
    )
    total = int(cumulative["total"].max()) if len(cumulative) else 0
    step = next((each for each in STEPS if total >= 2 * each), None)
    if step is None:
        return empty
    marks = range(step, total + 1, step)
    places = cumulative["total"].searchsorted(list(marks))
    reached = cumulative["date"].iloc[places].reset_index(drop=True)
    before = reached.shift(fill_value=cumulative["date"].iloc[0])
    months = ((reached - before).dt.days / DAYS_IN_MONTH).round(1)
    return pd.DataFrame({"entries": list(marks), "reached": reached, "months": months})


DAYS_IN_MONTH = 365.2425 / 12
