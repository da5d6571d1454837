"""Documents on the screen: the words of a page in one message, and widgets where it has some.

Each message costs the browser a round of rendering; a page in pieces took most of the time from a
click to the picture. A page is sent in two messages or more only where a widget stands between words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from dashboard import locale
from dashboard.documents.document import Block, Download, Downloads, FilterBar, Prose, page
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _
from dashboard.text.markdown import without_directives


def mount(blocks: Sequence[Block], filters: Callable[[], None] | None = None) -> None:
    """Show the blocks of a page.

    Args:
        blocks: Markup, and what becomes a widget, from top to bottom.
        filters: Shows the filters in their place; None where the page has none.
    """
    words: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            words.append(block)
            continue
        if isinstance(block, FilterBar) and filters is None:
            continue
        if isinstance(block, Prose) and not block.title:
            words += _in_english()
        _send(words)
        words = []
        if isinstance(block, Downloads):
            _downloads(block)
        elif isinstance(block, Prose):
            _prose(block)
        elif filters:
            filters()
    _send(words)


def render(template: str, **context: Any) -> None:
    """Show what a template makes.

    Args:
        template: Its file.
        **context: What it shows.
    """
    mount([markup(template, **context)])


def _send(words: Sequence[str]) -> None:
    # `page.js` takes the language of the document from it.
    if made := page(words, lang=locale.current().code):
        st.html(made)


def _downloads(block: Downloads) -> None:
    with st.container(horizontal=True, gap="small"):
        for each in block.files:
            _button(each)


def _button(file: Download) -> None:
    whole_row = file.first or file.help is None
    st.download_button(
        file.label,
        data=file.data,
        file_name=file.file,
        mime=file.media_type,
        on_click="ignore",
        icon=":material/download:" if whole_row else None,
        type="secondary" if file.first else "tertiary",
        key=file.key,
        help=file.help,
    )


def _prose(block: Prose) -> None:
    if block.title:
        with st.expander(block.title):
            _send(_in_english())
            _markdown(block)
    else:
        _markdown(block)


def _in_english() -> list[str]:
    if locale.current().code == locale.FALLBACK:
        return []
    text = _("This text is part of the data package and in English.")
    return [markup("hint.html", text=text)]


def _markdown(block: Prose) -> None:
    # `page.js` says to programs that read aloud what is in a container of such a name.
    with st.container(key=f"english-{block.key}"):
        st.markdown(without_directives(block.text), width=block.width or "stretch")
