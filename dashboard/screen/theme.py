"""The colours of the reader's theme, for charts."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.palette import DARK, LIGHT, Palette


def _asked() -> Palette | None:
    """Return the palette of the theme in the URL (for embedded charts), or None."""
    return {"light": LIGHT, "dark": DARK}.get(st.query_params.get("theme", ""))


def palette() -> Palette:
    """Return the palette of the theme in the URL, or of the reader's theme."""
    if asked := _asked():
        return asked
    return DARK if st.context.theme.type == "dark" else LIGHT
