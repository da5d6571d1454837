"""A reader without a browser: one session over the WebSocket that Streamlit's own page uses."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect


class Reader:
    """Opens pages and says what they show."""

    def __init__(self, site: str, **options: Any) -> None:
        """Create a reader of a site, such as ``http://localhost:8501``."""
        parts = urlsplit(site)
        scheme = "wss" if parts.scheme == "https" else "ws"
        self._connection = connect(
            f"{scheme}://{parts.netloc}{parts.path}/_stcore/stream",
            origin=f"{parts.scheme}://{parts.netloc}",
            subprotocols=["streamlit"],
            max_size=None,
            open_timeout=30,
            **options,
        )
        self._known: dict[str, ForwardMsg] = {}

    def __enter__(self) -> Reader:
        self._socket = self._connection.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._connection.__exit__(*error)

    def open(self, page: str, query: str = "") -> list[str]:
        """Return what a page shows, by its elements in their order: markup, words, charts.

        An exception that reached the reader is an element too, which begins with ``EXCEPTION``.
        """
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = page
        self._socket.send(asked.SerializeToString())
        shown: dict[tuple[int, ...], str] = {}
        while True:
            message = ForwardMsg.FromString(self._socket.recv(timeout=60))
            if message.WhichOneof("type") == "ref_hash":
                message = self._known[message.ref_hash]
            elif message.hash:
                self._known[message.hash] = message
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                # The metadata say where: what came to one place later is what stands there.
                shown[tuple(message.metadata.delta_path)] = _told(message.delta.new_element)
            elif kind == "script_finished" and message.script_finished in (
                ForwardMsg.FINISHED_SUCCESSFULLY,
                ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
            ):
                return [shown[place] for place in sorted(shown) if shown[place]]


def _told(element: Any) -> str:
    kind = element.WhichOneof("type")
    if kind == "exception":
        return f"EXCEPTION {element.exception}"
    if kind in ("html", "markdown", "alert", "heading"):
        return str(getattr(element, kind).body)
    return ""
