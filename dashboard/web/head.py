"""The addresses of the pages: Streamlit's own document, with a head that says what the page is.

Without it every page is called "Streamlit" until its script has run: to a messenger that shows a
link, to a search engine, and to a reader whose connection is slow or whose scripts are blocked.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import locale
from dashboard.asking.address import Site, query
from dashboard.catalog import Catalog
from dashboard.catalog.rows import row_of
from dashboard.documents import article, organization, plain_list
from dashboard.documents.markup import markup
from dashboard.documents.meta import Meta
from dashboard.locale import gettext as _
from dashboard.web.api import METHODS, Sync, threaded
from dashboard.web.pages import VARY, language, lenient, missing
from dashboard.web.preloading import links
from dashboard.web.problems import Problem, served_catalog

_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_ICON = re.compile(r'(<link rel="shortcut icon" href=")[^"]*"')
_DRAWN = ("", "charts", "organization")
"""The pages that always have a chart."""
_LANGUAGE = re.compile(r'<html lang="\w+">')


@lru_cache
def document() -> str:
    """Return the document with which Streamlit begins."""
    return (Path(str(files("streamlit"))) / "static" / "index.html").read_text(encoding="utf-8")


class _Stranger(Convertor[str]):
    """A path that neither Streamlit nor we know; it would answer with the first page."""

    regex = (
        r"(?!(?:static|media|component|auth|oauth2callback|_[^/]*)(?:/|$))"
        r"(?!(?:favicon\.png|manifest\.json|index\.html)$)"
        r"(?!.*_stcore).*[^/]"
    )

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("stranger", _Stranger())


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes of the pages, and of every other address."""
    return [
        *(
            Route(site.path(page), threaded(_page(site, page)), methods=METHODS)
            for page in (*site.pages, *site.details)
        ),
        Route(site.path("{path:stranger}"), threaded(_nowhere(site)), methods=METHODS),
    ]


def _nowhere(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        with locale.using(language(request)):
            return missing(site, request, _("There is no page at this address."))

    return answer


def _page(site: Site, page: str) -> Sync:
    def answer(request: Request) -> Response:
        body, status = document(), 200
        with locale.using(language(request)):
            try:
                catalog = served_catalog()
            except Problem:
                # The page itself says that there are no data.
                status = 503
            else:
                body = _headed(site, request, catalog, page)
        return HTMLResponse(body, status, headers={"Cache-Control": "no-cache"} | VARY)

    return answer


def _headed(site: Site, request: Request, catalog: Catalog, page: str) -> str:
    meta, plain = _about(site, request, catalog, page)
    head = markup("head_meta.html", meta=meta)
    first = ""
    if "embed" in request.query_params:
        head = f'<meta name="robots" content="noindex">\n{head}'
    else:
        head += f'\n<script defer src="{site.path("assets/first.js")}"></script>'
        first = markup("head_first.html", meta=meta)
    if page in _DRAWN:
        # Of low priority: a page can be read before its charts are drawn.
        plotly = site.path("assets/plotly/plotly.min.js")
        head += f'\n<link rel="preload" as="script" fetchpriority="low" href="{plotly}">'
    noscript = markup("head_noscript.html", plain=plain, data=site.path("api/v1/"))
    body = _TITLE.sub(lambda _match: head, document(), count=1)
    body = _ICON.sub(lambda match: f'{match[1]}{site.path("assets/mark.svg")}"', body, count=1)
    body = _LANGUAGE.sub(f'<html lang="{locale.current().code}">', body, count=1)
    body = body.replace("</head>", f"{links(document())}\n</head>", 1)
    return _NOSCRIPT.sub(lambda _match: noscript + first, body, count=1)


def _about(site: Site, request: Request, catalog: Catalog, page: str) -> tuple[Meta, str]:
    """Return what the page is about, and where its facts are without a script."""
    asked, origin = request.query_params.get("id", ""), site.origin(request)
    if page == "organization" and asked in catalog.designations.index:
        meta = organization.meta(catalog, origin, row_of(catalog.designations, asked))
        return meta, site.path(f"o/{asked}")
    if page == "article" and asked in catalog.articles.index:
        meta = article.meta(catalog, origin, row_of(catalog.articles, asked))
        return meta, site.path(f"a/{asked}")
    filters = lenient(request, catalog).within("designations")
    meta = plain_list.meta(catalog, origin, page, filters)
    return meta, site.path("o/") + query(filters)
