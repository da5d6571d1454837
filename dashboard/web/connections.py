"""Limits of WebSockets: how many, and for how long one may be silent."""

from __future__ import annotations

import asyncio
from collections import Counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web import clients

MOST = 1_500
"""WebSockets of all clients; an idle one takes a quarter of a megabyte."""
MOST_OF_ONE = 120
"""WebSockets of one network: an office or an exit of Tor has many readers behind one address."""
FIRST_MESSAGE = 30.0
"""Seconds until the first message of a page; a browser sends it at once."""
IDLE = 3_600.0
"""Seconds without any message of the reader, after which the session ends. The browser connects
again by itself and shows what the page's address says."""

_TRY_AGAIN_LATER = 1013
_GOING_AWAY = 1001


class ConnectionLimits:
    """Refuses WebSockets beyond the limits (close code 1013) and ends silent ones (1001)."""

    def __init__(
        self,
        app: ASGIApp,
        most: int = MOST,
        most_of_one: int = MOST_OF_ONE,
        first_message: float = FIRST_MESSAGE,
        idle: float = IDLE,
    ) -> None:
        """Wrap an application.

        Args:
            app: The application.
            most: WebSockets in all.
            most_of_one: WebSockets of one network.
            first_message: Seconds for the first message.
            idle: Seconds between two messages.
        """
        self.app = app
        self._most = most
        self._most_of_one = most_of_one
        self._first_message = first_message
        self._idle = idle
        self._open: Counter[bytes] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a WebSocket on within the limits, and everything else as it is."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        client = clients.of(scope)
        if self._open.total() >= self._most or self._open[client] >= self._most_of_one:
            await send({"type": "websocket.close", "code": _TRY_AGAIN_LATER})
            return
        self._open[client] += 1
        try:
            await self.app(scope, self._timed(receive, send), send)
        finally:
            self._open[client] -= 1
            if not self._open[client]:
                del self._open[client]

    def _timed(self, receive: Receive, send: Send) -> Receive:
        connected = heard = False

        async def receive_in_time() -> Message:
            nonlocal connected, heard
            if not connected:  # the handshake itself
                connected = True
                return await receive()
            seconds = self._idle if heard else self._first_message
            try:
                message = await asyncio.wait_for(receive(), seconds)
            except TimeoutError:
                await send({"type": "websocket.close", "code": _GOING_AWAY})
                return {"type": "websocket.disconnect", "code": _GOING_AWAY, "reason": "idle"}
            heard = True
            return message

        return receive_in_time
