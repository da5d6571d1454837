"""Limits of what one message of a WebSocket asks for, which Streamlit reads on the event loop.

Streamlit takes whatever its protocol can say: addresses for ten million files, which it makes while everybody
waits, or the names of the files beside its code. A browser sends a few dozen fields, of which only addresses
and what somebody typed may be long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_FIELDS = 2_000
"""Fields of a message, at any depth; a page with every widget that we have sends some fifty."""
MOST_FILES = 20
"""Files for whose addresses a message asks; the page of the check asks for one."""
SHORT = 8_192
"""Bytes of a field that is neither an address nor what somebody typed."""

RERUN, FILES, OPERATION = 11, 16, 19
TAKEN = frozenset({7, RERUN, FILES, 17, OPERATION})
"""The kinds of messages that pages send: `stop_script`, `rerun_script`, `file_urls_request`, `app_heartbeat`
and `backend_operation_request`. The others clear caches or ask Git about the code, and nobody needs them."""
_POLICY = 1008

Fields = Mapping[int, "Fields | None"]

WITHIN: Fields = {
    RERUN: {2: {1: {7: None, 8: None, 9: {}, 13: {2: {5: {}}}, 15: {2: {2: {5: {}}}, 3: {5: {}}}}}, 8: {}},
    FILES: {},
    OPERATION: {3: {}},
}  # fmt: skip
"""The fields that hold fields, by their numbers; None for those that hold many numbers."""
LONG = {(RERUN, 1), (RERUN, 8, 4), (RERUN, 2, 1, 6)}
"""The fields that may be long: the query and the address of a page, and the text of a widget."""
_NAMES = (FILES, 2)
_OPERATION = frozenset({1, 2, 3})
"""The fields of an operation: two that identify it, and the only one that a page needs, a file to be saved."""


class Judgement(Enum):
    """What becomes of a message."""

    TAKE = auto()
    IGNORE = auto()
    END = auto()


def judge(data: bytes) -> Judgement:
    """Tell what becomes of a message: it is taken, ignored as nobody needs it, or ends its connection.

    Args:
        data: A `BackMsg` of Streamlit as it came.
    """
    fields = names = 0
    kinds: set[int] = set()
    wanted = True
    try:
        for path, size, is_many in _walk(memoryview(data), (), WITHIN):
            fields += size if is_many else 1
            names += path == _NAMES
            if fields > MOST_FIELDS or names > MOST_FILES or (size > SHORT and path not in LONG):
                return Judgement.END
            kinds.add(path[0])
            wanted = wanted and (path[0] != OPERATION or path[1:2] == () or path[1] in _OPERATION)
    except (IndexError, ValueError):
        return Judgement.END
    return Judgement.TAKE if kinds and kinds <= TAKEN and wanted else Judgement.IGNORE


Path = tuple[int, ...]


def _walk(data: memoryview, above: Path, within: Fields) -> Iterator[tuple[Path, int, bool]]:
    """Yield each field with its path, its bytes, and whether it holds many numbers.

    Raises:
        IndexError, ValueError: The message is damaged.
    """
    place = 0
    while place < len(data):
        tag, place = _number(data, place)
        path, kind = (*above, tag >> 3), tag & 7
        if kind == 2:
            size, place = _number(data, place)
            if place + size > len(data):
                raise ValueError("A field is longer than its message.")
            inner = within.get(path[-1], _NONE)
            if inner is _NONE or inner is None:
                yield path, size, inner is None
            else:
                yield path, 0, False
                yield from _walk(data[place : place + size], path, inner)
            place += size
        elif kind == 0:
            _value, place = _number(data, place)
            yield path, 0, False
        elif kind in (1, 5):
            place += 8 if kind == 1 else 4
            yield path, 0, False
        else:
            raise ValueError("Groups are not used.")


_NONE: Any = object()


def _number(data: memoryview, place: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and the place after it."""
    value = shift = 0
    while True:
        byte = data[place]
        value |= (byte & 0x7F) << shift
        place += 1
        if byte < 0x80:
            return value, place
        shift += 7
        if shift > 63:
            raise ValueError("A number has too many bytes.")


class Messages:
    """Passes messages on that a page sends, ignores those that none does, and ends connections that ask for too much."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a WebSocket on with what is taken of it, and everything else as it is."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def receive_taken() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                data = message.get("bytes")
                # Streamlit fails on text, and the server would write the trace into its log.
                verdict = Judgement.END if data is None else judge(data)
                if verdict is Judgement.TAKE:
                    return message
                if verdict is Judgement.END:
                    await send({"type": "websocket.close", "code": _POLICY})
                    return {"type": "websocket.disconnect", "code": _POLICY, "reason": ""}

        await self.app(scope, receive_taken, send)
