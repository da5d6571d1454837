"""Log and measure (Prometheus) each request, without data about the client.

Neither contains an IP address, a query, a header or a body, because reading this site may be a
risk.
"""

from __future__ import annotations

import json
import logging
import re
import time
import traceback
import urllib.parse
from collections.abc import Callable
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import __version__, settings
from dashboard.asking.address import Site
from dashboard.catalog import PackageError, load_catalog
from dashboard.web.api import METHODS, threaded

LOG = logging.getLogger("dashboard.requests")

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "register_http_requests", "Requests answered.", ("method", "route", "status"), registry=REGISTRY
)
SECONDS = Histogram(
    "register_http_request_seconds",
    "How long an answer took.",
    ("route",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
SESSIONS = Gauge("register_sessions", "Open pages (WebSocket connections).", registry=REGISTRY)
SOFTWARE = Gauge("register_software", "1, with the version.", ("version",), registry=REGISTRY)
DATA = Gauge("register_data", "1, with the version of the data.", ("version",), registry=REGISTRY)
ROWS = Gauge("register_data_rows", "Rows of a table.", ("table",), registry=REGISTRY)
READY = Gauge("register_ready", "Whether there are valid data to show.", registry=REGISTRY)
ProcessCollector(registry=REGISTRY)
SOFTWARE.labels(__version__).set(1)

# A page requests hundreds of these, so they are counted but not logged.
_QUIET = {"/static", "/assets", "/_stcore/health", "/_stcore/host-config"}
_METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


def routes(site: Site) -> list[BaseRoute]:
    """Return the route for Prometheus."""
    return [Route(site.path("metrics"), threaded(_metrics), methods=METHODS)]


def _metrics(_request: Request) -> Response:
    DATA.clear()
    try:
        catalog = load_catalog()
    except PackageError:
        READY.set(0)
    else:
        READY.set(1)
        DATA.labels(catalog.version).set(1)
        for name, table in catalog.tables.items():
            ROWS.labels(name).set(len(table))
    return Response(
        generate_latest(REGISTRY),
        headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"},
    )


class Observed:
    """Middleware that counts, times and logs each request."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        """Wrap an application."""
        self.app = app
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and count and log it."""
        if scope["type"] == "websocket":
            with SESSIONS.track_inprogress():
                await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        status, size = 500, 0

        async def send_observed(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, send_observed)
        finally:
            seconds = time.perf_counter() - begun
            if scope["query_string"]:
                # urllib caches parsed URLs, which may contain search words.
                urllib.parse.clear_cache()  # type: ignore[attr-defined]  # missing in typeshed
            route = self._route(scope)
            method = scope["method"] if scope["method"] in _METHODS else "other"
            REQUESTS.labels(method, route, str(status)).inc()
            SECONDS.labels(route).observe(seconds)
            LOG.log(
                logging.DEBUG if route in _QUIET else logging.INFO,
                "request",
                extra={
                    "told": {
                        "method": method,
                        "route": route,
                        "status": status,
                        "ms": round(seconds * 1000, 1),
                        "bytes": size,
                    }
                },
            )

    def _route(self, scope: Scope) -> str:
        """Return the route pattern instead of the path, which would reveal what a reader looked up."""
        path = str(getattr(scope.get("route"), "path", "")) or "/static"
        within = str(scope.get("root_path", "")).removeprefix(self.site.base)
        if within == "/api" and not path.startswith("/api"):
            return within + path
        return path.removeprefix(self.site.base) or "/"


class JsonLines(logging.Formatter):
    """A formatter that writes each log record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Format the record as a line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = " ".join(f"{key}={value}" for key, value in getattr(record, "told", {}).items())
        return f"{super().format(record)} {told}".rstrip()


_ADDRESS = re.compile(r"^(\S+:\d+|\S+) - \"")


class _NoAddress(logging.Filter):
    """A filter that drops uvicorn's messages about WebSockets, which contain the client's IP address."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not _ADDRESS.match(record.getMessage())


class OnceAMinute(logging.Filter):
    """A filter that passes one line per minute of asyncio's errors about too many open files.

    asyncio writes such a line, with a traceback, for each connection that it cannot accept: in a
    test 147 MB in 20 seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Create the filter.

        Args:
            clock: A monotonic clock in seconds.
        """
        super().__init__()
        self._clock = clock
        self._next = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether to write a line."""
        if "socket.accept() out of system resource" not in record.getMessage():
            return True
        record.exc_info = record.exc_text = None
        now = self._clock()
        if now < self._next:
            return False
        self._next = now + 60
        return True


_HEARS_READERS = (
    "streamlit.runtime.app_session",
    "streamlit.runtime.backend_operation_handler",
    "streamlit.runtime.websocket_session_manager",
    "streamlit.web.server.starlette.starlette_websocket",
)
"""Loggers of Streamlit that write a line with client data for each message."""


_PLACE = re.compile(r"%[sdr]")


class Wordless(logging.Filter):
    """A filter that passes one line per minute of each kind, without its arguments.

    Streamlit writes a line for each invalid message, with an id that the client chose: in a test 3
    MB for a message of 3 MB.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Create the filter.

        Args:
            clock: A monotonic clock in seconds.
        """
        super().__init__()
        self._clock = clock
        self._next: dict[tuple[str, int], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether to write a line."""
        now, place = self._clock(), (record.name, record.lineno)
        if now < self._next.get(place, 0.0):
            return False
        self._next[place] = now + 60
        if record.args:
            record.msg, record.args = _PLACE.sub("…", str(record.msg)), ()
        if isinstance(record.exc_info, tuple) and (kind := record.exc_info[0]):
            where = traceback.format_tb(record.exc_info[2])
            record.exc_info, record.exc_text = None, "".join(where) + kind.__name__
        return True


def set_up_logging() -> None:
    """Configure the log of this project, and filter IP addresses out of other logs."""
    handler = logging.StreamHandler()
    text = _Text("%(asctime)s %(levelname)s %(name)s %(message)s")
    handler.setFormatter(JsonLines() if settings.log_format() == "json" else text)
    logger = logging.getLogger("dashboard")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
    for name in ("uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).addFilter(_NoAddress())
    logging.getLogger("asyncio").addFilter(OnceAMinute())
    wordless = Wordless()
    for name in _HEARS_READERS:
        logging.getLogger(name).addFilter(wordless)
