"""Run checks and other answers within the rate limits and the CPU limits of client networks."""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dashboard.names.allowance import CUSTOMER, Allowance, key
from dashboard.names.turns import TURNS, NoTurnError
from dashboard.names.worker import BusyError
from dashboard.web.problems import Problem

SECONDS_A_CHARACTER = 0.0001
"""CPU seconds for each character of a name or text: the highest value measured."""

AT_ONCE = 240
"""Maximum number of running or waiting checks, suggestions and reconciliation queries; further ones are refused."""
AT_ONCE_OF_CUSTOMER = 24
"""Those of the networks of one customer of a provider (the /48 of IPv6 addresses)."""

Asked = ParamSpec("Asked")
Answered = TypeVar("Answered")

_asking: ContextVar[str] = ContextVar("asking", default="")
"""The IP address of the client whose answer is being made."""

Spend = Callable[[float], None]
"""Called with the CPU seconds that a check took in the worker process."""


class Threads:
    """A thread pool for checks, separate from the pool in which pages, data and files are made.

    A check that waits for the worker process, or for its turn afterwards, occupies a thread. In a
    common pool, the checks of ten networks would occupy every thread, and a request that has a turn
    would wait for a thread forever (deadlock).
    """

    def __init__(self, most: int = AT_ONCE, most_of_one: int = AT_ONCE_OF_CUSTOMER) -> None:
        """Create the pool; threads are started when needed.

        Args:
            most: The number of threads.
            most_of_one: How many of them the networks of one customer may take.
        """
        self._most, self._most_of_one = most, most_of_one
        self._taken: Counter[bytes] = Counter()
        self._pool = ThreadPoolExecutor(most, "checks")

    @contextmanager
    def place(self, address: str) -> Iterator[bool]:
        """Reserve a thread for the duration of the block; call it only on the event loop.

        Args:
            address: The IP address of the client.

        Yields:
            Whether one was free.
        """
        who = key(address, CUSTOMER)
        free = self._taken.total() < self._most and self._taken[who] < self._most_of_one
        self._taken[who] += free
        try:
            yield free
        finally:
            self._taken[who] -= free
            self._taken += Counter()  # removes zero counts

    async def run(self, make: Callable[[], Answered]) -> Answered:
        """Call a function in a reserved thread.

        Args:
            make: The function.
        """
        context = copy_context()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, lambda: context.run(make))


THREADS = Threads()
"""The thread pool of this process."""


@dataclass(frozen=True)
class Limits:
    """The limits that all endpoints that check names share.

    Attributes:
        rate: The number of requests that one client may make per minute.
        work: The CPU seconds that checks may use per minute.
    """

    rate: Allowance
    work: Allowance

    def count(self, request: Request) -> None:
        """Count a request.

        Raises:
            Problem: The client has made too many requests (429).
        """
        if wait := self.rate.wait(_client(request)):
            raise _later(429, "Too many requests", wait)

    async def run(
        self, request: Request, characters: int, answer: Callable[[Spend], Response]
    ) -> Response:
        """Make an answer in a thread, and charge its CPU time to the client.

        Args:
            request: The request of the client to charge.
            characters: The number of characters to check.
            answer: Makes the answer.

        Raises:
            Problem: Nothing was checked, because the client or all clients together have used up
                their CPU time (429), or too many checks are running (503).
        """
        client, estimate = _client(request), SECONDS_A_CHARACTER * characters
        if wait := self.work.wait(client, estimate):
            raise _later(429, "The checks have used too much CPU time", wait)
        spent: list[float] = []

        def answered() -> Response:
            begun = time.thread_time()
            try:
                return answer(spent.append)
            finally:
                spent.append(time.thread_time() - begun)

        try:
            with self.work.place(client) as free, THREADS.place(client) as thread:
                if not free or not thread:
                    raise BusyError("Too many checks at once.")
                # The turn is given back while the worker process checks; it is needed to make the
                # answer.
                async with TURNS.awaited(client) as turn:
                    return await THREADS.run(lambda: turn.work(answered))
        except BusyError:
            raise _later(503, "Nothing was checked: too many checks at once", 5) from None
        except NoTurnError as refused:
            raise no_turn(refused) from None
        finally:
            self.work.settle(client, estimate, sum(spent))


async def in_turn(
    request: Request,
    make: Callable[Asked, Answered],
    *asked: Asked.args,
    **named: Asked.kwargs,
) -> Answered:
    """Call a function in a thread, in a turn of the client's network, and return its answer.

    Args:
        request: The request.
        make: The function.
        *asked: Its arguments.
        **named: Its named arguments.

    Raises:
        Problem: Too many requests of the network are waiting (503), or it has used too much CPU
            time (429).
    """
    try:
        async with TURNS.awaited(_client(request)) as turn:
            _asking.set(_client(request))
            return await run_in_threadpool(lambda: turn.work(make, *asked, **named))
    except NoTurnError as refused:
        raise no_turn(refused) from None


async def given(request: Request, read: Callable[[bytes], Answered]) -> Answered:
    """Parse the body of a request in a turn of the client's network.

    Parsing a form of 200 KB takes 0.1 CPU seconds. The network pays for it even if the request is then
    refused, and the event loop serves others meanwhile.

    Args:
        request: The request.
        read: Parses the body.

    Raises:
        Problem: The network has too many requests in the queue (503), or has used too much CPU time (429).
    """
    return await in_turn(request, read, await request.body())


def in_turns(parts: Iterable[bytes]) -> AsyncIterator[bytes]:
    """Stream an answer, and make each part in a turn of the client's network.

    Args:
        parts: An iterable that makes the parts. Call `in_turns` within `in_turn`.
    """
    return _made_in_turns(iter(parts), _asking.get())


async def _made_in_turns(parts: Iterator[bytes], address: str) -> AsyncIterator[bytes]:
    while True:
        try:
            async with TURNS.awaited(address) as turn:
                part = await run_in_threadpool(lambda: turn.work(next, parts, None))
        except NoTurnError:  # a stream that has begun is finished
            await asyncio.sleep(1)
            continue
        if part is None:
            return
        yield part


def no_turn(refused: NoTurnError) -> Problem:
    """Return the error for a refused request: the network used too much CPU time (429), or sent too
    many requests at once (503).

    Args:
        refused: The refusal.
    """
    if refused.seconds:
        return _later(429, "Your network has used too much CPU time", refused.seconds)
    return _later(503, "Too many requests at once", 5)


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _later(status: int, reason: str, seconds: float) -> Problem:
    after = str(math.ceil(seconds))
    return Problem(status, f"{reason}: try again in {after} s.", headers={"Retry-After": after})
