"""Limit what one WebSocket message can request, because Streamlit parses messages on the event
loop.

Streamlit accepts everything that its protocol allows: requests for the URLs of ten million files,
which block the event loop, or for the names of source files. A browser sends a few dozen fields, of
which only URLs and typed text may be long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_FIELDS = 2_000
"""Maximum number of fields of a message, at any depth; a page with every widget of this site sends about fifty."""
MOST_FILES = 20
"""Maximum number of files whose URLs a message requests; the check page requests one."""
SHORT = 8_192
"""Maximum bytes of a field that is neither a URL nor typed text."""

RERUN, FILES, OPERATION = 11, 16, 19
TAKEN = frozenset({7, RERUN, FILES, 17, OPERATION})
"""The kinds of messages that pages send: `stop_script`, `rerun_script`, `file_urls_request`, `app_heartbeat`
and `backend_operation_request`. The others clear caches or run Git on the code, and are not needed."""
_POLICY = 1008

Fields = Mapping[int, "Fields | None"]

WITHIN: Fields = {
    RERUN: {2: {1: {7: None, 8: None, 9: {}, 13: {2: {5: {}}}, 15: {2: {2: {5: {}}}, 3: {5: {}}}}}, 8: {}},
    FILES: {},
    OPERATION: {3: {}},
}  # fmt: skip
"""The nested messages by field number; None for packed repeated numbers."""
LONG = {(RERUN, 1), (RERUN, 8, 4), (RERUN, 2, 1, 6)}
"""The fields that may be long: the query and the URL of a page, and the text of a widget."""
_NAMES = (FILES, 2)
_OPERATION = frozenset({1, 2, 3})
"""The valid fields of an operation: two that identify it, and the download of a file."""


class Judgement(Enum):
    """The treatment of a message."""

    TAKE = auto()
    IGNORE = auto()
    END = auto()


def judge(data: bytes) -> Judgement:
    """Decide whether a message is accepted, ignored because no page needs it, or closes its
    connection.

    Args:
        data: A serialized `BackMsg` of Streamlit.
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
    """Yield each field with its path, its size in bytes, and whether it is a packed repeated number.

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
    """Parse a varint; return it and the position after it."""
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
    """Middleware that passes on messages that pages send, ignores others, and closes connections
    that ask for too much."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass WebSockets on with their accepted messages, and everything else unchanged."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def receive_taken() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                data = message.get("bytes")
                # Streamlit fails on text messages, and the server would log a traceback.
                verdict = Judgement.END if data is None else judge(data)
                if verdict is Judgement.TAKE:
                    return message
                if verdict is Judgement.END:
                    await send({"type": "websocket.close", "code": _POLICY})
                    return {"type": "websocket.disconnect", "code": _POLICY, "reason": ""}

        await self.app(scope, receive_taken, send)
