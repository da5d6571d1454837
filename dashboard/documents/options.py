"""The values that each parameter of a page may have, besides the filters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dashboard.charts.registry import CHARTS, SUBJECTS
from dashboard.charts.spans import every
from dashboard.documents.embeds import STATIC
from dashboard.documents.tables import ORDERS, VIEWS


@cache
def options(years: tuple[int, int]) -> Mapping[str, frozenset[str]]:
    """Return the values of each parameter that some page or chart understands.

    Args:
        years: The first and the last year that there are.
    """
    found: dict[str, set[str]] = {
        "view": {*VIEWS},
        "show": {subject.key for subject in SUBJECTS},
        "sort": {*ORDERS},
        "chart": {*CHARTS},
        "table": {*CHARTS},
        "theme": {"light", "dark"},
        STATIC: {"true"},
    }
    for chart in CHARTS.values():
        for name in chart.spans:
            found[name] = {*every(years)}
        for switch in chart.switches:
            found.setdefault(switch.name, set()).update(switch.choices)
    return {name: frozenset(values) for name, values in found.items()}
