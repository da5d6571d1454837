"""Plain pages, which work without scripts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse

from dashboard import locale
from dashboard.asking.address import Address, Site
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog
from dashboard.documents.document import Document
from dashboard.documents.frame import LANGUAGE_COOKIE
from dashboard.documents.markup import markup
from dashboard.documents.meta import Meta
from dashboard.documents.options import options
from dashboard.documents.plain import PlainAddress
from dashboard.web.stylesheet import STYLE

VARY = {"Vary": "Accept-Language, Cookie"}
"""The `Vary` header of pages whose language may depend on the browser."""
_STREAMLITS = ("embed", "embed_options")
"""Parameters that Streamlit handles and hides."""


def language(request: Request) -> str:
    """Return the language of the URL, of the cookie, or of the browser."""
    asked = request.query_params.get("lang", "")
    for chosen in (asked, request.cookies.get(LANGUAGE_COOKIE, "")):
        if chosen in locale.languages():
            return chosen
    return locale.negotiate(request.headers.get("accept-language", ""))


def lenient(request: Request, catalog: Catalog) -> Filters:
    """Parse the filters of a URL, and ignore invalid values."""
    given = request.query_params
    return Filters.from_params({key: given.getlist(key) for key in given}, catalog)[0]


def read(site: Site, request: Request, catalog: Catalog) -> Address:
    """Parse the address of a page for rendering without scripts.

    Args:
        site: The base URL of the site.
        request: The request.
        catalog: The dataset.
    """
    given = request.query_params.multi_items()
    return Address.read(
        [pair for pair in given if pair[0] not in _STREAMLITS],
        catalog,
        options(catalog.years),
        origin=site.origin(request),
        embedded=request.query_params.get("embed") == "true",
        static=True,
    )


def plain_address(site: Site, request: Request, filters: Filters | None = None) -> PlainAddress:
    """Return the address of a plain page, in the current language.

    Args:
        site: The base URL of the site.
        request: The request.
        filters: The selection.
    """
    # Links keep a chosen language; without one, each reader gets their own.
    lang = locale.current().code if "lang" in request.query_params else ""
    return PlainAddress(filters or Filters(), lang=lang, origin=site.origin(request))


def html(
    site: Site, address: PlainAddress, catalog: Catalog, document: Document, meta: Meta
) -> str:
    """Render a document as a complete page.

    Args:
        site: The base URL of the site.
        address: The address of the page.
        catalog: The dataset.
        document: The content of the page.
        meta: The metadata of the page.
    """
    return markup(
        "plain/base.html",
        lang=locale.current().code,
        meta=meta,
        home=PlainAddress(lang=address.lang, origin=address.origin).to(""),
        style=STYLE,
        icon=site.path("assets/mark.svg"),
        version=catalog.version,
        as_of=catalog.as_of,
        body=document.markup,
    )


def unlisted(site: Site, request: Request, document: Document) -> str:
    """Render a document as a complete page with `noindex`.

    Args:
        site: The base URL of the site.
        request: The request.
        document: The content of the page, with its title.
    """
    return markup(
        "plain/base.html",
        title=document.title,
        lang=locale.current().code,
        meta=None,
        home=plain_address(site, request).to(""),
        style=STYLE,
        icon=site.path("assets/mark.svg"),
        body=document.markup,
    )


def missing(site: Site, request: Request, title: str, text: str = "") -> HTMLResponse:
    """Return a 404 page, in the current language.

    Args:
        site: The base URL of the site.
        request: The request.
        title: A title that names the missing thing.
        text: A sentence about what that does not mean, or "".
    """
    said = markup(
        "plain/missing.html",
        title=title,
        text=text,
        search=site.path("organizations"),
        index=site.path("o/"),
    )
    body = unlisted(site, request, Document((said,), title=title))
    return HTMLResponse(body, 404, headers={"Cache-Control": "no-store"})
