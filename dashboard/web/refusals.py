"""Reject invalid, oversized and surplus requests before any other code reads them."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import quote_from_bytes, unquote_to_bytes

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.asking.address import Site
from dashboard.asking.appended import plain_query
from dashboard.asking.filters import LONGEST_QUERY
from dashboard.names.room import Room
from dashboard.web import clients
from dashboard.web.problems import problem

UPLOADS_AT_ONCE = 2
"""Maximum number of simultaneous uploads of one session: the check page has two upload fields."""
LARGEST_UPLOAD = 6_000_000
"""Bytes assumed for an upload that declares no size: Streamlit's limit plus the multipart
framing."""

_HOST = re.compile(rb"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_CLOSED = (
    "_stcore/metrics",
    "_stcore/agent",
    "_stcore/script-health-check",
    "auth",
    "oauth2callback",
)
"""Streamlit routes that this site does not use."""
_FORMS = ("check", "search")
"""Pages that answer a form. Another site could make its visitors' browsers submit it (CSRF)."""


class Guard:
    """Middleware that rejects requests with an error.

    It rejects an invalid `Host` or query (400), a query that is too long (414), unused routes (404),
    forms sent by other sites (403) and surplus uploads (429, 503).
    """

    def __init__(self, app: ASGIApp, site: Site, room: Room | None = None) -> None:
        """Wrap an application.

        Args:
            app: The application.
            site: The base URL of the site.
            room: The counter of memory for uploads; None for a new one.
        """
        self.app = app
        self._uploads = site.path("_stcore/upload_file/")
        self._closed = tuple(site.path(each) for each in _CLOSED)
        self._forms = tuple(site.path(each) for each in _FORMS)
        self._room = room or Room()
        self._sending: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on unless it is rejected."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if refusal := self._refusal(scope):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await problem(*refusal, headers={"Connection": "close"})(scope, receive, send)
            return
        # Some clients do not percent-encode; Starlette decodes the query as ASCII, and fails
        # otherwise.
        if not scope["query_string"].isascii():
            quoted = quote_from_bytes(scope["query_string"], safe=_ASCII)
            scope["query_string"] = quoted.encode()
        if scope["query_string"]:
            # Change the scope in place: the metrics read the matched route from this object.
            scope["query_string"] = plain_query(scope["query_string"])
        session = self._session_that_uploads(scope)
        if session is None:
            await self.app(scope, receive, send)
            return
        reservation = self._room.take(clients.customer(scope), session, _declared_size(scope))
        if reservation is None:
            # Read the body first: a client that is still sending would see a broken connection
            # instead of the answer.
            await _discard(receive)
            answer = problem(
                503,
                "The server has no memory left for another file: try again in a minute.",
                headers={"Connection": "close", "Retry-After": "60"},
            )
            await answer(scope, receive, send)
            return
        self._sending[session] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._room.release(reservation)
            self._sending[session] -= 1
            self._sending += Counter()  # removes zero counts

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) > 1 or any(host and not _HOST.fullmatch(host) for host in hosts):
            return 400, "The Host header is invalid."
        if len(scope["query_string"]) > LONGEST_QUERY:
            return 414, f"The query is longer than {LONGEST_QUERY} bytes."
        if not _is_utf8(scope["query_string"]):
            return 400, "The query is not UTF-8: percent-encode its text as UTF-8 (RFC 3986, 2.5)."
        names = {name for name, _value in scope["headers"]}
        if {b"content-length", b"transfer-encoding"} <= names:
            return (
                400,
                "A request must not have both Content-Length and Transfer-Encoding (RFC 9112, 6.3).",
            )
        path = str(scope["path"])
        if any(path == each or path.startswith(f"{each}/") for each in self._closed):
            return 404, "There is nothing at this address."
        if scope.get("method") == "POST" and path in self._forms and _is_of_another_site(scope):
            return 403, "Only pages of this site may submit this form."
        session = self._session_that_uploads(scope)
        if session is not None and self._sending[session] >= UPLOADS_AT_ONCE:
            return 429, "Too many simultaneous uploads: wait until one is complete."
        return None

    def _session_that_uploads(self, scope: Scope) -> str | None:
        path = str(scope["path"])
        if scope["type"] != "http" or scope["method"] != "PUT" or not path.startswith(self._uploads):  # fmt: skip
            return None
        return path[len(self._uploads) :].partition("/")[0]


async def _discard(receive: Receive) -> None:
    """Read and discard a body, up to the largest size of an upload."""
    read, more = 0, True
    while more and read < LARGEST_UPLOAD:
        message = await receive()
        read += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)


def _is_of_another_site(scope: Scope) -> bool:
    """Return whether a browser sent a request for a page of another site. Programs other than
    browsers do not send these headers, and are let through."""
    headers = Headers(scope=scope)
    if told := headers.get("sec-fetch-site"):
        return told not in ("same-origin", "none")
    # Browsers from before 2023. Pages of this site send no referrer, so the origin is "null".
    origin = headers.get("origin", "null")
    return origin != "null" and origin.partition("://")[2] != headers.get("host", "")


def _is_utf8(query: bytes) -> bool:
    """Return whether a query is UTF-8; other bytes would be treated as an empty search."""
    try:
        unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        return False
    return True


def _declared_size(scope: Scope) -> int:
    """Return the declared size of an upload, or the largest allowed size if none is declared."""
    declared = Headers(scope=scope).get("content-length", "")
    if declared.isascii() and declared.isdigit():
        return min(int(declared[:12]), LARGEST_UPLOAD)
    return LARGEST_UPLOAD
