"""`/sitemap.xml` and `/robots.txt`, for search engines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from xml.sax.saxutils import quoteattr

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from dashboard import locale
from dashboard.asking.address import Site
from dashboard.catalog import Catalog
from dashboard.web.api import METHODS, Sync, threaded
from dashboard.web.limited import in_turns
from dashboard.web.negotiation import last_modified, unchanged, validators
from dashboard.web.problems import Problem, served_catalog

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
LARGEST = 20_000
"""Maximum number of URLs in one file; the protocol allows 50,000 URLs and 50 MB."""
_LINES = 1_000
"""Number of lines per chunk of the stream."""


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes of the sitemap and of `robots.txt`."""
    return [
        Route(site.path("sitemap.xml"), threaded(_sitemap(site)), methods=METHODS),
        Route(site.path("sitemap-{part}.xml"), threaded(_part(site)), methods=METHODS),
        Route(site.path("robots.txt"), threaded(_robots(site)), methods=METHODS),
    ]


def _addresses(site: Site, request: Request, catalog: Catalog) -> Iterator[str]:
    home = site.url(request)  # computed once, because it depends on the request's headers
    yield from (f"{home}{page}" for page in site.pages)
    yield f"{home}o/"
    yield from (f"{home}o/{key}" for key in catalog.designations.index)
    yield from (f"{home}a/{key}" for key in catalog.articles.index)


def _xml(lines: Iterable[str], headers: dict[str, str]) -> Response:
    return StreamingResponse(in_turns(_parts(lines)), media_type="application/xml", headers=headers)


def _parts(lines: Iterable[str]) -> Iterator[bytes]:
    rest = iter(lines)
    while part := list(islice(rest, _LINES)):
        yield "".join(f"{line}\n" for line in part).encode()


def _sitemap(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        headers = validators(catalog, request)
        if same := unchanged(request, headers):
            return same
        addresses = list(_addresses(site, request, catalog))
        if len(addresses) <= LARGEST:
            return _xml(_urls(addresses, f"{last_modified(catalog):%Y-%m-%d}"), headers)
        parts = range(1, -(-len(addresses) // LARGEST) + 1)
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<sitemapindex xmlns="{SITEMAP}">',
            *(f"<sitemap><loc>{site.url(request, f'sitemap-{part}.xml')}</loc></sitemap>" for part in parts),
            "</sitemapindex>",
        ]  # fmt: skip
        return _xml(lines, headers)

    return answer


def _part(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        wanted = request.path_params["part"]
        # Limit the number of digits, because Python would parse any number.
        if not re.fullmatch(r"[1-9][0-9]{0,5}", wanted):
            raise Problem(404, "The sitemap has no such part.")
        start = (int(wanted) - 1) * LARGEST
        addresses = list(islice(_addresses(site, request, catalog), start, start + LARGEST))
        if not addresses:
            raise Problem(404, "The sitemap has no such part.")
        headers = validators(catalog, request)
        return _xml(_urls(addresses, f"{last_modified(catalog):%Y-%m-%d}"), headers)

    return answer


def _urls(addresses: Iterable[str], day: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<urlset xmlns="{SITEMAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    codes = locale.languages()
    for address in addresses:
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(f"{address}?lang={code}")}/>'
            for code in codes
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
