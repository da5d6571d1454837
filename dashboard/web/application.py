"""Everything that HTTP serves besides the pages, put together."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Router

from dashboard.web.api import table_routes
from dashboard.web.charts import chart_routes
from dashboard.web.crossing import CrossOrigin
from dashboard.web.problems import HANDLERS
from dashboard.web.site import Site


def api(site: Site) -> Starlette:
    """The API, whose every error is a problem document."""
    routes: list[BaseRoute] = [*table_routes(site), *chart_routes(site)]
    return Starlette(
        routes=routes,
        exception_handlers=HANDLERS,
        middleware=[Middleware(CrossOrigin, router=Router(routes))],
    )


def routes(site: Site) -> list[BaseRoute]:
    """Every route; those of the pages come after them."""
    return [Mount(site.path("api"), api(site))]
