"""What one client may ask for: how large, and how often."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web.problems import problem

_REMEMBERED = 10_000


class Rate:
    """A bucket of tokens for each address, which fills evenly.

    It knows addresses only as keyed hashes, in memory, and forgets those that have been quiet.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow so many requests in a minute; 0 for any number."""
        self.per_minute = per_minute
        self._clock = clock
        self._key = secrets.token_bytes(16)
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, address: str) -> float:
        """Take a token.

        Args:
            address: Whose.

        Returns:
            0, or after how many seconds there will be one.
        """
        if not self.per_minute:
            return 0.0
        who = hashlib.blake2b(address.encode(), key=self._key, digest_size=12).digest()
        now = self._clock()
        with self._lock:
            tokens, then = self._buckets.pop(who, (float(self.per_minute), now))
            tokens = min(self.per_minute, tokens + (now - then) * self.per_minute / 60)
            allowed = tokens >= 1
            self._buckets[who] = (tokens - allowed, now)
            while len(self._buckets) > _REMEMBERED:
                self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - tokens) * 60 / self.per_minute


class Sizes:
    """Refuses bodies that are too large before anybody reads them."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        """Wrap an application whose requests may have bodies of `most` bytes."""
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on unless it is too large, or turns out to be."""
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
