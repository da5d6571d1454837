"""The colours of the reader's theme, for charts."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.palette import DARK, LIGHT, Palette


def palette() -> Palette:
    """Return the palette of the theme that the reader's browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT
