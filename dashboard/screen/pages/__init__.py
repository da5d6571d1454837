"""The pages; a page is registered by its line here."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.asking.address import Address
from dashboard.asking.facets import Scope
from dashboard.documents import (
    about,
    article,
    articles,
    changes,
    charts_page,
    data,
    organization,
    organizations,
    overview,
)
from dashboard.documents.embed import embedded
from dashboard.documents.frame import Entry
from dashboard.locale import mark as _
from dashboard.screen.pages import check
from dashboard.screen.showing import Context, Scoped, Show, document

__all__ = ["PAGES", "Context", "Page"]


@dataclass(frozen=True)
class Page:
    """A page of the site.

    Attributes:
        path: Its address without the slash; "" for the overview.
        title: Its title in English; translated where shown.
        show: Shows it.
        in_menu: Whether the masthead names it.
        detail: The page of one of its rows, for which the masthead marks it too.
    """

    path: str
    title: str
    show: Show
    in_menu: bool = True
    detail: str | None = None

    @property
    def entry(self) -> Entry:
        """Its entry in the menu."""
        marked = (self.path, self.detail) if self.detail else (self.path,)
        return Entry(self.path, self.title, marked)


def _of(scope: Scope, path: str) -> Scoped:
    """Return what puts the filters of a table beside a page, unless it is embedded."""
    return lambda address: None if embedded(address, path) else scope


def _of_charts(address: Address) -> Scope | None:
    return None if embedded(address, "charts") else charts_page.scope(address)


PAGES: tuple[Page, ...] = (
    Page("", _("Overview"), document(overview.document, _of("designations", ""))),
    Page(
        "organizations",
        _("Organizations"),
        document(organizations.document, _of("designations", "organizations")),
        detail="organization",
    ),
    Page("organization", _("Organization"), document(organization.document), in_menu=False),
    Page(
        "articles",
        _("Articles"),
        document(articles.document, _of("articles", "articles")),
        detail="article",
    ),
    Page("article", _("Article"), document(article.document), in_menu=False),
    Page("charts", _("Charts"), document(charts_page.document, _of_charts)),
    Page("check", _("Check"), check.show),
    Page("data", _("Data"), document(data.document), detail="changes"),
    Page("changes", _("What changed"), document(changes.document), in_menu=False),
    Page("about", _("What it means"), document(about.document)),
)
