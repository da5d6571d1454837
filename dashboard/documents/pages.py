"""The pages of the site; a page is registered by its line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.asking.address import Address
from dashboard.asking.facets import Scope
from dashboard.documents import (
    about,
    article,
    articles,
    changes,
    charts_page,
    check,
    data,
    organization,
    organizations,
    overview,
)
from dashboard.documents.document import Make
from dashboard.documents.embed import embedded
from dashboard.documents.frame import Entry
from dashboard.locale import mark as _

Scoped = Callable[[Address], Scope | None]
"""Finds whose filters a page has, from its address; None where it has none."""


def _none(_address: Address) -> Scope | None:
    return None


@dataclass(frozen=True)
class Page:
    """A page of the site.

    Attributes:
        path: Its address without the slash; "" for the overview.
        title: Its title in English; translated where shown.
        make: Makes its document.
        filters: Finds its filters.
        in_menu: Whether the masthead names it.
        detail: The page of one of its rows, for which the masthead marks it too.
    """

    path: str
    title: str
    make: Make
    filters: Scoped = _none
    in_menu: bool = True
    detail: str | None = None

    @property
    def entry(self) -> Entry:
        """Its entry in the menu."""
        marked = (self.path, self.detail) if self.detail else (self.path,)
        return Entry(self.path, self.title, marked)


def _of(scope: Scope, path: str) -> Scoped:
    """Return what gives a page the filters of a table, unless it is embedded."""
    return lambda address: None if embedded(address, path) else scope


def _of_charts(address: Address) -> Scope | None:
    return None if embedded(address, "charts") else charts_page.scope(address)


PAGES: tuple[Page, ...] = (
    Page("", _("Overview"), overview.document, _of("designations", "")),
    Page(
        "organizations",
        _("Organizations"),
        organizations.document,
        _of("designations", "organizations"),
        detail="organization",
    ),
    Page("organization", _("Organization"), organization.document, in_menu=False),
    Page(
        "articles",
        _("Articles"),
        articles.document,
        _of("articles", "articles"),
        detail="article",
    ),
    Page("article", _("Article"), article.document, in_menu=False),
    Page("charts", _("Charts"), charts_page.document, _of_charts),
    Page("check", _("Check"), check.document),
    Page("data", _("Data"), data.document, detail="changes"),
    Page("changes", _("What changed"), changes.document, in_menu=False),
    Page("about", _("What it means"), about.document),
)


def menu() -> list[Entry]:
    """Return the entries of the menu."""
    return [page.entry for page in PAGES if page.in_menu]


def page_at(path: str) -> Page:
    """Return the page at a path.

    Args:
        path: The path without the slash.

    Raises:
        KeyError: No page has this path.
    """
    for page in PAGES:
        if page.path == path:
            return page
    raise KeyError(path)
