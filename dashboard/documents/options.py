"""The values that each parameter of a page may have, besides the filters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dashboard.charts.numbers import NUMBERS
from dashboard.documents.panels import PANELS, SUBJECTS
from dashboard.documents.panels.places import VIEWS as MAPS
from dashboard.documents.tables import ORDERS, VIEWS


@cache
def options() -> Mapping[str, frozenset[str]]:
    """Return the values of each parameter that some page or chart understands."""
    found: dict[str, set[str]] = {
        "view": {*VIEWS},
        "show": {subject.key for subject in SUBJECTS},
        "map": {*MAPS},
        "sort": {*ORDERS},
        "chart": {*PANELS},
        "table": {*PANELS},
    }
    for numbers in NUMBERS.values():
        for name, values in numbers.options.items():
            found.setdefault(name, set()).update(values)
    return {name: frozenset(values) for name, values in found.items()}
