"""`/o/<id>`, `/a/<id>` and `/o/`: plain pages without scripts, and their preview images."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import locale
from dashboard.asking.address import Site, query
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.catalog.register_state import register_state
from dashboard.documents import article, organization, plain_list
from dashboard.documents.meta import Card
from dashboard.documents.missing import title as missing_title
from dashboard.documents.plain import PlainAddress
from dashboard.locale import gettext as _
from dashboard.web.api import METHODS, Sync, threaded
from dashboard.web.negotiation import unchanged, validators
from dashboard.web.pages import VARY, html, language, lenient, missing, plain_address
from dashboard.web.preview import draw, drawable
from dashboard.web.problems import served_catalog

_TABLES = {"o": "designations", "a": "articles"}
"""The table of each kind of page."""
_KEPT = 500


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes of the share pages and their preview images."""
    return [
        Route(site.path("o"), threaded(_list(site)), methods=METHODS),
        Route(site.path("o/"), threaded(_list(site)), methods=METHODS),
        Route(site.path("o/{id}.png"), threaded(_image(site, "o")), methods=METHODS),
        Route(site.path("a/{id}.png"), threaded(_image(site, "a")), methods=METHODS),
        Route(site.path("preview.png"), threaded(_selection_image(site)), methods=METHODS),
        Route(site.path("o/{id}"), threaded(_page(site, "o")), methods=METHODS),
        Route(site.path("a/{id}"), threaded(_page(site, "a")), methods=METHODS),
        Route(site.path("o/{rest:path}"), threaded(_nowhere(site, "o")), methods=METHODS),
        Route(site.path("a/{rest:path}"), threaded(_nowhere(site, "a")), methods=METHODS),
    ]


def _nowhere(site: Site, kind: str) -> Sync:
    def answer(request: Request) -> Response:
        key = request.path_params["rest"].rstrip("/")
        if request.path_params["rest"] != key and key in served_catalog()[_TABLES[kind]].index:
            return RedirectResponse(f"{site.path(kind)}/{key}", 301)
        with locale.using(language(request)):
            return missing(site, request, _missing_title(kind), _missing_text(kind))

    return answer


def _missing_title(kind: str) -> str:
    return missing_title("designations" if kind == "o" else "articles")


def _missing_text(kind: str) -> str:
    return register_state(served_catalog()).holds() if kind == "o" else ""


def _page(site: Site, kind: str) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        key = request.path_params["id"]
        with locale.using(language(request)):
            if key not in catalog[_TABLES[kind]].index:
                if (meant := _plain_id(key)) in catalog[_TABLES[kind]].index:
                    lang = request.query_params.get("lang", "")
                    return RedirectResponse(
                        site.path(f"{kind}/{meant}") + query(Filters(), lang=lang), 301
                    )
                return missing(site, request, _missing_title(kind), _missing_text(kind))
            headers = validators(catalog, request, locale.current().code) | VARY
            if same := unchanged(request, headers):
                return same
            address = plain_address(site, request)
            body = _detail(catalog, site, kind, key, address, locale.current().code)
            return HTMLResponse(body, headers=headers)

    return answer


def _plain_id(key: str) -> str:
    """Normalize an identifier that was copied with punctuation or capitals: "Meduza)." becomes
    meduza.

    Args:
        key: The identifier in the URL.
    """
    # Two searches in linear time; one pattern for both ends would take quadratic time.
    folded = key.casefold()
    begin = re.search(r"[a-z0-9]", folded)
    end = re.search(r"[a-z0-9]", folded[::-1])
    if begin is None or end is None:
        return ""
    bare = folded[begin.start() : len(folded) - end.start()]
    return bare.replace("_", "-").replace(" ", "-")


@remembered(_KEPT)  # crawlers ask for all of them
def _detail(
    catalog: Catalog, site: Site, kind: str, key: str, address: PlainAddress, _language: str
) -> str:
    of = organization if kind == "o" else article
    document = of.plain(catalog, address, key)
    meta = of.meta(catalog, address.origin, catalog.row(_TABLES[kind], key))
    return html(site, address, catalog, document, meta)


def _image(site: Site, kind: str) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        key = request.path_params["id"]
        with locale.using(language(request)):
            if key not in catalog[_TABLES[kind]].index:
                return missing(site, request, _missing_title(kind), _missing_text(kind))
            headers = validators(catalog, request, locale.current().code) | VARY
            if same := unchanged(request, headers):
                return same
            row = catalog.row(_TABLES[kind], key)
            if kind == "o":
                card = organization.card(row)
            else:
                card = article.card(row, drawable(article.title(row)))
            body = _preview(catalog, card, locale.current().code)
        return Response(body, media_type="image/png", headers=headers)

    return answer


def _selection_image(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        headers = validators(catalog, request, language(request)) | VARY
        if same := unchanged(request, headers):
            return same
        filters = lenient(request, catalog).within("designations")
        with locale.using(language(request)):
            card = plain_list.card(catalog, filters)
            if filters.typed:  # typed text is never cached
                body = _drawn(card)
            else:
                body = _preview(catalog, card, locale.current().code)
        return Response(body, media_type="image/png", headers=headers)

    return answer


@remembered(256)
def _preview(_catalog: Catalog, card: Card, _language: str) -> bytes:
    return _drawn(card)


def _drawn(card: Card) -> bytes:
    return draw(card.kicker, card.title, card.subtitle, card.facts, _("The Undesirable Register"))


def _list(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        headers = validators(catalog, request, language(request)) | VARY
        if same := unchanged(request, headers):
            return same
        filters = lenient(request, catalog).within("designations")
        with locale.using(language(request)):
            address = plain_address(site, request, filters)
            document = plain_list.plain(catalog, address)
            meta = plain_list.meta(catalog, site.origin(request), plain_list.PATH, filters)
            body = html(site, address, catalog, document, meta)
        return HTMLResponse(body, headers=headers)

    return answer
