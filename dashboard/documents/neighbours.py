"""The organizations near one: those of the same body, of the same day, of the same country and field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog
from dashboard.catalog.rows import Row, Rows
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
_FURTHER = ("published_date", "delisted_date", "listed_date_basis", "status")
"""What the words for a date also depend on."""


@dataclass(frozen=True)
class Group:
    """Organizations that have something in common with one.

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
    table = catalog.designations
    return _records(Rows.of(table, _others(table, row) & _equal(table, "body", row)), address)


def neighbours(catalog: Catalog, row: Row, address: Address) -> list[Group]:
    """Return the organizations of the same days, and those of the same country and field.

    Args:
        catalog: The dataset.
        row: A row of its designations.
        address: The address of the page.
    """
    table = catalog.designations
    others = _others(table, row)
    same: list[tuple[str, np.ndarray]] = []
    for column, label in _DAYS.items():
        if known(row[column]):
            kept = others & _equal(table, column, row)
            if column == "listed_date":
                # The day on which an entry was made public, or reported, is not that of its order.
                kept &= _equal(table, "listed_date_basis", {"listed_date_basis": "order"})
                kept &= row["listed_date_basis"] == "order"
            same.append((_(label), kept))
    near = np.zeros(len(table), dtype=bool)
    if known(row["country"]):
        near = others & _equal(table, "country", row) & _equal(table, "category", row)
    newest = catalog.newest_first["date"]
    newest = newest[near[newest]]
    chosen = [(label, np.flatnonzero(kept)) for label, kept in same if kept.any()]
    # One reading for all: each costs more than its rows.
    every = np.unique(np.concatenate([newest[:_SHOWN], *(places for _label, places in chosen)]))
    shown = dict(zip(every, _records(Rows(table, every), address), strict=True))
    groups = [Group(label, [shown[place] for place in places]) for label, places in chosen]
    if len(newest):
        filters = Filters(country=(row["country"],), category=(row["category"],))
        label = _("Other {selection}").format(
            selection=locale.uncapitalized(filters.sentence(catalog, "designations"))
        )
        more = address.to("organizations", filters) if len(newest) > _SHOWN else None
        groups.append(Group(label, [shown[place] for place in newest[:_SHOWN]], more))
    return groups


def _others(table: pd.DataFrame, row: Row) -> np.ndarray:
    other: np.ndarray = (table["id"] != row["id"]).to_numpy(dtype=bool)
    return other


def _equal(table: pd.DataFrame, column: str, row: Row) -> np.ndarray:
    equal: np.ndarray = (table[column] == row[column]).fillna(False).to_numpy(dtype=bool)
    return equal


def _records(rows: Rows, address: Address) -> list[dict[str, Any]]:
    return tables.designation_records(rows.only(_columns(rows.table)).part(), address)


def _columns(table: pd.DataFrame) -> list[str]:
    """Return the columns with a name, a place and a date: whole rows are dear to copy."""
    # A name stands in a column for each language.
    names = [column for column in table.columns if column.startswith("name")]
    return ["id", *names, "country", "category", "date", *_DAYS, *_FURTHER]
