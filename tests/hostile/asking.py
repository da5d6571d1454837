"""Asks an ASGI application as a server would, with any bytes, and looks at what it answers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from tests.hostile.corpus import SENTINEL

_loop = asyncio.new_event_loop()


@dataclass
class Answer:
    """What came back."""

    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""

    def header(self, name: str) -> str:
        return next((v.decode("latin-1") for k, v in self.headers if k == name.encode()), "")


def ask(
    app: Any, path: str | bytes, query: bytes = b"", *, method: str = "GET",
    headers: Iterable[tuple[bytes, bytes]] = (), body: bytes = b"",
) -> Answer:  # fmt: skip
    """Send one request; an exception that reaches the server is raised here."""
    raw = path if isinstance(path, bytes) else path.encode("utf-8", "surrogatepass")
    given = [(name.lower(), value) for name, value in headers]
    if b"host" not in dict(given):
        given.append((b"host", b"testserver"))
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": unquote_to_bytes(raw).decode("utf-8", "replace"), "raw_path": raw, "query_string": query, "root_path": "",
        "headers": given, "client": ("203.0.113.1", 5), "server": ("testserver", 80), "state": {},
    }  # fmt: skip
    return _loop.run_until_complete(_ask(app, scope, body))


async def _ask(app: Any, scope: dict[str, Any], body: bytes) -> Answer:
    answer = Answer()
    sent = False
    done = asyncio.Event()

    async def receive() -> dict[str, Any]:
        nonlocal sent
        if sent:
            await done.wait()
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status, answer.headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body":
            answer.body += message.get("body", b"")
            if not message.get("more_body"):
                done.set()

    await app(scope, receive, send)
    return answer


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        names = [name for name, _value in attrs]
        if SENTINEL in tag or any(SENTINEL in name for name in names):
            self.wrong.append(f"<{tag} {names}>")
        self.wrong += [f"<{tag} {name}>" for name in names if name.startswith("on")]
        for name, value in attrs:
            if name in ("href", "src", "action", "formaction", "srcdoc", "content") and value:
                self._address(tag, name, value)

    def _address(self, tag: str, name: str, value: str) -> None:
        if name == "content":
            return
        bare = "".join(c for c in value if c > " ").lower()
        scheme = bare.partition(":")[0] if ":" in bare.partition("/")[0] else ""
        if scheme not in ("", "http", "https", "data") or (scheme == "data" and tag == "a"):
            self.wrong.append(f"<{tag} {name}={value[:80]!r}>")
        if value.startswith(("//", "/\\", "\\")):
            self.wrong.append(f"<{tag} {name}={value[:80]!r}>")


def markup_in(text: str) -> list[str]:
    """Elements, attributes and addresses in HTML that text of ours cannot have made."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.wrong


def tags_in(text: str) -> list[str]:
    """Return the elements of HTML, in their order."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.tags


def is_ours(location: str) -> bool:
    """Tell whether a redirect stays on the host that was asked."""
    parts = urlsplit(location)
    return parts.netloc in ("", "testserver") and not location.startswith(("//", "/\\"))
