"""One reader's session as a browser has it: Streamlit's messages over one WebSocket."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_ORGANIZATION = re.compile(r'href="([^"]*/organization\?id=[^"]+)"')
_KEPT_RUNS = 1
"""For how many further runs a browser keeps a large message, so that the server need not repeat it."""


class FailedError(Exception):
    """A page did not come whole; the message says why."""


@dataclass(frozen=True)
class Shown:
    """The result of a run of the page.

    Attributes:
        seconds: From the message that requests the run to the one that ends it.
        messages: What came, in order: the kind of each message, and of the element or block in it.
        size: Their bytes.
        title: The title of the page.
        links: Addresses of organizations on it.
    """

    seconds: float
    messages: tuple[str, ...]
    size: int
    title: str
    links: tuple[str, ...]


@dataclass
class Session:
    """An open page.

    Attributes:
        socket: Its connection.
        origin: The address of the site, with the path below which it lives.
        dark: Whether the browser shows dark colors.
        locale: The browser's language.
        path: Which page is open, without the first slash.
        query: What its address asks for.
    """

    socket: ClientConnection
    origin: str
    dark: bool = False
    locale: str = "en-US"
    path: str = ""
    query: str = ""
    _pages: dict[str, str] = field(default_factory=dict)
    _kept: dict[str, int] = field(default_factory=dict)
    _runs: int = 0

    @classmethod
    async def open(
        cls, site: str, *, dark: bool = False, locale: str = "en-US", **how: Any
    ) -> Self:
        """Connect as a page does that has loaded.

        Args:
            site: Its address (``http://localhost:8501`` or with a path).
            dark: Whether the browser shows dark colors.
            locale: The browser's language.
            **how: Further arguments of `websockets.asyncio.client.connect`.
        """
        host = urlsplit(site)
        socket = await connect(
            site.replace("http", "ws", 1) + "/_stcore/stream",
            origin=f"{host.scheme}://{host.netloc}",  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Accept-Language": locale},
            max_size=None,
            ping_interval=None,
            open_timeout=60,
            **how,
        )
        return cls(socket, site, dark, locale)

    async def start(self) -> Shown:
        """Ask for the first page, as a browser does once it is connected."""
        return await self._run(BackMsg())

    async def go(self, address: str) -> Shown:
        """Open an address of the site, as a link of ours or the browser's back button does."""
        parts = urlsplit(address)
        self.path = parts.path.removeprefix(urlsplit(self.origin).path).strip("/")
        self.query = parts.query
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.is_history_navigation = True
        return await self._run(message)

    async def choose(self, key: str, value: str) -> Shown:
        """Set a filter, as the form of the page does.

        Args:
            key: Its name in addresses.
            value: One of its values, or a text.
        """
        kept = [(name, each) for name, each in parse_qsl(self.query) if name != key]
        base = urlsplit(self.origin).path
        return await self.go(f"{base}/{self.path}?{urlencode([*kept, (key, value)])}")

    async def _run(self, message: BackMsg) -> Shown:
        asked = message.rerun_script
        asked.widget_states.SetInParent()
        asked.page_script_hash = self._pages.get(self.path, "")
        self._kept = {
            kept: run for kept, run in self._kept.items() if self._runs - run <= _KEPT_RUNS
        }
        asked.cached_message_hashes.extend(self._kept)
        about = asked.context_info
        about.timezone, about.timezone_offset, about.locale = "UTC", 0, self.locale
        about.url = f"{self.origin}/{self.path}"
        about.is_embedded, about.color_scheme = False, "dark" if self.dark else "light"
        data = message.SerializeToString()
        began = time.perf_counter()
        await self.socket.send(data)
        return await self._shown(began)

    async def _shown(self, began: float) -> Shown:
        title, links, size, drawn = "", [], 0, 0
        messages: list[str] = []
        while True:
            data = await self.socket.recv()
            size += len(data)
            message = ForwardMsg.FromString(data)  # type: ignore[arg-type]
            messages.append(_kind(message))
            match message.WhichOneof("type"):
                case "delta":
                    drawn += 1
                    if message.metadata.cacheable:
                        self._kept[message.hash] = self._runs + 1
                    links += self._element(message)
                case "ref_hash":
                    if message.ref_hash not in self._kept:
                        raise FailedError("the server refers to a message that was never sent")
                    drawn += 1
                    self._kept[message.ref_hash] = self._runs + 1
                case "navigation":
                    self._pages = {
                        page.url_pathname: page.page_script_hash
                        for page in message.navigation.app_pages
                    }
                case "page_info_changed":
                    self.query = message.page_info_changed.query_string
                case "page_config_changed":
                    title = message.page_config_changed.title or title
                case "session_event" if message.session_event.HasField(
                    "script_compilation_exception"
                ):
                    raise FailedError(message.session_event.script_compilation_exception.message)
                case "page_not_found":
                    raise FailedError(f"there is no page {self.path!r}")
                case "script_finished":
                    seconds = time.perf_counter() - began
                    self._runs += 1
                    if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                        status = ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)
                        raise FailedError(f"the run ended with {status}")
                    if not drawn:
                        raise FailedError("the run brought nothing to show")
                    return Shown(seconds, tuple(messages), size, title, tuple(links))

    def _element(self, message: ForwardMsg) -> list[str]:
        if message.delta.WhichOneof("type") != "new_element":
            return []
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise FailedError(f"an exception is shown: {element.exception.message}")
        if kind == "html" and "/organization?id=" in element.html.body:
            return [unescape(link) for link in _ORGANIZATION.findall(element.html.body)]
        return []


def _kind(message: ForwardMsg) -> str:
    kind = str(message.WhichOneof("type"))
    if kind != "delta":
        return kind
    delta = message.delta
    if delta.WhichOneof("type") == "new_element":
        return f"{kind} {delta.new_element.WhichOneof('type')}"
    return f"{kind} {delta.add_block.WhichOneof('type')}"
