"""The address that a link would have, of one that a form has made."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from dashboard.asking.filters import FILTER_KEYS

Pairs = Sequence[tuple[str, str]]


def tidied(pairs: Pairs, years: tuple[int, int]) -> str | None:
    """Return the query without the fields of a form that were left empty.

    A form sends both ends of the years under one name, in their order; where one is empty it means the
    first or the last year that there is.

    Args:
        pairs: Names and values of the parameters, in their order.
        years: The first and the last year of the data.

    Returns:
        The query, without the question mark; None if there is nothing to tidy.

    Example:
        >>> tidied([("q", ""), ("year", "2022"), ("year", ""), ("country", "DE")], (2015, 2026))
        'year=2022&year=2026&country=DE'
    """
    if not any(name in FILTER_KEYS and not value for name, value in pairs):
        return None
    ends = [value for name, value in pairs if name == "year"]
    kept = []
    seen = 0
    for name, value in pairs:
        if name == "year" and len(ends) == 2 and any(ends):
            value = value or str(years[seen])
            seen += 1
        if value or name not in FILTER_KEYS:
            kept.append((name, value))
    return urlencode(kept)
