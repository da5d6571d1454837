"""Limit WebSockets: their number, their message rate and size, and their idle time."""

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
"""Maximum number of WebSockets; an idle one takes a quarter of a megabyte."""
MOST_OF_ONE = 120
"""Maximum number of WebSockets of one network: an office or a Tor exit node has many readers behind
one IP address."""
MOST_OF_CUSTOMER = 480
"""Maximum number of WebSockets of the networks of one customer of a provider (the /48 of IPv6 addresses)."""
FIRST_MESSAGE = 30.0
"""Seconds in which the first message must arrive; a browser sends it at once."""
IDLE = 3_600.0
"""Seconds without a message after which the session ends. The browser reconnects by itself and
shows the page of its URL again."""
OPENED = 240
"""WebSockets that one network may open per minute; further ones are refused."""
MESSAGES = 1_200
"""Messages that one network may send per minute; further ones are delayed. A reader who types on
the check page sends four per second. The token bucket holds those of a whole minute."""
LATELY = 60
"""Burst of messages that one network may send at once; ten more each second. Each message makes
Streamlit run the page's script and send half a dozen messages, and Streamlit sends the messages of
all sessions one after the other."""
OF_ONE_PAGE = 300
"""Messages that one page may send per minute; further ones are delayed."""
AT_ONCE = 10
"""Burst of messages that one page may send at once."""
HELD = 3
"""Factor for the memory of a message: the session keeps its content both raw and decoded."""
SMALL = 65_536
"""Size in bytes up to which messages are not counted; only a text to be checked is larger."""
PAUSE = 2.0
"""Seconds before a WebSocket is refused, to slow down clients that open them in a loop."""
PAUSING = 20
"""Maximum number of WebSockets of one network that wait for their refusal; further ones are refused
at once."""
KEPT = 16.0
"""Seconds for which the session of a closed page is kept: a little more than `patches.GRACE`."""

_FASTER = 10
"""How many times per minute the bucket of `LATELY` is refilled."""
_TRY_AGAIN_LATER = 1013
_GOING_AWAY = 1001


class ConnectionLimits:
    """Middleware that refuses WebSockets beyond the limits (close code 1013) and closes idle ones
    (1001).

    A message is delayed while its network has sent too many, or while the client does not read the
    answers. A connection is closed if there is no memory left for its message.
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
        most_of_customer: int = MOST_OF_CUSTOMER,
    ) -> None:
        """Wrap an application.

        Args:
            app: The application.
            most: Maximum number of WebSockets.
            most_of_one: Maximum number of WebSockets of one network.
            first_message: Seconds in which the first message must arrive.
            idle: Maximum seconds between two messages.
            room: The counter of memory, shared with uploads; None for a new one.
            opened: WebSockets that one network may open per minute.
            messages: Messages that one network may send per minute.
            kept: Seconds for which the memory of a closed connection is still counted.
            pause: Seconds before a WebSocket is refused.
            at_once: Burst of messages of one page.
            lately: Burst of messages of one network.
            most_of_customer: Maximum number of WebSockets of the networks of one customer.
        """
        self.app = app
        self._most = most
        self._most_of_one = most_of_one
        self._first_message = first_message
        self._idle = idle
        self._most_of_customer = most_of_customer
        self._open: Counter[bytes] = Counter()
        self._customers: Counter[bytes] = Counter()
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
        """Pass WebSockets on within the limits, and everything else unchanged."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        client, address = clients.of(scope), clients.address(scope)
        customer = clients.customer(scope)
        if (
            self._open.total() >= self._most
            or self._open[client] >= self._most_of_one
            or self._customers[customer] >= self._most_of_customer
            or self._opened.wait(address)
        ):
            await self._refuse(client, send)
            return
        self._open[client] += 1
        self._customers[customer] += 1
        sent = _Sent(self._room, customer)
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
            self._customers[customer] -= 1
            for each, counted in ((client, self._open), (customer, self._customers)):
                if not counted[each]:
                    del counted[each]
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
        """Free the memory of ended sessions, which on a quiet server nothing else would trigger.

        A session and its objects refer to each other, so only the garbage collector frees them.
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
                # While this waits, no further message is read, so the sender has to wait
                # (back-pressure).
                while wait := self._messages.wait(address):
                    await asyncio.sleep(wait)
                while wait := self._lately.wait(address):
                    await asyncio.sleep(wait / _FASTER)
                now = time.monotonic()
                left = min(self._at_once, left + (now - then) * OF_ONE_PAGE / 60) - 1
                then = now
                if left < 0:
                    await asyncio.sleep(-left * 60 / OF_ONE_PAGE)
                # Make no new answer while the client does not read the last one: answers would pile
                # up.
                await read.wait()
            return message

        return receive_in_time


def _size(message: Message) -> int:
    return len(message.get("bytes") or message.get("text") or "")


async def _ended(send: Send, code: int) -> Message:
    await send({"type": "websocket.close", "code": code})
    return {"type": "websocket.disconnect", "code": code, "reason": ""}


class _Sent:
    """The memory reserved for the largest message of a connection, which its session may keep."""

    def __init__(self, room: Room, client: bytes) -> None:
        self._room, self._client = room, client
        self._largest = 0
        self._reservation: object | None = None

    def add(self, size: int) -> bool:
        """Count a message; return whether there is memory for it."""
        if size <= max(SMALL, self._largest):
            return True
        self.release()
        self._largest = size
        self._reservation = self._room.take(self._client, f"socket {id(self)}", HELD * size)
        return self._reservation is not None

    def release(self) -> None:
        """Give the reserved memory back."""
        if self._reservation is not None:
            self._room.release(self._reservation)
            self._reservation = None
