"""The colours of the reader's theme, for markup and for charts."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.asking.address import asset
from dashboard.charts.palette import DARK, LIGHT, Palette

_STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
_BARE = (
    "[data-testid=stMainBlockContainer] { padding: 0.25rem 0.75rem 0.25rem !important; }"
    "[data-testid=stMainBlockContainer] [data-testid=stVerticalBlock] { gap: 0; }"
)
_SCRIPTS = ("page.js", "search.js", "plot.js", "chart.js", "embed.js")
"""Ours, from our own host, in this order: they turn pages without loading the application again, search,
draw charts, make images of them, and tell a page around how high a frame is."""


def _asked() -> Palette | None:
    """Return the palette that the address asks for, as a frame in another page may; None for the reader's."""
    return {"light": LIGHT, "dark": DARK}.get(st.query_params.get("theme", ""))


def palette() -> Palette:
    """Return the palette of the theme that the address asks for, or that the reader's browser shows."""
    if asked := _asked():
        return asked
    return DARK if st.context.theme.type == "dark" else LIGHT


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


def apply(*, bare: bool = False) -> None:
    """Give the page its style sheet, its colours and its scripts, in one message each.

    Args:
        bare: Whether to leave out the space that the masthead would have.
    """
    shown, light, dark = _variables(palette()), _variables(LIGHT), _variables(DARK)
    # The reader's system may change its colours while the page is open: Streamlit follows at once, and
    # what is marked up here follows by itself where the browser knows how.
    both = {name: f"light-dark({light[name]},{dark[name]})" for name in shown}
    fixed = ""
    if asked := _asked():
        both = shown
        scheme = "dark" if asked is DARK else "light"
        fixed = f".stApp{{background:{asked.paper};color:{asked.ink};color-scheme:{scheme}}}"
    st.html(
        f"<style>:root{{{_declared(shown)}}}"
        f"@supports (color:light-dark(#000,#fff)){{.stApp{{{_declared(both)}}}}}"
        f"{_STYLE}{fixed}{_BARE if bare else ''}"
        f"@media print{{:root,.stApp{{{_declared(light)};color-scheme:light}}}}</style>"
    )
    st.html(
        "".join(f'<script src="{asset(script)}"></script>' for script in _SCRIPTS),
        unsafe_allow_javascript=True,
    )
