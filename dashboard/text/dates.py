"""How exactly a date of publication is known, and where it may be used."""

from __future__ import annotations

import pandas as pd

_FINENESS = {"day": 3, "month": 2, "year": 1}
_NEEDED = {"day": 3, "month": 2, "quarter": 2, "year": 1}


def published_to(articles: pd.DataFrame, unit: str) -> pd.Series:
    """Return the dates of publication that are known at least to that unit.

    A date known only to the month is written as the first of it; it says nothing about the day.

    Args:
        articles: Rows with ``published`` and ``published_precision`` (empty: the day is known).
        unit: What the dates are wanted for.

    Returns:
        ``published``, empty where it is known less exactly.
    """
    rough = [precision for precision, fine in _FINENESS.items() if fine < _NEEDED[unit]]
    return articles["published"].mask(articles["published_precision"].isin(rough))


def iso(date: pd.Timestamp, precision: object) -> str:
    """Write a date in ISO 8601 as far as it is known: "2025-05-19", "2025-05" or "2025".

    Args:
        date: The date.
        precision: ``month`` or ``year``; anything else means that the day is known.
    """
    parts = date.date().isoformat().split("-")
    return "-".join(parts[: _FINENESS.get(str(precision), _FINENESS["day"])])
