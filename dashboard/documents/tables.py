"""Rows for the templates, tables that sort and turn pages through the URL, and their downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.filters import Dropped, Filters
from dashboard.asking.ordering import ordered
from dashboard.catalog import Catalog, naming
from dashboard.catalog.rows import Row, Rows
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _

PAGE_LENGTH = 50
Sliced = TypeVar("Sliced", pd.Index, np.ndarray)


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


def records(rows: Iterable[Row], **links: Callable[[Row], Any]) -> list[dict[str, Any]]:
    """Return rows for a template.

    Args:
        rows: Rows of any table.
        **links: For each further key a function of the row that gives its value.
    """
    return [{**row, **{key: make(row) for key, make in links.items()}} for row in rows]


def designation_records(rows: Iterable[Row], address: Address) -> list[dict[str, Any]]:
    """Return rows of designations, each with the address of its page as ``href``."""
    return records(rows, href=lambda row: address.to("organization", id=row["id"]))


def article_records(
    catalog: Catalog,
    rows: Iterable[Row],
    address: Address,
    filters: Filters | None = None,
    *,
    organizations: bool = False,
) -> list[dict[str, Any]]:
    """Return rows of articles, each with the address of its page as ``href``.

    Args:
        catalog: The dataset.
        rows: Some of its articles.
        address: The address of the page.
        filters: The selection in which the article's page finds its neighbors.
        organizations: Whether to add the organizations named, subjects first.
    """
    made: dict[str, Callable[[Row], Any]] = {
        "href": lambda row: address.to("article", filters, id=row["id"]),
        "publisher_designation": lambda row: catalog.row("publishers", row["publisher_id"])[
            "designation_id"
        ],
    }
    if organizations:
        made["organizations"] = lambda row: [
            {
                "name": naming.title(catalog.row("designations", each["designation_id"])),
                "href": address.to("organization", id=each["designation_id"]),
            }
            for each in catalog.mentions_in(row["id"])
        ]
    return records(rows, **made)


def page_of(every: Sliced, address: Address, length: int = PAGE_LENGTH) -> tuple[Sliced, int, int]:
    """Return the part of a long list that the URL asks for (``page=2``).

    Args:
        every: Ids or positions of the rows.
        address: The address of the page.
        length: How many rows a page has.

    Returns:
        The part, the number of the page, and how many pages there are.
    """
    total = max(1, -(-len(every) // length))
    page = address.page(total)
    return every[(page - 1) * length : page * length], page, total


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
