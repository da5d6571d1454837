"""Send documents to the browser: the HTML of a page in one message, the filters in another.

Each message makes the browser render once, which was most of the time from a click to the new page.
The message with the
filters of a scope never changes, so the browser keeps it; `web/assets/filters.js` sets the fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import locale
from dashboard.documents.block_markup import block_markup
from dashboard.documents.document import Block, FilterBar, page
from dashboard.documents.markup import markup


def mount(blocks: Sequence[Block], filters: str = "") -> None:
    """Show the blocks of a page.

    Args:
        blocks: The blocks, from top to bottom.
        filters: The HTML of the filters; "" if the page has none.
    """
    words: list[str] = []
    for block in blocks:
        if not isinstance(block, FilterBar):
            words += block_markup(block)
        elif filters:
            _send(words)
            st.html(filters)
            words = []
    _send(words)


def render(template: str, **context: Any) -> None:
    """Render a template and show it.

    Args:
        template: Its file.
        **context: Its variables.
    """
    mount([markup(template, **context)])


def _send(words: Sequence[str]) -> None:
    # `page.js` sets the language of the document from it.
    if made := page(words, lang=locale.current().code):
        st.html(made)
