"""Get the current day, with protection against a wrong system clock."""

from __future__ import annotations

from datetime import date

from dashboard.catalog.catalog import Catalog

_OLDEST = 3650
"""Age in days above which the system clock must be wrong."""


def today(catalog: Catalog) -> date:
    """Return the current day, or the day of the data if the system clock is earlier."""
    return max(date.today(), catalog.as_of)


def age(catalog: Catalog) -> int:
    """Return the days since the register was last followed; 0 if unknown."""
    days = (today(catalog) - catalog.as_of).days
    return days if days <= _OLDEST else 0
