"""`/leave`: leave this site quickly, and clear its data in the browser."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import settings
from dashboard.asking.address import Site
from dashboard.web.api import METHODS


def routes(site: Site) -> list[BaseRoute]:
    """Return the route, which "Leave quickly" and pressing Esc twice open."""
    return [Route(site.path("leave"), _leave, methods=METHODS)]


async def _leave(_request: Request) -> Response:
    """Redirect to a neutral page, and tell the browser to clear cache, cookies and storage.

    Browsers obey `Clear-Site-Data` only over TLS (W3C, Clear Site Data, 2017). No site can clear
    the browser's history.
    """
    headers = {
        "Clear-Site-Data": '"cache", "cookies", "storage"',
        "Cache-Control": "no-store",
    }
    return RedirectResponse(settings.leave_url(), 303, headers=headers)
