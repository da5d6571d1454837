"""Files that never change, compressed once.

A first visit loads 8 MB of scripts. A reverse proxy compresses them (see `deploy/`), but the site is
also served without one. Starlette's own middleware would compress each file again for every reader.
"""

from __future__ import annotations

import asyncio
import gzip
import mimetypes
import stat
from collections import OrderedDict

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.asking.address import Site

_TYPES = ("text/", "application/javascript", "application/json", "image/svg+xml")
_BROTLI = (".js", ".json")
"""Files that may lie there compressed with Brotli."""
IMMUTABLE = "public, immutable, max-age=31536000"
_LEAST = 1024
"""Bytes: below it is not worth it."""
_KEPT = 256
"""Files that are remembered; those of a first visit are some eighty, 2 MB together."""


class Compressed:
    """Answers requests for files of Streamlit's and ours in gzip if the browser accepts it."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        """Wrap an application."""
        self.app = app
        self._below = (site.path("static/"), site.path("assets/"))
        self._remembered: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._whole: OrderedDict[str, tuple[list[tuple[bytes, bytes]], bytes]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and compress its answer if it is a file of the site."""
        if (
            scope["type"] != "http"
            or scope["method"] not in ("GET", "HEAD")
            or not scope["path"].startswith(self._below)
            or "gzip" not in Headers(scope=scope).get("accept-encoding", "")
            or "range" in Headers(scope=scope)
        ):
            await self.app(scope, receive, send)
            return
        if scope["method"] == "GET" and scope["path"] in self._whole and not _prefers_brotli(scope):
            headers, body = self._whole[scope["path"]]
            await send({"type": "http.response.start", "status": 200, "headers": list(headers)})
            await send({"type": "http.response.body", "body": body})
            return
        await self.app(scope, receive, _Answer(self, scope, send))

    def keep(self, path: str, start: Message, body: bytes) -> None:
        """Remember the whole answer for a file whose name says that it never changes.

        A first visit asks for a hundred of them, and to look each up on the disk takes longer than to
        send it.
        """
        if "immutable" not in Headers(raw=start["headers"]).get("cache-control", ""):
            return
        self._whole[path] = (list(start["headers"]), body)
        while len(self._whole) > _KEPT:
            self._whole.popitem(last=False)

    async def compressed(self, path: str, etag: str, body: bytes) -> bytes:
        """Compress the file with gzip.

        Args:
            path: Its address.
            etag: Changes with its content.
            body: Its content.
        """
        key = (path, etag)
        made = self._remembered.get(key)
        if made is None:
            # In a thread: the largest takes a fifth of a second, in which nobody else should wait.
            made = await asyncio.to_thread(gzip.compress, body, 6)
            if etag:
                self._remembered[key] = made
        if etag:
            self._remembered.move_to_end(key)
        while len(self._remembered) > _KEPT:
            self._remembered.popitem(last=False)
        return made


def _prefers_brotli(scope: Scope) -> bool:
    """Tell whether a client may be sent a file that was compressed with Brotli beforehand."""
    path = str(scope["path"])
    return "br" in Headers(scope=scope).get("accept-encoding", "") and path.endswith(_BROTLI)


class Assets(StaticFiles):
    """Our files, of which the largest lie there compressed with Brotli too (`tools/brotli.mjs`)."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with the compressed file where there is one and the browser takes it."""
        if _prefers_brotli(scope):
            full, found = self.lookup_path(f"{path}.br")
            if found is not None and stat.S_ISREG(found.st_mode):
                kind = mimetypes.guess_type(path)[0]
                answer = self.file_response(full, found, scope)
                if answer.status_code == 200:
                    answer.headers["Content-Type"] = kind or "application/octet-stream"
                    answer.headers["Content-Encoding"] = "br"
                answer.headers.add_vary_header("Accept-Encoding")
                return answer
        answer = await super().get_response(path, scope)
        if path.startswith("fonts/") and answer.status_code == 200:
            answer.headers["Cache-Control"] = IMMUTABLE  # their names change with their content
        return answer


class _Answer:
    """Holds the start of an answer back until its body is known whole."""

    def __init__(self, owner: Compressed, scope: Scope, send: Send) -> None:
        self._owner, self._scope, self._send = owner, scope, send
        self._start: Message | None = None
        self._parts: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._fits(
            Headers(raw=message["headers"]), message
        ):
            self._start = message
            return
        if self._start is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._parts.append(message.get("body", b""))
        if message.get("more_body"):
            return
        headers = MutableHeaders(scope=self._start)
        body = b"".join(self._parts)
        etag = headers.get("etag", "")
        if self._scope["method"] == "GET":
            body = await self._owner.compressed(self._scope["path"], etag, body)
            headers["content-length"] = str(len(body))
        else:
            del headers["content-length"]
        headers["content-encoding"] = "gzip"
        headers.add_vary_header("Accept-Encoding")
        if etag and not etag.startswith("W/"):
            # The same file in another form.
            headers["etag"] = f"W/{etag}"
        if self._scope["method"] == "GET":
            self._owner.keep(self._scope["path"], self._start, body)
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})

    @staticmethod
    def _fits(headers: Headers, message: Message) -> bool:
        length = headers.get("content-length", "")
        return (
            message["status"] == 200
            and headers.get("content-type", "").startswith(_TYPES)
            and "content-encoding" not in headers
            and length.isdigit()
            and int(length) >= _LEAST
        )
