"""The light version of the site, without scripts, chosen by a cookie."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.asking.address import Site
from dashboard.web.api import METHODS, Sync, threaded

COOKIE = "light"
_A_YEAR = 365 * 24 * 3600


def chosen(request: Request) -> bool:
    """Return whether a reader wants the light version."""
    return request.cookies.get(COOKIE) == "1"


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes that turn the light version on and off, and redirect back to the page."""
    return [
        Route(site.path("light"), threaded(_begin(site)), methods=METHODS),
        Route(site.path("full"), threaded(_end(site)), methods=METHODS),
    ]


def _begin(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        back = _back(site, request)
        # The cookie stores only this choice, and is sent only to this site.
        back.set_cookie(
            COOKIE,
            "1",
            max_age=_A_YEAR,
            path=site.path(),
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
        return back

    return answer


def _end(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        back = _back(site, request)
        back.delete_cookie(COOKIE, path=site.path())
        return back

    return answer


def _back(site: Site, request: Request) -> Response:
    """Redirect to the page in `to`, which must be a page of this site."""
    page, _mark, query = request.query_params.get("to", "").partition("?")
    known = page in {*site.pages, *site.details}
    address = site.path(page if known else "") + (f"?{query}" if known and query else "")
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})
