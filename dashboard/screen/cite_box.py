"""How to cite, to copy in three formats."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.locale import gettext as _

_STYLES = {"plain": "text", "bibtex": "latex", "ris": "text"}


def cite(make: Callable[..., str], *, key: str) -> None:
    """Show a box with the citation in each format, each with a button that copies it.

    Args:
        make: Makes the citation for a style: plain, bibtex or ris.
        key: A name for the element.
    """
    with st.expander(_("Cite this"), key=f"cite-{key}"):
        for style, tab in zip(_STYLES, st.tabs([_("Plain text"), "BibTeX", "RIS"]), strict=True):
            tab.code(make(style), language=None, wrap_lines=True)
