"""Plain pages of our own: one document each, readable without a script."""

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
"""Of pages whose language may be the browser's."""
_STREAMLITS = ("embed", "embed_options")
"""Parameters that Streamlit reads, and shows to nobody else."""


def language(request: Request) -> str:
    """Return the language that the address asks for, that was chosen, or that the browser asks for."""
    asked = request.query_params.get("lang", "")
    for chosen in (asked, request.cookies.get(LANGUAGE_COOKIE, "")):
        if chosen in locale.languages():
            return chosen
    return locale.negotiate(request.headers.get("accept-language", ""))


def lenient(request: Request, catalog: Catalog) -> Filters:
    """Return the filters of an address as pages read them: what is not understood is left out."""
    given = request.query_params
    return Filters.from_params({key: given.getlist(key) for key in given}, catalog)[0]


def read(site: Site, request: Request, catalog: Catalog) -> Address:
    """Return the address of a page that needs no script.

    Args:
        site: Where everything lives.
        request: What was asked.
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
    """Return the address of a plain page, in the language of the block around.

    Args:
        site: Where everything lives.
        request: What was asked.
        filters: The selection.
    """
    # Who chose a language goes on in it; a link that names none speaks that of whoever opens it.
    lang = locale.current().code if "lang" in request.query_params else ""
    return PlainAddress(filters or Filters(), lang=lang, origin=site.origin(request))


def html(
    site: Site, address: PlainAddress, catalog: Catalog, document: Document, meta: Meta
) -> str:
    """Return a document as a whole page.

    Args:
        site: Where everything lives.
        address: That of the page.
        catalog: The dataset.
        document: The words of the page.
        meta: What the page says of itself.
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
    """Return a document as a whole page that no search engine may list.

    Args:
        site: Where everything lives.
        request: What was asked.
        document: The words of the page, with its title.
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
    """Return the page of an address that does not exist, in the language of the block around.

    Args:
        site: Where everything lives.
        request: What was asked.
        title: What there is not.
        text: What that does not mean, if anything.
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
