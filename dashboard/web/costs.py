"""Charge client networks for the CPU time that the event loop spends on reading requests and
sending answers.

A request costs about a millisecond, and each megabyte a few more: nothing for a reader, but much
for a script that requests the same file a thousand times. The cost is added to that of making the
answer (`names/turns.py`).
"""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.names.turns import TURNS, NoTurnError
from dashboard.web import clients
from dashboard.web.problems import problem

REQUEST = 0.001
"""CPU seconds for a request."""
OPENING = 0.003
"""CPU seconds for opening a WebSocket, without making its page."""
MESSAGE = 0.004
"""CPU seconds for a WebSocket message: Streamlit stops the running script of the page and starts it
again."""
SENT = 4e-9
"""CPU seconds for each byte sent."""
RECEIVED = 1e-8
"""CPU seconds for each byte received: the multipart body of an upload is searched for its
boundaries."""
_LONGEST_REST = 2.0
"""Maximum seconds for which a message is delayed."""
_SMALL = 65_536
"""Maximum size in bytes of a message that is delayed; only a text to be checked is larger."""
_PART = 1_000_000
"""Bytes after which sent data is charged."""


class Costs:
    """Middleware that charges networks for their requests; a network that used too much CPU time
    waits or is refused (429)."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request or WebSocket on as soon as its network no longer owes CPU time."""
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
                # A large message is passed on at once: delayed ones would fill the memory.
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
        f"Your network has used too much CPU time: try again in {after} s.",
        headers={"Retry-After": after, "Connection": "close"},
    )
    await answer(scope, receive, send)
