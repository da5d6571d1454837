"""The organizations near one: those of the same body, of the same day, of the same country and field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog
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
    others = _others(catalog, row)
    return tables.designation_records(others[others["body"] == row["body"]], address)


def neighbours(catalog: Catalog, row: Row, address: Address) -> list[Group]:
    """Return the organizations of the same days, and those of the same country and field.

    Args:
        catalog: The dataset.
        row: A row of its designations.
        address: The address of the page.
    """
    others = _others(catalog, row)
    groups = []
    for column, label in _DAYS.items():
        if known(row[column]):
            same = others[others[column] == row[column]]
            if column == "listed_date":
                # The day on which an entry was made public, or reported, is not that of its order.
                ordered = same["listed_date_basis"].astype("object").isin(["order"])
                same = same[ordered & (row["listed_date_basis"] == "order")]
            if not same.empty:
                groups.append(Group(_(label), tables.designation_records(same, address)))
    if known(row["country"]):
        near = others[
            (others["country"] == row["country"]) & (others["category"] == row["category"])
        ].sort_values("date", ascending=False)
        if not near.empty:
            filters = Filters(country=(row["country"],), category=(row["category"],))
            label = _("Other {selection}").format(
                selection=locale.uncapitalized(filters.sentence(catalog, "designations"))
            )
            more = address.to("organizations", filters) if len(near) > _SHOWN else None
            shown = tables.designation_records(near.head(_SHOWN), address)
            groups.append(Group(label, shown, more))
    return groups


def _others(catalog: Catalog, row: Row) -> pd.DataFrame:
    # Whole rows are dear to copy: of neighbours a link, a place and a date are shown.
    table = catalog.designations
    # A name stands in a column for each language.
    names = [column for column in table.columns if column.startswith("name")]
    further = ("published_date", "delisted_date", "listed_date_basis", "body", "status")
    columns = ["id", *names, "country", "category", "date", *_DAYS, *further]
    others: pd.DataFrame = table.loc[table["id"] != row["id"], columns]
    return others
