"""The address that a link would have, of one that a form has made."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from dashboard.asking.filters import FILTER_KEYS

Pairs = Sequence[tuple[str, str]]


def tidied(pairs: Pairs, years: tuple[int, int]) -> str | None:
    """Return the query without the fields of a form that were left empty.

    A form sends both ends of the years under one name, in their order; where the first is empty it means
    the first year that there is, and where the second is, every year since the first.

    Args:
        pairs: Names and values of the parameters, in their order.
        years: The first and the last year of the data.

    Returns:
        The query, without the question mark; None if there is nothing to tidy.

    Example:
        >>> tidied([("q", ""), ("year", "2022"), ("year", ""), ("country", "DE")], (2015, 2026))
        'year=2022-&country=DE'
    """
    if not any(name in FILTER_KEYS and not value for name, value in pairs):
        return None
    ends = [value for name, value in pairs if name == "year"]
    if len(ends) == 2 and any(ends):
        first, last = ends
        ends = [first or str(years[0]), last] if last else [f"{first}-", ""]
    named = iter(ends)
    kept = []
    for name, value in pairs:
        if name == "year":
            value = next(named)
        if value or name not in FILTER_KEYS:
            kept.append((name, value))
    return urlencode(kept)
