"""Run a check within what one network, and all together, may have checked."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dashboard.names.allowance import Allowance
from dashboard.names.turns import TURNS, NoTurnError
from dashboard.names.worker import BusyError
from dashboard.web.problems import Problem

SECONDS_A_CHARACTER = 0.0001
"""Seconds of processor for a character of a name or text: the worst that was measured."""

Asked = ParamSpec("Asked")
Answered = TypeVar("Answered")

_asking: ContextVar[str] = ContextVar("asking", default="")
"""The address of the client whose answer is being made."""

Spend = Callable[[float], None]
"""Called with the seconds of processor that a check took in another process."""


@dataclass(frozen=True)
class Limits:
    """What the addresses that check names share.

    Attributes:
        rate: The requests that one client may make in a minute.
        work: The seconds of processor that checks may take.
    """

    rate: Allowance
    work: Allowance

    def count(self, request: Request) -> None:
        """Count a request.

        Raises:
            Problem: The client has made too many (429).
        """
        if wait := self.rate.wait(_client(request)):
            raise _later(429, "Too many requests", wait)

    async def run(
        self, request: Request, characters: int, answer: Callable[[Spend], Response]
    ) -> Response:
        """Answer in a thread, and count the processor time that it took.

        Args:
            request: Whose client pays.
            characters: How many characters are checked.
            answer: Makes the answer.

        Raises:
            Problem: So much was checked that others would have to wait (429), or there was no turn
                left (503): nothing was checked.
        """
        client, estimate = _client(request), SECONDS_A_CHARACTER * characters
        if wait := self.work.wait(client, estimate):
            raise _later(429, "So much was checked that others would have to wait", wait)
        spent: list[float] = []

        def answered() -> Response:
            begun = time.thread_time()
            try:
                # The turn is others' while the other process checks: what it found is made an answer here.
                with TURNS.taken(client):
                    return answer(spent.append)
            finally:
                spent.append(time.thread_time() - begun)

        try:
            with self.work.place(client) as free:
                if not free:
                    raise BusyError("Too many checks of one network at once.")
                return await run_in_threadpool(answered)
        except BusyError:
            raise _later(503, "Nothing was checked: too many checks at once", 5) from None
        finally:
            self.work.settle(client, estimate, sum(spent))


async def in_turn(
    request: Request,
    make: Callable[Asked, Answered],
    *asked: Asked.args,
    **named: Asked.kwargs,
) -> Answered:
    """Make an answer, or what leads to one, in a thread, in the turn of its client's network.

    Args:
        request: Who asks.
        make: Makes it.
        *asked: Its arguments.
        **named: Its named arguments.

    Raises:
        Problem: Too many requests of the network wait already (503), or it took too much (429).
    """
    try:
        async with TURNS.awaited(_client(request)) as turn:
            _asking.set(_client(request))
            return await run_in_threadpool(lambda: turn.work(make, *asked, **named))
    except NoTurnError as refused:
        raise no_turn(refused) from None


async def given(request: Request, read: Callable[[bytes], Answered]) -> Answered:
    """Read the body of a request in the turn of its client's network, which pays for it, also if it is refused then.

    A form of 200 KB takes a tenth of a second of processor to read.

    Args:
        request: Who asks.
        read: Reads the body.

    Raises:
        Problem: Too many requests of the network wait already (503), or it took too much (429).
    """
    return await in_turn(request, read, await request.body())


def in_turns(parts: Iterable[bytes]) -> AsyncIterator[bytes]:
    """Make the parts of an answer while they are sent, each in a turn of the client's network.

    Args:
        parts: Makes the parts; called within `in_turn`.
    """
    return _made_in_turns(iter(parts), _asking.get())


async def _made_in_turns(parts: Iterator[bytes], address: str) -> AsyncIterator[bytes]:
    while True:
        try:
            async with TURNS.awaited(address) as turn:
                part = await run_in_threadpool(lambda: turn.work(next, parts, None))
        except NoTurnError:  # what has begun is finished
            await asyncio.sleep(1)
            continue
        if part is None:
            return
        yield part


def no_turn(refused: NoTurnError) -> Problem:
    """Return what a client is told that has no turn: that it took too much (429), or asks for too much at once (503).

    Args:
        refused: Why it has none.
    """
    if refused.seconds:
        return _later(429, "So much was asked that others would have to wait", refused.seconds)
    return _later(503, "Too many requests at once", 5)


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _later(status: int, reason: str, seconds: float) -> Problem:
    after = str(math.ceil(seconds))
    return Problem(status, f"{reason}: come again in {after} s.", headers={"Retry-After": after})
