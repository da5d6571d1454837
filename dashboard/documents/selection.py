"""The selection as a sentence above the content, with links to clear, copy and follow it."""

from __future__ import annotations

from dataclasses import replace

from dashboard.asking.address import Address
from dashboard.asking.facets import Scope
from dashboard.asking.filters import Filters
from dashboard.asking.selection import Selection, article_rows
from dashboard.catalog import Catalog
from dashboard.catalog.bodies import entries_text
from dashboard.documents.applied import applied
from dashboard.documents.markup import markup
from dashboard.locale import ngettext

_FILES: dict[Scope, str] = {"designations": "organizations", "articles": "articles"}
"""The pages whose table each scope is: their files have the same names."""


def selection_line(
    catalog: Catalog,
    address: Address,
    selection: Selection,
    scope: Scope,
    page: str,
    *,
    heading: str = "",
    counted: bool = False,
    alone: bool = False,
) -> str:
    """Return what is shown: a heading, how many there are, and the filters that can be taken back.

    Args:
        catalog: The dataset.
        address: The address of the page.
        selection: What is shown.
        scope: Of which table.
        page: The path of the page.
        heading: The heading of the page without filters; "" where the page has another. With filters
            the heading is the selection in words.
        counted: Whether the page says by itself how many there are; then only a screen reader is told.
        alone: Whether the table stands in a page of somebody else.
    """
    filters = address.filters.within(scope)
    count, note = (
        _designations(selection, filters)
        if scope == "designations"
        else _articles(catalog, selection, filters)
    )
    return markup(
        "selection.html",
        count=count,
        counted=counted,
        undated=note,
        heading=_heading(catalog, filters, scope) if heading and filters else heading,
        applied=[] if alone else applied(catalog, address, scope, page),
        filters=address.served and not alone,
        clear=address.to(page, Filters()) if address.filters and not alone else None,
        # Copied links contain the language.
        here=None if alone else address.spoken().here(page),
        csv=address.to(f"api/v1/{scope}.csv", filters),
        xlsx=address.spoken().to(f"{_FILES[scope]}.xlsx", filters),
        json=address.to(f"api/v1/{scope}", filters),
        feed=address.to("feed.xml", filters, of="articles" if scope == "articles" else None),
    )


def _heading(catalog: Catalog, filters: Filters, scope: Scope) -> str:
    if scope == "articles":
        return filters.sentence(catalog, scope)
    return filters.subject(catalog, scope, dated=False)


def _designations(selection: Selection, filters: Filters) -> tuple[str, str]:
    """Return the number of rows, and of those without a date."""
    count, undated = entries_text(selection.designations), selection.undated
    if not undated:
        return count, ""
    if filters.basis == "decision":
        return count, ngettext(
            "{n} without a known decision date", "{n} without a known decision date", undated
        )
    return count, ngettext("{n} without a date", "{n} without a date", undated)


def _articles(catalog: Catalog, selection: Selection, filters: Filters) -> tuple[str, str]:
    shown = selection.article_rows
    count = ngettext("{n} article", "{n} articles", len(shown))
    if filters.year:
        # Those whose date is unknown may be of any year.
        shown = article_rows(catalog, replace(filters, year=None))
    missing = int(shown.columns("published")["published"].isna().sum())
    if not missing:
        return count, ""
    if filters.year:
        return count, ngettext("{n} undated not shown", "{n} undated not shown", missing)
    return count, ngettext("{n} undated", "{n} undated", missing)
