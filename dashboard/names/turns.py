"""How many answers one network may have made at once by the process of the pages; the rest of its requests wait.

Python runs one thread at a time, so two answers at once are hardly made sooner than one after the
other. But whoever asks for a hundred at once takes a hundred times the share of a reader who asks for
one. With a few turns for each network everybody keeps a share, whatever one of them does.
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from dashboard.names.allowance import key

AT_ONCE = 3
"""Answers of one network that are made at once, pages and API together."""
WAITING = 300
"""Requests of one network that may wait for their turn: an office whose readers all open a page."""


class NoTurnError(Exception):
    """Too many requests of one network wait already."""


class Turns:
    """The turns of each network, first come, first served."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        """Create turns.

        Args:
            at_once: Turns of one network at the same time.
            waiting: How many requests of a network may wait for one; further ones are refused.
        """
        self._at_once = at_once
        self._most_waiting = waiting
        self._lock = threading.Lock()
        self._running: Counter[bytes] = Counter()
        self._queues: dict[bytes, deque[Callable[[], None]]] = {}
        self._held = threading.local()

    @contextmanager
    def taken(self, address: str) -> Iterator[None]:
        """Hold a turn of a network for as long as the block runs, in a thread that waits for it.

        Args:
            address: The address of the client.
        """
        who = key(address)
        self._wait(who)
        self._held.by = who
        try:
            yield
        finally:
            self._held.by = None
            self._leave(who)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Give the turn of this thread to others for as long as the block runs, if it holds one.

        For what takes long and is done by another process.
        """
        who: bytes | None = getattr(self._held, "by", None)
        if who is None:
            yield
            return
        self._held.by = None
        self._leave(who)
        try:
            yield
        finally:
            self._wait(who)
            self._held.by = who

    @asynccontextmanager
    async def awaited(self, address: str) -> AsyncIterator[None]:
        """Hold a turn of a network for as long as the block runs, without a thread that waits.

        Args:
            address: The address of the client.

        Raises:
            NoTurnError: Too many wait.
        """
        who = key(address)
        loop = asyncio.get_running_loop()
        come = asyncio.Event()

        def wake() -> None:
            loop.call_soon_threadsafe(come.set)

        if not self._enter(who, wake, self._most_waiting):
            try:
                await come.wait()
            except asyncio.CancelledError:
                self._withdraw(who, wake)
                raise
        try:
            yield
        finally:
            self._leave(who)

    def _wait(self, who: bytes) -> None:
        # However many wait: pages are as many as their WebSockets, which are bounded.
        come = threading.Event()
        if not self._enter(who, come.set):
            come.wait()

    def _enter(self, who: bytes, wake: Callable[[], None], most: int | None = None) -> bool:
        """Take a turn, or a place in the queue; whoever is woken has a turn."""
        with self._lock:
            if self._running[who] < self._at_once:
                self._running[who] += 1
                return True
            queue = self._queues.setdefault(who, deque())
            if most is not None and len(queue) >= most:
                if not queue:
                    del self._queues[who]
                raise NoTurnError
            queue.append(wake)
            return False

    def _leave(self, who: bytes) -> None:
        """Give a turn to who waits longest, or back."""
        with self._lock:
            queue = self._queues.get(who)
            wake = queue.popleft() if queue else None
            if not queue:
                self._queues.pop(who, None)
            if wake is None:
                self._running[who] -= 1
                if not self._running[who]:
                    del self._running[who]
        if wake:
            wake()

    def _withdraw(self, who: bytes, wake: Callable[[], None]) -> None:
        """Leave the queue, or give back the turn that has come meanwhile."""
        with self._lock:
            queue = self._queues.get(who, deque())
            waits = wake in queue
            if waits:
                queue.remove(wake)
                if not queue:
                    del self._queues[who]
        if not waits:
            self._leave(who)


TURNS = Turns()
"""Those of this process."""
