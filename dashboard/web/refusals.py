"""Reject invalid, oversized or surplus requests before anything else reads them."""

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
"""Files that one session may be sending: the page of the check has two places for one."""
LARGEST_UPLOAD = 6_000_000
"""Bytes that an upload of unknown size is counted as: Streamlit's limit and the frame around it."""

_HOST = re.compile(rb"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_CLOSED = (
    "_stcore/metrics",
    "_stcore/agent",
    "_stcore/script-health-check",
    "auth",
    "oauth2callback",
)
"""Routes of Streamlit that no page of this site needs."""
_FORMS = ("check", "search")
"""Pages that answer a form, which any site could have its visitors' browsers send."""


class Guard:
    """Rejects invalid hosts (400), long queries (414), unused routes (404), forms of other sites (403) and surplus uploads (429, 503)."""

    def __init__(self, app: ASGIApp, site: Site, room: Room | None = None) -> None:
        """Wrap an application.

        Args:
            app: The application.
            site: Where the site lives.
            room: The room that is left for uploads; None for one of its own.
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
        # Clients send letters as they are; Starlette reads only ASCII, and fails on half a letter.
        if not scope["query_string"].isascii():
            quoted = quote_from_bytes(scope["query_string"], safe=_ASCII)
            scope["query_string"] = quoted.encode()
        if scope["query_string"]:
            # In place: what observes the request reads from this scope which route answered it.
            scope["query_string"] = plain_query(scope["query_string"])
        session = self._session_that_uploads(scope)
        if session is None:
            await self.app(scope, receive, send)
            return
        reservation = self._room.take(clients.of(scope), session, _declared_size(scope))
        if reservation is None:
            # A client that is still sending would see a broken connection, not the answer.
            await _discard(receive)
            answer = problem(
                503,
                "There is no room for another file now: try again in a minute.",
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
            return 400, "The Host header names no host."
        if len(scope["query_string"]) > LONGEST_QUERY:
            return 414, f"The query is longer than {LONGEST_QUERY} bytes."
        if not _is_utf8(scope["query_string"]):
            return 400, "The query is not UTF-8: percent-encode its text as UTF-8 (RFC 3986, 2.5)."
        names = {name for name, _value in scope["headers"]}
        if {b"content-length", b"transfer-encoding"} <= names:
            return 400, "Content-Length and Transfer-Encoding exclude each other (RFC 9112, 6.3)."
        path = str(scope["path"])
        if any(path == each or path.startswith(f"{each}/") for each in self._closed):
            return 404, "There is nothing at this address."
        if scope.get("method") == "POST" and path in self._forms and _is_of_another_site(scope):
            return 403, "This form is answered to pages of this site only."
        session = self._session_that_uploads(scope)
        if session is not None and self._sending[session] >= UPLOADS_AT_ONCE:
            return 429, "Too many files at once: wait until one has arrived."
        return None

    def _session_that_uploads(self, scope: Scope) -> str | None:
        path = str(scope["path"])
        if scope["type"] != "http" or scope["method"] != "PUT" or not path.startswith(self._uploads):  # fmt: skip
            return None
        return path[len(self._uploads) :].partition("/")[0]


async def _discard(receive: Receive) -> None:
    """Read a body without keeping it, up to the largest size that is allowed."""
    read, more = 0, True
    while more and read < LARGEST_UPLOAD:
        message = await receive()
        read += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)


def _is_of_another_site(scope: Scope) -> bool:
    """Tell whether a page of another site had a browser send a request; other programs do not say."""
    headers = Headers(scope=scope)
    if told := headers.get("sec-fetch-site"):
        return told not in ("same-origin", "none")
    # Browsers before 2023. Our own pages tell no referrer, and then the origin is "null".
    origin = headers.get("origin", "null")
    return origin != "null" and origin.partition("://")[2] != headers.get("host", "")


def _is_utf8(query: bytes) -> bool:
    """Tell whether a query is UTF-8; other bytes would be read as an empty search."""
    try:
        unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        return False
    return True


def _declared_size(scope: Scope) -> int:
    """Return the size that an upload declares, or that of the largest one."""
    declared = Headers(scope=scope).get("content-length", "")
    if declared.isascii() and declared.isdigit():
        return min(int(declared[:12]), LARGEST_UPLOAD)
    return LARGEST_UPLOAD
