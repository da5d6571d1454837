"""How large a request to the API may be."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web.problems import problem


class Sizes:
    """Refuses bodies that are too large before anybody reads them."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        """Wrap an application whose requests may have bodies of `most` bytes."""
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on unless it is, or turns out to be, too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isascii() and declared.isdigit() and int(declared[:12]) > self.most:
            await self._refuse(scope, receive, send)
            return
        # A body in chunks says no length: it is read here, no further than is allowed.
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
