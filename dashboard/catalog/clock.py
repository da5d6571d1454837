"""The present day, as far as a computer's clock can be trusted."""

from __future__ import annotations

from datetime import date

from dashboard.catalog.catalog import Catalog

_OLDEST = 3650
"""Days after which an age says more about the clock than about the data."""


def today(catalog: Catalog) -> date:
    """Return the present day, or the day of the data if the clock says an earlier one."""
    return max(date.today(), catalog.as_of)


def age(catalog: Catalog) -> int:
    """Return the days since the register was last followed; 0 if unknown."""
    days = (today(catalog) - catalog.as_of).days
    return days if days <= _OLDEST else 0
