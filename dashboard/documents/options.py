"""The values that each parameter of a page may have, besides the filters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dashboard.charts.registry import CHARTS, SUBJECTS
from dashboard.documents.tables import ORDERS, VIEWS


@cache
def options() -> Mapping[str, frozenset[str]]:
    """Return the values of each parameter that some page or chart understands."""
    found: dict[str, set[str]] = {
        "view": {*VIEWS},
        "show": {subject.key for subject in SUBJECTS},
        "sort": {*ORDERS},
        "chart": {*CHARTS},
        "table": {*CHARTS},
    }
    for chart in CHARTS.values():
        for switch in chart.switches:
            found.setdefault(switch.name, set()).update(switch.choices)
    return {name: frozenset(values) for name, values in found.items()}
