"""`/healthz` (the process answers) and `/readyz` (it has valid data to show)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.asking.address import Site
from dashboard.catalog.loading import freshness
from dashboard.web.api import METHODS, threaded
from dashboard.web.problems import served_catalog

_FRESH = {"Cache-Control": "no-store"}


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes for monitoring."""
    return [
        Route(site.path("healthz"), _healthy, methods=METHODS),
        Route(site.path("readyz"), threaded(_ready), methods=METHODS),
    ]


async def _healthy(_request: Request) -> Response:
    return JSONResponse({"status": "ok"}, headers=_FRESH)


def _ready(_request: Request) -> Response:
    catalog = served_catalog()
    body = {"status": "ready", "version": catalog.version, "as_of": catalog.as_of.isoformat()}
    state = freshness()
    if state and state.loading:
        body["loading_since"] = state.loading.isoformat(timespec="seconds")
    return JSONResponse(body, headers=_FRESH)
