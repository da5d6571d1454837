"""CORS: allow other sites' pages to read public data, and answer ``OPTIONS``."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.routing import Match, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_EXPOSED = "ETag, Last-Modified, X-Total-Count, Content-Disposition, Retry-After"


class CrossOrigin:
    """Allows reading from any origin, and nothing else.

    Starlette's own middleware speaks only to requests with an ``Origin``; a cache between would then
    give an answer without the header to a page that needs it.
    """

    def __init__(self, app: ASGIApp, router: Router) -> None:
        """Wrap an application whose addresses are those of `router`."""
        self.app = app
        self.router = router

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer ``OPTIONS``, and add the header to answers of what may be read."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS" and (allowed := self._methods(scope)):
            response = Response(status_code=204, headers={"Allow": ", ".join(allowed)})
            if "GET" in allowed:
                response.headers["Access-Control-Allow-Origin"] = "*"
                response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
                response.headers["Access-Control-Max-Age"] = "86400"
                if asked := Headers(scope=scope).get("access-control-request-headers"):
                    response.headers["Access-Control-Allow-Headers"] = asked
                    response.headers["Vary"] = "Access-Control-Request-Headers"
            await response(scope, receive, send)
            return

        async def send_open(message: Message) -> None:
            if message["type"] == "http.response.start" and scope["method"] in ("GET", "HEAD"):
                headers = MutableHeaders(scope=message)
                headers["Access-Control-Allow-Origin"] = "*"
                headers["Access-Control-Expose-Headers"] = _EXPOSED
            await send(message)

        await self.app(scope, receive, send_open)

    def _methods(self, scope: Scope) -> list[str]:
        for route in self.router.routes:
            match, _child = route.matches(scope)
            if match is not Match.NONE:
                methods = getattr(route, "methods", None) or set()
                return sorted({*methods, "OPTIONS"})
        return []
