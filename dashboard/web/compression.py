"""Compress answers with gzip: cache compressed files, and compress everything else outside the
event loop.

A first visit loads 8 MB of scripts. A reverse proxy compresses them (see `deploy/`), but the site
also works without one. Streamlit adds Starlette's gzip middleware, which would compress each file
again for every reader, on the event loop, and so block all other requests. Therefore this
middleware removes `gzip` from the `Accept-Encoding` header that it passes on.
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
"""Extensions of files that may have a Brotli-compressed copy beside them."""
IMMUTABLE = "public, immutable, max-age=31536000"
GZIP = "dashboard.gzip"
"""The key of the ASGI scope that holds whether the client accepts gzip, since its header no longer
says so."""
_LEAST = 1024
"""Minimum size in bytes of an answer that is compressed."""
_LARGEST = 6_000_000
"""Maximum size in bytes of an answer that is buffered and compressed; larger ones are sent
uncompressed."""
_KEPT_BYTES = 40_000_000
"""Maximum bytes of the cache of compressed files; a first visit needs about eighty, 2 MB in total."""
_KEPT_LARGE = 10_000_000
"""Maximum bytes of the cache of large compressed answers, whose key is a hash of the content."""
_LARGE = 50_000
"""Size in bytes from which on compressing an answer takes longer than hashing it for the cache."""
_LEVEL = 6
_HELD = 8
"""Maximum number of answers of one network that are buffered at once; further ones are streamed
uncompressed."""


class _Bodies:
    """A least-recently-used cache of compressed bodies, limited in bytes."""

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
    """Middleware that compresses answers with gzip if the client accepts it."""

    def __init__(self, app: ASGIApp, site: Site, most: int = _KEPT_BYTES) -> None:
        """Wrap an application.

        Args:
            app: The application.
            site: The base URL of the site.
            most: Maximum bytes of the cache of compressed files.
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
        # Change the scope in place: the metrics read the matched route from this object.
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
        """Return whether a request is for a static file of the site."""
        return str(scope["path"]).startswith(self._below)

    def _is_alias(self, scope: Scope) -> bool:
        """Return whether a path is an alias of a file's path, such as `/static//a` or
        `/static/./a`.

        Every file has endlessly many aliases, which would each be read, compressed and cached. No
        page links to them.
        """
        path = str(scope["path"])
        return self.is_file(scope) and path != posixpath.normpath(path)

    def keep(self, path: str, etag: str, start: Message) -> None:
        """Cache the headers of a file that never changes (`Cache-Control: immutable`).

        A first visit requests a hundred such files, and finding each on the disk takes longer than
        sending it.
        """
        if "immutable" in Headers(raw=start["headers"]).get("cache-control", ""):
            self._immutable[path] = etag, list(start["headers"])

    async def compressed(
        self, scope: Scope, etag: str, body: bytes, keep: bool = False
    ) -> bytes | None:
        """Compress an answer in a thread, in a turn of the client's network (`names/turns.py`).

        Args:
            scope: The request.
            etag: The ETag of a file; "" for other answers, which are not cached by path.
            body: The content.
            keep: Whether a large answer may be cached by its content; must be False if it contains
                what a reader typed.

        Returns:
            The compressed answer, or None if the client's network gets no turn.
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
    """Return whether a Brotli-compressed copy may be sent: the client accepts it, and such files
    can have one."""
    path = str(scope["path"])
    return "br" in Headers(scope=scope).get("accept-encoding", "") and path.endswith(_BROTLI)


class Assets(StaticFiles):
    """Static files of this project; the largest have a Brotli-compressed copy
    (`tools/brotli.mjs`)."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Send the compressed copy if there is one and the browser accepts it."""
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
            # The name of a font file contains a hash of its content.
            answer.headers["Cache-Control"] = IMMUTABLE
        return answer


class _Answer:
    """Buffers an answer until its body is complete, or too large to be compressed."""

    def __init__(self, owner: Compressed, scope: Scope, send: Send) -> None:
        self._owner, self._scope, self._send = owner, scope, send
        self._start: Message | None = None
        self._parts: list[bytes] = []
        self._size = 0
        self._client = clients.of(scope)
        self._holds = False

    def release(self) -> None:
        """Stop counting the answer as buffered."""
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
            # A weak ETag: the same file in another encoding.
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
    """Return whether a later version of a file would have another ETag or another path."""
    return "etag" in headers or "immutable" in headers.get("cache-control", "")
