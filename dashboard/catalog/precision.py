"""How exactly a date of publication is known, and where it may be used."""

from __future__ import annotations

from typing import Literal

import pandas as pd

Unit = Literal["day", "month", "quarter", "year"]

_FINENESS = {"day": 3, "month": 2, "year": 1}
_NEEDED: dict[Unit, int] = {"day": 3, "month": 2, "quarter": 2, "year": 1}


def published_to(articles: pd.DataFrame, unit: Unit) -> pd.Series:
    """The dates of publication that are known at least to that unit.

    A date known only to the month is written as the first of it; it says nothing about the day.

    Args:
        articles: Rows with ``published`` and ``published_precision`` (empty: the day is known).
        unit: What the dates are wanted for.

    Returns:
        ``published``, empty where it is known less exactly.
    """
    rough = [precision for precision, fine in _FINENESS.items() if fine < _NEEDED[unit]]
    return articles["published"].mask(articles["published_precision"].isin(rough))
