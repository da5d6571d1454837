"""The look of every page: one style sheet, and the colours of light and dark paper as its variables."""

from __future__ import annotations

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


def _colours() -> str:
    """Return the rules that declare the colours.

    The reader's system may change its colours while the page is open: Streamlit follows at once and says so
    by `color-scheme`, which `light-dark()` reads. Older browsers follow the system alone. Paper is light.
    """
    light = _variables(LIGHT, "rgba(28,27,26,.045)")
    dark = _variables(DARK, "rgba(255,255,255,.05)")
    both = {name: f"light-dark({light[name]},{dark[name]})" for name in light}
    return (
        f":root{{{_declared(light)}}}"
        f"@media (prefers-color-scheme:dark){{:root{{{_declared(dark)}}}}}"
        f"@supports (color:light-dark(#000,#fff)){{#first,.stApp{{{_declared(both)}}}}}"
        f"@media print{{:root,#first,.stApp{{{_declared(light)};color-scheme:light}}}}"
    )


def _read(name: str) -> str:
    return files("dashboard.documents").joinpath(f"templates/{name}").read_text(encoding="utf-8")


STYLE = _colours() + _read("style.css") + _read("static.css")
"""The style sheet of the pages, with or without scripts."""
BARE = "[data-testid=stMainBlockContainer], #first main { padding-top: 0.75rem; }"
"""What leaves out the space that the masthead would have."""
