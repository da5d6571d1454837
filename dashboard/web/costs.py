"""What requests cost besides what is made for them: each is read, and its answer sent, on the event loop.

That is a millisecond for a request and some for each megabyte: nothing for a reader, much for a script that asks
for the same file a thousand times. A network pays for it as for everything else (`names/turns.py`).
"""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.names.turns import TURNS, NoTurnError
from dashboard.web import clients
from dashboard.web.problems import problem

REQUEST = 0.001
"""Seconds of processor of a request."""
OPENING = 0.003
"""Seconds of processor of a WebSocket that is opened, without what its page costs."""
MESSAGE = 0.004
"""Seconds of processor of a message on it: Streamlit ends the run of the page, and begins another."""
SENT = 4e-9
"""Seconds of processor of a byte that is sent."""
RECEIVED = 1e-8
"""Seconds of processor of a byte that is received: the parts of an upload are searched for their ends."""
_LONGEST_REST = 2.0
"""Seconds for which a message waits at most."""
_SMALL = 65_536
"""Bytes of a message that may wait; pages send less, but for a text that is checked."""
_PART = 1_000_000
"""Bytes that are sent before they are paid for."""


class Costs:
    """Has networks pay for their requests; a network that took too much waits, or is refused (429)."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request or WebSocket on once its network has paid for those before."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        address = clients.address(scope)
        is_http = scope["type"] == "http"
        TURNS.charge(address, REQUEST if is_http else OPENING)
        if TURNS.owed(address):
            try:
                async with TURNS.awaited(address):
                    pass
            except NoTurnError as refused:
                await _refuse(scope, receive, send, refused)
                return
        due = 0.0

        async def receive_counted() -> Message:
            nonlocal due
            message = await receive()
            size = len(message.get("body") or message.get("bytes") or b"")
            due += RECEIVED * size
            if message["type"] == "websocket.receive":
                TURNS.charge(address, due + MESSAGE)
                due = 0.0
                # A large one is passed on at once: those that waited here would fill the memory.
                if size <= _SMALL and (wait := TURNS.rest(address)):
                    await asyncio.sleep(min(wait, _LONGEST_REST))
            return message

        async def send_counted(message: Message) -> None:
            nonlocal due
            await send(message)
            due += SENT * len(message.get("body") or message.get("bytes") or b"")
            if due > SENT * _PART:
                TURNS.charge(address, due)
                due = 0.0
                if is_http and (wait := TURNS.owed(address)):
                    await asyncio.sleep(min(wait, 1.0))

        try:
            await self.app(scope, receive_counted, send_counted)
        finally:
            TURNS.charge(address, due)


async def _refuse(scope: Scope, receive: Receive, send: Send, refused: NoTurnError) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1013})
        return
    after = str(max(1, round(refused.seconds + 0.5)))
    answer = problem(
        429,
        f"So much was asked that others would have to wait: come again in {after} s.",
        headers={"Retry-After": after, "Connection": "close"},
    )
    await answer(scope, receive, send)
