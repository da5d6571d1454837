"""The colours of the reader's theme, for markup and for charts."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.asking.address import asset
from dashboard.charts.palette import DARK, LIGHT, Palette

_STYLE = f"<style>{Path(__file__).with_name('style.css').read_text(encoding='utf-8')}</style>"


def palette() -> Palette:
    """Return the palette of the theme that the reader's browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def speak(code: str) -> None:
    """Tell the browser in which language the page is: screen readers choose their voice by it."""
    st.html(
        f'<script src="{asset("language.js")}" data-language="{code}"></script>',
        unsafe_allow_javascript=True,
    )


def _variables(colours: Palette) -> dict[str, str]:
    wash = "rgba(255,255,255,.05)" if colours is DARK else "rgba(28,27,26,.045)"
    return {
        "ink": colours.ink,
        "paper": colours.paper,
        "muted": colours.muted,
        "hairline": colours.hairline,
        "accent": colours.accent,
        "wash": wash,
    }


def _declared(variables: dict[str, str]) -> str:
    return ";".join(f"--ur-{name}:{value}" for name, value in variables.items())


def apply() -> None:
    """Give the page its style sheet, its colours and its script."""
    shown, light, dark = _variables(palette()), _variables(LIGHT), _variables(DARK)
    # The reader's system may change its colours while the page is open: Streamlit follows at once, and
    # what is marked up here follows by itself where the browser knows how.
    both = {name: f"light-dark({light[name]},{dark[name]})" for name in shown}
    st.html(
        f"<style>:root{{{_declared(shown)}}}"
        f"@supports (color:light-dark(#000,#fff)){{.stApp{{{_declared(both)}}}}}</style>"
    )
    st.html(_STYLE)
    # Ours, from our own host: turn pages without loading the application again, draw charts, and make
    # images of them.
    for script in ("page.js", "plot.js", "chart.js"):
        st.html(f'<script src="{asset(script)}"></script>', unsafe_allow_javascript=True)
