"""The style sheet of all pages, with the colors of the light and dark themes as variables."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from dashboard.charts.palette import DARK, LIGHT, Palette


def _variables(colours: Palette, wash: str) -> dict[str, str]:
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


def _colours(asked: Palette | None) -> str:
    """Return the rules that declare the colors.

    The reader's system may change its colors while the page is open: Streamlit follows at once and says so
    by `color-scheme`, which `light-dark()` reads. Older browsers follow the system alone. Paper is light.
    """
    light = _variables(LIGHT, "rgba(28,27,26,.045)")
    dark = _variables(DARK, "rgba(255,255,255,.05)")
    both = {name: f"light-dark({light[name]},{dark[name]})" for name in light}
    paper = f"@media print{{:root,#first,.stApp{{{_declared(light)};color-scheme:light}}}}"
    if asked:
        shown = dark if asked is DARK else light
        scheme = "dark" if asked is DARK else "light"
        return (
            f":root,#first,.stApp{{{_declared(shown)};background:{asked.paper};color:{asked.ink};"
            f"color-scheme:{scheme}}}{paper}"
        )
    return (
        # Drawings without a script read it too: they have the colors of both papers.
        f":root{{{_declared(light)}}}#first{{color-scheme:light dark}}"
        f"@media (prefers-color-scheme:dark){{:root{{{_declared(dark)}}}}}"
        f"@supports (color:light-dark(#000,#fff)){{#first,.stApp{{{_declared(both)}}}}}{paper}"
    )


def _read(name: str) -> str:
    return files("dashboard.documents").joinpath(f"templates/{name}").read_text(encoding="utf-8")


_SHEET = _read("style.css") + _read("static.css")
_BARE = (
    "[data-testid=stMainBlockContainer] { padding: 0.25rem 0.75rem 0.25rem !important; }"
    "[data-testid=stMainBlockContainer] [data-testid=stVerticalBlock] { gap: 0; }"
    "#first { min-height: 0; } #first main { padding: 0.25rem 0.75rem; }"
)


@lru_cache
def style(theme: str = "", *, bare: bool = False) -> str:
    """Return the style sheet of the pages, with or without scripts.

    Args:
        theme: ``light`` or ``dark`` where the address asks for it; "" for the reader's own.
        bare: Whether to leave out the space around, as in a frame of another site.
    """
    asked = {"light": LIGHT, "dark": DARK}.get(theme)
    return _colours(asked) + _SHEET + (_BARE if bare else "")
