"""CORS: allow other sites' pages to read public data, and answer ``OPTIONS``."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.routing import Match, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_EXPOSED = "ETag, Last-Modified, Link, X-Total-Count, Content-Disposition, Retry-After"


class CrossOrigin:
    """Allows reading from any origin, and sending to the few addresses that a protocol opens.

    Starlette's own middleware speaks only to requests with an ``Origin``; a cache between would then
    give an answer without the header to a page that needs it.
    """

    def __init__(self, app: ASGIApp, router: Router, written: Router | None = None) -> None:
        """Wrap an application.

        Args:
            app: The application.
            router: Its addresses.
            written: Those of them to which other sites' pages may also ``POST``.
        """
        self.app = app
        self.router = router
        self.written = written or Router()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer ``OPTIONS``, and add the header to answers of what may be read."""
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
        """Return whether other sites' pages may use a method on the address that is asked for."""
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
