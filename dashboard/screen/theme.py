"""The colours of the reader's theme, for charts."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.palette import DARK, LIGHT, Palette


def _asked() -> Palette | None:
    """Return the palette that the address asks for, as a frame in another page may; None for the reader's."""
    return {"light": LIGHT, "dark": DARK}.get(st.query_params.get("theme", ""))


def palette() -> Palette:
    """Return the palette of the theme that the address asks for, or that the reader's browser shows."""
    if asked := _asked():
        return asked
    return DARK if st.context.theme.type == "dark" else LIGHT
