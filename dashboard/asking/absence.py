"""Explain an empty selection."""

from __future__ import annotations

from dashboard.asking.filters import Filters
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.register_state import register_state


def not_found(catalog: Catalog, filters: Filters) -> str:
    """Return a sentence about what an empty selection means; "" unless only names were searched for.

    Args:
        catalog: The dataset.
        filters: The selection.
    """
    if not filters.q or filters != Filters(q=filters.q, basis=filters.basis):
        return ""  # another filter may have excluded an organization with that name
    return register_state(catalog).not_found()
