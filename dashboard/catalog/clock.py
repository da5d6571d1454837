"""What day it is, as far as a computer's clock can be trusted."""

from __future__ import annotations

from datetime import date

from dashboard.catalog.catalog import Catalog

_OLDEST = 3650
"""Days after which an age says more about the clock than about the data."""


def today(catalog: Catalog) -> date:
    """The present day; the day of the data where the clock says an earlier one."""
    return max(date.today(), catalog.as_of)


def age(catalog: Catalog) -> int:
    """How many days ago the register was followed for the last time; 0 where nobody can tell."""
    days = (today(catalog) - catalog.as_of).days
    return days if days <= _OLDEST else 0
