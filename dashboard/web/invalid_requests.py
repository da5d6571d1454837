"""Answer bytes that are not valid HTTP, such as an address that is not percent-encoded."""

from __future__ import annotations

import json
from http import HTTPStatus

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from dashboard.web.problems import MEDIA_TYPE

DETAIL = (
    "The request is not valid HTTP. Percent-encode what is not ASCII in an address: "
    "curl --get --data-urlencode 'q=Медуза' does it."
)


def explain() -> None:
    """Make uvicorn answer invalid requests (400) with a problem document that says what to do.

    uvicorn says only "Invalid HTTP request received." No route or middleware sees such a request,
    so its method is replaced; `tests/browser/test_bounds.py` notices if that has no effect.
    """
    H11Protocol.send_400_response = _answer  # type: ignore[method-assign]


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
