"""Limits of WebSockets: how many, how much they send, and for how long one may be silent."""

from __future__ import annotations

import asyncio
import gc
import time
from collections import Counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.names.allowance import Allowance
from dashboard.names.room import Room
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
OPENED = 240
"""WebSockets that one network may open in a minute, beyond which they are refused."""
MESSAGES = 1_200
"""Messages that one network may send in a minute, beyond which they wait. Somebody who types in the
check sends four a second; a bucket holds a whole minute's."""
LATELY = 60
"""Messages that one network may send at once; ten more each second. Each has Streamlit begin a run and send half
a dozen messages, and it sends those of all sessions one after the other."""
OF_ONE_PAGE = 300
"""Messages that one page may send in a minute, beyond which they wait."""
AT_ONCE = 10
"""Messages that it may send at once."""
HELD = 3
"""As how many times its bytes a message is counted: the session keeps what is in it, as text and as it came."""
SMALL = 65_536
"""Bytes of a message that are not counted, as of every act but a text that is checked."""
PAUSE = 2.0
"""Seconds until a WebSocket is refused: who opens them without end opens fewer."""
PAUSING = 20
"""WebSockets of one network that are made to wait for it; further ones are refused at once."""
KEPT = 16.0
"""Seconds for which the session of a closed page is kept (`patches.GRACE`), and a little more."""

_FASTER = 10
"""How many times faster than in a minute the messages that may be sent at once are to be had again."""
_TRY_AGAIN_LATER = 1013
_GOING_AWAY = 1001


class ConnectionLimits:
    """Refuses WebSockets beyond the limits (close code 1013) and ends silent ones (1001).

    A message waits while its network has sent too many, or while its sender does not read what is
    sent back; a connection ends whose message there is no room for.
    """

    def __init__(
        self,
        app: ASGIApp,
        most: int = MOST,
        most_of_one: int = MOST_OF_ONE,
        first_message: float = FIRST_MESSAGE,
        idle: float = IDLE,
        room: Room | None = None,
        opened: int = OPENED,
        messages: int = MESSAGES,
        kept: float = KEPT,
        pause: float = PAUSE,
        at_once: int = AT_ONCE,
        lately: int = LATELY,
    ) -> None:
        """Wrap an application.

        Args:
            app: The application.
            most: WebSockets in all.
            most_of_one: WebSockets of one network.
            first_message: Seconds for the first message.
            idle: Seconds between two messages.
            room: The room for what readers send, which files share; None for one of its own.
            opened: WebSockets that one network may open in a minute.
            messages: Messages that one network may send in a minute.
            kept: Seconds after its end for which what a connection sent is still counted.
            pause: Seconds until a WebSocket is refused.
            at_once: Messages that one page may send at once.
            lately: Messages that one network may send at once.
        """
        self.app = app
        self._most = most
        self._most_of_one = most_of_one
        self._first_message = first_message
        self._idle = idle
        self._open: Counter[bytes] = Counter()
        self._room = room or Room()
        self._opened = Allowance(opened)
        self._messages = Allowance(messages)
        self._lately = Allowance(lately, clock=lambda: time.monotonic() * _FASTER)
        self._kept = kept
        self._collecting = False
        self._pause = pause
        self._at_once = at_once
        self._pausing: Counter[bytes] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a WebSocket on within the limits, and everything else as it is."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        client, address = clients.of(scope), clients.address(scope)
        if (
            self._open.total() >= self._most
            or self._open[client] >= self._most_of_one
            or self._opened.wait(address)
        ):
            await self._refuse(client, send)
            return
        self._open[client] += 1
        sent = _Sent(self._room, client)
        read = asyncio.Event()
        read.set()

        async def send_noted(message: Message) -> None:
            read.clear()
            try:
                await send(message)
            finally:
                read.set()

        try:
            timed = self._timed(receive, send, sent, address, read)
            await self.app(scope, timed, send_noted)
        finally:
            self._open[client] -= 1
            if not self._open[client]:
                del self._open[client]
            loop = asyncio.get_running_loop()
            loop.call_later(self._kept, sent.release)
            if not self._collecting:
                self._collecting = True
                loop.call_later(self._kept, self._collect)

    async def _refuse(self, client: bytes, send: Send) -> None:
        if self._pausing[client] < PAUSING:
            self._pausing[client] += 1
            try:
                await asyncio.sleep(self._pause)
            finally:
                self._pausing[client] -= 1
                self._pausing += Counter()  # removes zero counts
        await send({"type": "websocket.close", "code": _TRY_AGAIN_LATER})

    def _collect(self) -> None:
        """Free what sessions held that have ended: on a quiet server nothing else would.

        A session and what it holds name each other, so that only the garbage collector frees them.
        """
        self._collecting = False
        gc.collect()

    def _timed(
        self, receive: Receive, send: Send, sent: _Sent, address: str, read: asyncio.Event
    ) -> Receive:
        connected = heard = False
        left, then = float(self._at_once), 0.0

        async def receive_in_time() -> Message:
            nonlocal connected, heard, left, then
            if not connected:  # the handshake itself
                connected = True
                return await receive()
            seconds = self._idle if heard else self._first_message
            try:
                async with asyncio.timeout(seconds):
                    message = await receive()
            except TimeoutError:
                return await _ended(send, _GOING_AWAY)
            heard = True
            if message["type"] == "websocket.receive":
                if not sent.add(_size(message)):
                    return await _ended(send, _TRY_AGAIN_LATER)
                # What is not taken is not read either: the sender waits.
                while wait := self._messages.wait(address):
                    await asyncio.sleep(wait)
                while wait := self._lately.wait(address):
                    await asyncio.sleep(wait / _FASTER)
                now = time.monotonic()
                left = min(self._at_once, left + (now - then) * OF_ONE_PAGE / 60) - 1
                then = now
                if left < 0:
                    await asyncio.sleep(-left * 60 / OF_ONE_PAGE)
                # For who does not read what it asked for nothing more is made: it would pile up.
                await read.wait()
            return message

        return receive_in_time


def _size(message: Message) -> int:
    return len(message.get("bytes") or message.get("text") or "")


async def _ended(send: Send, code: int) -> Message:
    await send({"type": "websocket.close", "code": code})
    return {"type": "websocket.disconnect", "code": code, "reason": ""}


class _Sent:
    """The largest message of a connection, in the room that it takes: its session may hold it."""

    def __init__(self, room: Room, client: bytes) -> None:
        self._room, self._client = room, client
        self._largest = 0
        self._reservation: object | None = None

    def add(self, size: int) -> bool:
        """Count a message; tell whether there is room for it."""
        if size <= max(SMALL, self._largest):
            return True
        self.release()
        self._largest = size
        self._reservation = self._room.take(self._client, f"socket {id(self)}", HELD * size)
        return self._reservation is not None

    def release(self) -> None:
        """Count nothing of the connection any more."""
        if self._reservation is not None:
            self._room.release(self._reservation)
            self._reservation = None
