"""What every request must be like before anybody looks at it: Streamlit's addresses too."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import quote_from_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.catalog.filters import LONGEST_QUERY
from dashboard.web.problems import problem
from dashboard.web.site import Site

UPLOADS_AT_ONCE = 2
"""Files that one session may be sending: the page of the check has two places for one."""

_HOST = re.compile(rb"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_ASCII = "".join(map(chr, range(0x21, 0x7F)))


class Guard:
    """Refuses hosts that are none, queries that are too long, and too many uploads at once."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        """Wrap an application."""
        self.app = app
        self._uploads = site.path("_stcore/upload_file/")
        self._sending: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on unless it is refused."""
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
            scope = {**scope, "query_string": quoted.encode()}
        session = self._session_that_uploads(scope)
        if session is None:
            await self.app(scope, receive, send)
            return
        self._sending[session] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._sending[session] -= 1
            self._sending += Counter()  # drops those at 0

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) > 1 or any(host and not _HOST.fullmatch(host) for host in hosts):
            return 400, "The Host header names no host."
        if len(scope["query_string"]) > LONGEST_QUERY:
            return 414, f"The query is longer than {LONGEST_QUERY} bytes."
        session = self._session_that_uploads(scope)
        if session is not None and self._sending[session] >= UPLOADS_AT_ONCE:
            return 429, "Too many files at once: wait until one has arrived."
        return None

    def _session_that_uploads(self, scope: Scope) -> str | None:
        path = str(scope["path"])
        if scope["type"] != "http" or scope["method"] != "PUT" or not path.startswith(self._uploads):  # fmt: skip
            return None
        return path[len(self._uploads) :].partition("/")[0]
