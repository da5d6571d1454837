"""Render the blocks of a document as HTML, for Streamlit's page, the first response and the light version."""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt
from markupsafe import Markup

from dashboard import locale
from dashboard.documents.document import Downloads, Prose
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _


def block_markup(block: str | Downloads | Prose) -> list[str]:
    """Return the HTML of a block, in one or several pieces.

    Args:
        block: The block; not the place of the filters, which only the page around it knows.
    """
    if isinstance(block, str):
        return [block]
    if isinstance(block, Downloads):
        return [markup("downloads.html", files=block.files)]
    return _prose(block)


def _prose(block: Prose) -> list[str]:
    said = []
    if locale.current().code != locale.FALLBACK:
        said.append(
            markup("hint.html", text=_("This text is part of the data package and in English."))
        )
    text = Markup(_rendered(block.text))
    said.append(
        markup("prose.html", text=text, title=block.title, narrow=block.narrow, anchor=block.anchor)
    )
    return said


@lru_cache(64)
def _rendered(text: str) -> str:
    return str(_markdown().render(text))


@lru_cache
def _markdown() -> MarkdownIt:
    """Return a Markdown renderer with tables, but without raw HTML and images."""
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
