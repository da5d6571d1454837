"""The arguments of every page."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.asking.address import Address
from dashboard.catalog import Catalog


@dataclass(frozen=True)
class Context:
    """The dataset and the address that asks something of it."""

    catalog: Catalog
    address: Address
