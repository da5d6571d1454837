"""Answers in gzip: files that never change are compressed once, and everything else beside the event loop.

A first visit loads 8 MB of scripts. A reverse proxy compresses them (see `deploy/`), but the site is
also served without one. Starlette's own middleware, which Streamlit adds, would compress each file again
for every reader, and on the event loop, where everybody waits: it is not told that a client takes gzip.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import posixpath
import stat
import threading
from collections import Counter, OrderedDict

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.asking.address import Site
from dashboard.names.turns import TURNS, NoTurnError
from dashboard.web import clients
from dashboard.web.problems import problem

_TYPES = (
    "text/", "application/javascript", "application/json", "application/x-ndjson", "application/xml",
    "application/atom+xml", "image/svg+xml",
)  # fmt: skip
_BROTLI = (".js", ".json")
"""Files that may lie there compressed with Brotli."""
IMMUTABLE = "public, immutable, max-age=31536000"
GZIP = "dashboard.gzip"
"""The key of the scope that tells whether the client takes gzip: its header no longer does."""
_LEAST = 1024
"""Bytes: below it is not worth it."""
_LARGEST = 6_000_000
"""Bytes that are held back to be compressed; what is larger is sent as it is."""
_KEPT_BYTES = 40_000_000
"""Bytes of files that are remembered; those of a first visit are some eighty, 2 MB together."""
_KEPT_LARGE = 10_000_000
"""Bytes of large answers that are remembered, by what is in them."""
_LARGE = 50_000
"""Bytes of an answer from which on to compress it takes longer than to look whether that was done before."""
_LEVEL = 6
_HELD = 8
"""Answers of one network that are held back at once; further ones are sent as they are, while they are made."""


class _Bodies:
    """Compressed files by their addresses, the last used, up to a number of bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._bytes = 0

    def get(self, key: tuple[str, str]) -> bytes | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: tuple[str, str], body: bytes) -> None:
        self._bytes += len(body) - len(self._kept.pop(key, b""))
        self._kept[key] = body
        while self._bytes > self._most:
            self._bytes -= len(self._kept.popitem(last=False)[1])


class Compressed:
    """Answers in gzip if the client accepts it."""

    def __init__(self, app: ASGIApp, site: Site, most: int = _KEPT_BYTES) -> None:
        """Wrap an application.

        Args:
            app: The application.
            site: Where the site lives.
            most: Bytes of files that are remembered.
        """
        self.app = app
        self._below = (site.path("static/"), site.path("assets/"))
        self._remembered = _Bodies(most)
        self._large = _Bodies(_KEPT_LARGE)
        self._lock = threading.Lock()
        self._immutable: dict[str, tuple[str, list[tuple[bytes, bytes]]]] = {}
        self.held: Counter[bytes] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and compress its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self._is_alias(scope):
            await problem(404, "There is nothing at this address.")(scope, receive, send)
            return
        takes = _encodings(scope)
        if "gzip" not in takes:
            await self.app(scope, receive, send)
            return
        parts = "range" in Headers(scope=scope)
        # In place: what observes the request reads from this scope which route answered it.
        kept = [each for each in scope["headers"] if each[0] != b"accept-encoding"]
        scope["headers"] = [*kept, (b"accept-encoding", b"br" if "br" in takes else b"identity")]
        scope[GZIP] = not parts
        if parts:
            await self.app(scope, receive, send)
            return
        if scope["method"] == "GET" and (known := self._known(scope)):
            headers, body = known
            await send({"type": "http.response.start", "status": 200, "headers": list(headers)})
            await send({"type": "http.response.body", "body": body})
            return
        answer = _Answer(self, scope, send)
        try:
            await self.app(scope, receive, answer)
        finally:
            answer.release()

    def _known(self, scope: Scope) -> tuple[list[tuple[bytes, bytes]], bytes] | None:
        path = str(scope["path"])
        if path not in self._immutable or _prefers_brotli(scope):
            return None
        etag, headers = self._immutable[path]
        body = self._remembered.get((path, etag))
        return None if body is None else (headers, body)

    def is_file(self, scope: Scope) -> bool:
        """Tell whether a request is for a file of the site."""
        return str(scope["path"]).startswith(self._below)

    def _is_alias(self, scope: Scope) -> bool:
        """Tell whether a file is asked for as `/static//a` or `/static/./a`.

        Each of the endless addresses of a file would be compressed, remembered and read anew; no page has them.
        """
        path = str(scope["path"])
        return self.is_file(scope) and path != posixpath.normpath(path)

    def keep(self, path: str, etag: str, start: Message) -> None:
        """Remember the head of the answer for a file whose name says that it never changes.

        A first visit asks for a hundred of them, and to look each up on the disk takes longer than to
        send it.
        """
        if "immutable" in Headers(raw=start["headers"]).get("cache-control", ""):
            self._immutable[path] = etag, list(start["headers"])

    async def compressed(
        self, scope: Scope, etag: str, body: bytes, keep: bool = False
    ) -> bytes | None:
        """Compress an answer in a thread, in a turn of its client's network, so that nobody else waits.

        Args:
            scope: The request.
            etag: Of a file, changes with its content; "" of anything else, which is not remembered.
            body: Its content.
            keep: Whether the answer may be remembered if it is large, so that it is compressed once
                whoever asks for it: where nobody's words are in it.

        Returns:
            The compressed answer; None if too many requests of the network wait already.
        """
        key = (str(scope["path"]), etag)
        if etag and (made := self._remembered.get(key)) is not None:
            return made
        try:
            async with TURNS.awaited(clients.address(scope)) as turn:
                made = await run_in_threadpool(lambda: turn.work(self._pack, body, keep))
        except NoTurnError:
            return None
        if etag:
            self._remembered.put(key, made)
        return made

    def _pack(self, body: bytes, keep: bool) -> bytes:
        if not keep or len(body) < _LARGE:
            return gzip.compress(body, _LEVEL, mtime=0)
        key = ("", hashlib.sha256(body).hexdigest())
        with self._lock:
            made = self._large.get(key)
        if made is None:
            made = gzip.compress(body, _LEVEL, mtime=0)
            with self._lock:
                self._large.put(key, made)
        return made


def _encodings(scope: Scope) -> set[str]:
    told = Headers(scope=scope).get("accept-encoding", "").lower()
    return {each.partition(";")[0].strip() for each in told.split(",") if not _refused(each)}


def _refused(encoding: str) -> bool:
    return encoding.partition(";")[2].strip() in ("q=0", "q=0.0")


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
    """Holds an answer back until its body is known whole, or is too large to be compressed."""

    def __init__(self, owner: Compressed, scope: Scope, send: Send) -> None:
        self._owner, self._scope, self._send = owner, scope, send
        self._start: Message | None = None
        self._parts: list[bytes] = []
        self._size = 0
        self._client = clients.of(scope)
        self._holds = False

    def release(self) -> None:
        """Count the answer no longer among those that are held back."""
        if self._holds:
            self._holds = False
            self._owner.held[self._client] -= 1
            if not self._owner.held[self._client]:
                del self._owner.held[self._client]

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._fits(message) and self._may_wait():
            self._start = message
            return
        if self._start is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._parts.append(message.get("body", b""))
        self._size += len(self._parts[-1])
        more = message.get("more_body", False)
        if more and self._size <= _LARGEST:
            return
        start, self._start = self._start, None
        body = b"".join(self._parts)
        self._parts = []
        if not more:
            body = await self._packed(start, body)
        self.release()
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body, "more_body": more})

    def _may_wait(self) -> bool:
        if self._owner.held[self._client] >= _HELD:
            return False
        self._owner.held[self._client] += 1
        self._holds = True
        return True

    async def _packed(self, start: Message, body: bytes) -> bytes:
        headers = MutableHeaders(scope=start)
        if "accept-encoding" not in headers.get("vary", "").lower():
            headers.add_vary_header("Accept-Encoding")
        if self._scope["method"] == "HEAD":
            if "content-length" in headers:
                del headers["content-length"]
                headers["content-encoding"] = "gzip"
            return body
        if len(body) < _LEAST:
            return body
        etag = headers.get("etag", "")
        is_file = self._owner.is_file(self._scope)
        key = (etag or "immutable") if is_file and _lasts(headers) else ""
        keep = "no-store" not in headers.get("cache-control", "")
        made = await self._owner.compressed(self._scope, key, body, keep)
        if made is None:
            return body
        headers["content-length"] = str(len(made))
        headers["content-encoding"] = "gzip"
        if etag and not etag.startswith("W/"):
            # The same file in another form.
            headers["etag"] = f"W/{etag}"
        if key:
            self._owner.keep(str(self._scope["path"]), key, start)
        return made

    @staticmethod
    def _fits(message: Message) -> bool:
        headers = Headers(raw=message["headers"])
        length = headers.get("content-length", "")
        return (
            message["status"] == 200
            and headers.get("content-type", "").startswith(_TYPES)
            and "content-encoding" not in headers
            and (not length or (length.isdigit() and _LEAST <= int(length) <= _LARGEST))
        )


def _lasts(headers: MutableHeaders) -> bool:
    """Tell whether a file can be told from a later one at the same address."""
    return "etag" in headers or "immutable" in headers.get("cache-control", "")
