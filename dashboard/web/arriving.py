"""Limits of what arrives by WebSocket before it is a whole message, which no application sees."""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from dashboard.names.room import Arriving
from dashboard.web import clients

_UNCOUNTED = 65_536
"""Bytes of a connection that are not counted: pages send less, but for a text that is checked."""

_SLICE = 4_096
"""Bytes that are read of a connection at once: they hold some seven hundred of the smallest messages. Nothing more
is read until the application has taken them, which takes so many in a minute: the sender waits."""
_LARGE_SLICE = 65_536
"""Bytes that are read at once of a message that is larger than a slice."""
_MOST_PARTS = 4_096
"""Parts of one message."""
_MOST_PINGS = 64
"""Pings of a connection; browsers send none."""


def limit(arriving: Arriving | None = None) -> None:
    """Make uvicorn read little at once, and end connections that send more than a page does.

    It keeps up to the largest message of each connection until the message is whole, takes tens of
    thousands of the smallest messages apart at once, and answers pings without end to a client that
    reads no answer. No middleware sees that, so methods of it are wrapped; `tests/browser/test_bounds.py` notices if that has no effect.

    Args:
        arriving: The count; None for one of its own.
    """
    count = arriving or Arriving()
    data_received = WebSocketsSansIOProtocol.data_received
    connection_made = WebSocketsSansIOProtocol.connection_made
    connection_lost = WebSocketsSansIOProtocol.connection_lost
    pause_writing = WebSocketsSansIOProtocol.pause_writing
    resume_writing = WebSocketsSansIOProtocol.resume_writing
    receive = WebSocketsSansIOProtocol.receive
    handle_ping = WebSocketsSansIOProtocol.handle_ping

    def replace(link: Any, now: int) -> bool:
        known, before = getattr(link, "_counted", (b"", 0))
        if not before and not now:
            return True
        client = known if before else clients.of(getattr(link, "scope", {}))
        link._counted = client, now
        return count.replace(client, before, now)

    def is_flood(link: Any) -> bool:
        return len(link.frames) > _MOST_PARTS or getattr(link, "_pings", 0) > _MOST_PINGS

    def connection_made_slowly(self: Any, transport: Any) -> None:
        connection_made(self, transport)
        transport.max_size = _SLICE

    def data_received_within(self: Any, data: bytes) -> None:
        data_received(self, data)
        if is_flood(self):
            self.transport.abort()
        if self.transport.is_closing():
            return
        # What is left is the beginning of a message that has not come whole.
        is_large = len(self.conn.reader.buffer) >= _SLICE
        self.transport.max_size = _LARGE_SLICE if is_large else _SLICE
        # Reading pauses whenever a message is whole, until the application has taken it.
        self._sent = 0 if self.read_paused else getattr(self, "_sent", 0) + len(data)
        if not replace(self, self._sent if self._sent > _UNCOUNTED else 0):
            self.transport.abort()

    def connection_lost_counted(self: Any, exc: Exception | None) -> None:
        replace(self, 0)
        while not self.queue.empty():  # nobody waits for what they would bring
            self.queue.get_nowait()
        connection_lost(self, exc)
        # Protocol, parser and transport name each other: only garbage collection would free the bytes.
        self.conn.reader.discard()
        self.frames = []

    def pause_both(self: Any) -> None:
        pause_writing(self)
        self.transport.pause_reading()

    def resume_both(self: Any) -> None:
        resume_writing(self)
        if not self.read_paused and not self.transport.is_closing():
            self.transport.resume_reading()

    def handle_ping_counted(self: Any) -> None:
        self._pings = getattr(self, "_pings", 0) + 1
        handle_ping(self)

    async def receive_unless_paused(self: Any) -> Any:
        message = await receive(self)
        if not self.writable.is_set():
            self.transport.pause_reading()
        return message

    patched: Any = WebSocketsSansIOProtocol
    patched.data_received = data_received_within
    patched.connection_made = connection_made_slowly
    patched.connection_lost = connection_lost_counted
    patched.pause_writing = pause_both
    patched.resume_writing = resume_both
    patched.receive = receive_unless_paused
    patched.handle_ping = handle_ping_counted
