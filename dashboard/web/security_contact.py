"""`/.well-known/security.txt`: where to report a weakness (RFC 9116)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import settings
from dashboard.asking.address import Site
from dashboard.web.api import METHODS

_VALID = timedelta(days=180)


def routes(site: Site) -> list[BaseRoute]:
    """Return the route; it lies at the root of the host, as the RFC demands, not below a path.

    Args:
        site: The base URL of the site.
    """
    paths = dict.fromkeys(("/.well-known/security.txt", site.path(".well-known/security.txt")))
    return [Route(path, _answer(site), methods=METHODS) for path in paths]


def _answer(site: Site) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        expires = (datetime.now(UTC) + _VALID).replace(hour=0, minute=0, second=0, microsecond=0)
        lines = (
            f"Contact: {settings.contact()}",
            f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
            "Preferred-Languages: en, ru",
            f"Canonical: {site.url(request, '.well-known/security.txt')}",
        )
        return PlainTextResponse("\n".join(lines) + "\n", headers={"Cache-Control": "max-age=3600"})

    return answer
