"""`/values/<filter>.json`: the values of a long filter list, which a page loads when the list is opened."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import locale
from dashboard.asking.address import Site
from dashboard.asking.facets import FACETS, Facet, offered
from dashboard.web.api import METHODS, Sync, threaded
from dashboard.web.pages import language
from dashboard.web.problems import served_catalog

_FOREVER = "public, max-age=31536000, immutable"


def routes(site: Site) -> list[BaseRoute]:
    """Return a route for each filter."""
    return [
        Route(site.path(f"values/{each.key}.json"), threaded(_values(each)), methods=METHODS)
        for each in FACETS
    ]


def _values(facet: Facet) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        with locale.using(language(request)):
            pairs = list(offered(catalog, facet.key).items())
        # The URL contains the language and the version of the data, so the response never changes.
        named = request.query_params
        same = (
            named.get("of") == catalog.fingerprint[:12] and named.get("lang") in locale.languages()
        )
        return JSONResponse(pairs, headers={"Cache-Control": _FOREVER if same else "no-store"})

    return answer
