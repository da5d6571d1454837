"""Streamlit's own document, taken apart: what a page of ours needs of it, in the order that we need it in.

Streamlit's document asks for its scripts, fonts and styles first, and has no words. On a slow line the
words of a page would wait behind half a megabyte that nothing can be read from; so our document begins
with the words, and asks for Streamlit's scripts below them.
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
    """Streamlit's document is not what it was; the message says what is missing."""


@dataclass(frozen=True)
class StreamlitDocument:
    """The parts of Streamlit's document.

    Attributes:
        inline: The text of its inline scripts.
        module: The element of the script that begins.
        preloaded: The elements that announce the scripts which that one imports.
    """

    inline: tuple[str, ...]
    module: str
    preloaded: tuple[str, ...]


def static_folder() -> Path:
    """Return the folder of Streamlit's scripts, fonts and styles."""
    return Path(str(files("streamlit"))) / "static" / "static"


@lru_cache
def streamlit_document() -> StreamlitDocument:
    """Return the parts of the document with which the installed Streamlit begins.

    Raises:
        UnknownDocumentError: It has another shape than the one that this code knows.
    """
    text = (static_folder().parent / "index.html").read_text(encoding="utf-8")
    module = _MODULE.findall(text)
    if len(module) != 1 or '<div id="root"></div>' not in text:
        raise UnknownDocumentError("Streamlit's document has no single script and root element.")
    return StreamlitDocument(
        tuple(_INLINE.findall(text)), module[0], tuple(_PRELOADED.findall(text))
    )
