"""The pages, one file each; a page is registered by its line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.locale import mark as _
from dashboard.screen.pages import (
    about,
    article,
    articles,
    changes,
    charts,
    check,
    data,
    organization,
    organizations,
    overview,
)
from dashboard.screen.pages.context import Context

__all__ = ["PAGES", "Context", "Page"]


@dataclass(frozen=True)
class Page:
    """A page of the site.

    Attributes:
        path: Its address without the slash; "" for the overview.
        title: Its title in English; translated where shown.
        show: Makes it.
        in_menu: Whether the masthead names it.
        detail: The page of one of its rows, for which the masthead marks it too.
    """

    path: str
    title: str
    show: Callable[[Context], None]
    in_menu: bool = True
    detail: str | None = None


PAGES: tuple[Page, ...] = (
    Page("", _("Overview"), overview.show),
    Page("organizations", _("Organizations"), organizations.show, detail="organization"),
    Page("organization", _("Organization"), organization.show, in_menu=False),
    Page("articles", _("Articles"), articles.show, detail="article"),
    Page("article", _("Article"), article.show, in_menu=False),
    Page("charts", _("Charts"), charts.show),
    Page("check", _("Check"), check.show),
    Page("data", _("Data"), data.show, detail="changes"),
    Page("changes", _("What changed"), changes.show, in_menu=False),
    Page("about", _("What it means"), about.show),
)
