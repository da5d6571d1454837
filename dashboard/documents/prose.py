"""Text of the data package itself, which is in English in every language of the interface."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import locale
from dashboard.locale import gettext as _
from dashboard.screen.render import render
from dashboard.text.markdown import without_directives


def english(text: str, *, key: str, **options: Any) -> None:
    """Show Markdown, and say that it is in English where the page is not.

    Args:
        text: The Markdown.
        key: A name for the element.
        **options: As of `st.markdown`.
    """
    if locale.current().code != locale.FALLBACK:
        render("hint.html", text=_("This text is part of the data package and in English."))
    # `page.js` says to programs that read aloud what is in a container of such a name.
    with st.container(key=f"english-{key}"):
        st.markdown(without_directives(text), **options)
