"""Parse Streamlit's HTML document into the parts that this site's documents need.

Streamlit's document loads scripts, fonts and styles first, and has no content. On a slow connection
the content of a page
would come after half a megabyte of these. Therefore this site's document begins with the content,
and loads Streamlit's
scripts after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_MODULE = re.compile(r'<script type="module"[^>]*></script>')
_PRELOADED = re.compile(r'<link rel="modulepreload"[^>]*>')


class UnknownDocumentError(Exception):
    """Streamlit's document has an unknown structure; the message says what is missing."""


@dataclass(frozen=True)
class StreamlitDocument:
    """The parts of Streamlit's document.

    Attributes:
        inline: The text of its inline scripts.
        module: The element of the main script.
        preloaded: The `link` elements that preload the scripts that it imports.
    """

    inline: tuple[str, ...]
    module: str
    preloaded: tuple[str, ...]


def static_folder() -> Path:
    """Return the folder of Streamlit's scripts, fonts and styles."""
    return Path(str(files("streamlit"))) / "static" / "static"


@lru_cache
def streamlit_document() -> StreamlitDocument:
    """Parse the document of the installed Streamlit.

    Raises:
        UnknownDocumentError: It has an unknown structure.
    """
    text = (static_folder().parent / "index.html").read_text(encoding="utf-8")
    module = _MODULE.findall(text)
    if len(module) != 1 or '<div id="root"></div>' not in text:
        raise UnknownDocumentError("Streamlit's document has no single script and root element.")
    return StreamlitDocument(
        tuple(_INLINE.findall(text)), module[0], tuple(_PRELOADED.findall(text))
    )
