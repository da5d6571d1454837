"""What one client may ask for: how large, and how often."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web import clients
from dashboard.web.problems import problem

_REMEMBERED = 10_000


class Allowance:
    """A bucket of tokens for each network, and one for all, that fill evenly.

    It knows networks only as keyed hashes, in memory, and forgets those that have been quiet.
    """

    def __init__(
        self,
        per_minute: int,
        in_all: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Create full buckets.

        Args:
            per_minute: Tokens that one network may take in a minute; 0 for any number.
            in_all: Tokens that all may take in a minute together; 0 for any number.
            clock: Seconds, ever rising.
        """
        self.per_minute = per_minute
        self.in_all = in_all
        self._clock = clock
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self._everybody = (float(in_all), clock())
        self._lock = threading.Lock()

    def wait(self, address: str, cost: float = 1) -> float:
        """Take tokens, unless there are too few.

        A cost above a whole bucket is taken as a whole bucket, so that it can be paid at all.

        Args:
            address: The address of the client.
            cost: How many tokens.

        Returns:
            0, or the seconds until there will be as many tokens.
        """
        if not self.per_minute:
            return 0.0
        who = clients.key(address)
        now = self._clock()
        cost = min(cost, self.per_minute)
        with self._lock:
            own = self._filled(self._buckets.pop(who, None), self.per_minute, now)
            everybody = self._filled(self._everybody, self.in_all, now)
            missing = max(
                (cost - own) / self.per_minute,
                (cost - everybody) / self.in_all if self.in_all else 0.0,
            )
            taken = cost if missing <= 0 else 0.0
            self._buckets[who] = (own - taken, now)
            self._everybody = (everybody - taken, now)
            while len(self._buckets) > _REMEMBERED:
                self._buckets.popitem(last=False)
        return max(missing, 0.0) * 60

    @staticmethod
    def _filled(bucket: tuple[float, float] | None, most: int, now: float) -> float:
        if bucket is None:
            return float(most)
        tokens, then = bucket
        return min(most, tokens + (now - then) * most / 60)


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
