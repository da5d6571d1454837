"""`/leave`: away from this site at once, and nothing of it left in the browser."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import settings
from dashboard.asking.address import Site
from dashboard.web.api import METHODS


def routes(site: Site) -> list[BaseRoute]:
    """Return the route, which the button "Leave quickly" and two presses of Esc open."""
    return [Route(site.path("leave"), _leave, methods=METHODS)]


async def _leave(_request: Request) -> Response:
    """Send the reader to a neutral page and have the browser forget cache, cookies and storage.

    Browsers heed `Clear-Site-Data` over TLS only (W3C, Clear Site Data, 2017). The history of the
    browser is out of reach of any site.
    """
    headers = {
        "Clear-Site-Data": '"cache", "cookies", "storage"',
        "Cache-Control": "no-store",
    }
    return RedirectResponse(settings.leave_url(), 303, headers=headers)
