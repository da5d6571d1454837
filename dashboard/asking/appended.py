"""Remove parameters that other services append to links (`utm_*`, `fbclid` …), without a notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlencode

from dashboard.catalog.same_page import says_nothing

_ESCAPED = "amp;"
"""A URL that was copied from HTML separates its parameters with `&amp;`."""


_YEARS = re.compile(r"[0-9]{4}(-[0-9]*)?")
"""A valid value of this site's ``from``; other services use the same name for tracking."""


def without_appended(params: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield parameters without those of trackers, and with `&amp;` read as `&`.

    Args:
        params: Names and values, in their order.

    Example:
        >>> list(without_appended([("country", "DE"), ("amp;year", "2023"), ("fbclid", "x")]))
        [('country', 'DE'), ('year', '2023')]
    """
    for name, value in params:
        plain = name.removeprefix(_ESCAPED)
        if (plain == "from" and _YEARS.fullmatch(value)) or not says_nothing(plain, value):
            yield plain, value


def plain_query(query: bytes) -> bytes:
    """Return a query without appended parameters; the same bytes if there are none.

    Args:
        query: The query of a request, without the question mark, in ASCII.
    """
    pairs = parse_qsl(query.decode("ascii", "replace"), keep_blank_values=True)
    kept = list(without_appended(pairs))
    return query if kept == pairs else urlencode(kept).encode()
