"""The first HTTP response of each page, which contains the whole page and works without scripts.

Streamlit's scripts follow after the content. Once Streamlit's page is complete, it replaces the
static content
(`assets/first.js`). Readers of the light version get only the static content.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import __version__, locale
from dashboard.asking.address import Address, Site
from dashboard.catalog import Catalog, clock
from dashboard.catalog.loading import freshness
from dashboard.catalog.memo import one_page, remembered
from dashboard.documents import article, organization, plain_list
from dashboard.documents.document import Document, FilterBar
from dashboard.documents.embeds import STATIC
from dashboard.documents.failure import failed_page
from dashboard.documents.look import style
from dashboard.documents.markup import markup
from dashboard.documents.meta import Meta
from dashboard.documents.pages import PAGES, Page
from dashboard.documents.static_page import framed, static_page
from dashboard.locale import gettext as _
from dashboard.web import light
from dashboard.web.api import METHODS, Sync, threaded
from dashboard.web.compression import GZIP
from dashboard.web.fonts import faces, preloads
from dashboard.web.negotiation import unchanged
from dashboard.web.pages import language, missing, read
from dashboard.web.preloading import links
from dashboard.web.problems import Problem, served_catalog
from dashboard.web.streamlit_bundle import bundle
from dashboard.web.streamlit_document import streamlit_document
from dashboard.web.tidying import tidied

_LOG = logging.getLogger(__name__)

VARY = {"Vary": "Accept-Language, Cookie, Accept-Encoding"}
_KEPT = 256
"""Maximum number of cached pages, compressed to about 25 KB each."""
_FRAME_SCRIPT = "embed.js"
"""The only script of a static iframe: it reports its height to the page around it."""
_SCRIPTS = ("first.js", "page.js", "filters.js", "search.js", "plot.js", "chart.js", "embed.js")
"""The scripts of this project, in order: they replace the static content by Streamlit's page,
change pages without reloading the application, filter, search, draw charts, and export them as
images."""


class _Stranger(Convertor[str]):
    """A path that is unknown to Streamlit and to this project; Streamlit would answer it with the first page."""

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
    """Return the routes of the pages, and of all unknown paths."""
    here = {*site.pages, *site.details}
    return [
        *(
            Route(site.path(page.path), threaded(_page(site, page)), methods=METHODS)
            for page in PAGES
            if page.path in here
        ),
        Route(site.path("{path:stranger}"), threaded(_nowhere(site)), methods=METHODS),
    ]


def _nowhere(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        with locale.using(language(request)):
            return missing(site, request, _("There is no page at this address."))

    return answer


class _Asked(NamedTuple):
    """Everything that the response of a page depends on, besides the dataset: its cache key.

    Attributes:
        site: The base URL of the site.
        page: The page.
        language: The reader's language.
        address: The address, without unknown parameters.
        light: Whether to omit the scripts.
        day: The day, which the footer shows.
        refused: When a newer version of the data was refused, which `/data` shows; "" if none was.
    """

    site: Site
    page: Page
    language: str
    address: Address
    light: bool
    day: str
    refused: str

    @property
    def typed(self) -> bool:
        """Whether it contains text that a reader typed, so that it must not be a cache key."""
        return self.address.typed or bool(self.address.dropped)


def _page(site: Site, page: Page) -> Sync:
    def answer(request: Request) -> Response:
        with locale.using(language(request)):
            try:
                catalog = served_catalog()
            except Problem:
                # The page itself reports that there are no data.
                return HTMLResponse(_shell(site, page), 503, headers={"Cache-Control": "no-store"})
            pairs = request.query_params.multi_items()
            if (query := tidied(pairs, catalog.years)) is not None:
                address = site.path(page.path) + (f"?{query}" if query else "")
                return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})
            return _answer(site, request, catalog, page)

    return answer


def _answer(site: Site, request: Request, catalog: Catalog, page: Page) -> Response:
    asked = _Asked(
        site,
        page,
        locale.current().code,
        read(site, request, catalog),
        light.chosen(request),
        clock.today(catalog).isoformat(),
        str(state.refused or "") if (state := freshness()) else "",
    )
    # Prevent caches from storing search words and unknown parameters on a disk.
    kept = "no-store" if asked.typed else "private, no-cache"
    headers = VARY | {"Cache-Control": kept, "ETag": _tag(catalog, request, asked)}
    if same := unchanged(request, headers):
        return same
    # Links would contain the unknown parameters, so such a page is not cached.
    body = _made(catalog, asked) if asked.address.dropped else _remembered(catalog, _plain(asked))
    if request.scope.get(GZIP):
        return Response(
            body, media_type="text/html", headers=headers | {"Content-Encoding": "gzip"}
        )
    return HTMLResponse(gzip.decompress(body), headers=headers)


def _plain(asked: _Asked) -> _Asked:
    """Sort the parameters, so that equal pages have the same cache key."""
    address = asked.address
    lang = [("lang", address.lang)] if address.lang else []
    given = (*address.options, *address.filters.to_params(), *lang)
    return asked._replace(address=replace(address, given=given))


def _tag(catalog: Catalog, request: Request, asked: _Asked) -> str:
    told = (
        catalog.fingerprint, __version__, request.scope["path"],
        request.scope["query_string"].decode("latin-1"), asked.address.origin, asked.language,
        str(asked.light), asked.day, asked.refused, module(asked.site),
    )  # fmt: skip
    return f'W/"{hashlib.sha256(chr(10).join(told).encode()).hexdigest()[:32]}"'


@remembered(_KEPT)
def _remembered(catalog: Catalog, asked: _Asked) -> bytes:
    return _made(catalog, asked)


def _made(catalog: Catalog, asked: _Asked) -> bytes:
    site, page, address = asked.site, asked.page, asked.address
    with one_page():
        static = address.embedded and bool(address.text(STATIC))
        said = Document(()) if address.embedded and not static else _said(catalog, asked)
        meta = meta_of(catalog, page.path, address)
        text = document(
            site,
            said,
            meta,
            light=asked.light or static,
            noindex=address.embedded,
            frame=static,
            theme=address.text("theme"),
            forms=page.path == "check",
        )
    return gzip.compress(text.encode(), 6)


def _said(catalog: Catalog, asked: _Asked) -> Document:
    page, address = asked.page, asked.address
    try:
        return static_page(catalog, page, address, light=asked.light)
    except Exception:
        _LOG.exception("The page /%s could not be rendered.", page.path)
        # Show the filters, so that the reader can undo the one that led here.
        failed = Document((FilterBar(), *failed_page().blocks))
        return framed(catalog, page, address, failed, light=asked.light)


def module(site: Site) -> str:
    """Return the script element that starts Streamlit: from the bundle, or as in Streamlit's own document."""
    if found := bundle():
        return f'<script type="module" src="{site.path(found.path)}"></script>'
    return streamlit_document().module


def _forms(site: Site) -> str:
    """Return the element that announces the script of the widgets, which Streamlit asks for once one of them comes."""
    found = bundle()
    return f'<link rel="modulepreload" href="{site.path(found.forms_path)}">' if found else ""


def document(
    site: Site,
    said: Document,
    meta: Meta | None,
    *,
    light: bool,
    noindex: bool = False,
    frame: bool = False,
    theme: str = "",
    forms: bool = False,
) -> str:
    """Return a complete HTML document.

    Args:
        site: The base URL of the site.
        said: The content of the page; if empty, there is only Streamlit's page.
        meta: The metadata of the page; None if the title is enough.
        light: Whether to omit the scripts.
        noindex: Whether search engines should ignore it, because it is in an iframe of another
            site.
        frame: Whether that iframe is static: it has only the script for its height, and links open
            in the parent.
        theme: The theme in the URL; "" for the reader's own.
        forms: Whether the page has Streamlit's widgets.
    """
    parts = streamlit_document()
    return markup(
        "application.html",
        lang=locale.current().code,
        title=said.title,
        meta=meta,
        noindex=noindex,
        icon=site.path("assets/mark.svg"),
        style=Markup(faces(site) + style(theme, bare=noindex)),
        body=Markup(said.markup),
        light=light,
        frame=site.path(f"assets/{_FRAME_SCRIPT}") if frame else "",
        inline=[] if light else [Markup(text) for text in parts.inline],
        scripts=[site.path(f"assets/{name}") for name in _SCRIPTS],
        module=Markup(module(site)),
        preloaded=Markup(preloads(site) + links() + (_forms(site) if forms else "")),
    )


def _shell(site: Site, page: Page) -> str:
    """Return the document of a page whose content only Streamlit renders."""
    return document(site, Document((), title=_(page.title)), None, light=False)


def meta_of(catalog: Catalog, page: str, address: Address) -> Meta:
    """Return the metadata of a page.

    Args:
        catalog: The dataset.
        page: The path of the page.
        address: Its address.
    """
    asked, origin = address.text("id"), address.origin
    if page == "organization" and asked in catalog.designations.index:
        return organization.meta(catalog, origin, catalog.row("designations", asked))
    if page == "article" and asked in catalog.articles.index:
        return article.meta(catalog, origin, catalog.row("articles", asked))
    return plain_list.meta(catalog, origin, page, address.filters.within("designations"))
