"""CORS: allow pages of other sites to read public data, and answer ``OPTIONS``."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.routing import Match, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_EXPOSED = "ETag, Last-Modified, Link, X-Total-Count, Content-Disposition, Retry-After"


class CrossOrigin:
    """Middleware that allows GET from any origin, and POST to the few endpoints whose protocol
    requires it.

    Starlette's own middleware adds headers only to requests with an ``Origin``; a shared cache
    could then send a response without these headers to a page that needs them.
    """

    def __init__(self, app: ASGIApp, router: Router, written: Router | None = None) -> None:
        """Wrap an application.

        Args:
            app: The application.
            router: Its routes.
            written: The routes to which pages of other sites may also ``POST``.
        """
        self.app = app
        self.router = router
        self.written = written or Router()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer ``OPTIONS``, and add the CORS header to public responses."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS" and (allowed := _methods(self.router, scope)):
            response = Response(status_code=204, headers={"Allow": ", ".join(allowed)})
            if opened := [each for each in allowed if self._is_open(each, scope)]:
                response.headers["Access-Control-Allow-Origin"] = "*"
                response.headers["Access-Control-Allow-Methods"] = ", ".join(opened)
                response.headers["Access-Control-Max-Age"] = "86400"
                if asked := Headers(scope=scope).get("access-control-request-headers"):
                    response.headers["Access-Control-Allow-Headers"] = asked
                    response.headers["Vary"] = "Access-Control-Request-Headers"
            await response(scope, receive, send)
            return

        async def send_open(message: Message) -> None:
            if message["type"] == "http.response.start" and self._is_open(scope["method"], scope):
                headers = MutableHeaders(scope=message)
                headers["Access-Control-Allow-Origin"] = "*"
                headers["Access-Control-Expose-Headers"] = _EXPOSED
            await send(message)

        await self.app(scope, receive, send_open)

    def _is_open(self, method: str, scope: Scope) -> bool:
        """Return whether pages of other sites may use a method on the requested URL."""
        if method == "POST":
            return bool(_methods(self.written, scope))
        return method in ("GET", "HEAD")


def _methods(router: Router, scope: Scope) -> list[str]:
    for route in router.routes:
        match, _child = route.matches(scope)
        if match is not Match.NONE:
            methods = getattr(route, "methods", None) or set()
            return sorted({*methods, "OPTIONS"})
    return []
