"""Documents on the screen: the words of a page in one message, with the filters between them in another.

Each message costs the browser a round of rendering; a page in pieces took most of the time from a
click to the picture. The filters of a scope are always the same message, so that the browser leaves them as
they are; `web/assets/filters.js` sets them.
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
        filters: The filters, for their place among the blocks; "" where the page has none.
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
