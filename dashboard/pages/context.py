"""What every page is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.catalog import Catalog
from dashboard.ui.address import Address


@dataclass(frozen=True)
class Context:
    """The dataset and the address that asks something of it."""

    catalog: Catalog
    address: Address
