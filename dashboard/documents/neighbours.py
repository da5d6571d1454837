"""Find related organizations: of the same body, the same day, or the same country and field."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.catalog.rows import Row
from dashboard.documents import tables
from dashboard.documents.markup import known
from dashboard.locale import gettext as _
from dashboard.locale import mark

_SHOWN = 12
_DAYS = {
    "announced_date": mark("Announced on the same day"),
    "decision_date": mark("Decided on the same day"),
    "listed_date": mark("Listed on the same day"),
}
_NEAR = "near"
"""The key of the group of the same country and field."""


@dataclass(frozen=True)
class Group:
    """A group of related organizations.

    Attributes:
        label: What they have in common.
        rows: The organizations, each with the address of its page.
        more: The address of all of them, if some are not shown.
    """

    label: str
    rows: list[dict[str, Any]]
    more: str | None = None


def same_body(catalog: Catalog, row: Row, address: Address) -> list[dict[str, Any]]:
    """Return the other legal entities of the same body, each with the address of its page.

    Args:
        catalog: The dataset.
        row: A row of its designations.
        address: The address of the page.
    """
    if not known(row["body"]):
        return []
    return _records(catalog, _others(catalog, row, "body"), address)


def neighbours(catalog: Catalog, row: Row, address: Address) -> list[Group]:
    """Return the organizations of the same days, and those of the same country and field.

    Args:
        catalog: The dataset.
        row: A row of its designations.
        address: The address of the page.
    """
    groups = []
    for column, label in _DAYS.items():
        if same := _others(catalog, row, column):
            groups.append(Group(_(label), _records(catalog, same, address)))
    if near := _others(catalog, row, _NEAR):
        filters = Filters(country=(row["country"],), category=(row["category"],))
        label = _("Other {selection}").format(
            selection=locale.uncapitalized(filters.sentence(catalog, "designations"))
        )
        more = address.to("organizations", filters) if len(near) > _SHOWN else None
        groups.append(Group(label, _records(catalog, near[:_SHOWN], address), more))
    return groups


def _others(catalog: Catalog, row: Row, common: str) -> list[str]:
    """Return the ids of designations related to one."""
    shared = _shared(row).get(common)
    same = _grouped(catalog).get((common, shared), ()) if shared is not None else ()
    return [each for each in same if each != row["id"]]


def _shared(row: Row) -> dict[str, Hashable]:
    """Return what a designation may have in common with others."""
    found: dict[str, Hashable] = {
        column: row[column] for column in ("body", *_DAYS) if known(row[column])
    }
    if row["listed_date_basis"] != "order":
        # The day on which an entry was made public, or reported, is not that of its order.
        found.pop("listed_date", None)
    if known(row["country"]):
        found[_NEAR] = (row["country"], row["category"])
    return found


@remembered(1)
def _grouped(catalog: Catalog) -> Mapping[tuple[str, Hashable], Sequence[str]]:
    """Return the ids of the designations that have the same in common; those near each other newest first."""
    found: dict[tuple[str, Hashable], list[str]] = {}
    newest = catalog.newest_first["date"]
    for positions, near in ((np.sort(newest), False), (newest, True)):
        for row in catalog.cells("designations").at(positions):
            for name, value in _shared(row).items():
                if (name == _NEAR) == near:
                    found.setdefault((name, value), []).append(row["id"])
    return found


def _records(catalog: Catalog, ids: Sequence[str], address: Address) -> list[dict[str, Any]]:
    return tables.designation_records(catalog.rows("designations", ids), address)
