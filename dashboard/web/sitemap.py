"""`/sitemap.xml` and `/robots.txt`: what search engines should find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from xml.sax.saxutils import quoteattr

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from dashboard.catalog import Catalog
from dashboard.web.api import METHODS, Sync, threaded
from dashboard.web.meta import INTERFACE_LANGUAGES
from dashboard.web.negotiation import last_modified, unchanged, validators
from dashboard.web.problems import Problem, served_catalog
from dashboard.web.site import Site

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LARGEST = 20_000
"""Addresses in one file; the protocol allows 50,000, and 50 MB."""


def routes(site: Site) -> list[BaseRoute]:
    """The addresses of the sitemap and of the rules for robots."""
    return [
        Route(site.path("sitemap.xml"), threaded(_sitemap(site)), methods=METHODS),
        Route(site.path("sitemap-{part:int}.xml"), threaded(_part(site)), methods=METHODS),
        Route(site.path("robots.txt"), threaded(_robots(site)), methods=METHODS),
    ]


def _addresses(site: Site, request: Request, catalog: Catalog) -> Iterator[str]:
    for page in site.pages:
        yield site.url(request, page)
    yield site.url(request, "o/")
    yield from (site.url(request, f"o/{key}") for key in catalog.designations.index)
    yield from (site.url(request, f"a/{key}") for key in catalog.articles.index)


def _xml(lines: Iterable[str], headers: dict[str, str]) -> Response:
    return StreamingResponse(
        (f"{line}\n" for line in lines), media_type="application/xml", headers=headers
    )


def _sitemap(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        headers = validators(catalog, request)
        if same := unchanged(request, headers):
            return same
        addresses = list(_addresses(site, request, catalog))
        if len(addresses) <= _LARGEST:
            return _xml(_urls(addresses, f"{last_modified(catalog):%Y-%m-%d}"), headers)
        parts = range(1, -(-len(addresses) // _LARGEST) + 1)
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<sitemapindex xmlns="{_SITEMAP}">',
            *(f"<sitemap><loc>{site.url(request, f'sitemap-{part}.xml')}</loc></sitemap>" for part in parts),
            "</sitemapindex>",
        ]  # fmt: skip
        return _xml(lines, headers)

    return answer


def _part(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        wanted = request.path_params["part"]
        start = (wanted - 1) * _LARGEST
        addresses = list(
            islice(_addresses(site, request, catalog), max(0, start), max(0, start + _LARGEST))
        )
        if wanted < 1 or not addresses:
            raise Problem(404, f"The sitemap has no part {wanted}.")
        headers = validators(catalog, request)
        return _xml(_urls(addresses, f"{last_modified(catalog):%Y-%m-%d}"), headers)

    return answer


def _urls(addresses: Iterable[str], day: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<urlset xmlns="{_SITEMAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    for address in addresses:
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(address + (f"?lang={code}" if code != "en" else ""))}/>'
            for code in INTERFACE_LANGUAGES
        )
        yield f"<url><loc>{address}</loc><lastmod>{day}</lastmod>{others}</url>"
    yield "</urlset>"


def _robots(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        lines = (
            "User-agent: *",
            f"Disallow: {site.path('_stcore/')}",
            f"Disallow: {site.path('api/')}",
            f"Disallow: {site.path('metrics')}",
            "",
            f"Sitemap: {site.url(request, 'sitemap.xml')}",
        )
        return PlainTextResponse(
            "\n".join(lines) + "\n", headers={"Cache-Control": "public, max-age=3600"}
        )

    return answer
