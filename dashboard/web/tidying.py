"""Normalize the URL that a submitted form has created."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from dashboard.asking.filters import FILTER_KEYS

Pairs = Sequence[tuple[str, str]]


def tidied(pairs: Pairs, years: tuple[int, int]) -> str | None:
    """Remove the empty fields of a form from a query.

    A form sends the first and the last year as two parameters with the same name. An empty first
    one means the first year of the data, an empty last one an open range.

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
