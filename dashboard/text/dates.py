"""Handle dates of publication that are known only to the month or year."""

from __future__ import annotations

import pandas as pd

_FINENESS = {"day": 3, "month": 2, "year": 1}
_NEEDED = {"day": 3, "month": 2, "quarter": 2, "year": 1}


def published_to(articles: pd.DataFrame, unit: str) -> pd.Series:
    """Return the dates of publication that are precise enough for a unit.

    A date known only to the month is stored as the first of that month.

    Args:
        articles: Rows with ``published`` and ``published_precision`` (empty: the day is known).
        unit: The required precision.

    Returns:
        ``published``, empty where it is less precise.
    """
    rough = [precision for precision, fine in _FINENESS.items() if fine < _NEEDED[unit]]
    return articles["published"].mask(articles["published_precision"].isin(rough))


def iso(date: pd.Timestamp, precision: object) -> str:
    """Format a date in ISO 8601 to its precision: "2025-05-19", "2025-05" or "2025".

    Args:
        date: The date.
        precision: ``month`` or ``year``; anything else means that the day is known.
    """
    parts = date.date().isoformat().split("-")
    return "-".join(parts[: _FINENESS.get(str(precision), _FINENESS["day"])])
