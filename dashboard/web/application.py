"""Assemble the routes and the middleware."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route, Router

from dashboard import settings
from dashboard.asking.address import Site
from dashboard.names.allowance import Allowance, checking
from dashboard.names.room import Room
from dashboard.web import (
    check_page,
    exports,
    feed,
    head,
    health,
    leave,
    light,
    metrics,
    offered_values,
    problems,
    security_contact,
    share,
    sitemap,
    streamlit_bundle,
    suggest,
)
from dashboard.web.api import METHODS, V1, table_routes, threaded
from dashboard.web.bulk import bulk_routes
from dashboard.web.charts import chart_routes
from dashboard.web.check import check_routes
from dashboard.web.compression import Assets, Compressed
from dashboard.web.connections import ConnectionLimits
from dashboard.web.cors import CrossOrigin
from dashboard.web.costs import Costs
from dashboard.web.headers import SecurityHeaders
from dashboard.web.limited import Limits
from dashboard.web.limits import Sizes
from dashboard.web.messages import Messages
from dashboard.web.metrics import Observed
from dashboard.web.openapi import answer_document
from dashboard.web.reconcile.routes import reconcile_routes
from dashboard.web.refusals import Guard

_ASSETS = Path(__file__).resolve().parent / "assets"

HANDLERS: Mapping[Any, Any] = {
    **{kind: problems.HANDLERS[kind] for kind in (problems.Problem, Exception)},
    HTTPException: problems.http_error_outside,
}
"""The error handlers outside of the API."""


def api(site: Site) -> Starlette:
    """Return the API application, which reports errors as problem documents (RFC 9457)."""
    openapi = Route(f"{V1}/openapi.json", threaded(answer_document(site)), methods=METHODS)
    limits = Limits(Allowance(settings.check_rate()), checking())
    typing = Limits(Allowance(settings.check_rate() * suggest.KEYS), checking())
    reconciling = reconcile_routes(site, limits, typing)
    routes: list[BaseRoute] = [
        openapi,
        *table_routes(site),
        *chart_routes(site),
        *bulk_routes(site),
        *check_routes(site, limits),
        *reconciling,
        *suggest.suggest_routes(site, typing),
    ]
    return Starlette(
        routes=routes,
        exception_handlers=problems.HANDLERS,
        middleware=[
            Middleware(CrossOrigin, router=Router(routes), written=Router(reconciling)),
            Middleware(Sizes, most=settings.max_body()),
        ],
    )


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes of this project, which precede those of Streamlit."""
    return [
        Mount(site.path("api"), api(site)),
        *share.routes(site),
        *exports.routes(site),
        *offered_values.routes(site),
        *feed.routes(site),
        *sitemap.routes(site),
        *health.routes(site),
        *leave.routes(site),
        *light.routes(site),
        *suggest.routes(site, Limits(Allowance(settings.check_rate()), checking())),
        *security_contact.routes(site),
        *metrics.routes(site),
        *streamlit_bundle.routes(site),
        Mount(site.path("assets"), Assets(directory=_ASSETS), name="assets"),
        *check_page.routes(site, Limits(Allowance(0), checking()), settings.max_body()),
        *head.routes(site),
    ]


def middleware(site: Site, room: Room | None = None) -> list[Middleware]:
    """Return the middleware for all responses, including those of Streamlit.

    Args:
        site: The base URL of the site.
        room: The counter of memory for uploads; None for a new one.
    """
    room = room or Room()
    return [
        Middleware(SecurityHeaders, site=site),
        Middleware(Observed, site=site),
        Middleware(Costs),
        Middleware(Guard, site=site, room=room),
        Middleware(ConnectionLimits, room=room),
        Middleware(Messages),
        Middleware(Compressed, site=site),
    ]
