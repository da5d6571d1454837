"""Limit the size of request bodies."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web.problems import problem


class Sizes:
    """Middleware that refuses too large request bodies (413) before the application reads them."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        """Wrap an application whose request bodies may have at most `most` bytes."""
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on unless its body is too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isascii() and declared.isdigit() and int(declared[:12]) > self.most:
            await self._refuse(scope, receive, send)
            return
        # A chunked body declares no length, so it is read here, up to the limit.
        parts: list[bytes] = []
        size, more = 0, True
        while more and scope["method"] not in ("GET", "HEAD", "OPTIONS"):
            message = await receive()
            if message["type"] != "http.request":
                return
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            more = message.get("more_body", False)
            if size > self.most:
                await self._refuse(scope, receive, send)
                return
        whole: list[Message] = [
            {"type": "http.request", "body": b"".join(parts), "more_body": False}
        ]

        async def receive_whole() -> Message:
            return whole.pop() if whole and parts else await receive()

        await self.app(scope, receive_whole, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = problem(
            413, f"The body is larger than {self.most} bytes.", headers={"Connection": "close"}
        )
        await answer(scope, receive, send)
