"""Write markup to the page; Streamlit's sanitizer looks at it again."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.documents.markup import markup


def render(template: str, **context: Any) -> None:
    """Show what a template makes."""
    write(markup(template, **context))


def write(made: str) -> None:
    """Show markup, unless it is blank."""
    if made.strip():
        st.html(made)
