"""Rows for the templates, tables that sort and turn pages through the URL, and their downloads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.filters import Dropped, Filters
from dashboard.asking.ordering import ordered
from dashboard.catalog import Catalog, naming, rows
from dashboard.catalog.rows import Rows
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _

PAGE_LENGTH = 50


@dataclass(frozen=True)
class Column:
    """A column by which a reader may sort.

    Attributes:
        key: Its name in the URL (see `asking.ordering`) and in the style sheet.
        title: Its heading in English; translated where shown.
        descending: Whether the first click begins with the largest.
    """

    key: str
    title: str
    descending: bool = False


DESIGNATION_COLUMNS = (
    Column("name", locale.mark("Organization")),
    Column("status", locale.mark("Status")),
    Column("country", locale.mark("Country")),
    Column("category", locale.mark("Category")),
    Column("decision", locale.mark("Decision"), descending=True),
    Column("listing", locale.mark("Listing"), descending=True),
    Column("days", locale.mark("Days to listing"), descending=True),
    Column("articles", locale.mark("Articles about it"), descending=True),
)


ORDERS = ("", *(f"{sign}{column.key}" for sign in ("", "-") for column in DESIGNATION_COLUMNS))
"""The values of ``sort``; "" is the selection's own order."""

VIEWS = ("list", "table")
"""The values of ``view``, the default first."""


def sorted_designations(table: pd.DataFrame, address: Address) -> tuple[pd.DataFrame, str]:
    """Return a table in the order that the URL asks for (``sort=name``, ``sort=-articles``).

    Returns:
        The table, and the order: "" for the selection's own, newest first.
    """
    order = address.option("sort", ORDERS)
    if not order:
        return table, ""
    return ordered(Rows.of(table), order).part(), order


def designation_headings(address: Address, order: str, page: str) -> list[dict[str, str]]:
    """Return the headings of the table of designations, each a link that sorts by it."""
    headings = []
    for column in DESIGNATION_COLUMNS:
        sort = {column.key: "ascending", f"-{column.key}": "descending"}.get(order, "")
        first, second = (
            (f"-{column.key}", column.key) if column.descending else (column.key, f"-{column.key}")
        )
        headings.append(
            {
                "key": column.key,
                "label": _(column.title),
                "sorted": sort,
                "href": address.here(page, sort=second if order == first else first),
            }
        )
    return headings


def records(table: pd.DataFrame, **links: Any) -> list[dict[str, Any]]:
    """Return the rows of a table for a template.

    Args:
        table: Any table.
        **links: For each further key a function of the row that gives its value.
    """
    return [row | {key: make(row) for key, make in links.items()} for row in rows.records(table)]


def designation_records(table: pd.DataFrame, address: Address) -> list[dict[str, Any]]:
    """Return rows of designations, each with the address of its page as ``href``."""
    return records(table, href=lambda row: address.to("organization", id=row["id"]))


def article_records(
    catalog: Catalog,
    table: pd.DataFrame,
    address: Address,
    filters: Filters | None = None,
    *,
    organizations: bool = False,
) -> list[dict[str, Any]]:
    """Return rows of articles, each with the address of its page as ``href``.

    Args:
        catalog: The dataset.
        table: Some of its articles.
        address: The address of the page.
        filters: The selection in which the article's page finds its neighbours.
        organizations: Whether to add the organizations named, subjects first.
    """
    own = catalog.publishers["designation_id"]
    made: dict[str, Any] = {
        "href": lambda row: address.to("article", filters, id=row["id"]),
        "publisher_designation": lambda row: own[row["publisher_id"]],
    }
    if organizations:
        named = _organizations_named(catalog, table.index, address)
        made["organizations"] = lambda row: named.get(row["id"], [])
    return records(table, **made)


def _organizations_named(
    catalog: Catalog, article_ids: pd.Index, address: Address
) -> Mapping[str, list[dict[str, Any]]]:
    mentions = catalog.mentions
    mentions = mentions[mentions["article_id"].isin(article_ids)].sort_values("role", kind="stable")
    of = catalog.designations.loc[mentions["designation_id"].unique()]
    names = naming.titles(of).to_dict()
    named: dict[str, list[dict[str, Any]]] = {}
    for row in mentions.itertuples():
        named.setdefault(str(row.article_id), []).append(
            {
                "name": names[row.designation_id],
                "href": address.to("organization", id=str(row.designation_id)),
            }
        )
    return named


def page_of(
    table: pd.DataFrame | Rows, address: Address, length: int = PAGE_LENGTH
) -> tuple[pd.DataFrame, int, int]:
    """Return the part of a long table that the URL asks for (``page=2``).

    Returns:
        The rows, the number of the page, and how many pages there are.
    """
    total = max(1, -(-len(table) // length))
    page = address.page(total)
    start, stop = (page - 1) * length, page * length
    part = table.part(start, stop) if isinstance(table, Rows) else table.iloc[start:stop]
    return part, page, total


def pager(address: Address, path: str, page: int, total: int) -> str:
    """Return links to the previous and the next page of a list, and a notice where the URL asks for more."""
    asked = address.text("page")
    unknown = asked not in ("", str(page))
    said = markup("notice.html", dropped=[Dropped("page", asked)]) if unknown else ""
    return said + markup(
        "pages.html",
        page=page,
        total=total,
        previous=address.here(path, page=page - 1) if page > 1 else None,
        next=address.here(path, page=page + 1) if page < total else None,
    )
