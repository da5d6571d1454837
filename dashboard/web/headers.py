"""Security headers of all responses, including those of Streamlit."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import settings
from dashboard.asking.address import Site
from dashboard.documents import pocket
from dashboard.documents.bulk_files import POCKET
from dashboard.documents.embeds import EMBEDS
from dashboard.documents.inline import source
from dashboard.web.reconcile.manifest import PREVIEW
from dashboard.web.streamlit_document import streamlit_document
from dashboard.web.stylesheet import STYLE

STRICT = f"default-src 'none'; img-src 'self'; style-src {source(STYLE)}; base-uri 'none'; form-action 'none'"
"""The content security policy of responses without scripts: share pages, data, images."""

_OURS = ("api", "o", "a", "assets", "feed", "sitemap", "robots.txt", "preview.png", "healthz", "readyz", "metrics", "leave", "light", "full", "search", ".well")  # fmt: skip
_FILES = (".csv", ".xlsx", ".json", ".ndjson")
"""Extensions of data files, which cannot run scripts."""

_POCKET = f"api/v1/bulk/{POCKET}"

_PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
        "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial", "usb",
        "xr-spatial-tracking",
    )
)  # fmt: skip


def application_policy() -> str:
    """Return the content security policy under which the pages run.

    Scripts are allowed only from this host, plus one inline line of Streamlit's document by its
    hash. WebAssembly is allowed, `eval` is not. Inline styles are allowed because Streamlit's
    scripts create them, and `blob:` URLs for images of charts.
    """
    hashes = " ".join(source(script) for script in streamlit_document().inline)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'wasm-unsafe-eval' {hashes}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def _secure(name: bytes, value: bytes) -> bytes:
    if name.lower() != b"set-cookie" or b"; secure" in value.lower():
        return value
    return value + b"; Secure"


class SecurityHeaders:
    """Middleware that adds the content security policy, and forbids sending a referrer to other sites."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        """Wrap an application."""
        self.app = app
        self.site = site
        self.policy = application_policy()
        self.hsts = settings.hsts_seconds()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and add the headers to its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope)
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _add(self, headers: MutableHeaders, scope: Scope) -> None:
        path = scope["path"].removeprefix(self.site.base).strip("/")
        policy = STRICT if self._ours(path) else self.policy
        if path == _POCKET:
            policy = pocket.POLICY
        if self._framed(path, scope):
            headers["Content-Security-Policy"] = f"{policy}; frame-ancestors *"
        else:
            headers["Content-Security-Policy"] = f"{policy}; frame-ancestors 'self'"
            # Allow iframes of the same origin: Streamlit Community Cloud shows the site in one.
            headers["X-Frame-Options"] = "SAMEORIGIN"
        headers["Referrer-Policy"] = "no-referrer"
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Permissions-Policy"] = _PERMISSIONS
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if scope["scheme"] == "https":
            if self.hsts:
                headers["Strict-Transport-Security"] = f"max-age={self.hsts}"
            # Streamlit adds `Secure` only if it serves TLS itself, not behind a proxy.
            headers.raw[:] = [(name, _secure(name, value)) for name, value in headers.raw]

    @staticmethod
    def _ours(path: str) -> bool:
        first = path.split("/")[0].removesuffix(".xml").split("-")[0]
        return first in _OURS or path.endswith(_FILES)

    @staticmethod
    def _framed(path: str, scope: Scope) -> bool:
        if path == PREVIEW:
            return True
        if path not in EMBEDS:
            return False
        given = parse_qs(scope["query_string"].decode("latin-1"))
        needed = EMBEDS[path]
        return given.get("embed") == ["true"] and (not needed or bool(given.get(needed)))
