"""Read addresses that are not percent-encoded, and answer bytes that are not valid HTTP."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from dashboard.web.problems import MEDIA_TYPE

DETAIL = (
    "The request is not valid HTTP. Percent-encode what is not a letter or a digit in an address: "
    "curl --get --data-urlencode 'q=two words' does it."
)


_NOT_ASCII = re.compile(rb"[\x80-\xff]")


def forgive() -> None:
    """Make uvicorn percent-encode the addresses that it gets, and explain which requests are invalid.

    `curl 'http://…?q=Медуза'` sends the address as it is typed. uvicorn answers only "Invalid HTTP
    request received." No route or middleware sees such a request, so two of its methods are replaced;
    `tests/browser/test_bounds.py` notices if that has no effect.
    """
    data_received = H11Protocol.data_received

    def data_received_encoded(self: H11Protocol, data: bytes) -> None:
        if not data.isascii() and self.conn.their_state is h11.IDLE:
            data = encoded(data, self.conn.trailing_data[0])
        data_received(self, data)

    patched: Any = H11Protocol
    patched.data_received = data_received_encoded
    patched.send_400_response = _answer


def encoded(data: bytes, before: bytes = b"") -> bytes:
    """Percent-encode what is not ASCII in the line of a request (RFC 3986, 2.1).

    Args:
        data: What arrived of the request.
        before: What had arrived of it earlier.

    Returns:
        The data; headers and body as they are.
    """
    if b"\n" in before.lstrip(b"\r\n"):
        return data
    line, newline, rest = data.partition(b"\n")
    return _NOT_ASCII.sub(lambda each: b"%%%02X" % ord(each[0]), line) + newline + rest


def _answer(self: H11Protocol, msg: str) -> None:
    body = json.dumps(
        {
            "type": "about:blank",
            "title": HTTPStatus.BAD_REQUEST.phrase,
            "status": 400,
            "detail": DETAIL,
        },
        ensure_ascii=False,
    ).encode()
    headers = [
        ("Content-Type", MEDIA_TYPE),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Connection", "close"),
    ]
    for event in (
        h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
        h11.Data(data=body),
        h11.EndOfMessage(),
    ):
        self.transport.write(self.conn.send(event) or b"")
    self.transport.close()
