"""Accept URLs that are not percent-encoded, and explain why a request is not valid HTTP."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from dashboard.web.problems import MEDIA_TYPE

DETAIL = (
    "The request is not valid HTTP. Percent-encode spaces and special characters in a URL, "
    "for example with curl --get --data-urlencode 'q=two words'."
)


_NOT_ASCII = re.compile(rb"[\x80-\xff]")


def forgive() -> None:
    """Make uvicorn percent-encode URLs and explain why a request is invalid.

    `curl 'http://…?q=Медуза'` sends the URL without encoding it, and uvicorn answers only "Invalid
    HTTP request received." No route or middleware sees such a request, so two of uvicorn's methods
    are replaced. `tests/browser/test_bounds.py` fails if the replacement has no effect.
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
    """Percent-encode non-ASCII bytes in the request line (RFC 3986, 2.1).

    Args:
        data: The bytes that have just arrived.
        before: The bytes of the same request that arrived earlier.

    Returns:
        The data with the request line encoded; headers and body are unchanged.
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
