"""Everything that HTTP serves besides the pages, put together."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route, Router

from dashboard.web.api import METHODS, V1, table_routes, threaded
from dashboard.web.charts import chart_routes
from dashboard.web.crossing import CrossOrigin
from dashboard.web.openapi import answer_document
from dashboard.web.problems import HANDLERS
from dashboard.web.site import Site


def api(site: Site) -> Starlette:
    """The API, whose every error is a problem document."""
    openapi = Route(f"{V1}/openapi.json", threaded(answer_document(site)), methods=METHODS)
    routes: list[BaseRoute] = [openapi, *table_routes(site), *chart_routes(site)]
    return Starlette(
        routes=routes,
        exception_handlers=HANDLERS,
        middleware=[Middleware(CrossOrigin, router=Router(routes))],
    )


def routes(site: Site) -> list[BaseRoute]:
    """Every route; those of the pages come after them."""
    return [Mount(site.path("api"), api(site))]
