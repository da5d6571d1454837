"""Limit what uvicorn buffers of incomplete WebSocket messages, which no middleware sees."""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from dashboard.names.room import Arriving
from dashboard.web import clients

_UNCOUNTED = 65_536
"""Buffered bytes of a connection that are not counted; only a text to be checked is larger."""

_SLICE = 4_096
"""Maximum bytes read from a connection at once: about seven hundred of the smallest messages.
Nothing more is read until the application has taken these messages, at its limited rate, so the
sender has to wait (back-pressure)."""
_LARGE_SLICE = 65_536
"""Maximum bytes read at once while a message larger than a slice arrives."""
_MOST_PARTS = 4_096
"""Maximum number of frames in one message."""
_MOST_PINGS = 64
"""Maximum number of pings from one connection; browsers send none."""


def limit(arriving: Arriving | None = None) -> None:
    """Make uvicorn read in small slices, and close connections that flood the server.

    By itself, uvicorn buffers an incomplete message up to the maximum message size, parses tens of
    thousands of small messages in one go, and keeps answering the pings of a client that reads no
    answers. No middleware can prevent that, so methods of uvicorn's protocol class are wrapped.
    `tests/browser/test_bounds.py` fails if the wrapping has no effect.

    Args:
        arriving: The counter of incomplete messages; None for a new one.
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
        client = known if before else clients.customer(getattr(link, "scope", {}))
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
        # The parser's buffer holds the beginning of an incomplete message.
        is_large = len(self.conn.reader.buffer) >= _SLICE
        self.transport.max_size = _LARGE_SLICE if is_large else _SLICE
        # Reading is paused after each complete message until the application has taken it.
        self._sent = 0 if self.read_paused else getattr(self, "_sent", 0) + len(data)
        if not replace(self, self._sent if self._sent > _UNCOUNTED else 0):
            self.transport.abort()

    def connection_lost_counted(self: Any, exc: Exception | None) -> None:
        replace(self, 0)
        while not self.queue.empty():  # no one will read these messages
            self.queue.get_nowait()
        connection_lost(self, exc)
        # Protocol, parser and transport refer to each other, so the bytes would stay until garbage
        # collection.
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
