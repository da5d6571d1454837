"""Words, fills and strokes of SVG, in the colors of light and of dark paper."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from html import escape, unescape
from typing import Any

Colours = tuple[str, str]
"""A color on light and on dark paper."""

BREAK = re.compile(r"<br\s*/?>")
"""What begins another line within the text of a figure."""
_BOLD = re.compile(r"</?b>")
_NARROW = frozenset(" .,:;'|!iIljtfr()[]·-")
_WIDE = frozenset("mwMWжмфшщыюЖМФШЩЫЮ…—№%@")


def shown(number: float) -> str:
    """Write a number with at most two decimals."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def width(text: str, size: float) -> float:
    """Estimate the width of a line of words, in pixels."""
    return sum(
        size
        * (
            0.28
            if letter in _NARROW
            else 0.75
            if letter in _WIDE
            else 0.62
            if letter.isupper()
            else 0.52
        )
        for letter in _BOLD.sub("", text)
    )


def filled(painted: Colours) -> str:
    """Return the attributes that fill a shape."""
    return _painted("fill", painted)


def stroked(painted: Colours) -> str:
    """Return the attributes that draw an outline."""
    return _painted("stroke", painted)


def _painted(what: str, painted: Colours) -> str:
    """Return a colour as attributes: browsers that do not know `light-dark()` draw that of light paper."""
    light, dark = painted
    if light == dark:
        return f' {what}="{light}"'
    return f' {what}="{light}" style="{what}:light-dark({light},{dark})"'


def shade(scale: Sequence[Sequence[Any]], share: float) -> str:
    """Return the colour at a place of a colour scale, as Plotly mixes it."""
    share = min(max(share, 0.0), 1.0)
    for (low, few), (high, many) in itertools.pairwise(scale):
        if share <= high:
            if share == low == high or high == low:
                continue
            part = (share - low) / (high - low)
            channels = zip(bytes.fromhex(few[1:]), bytes.fromhex(many[1:]), strict=True)
            return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in channels)
    return str(scale[-1][1])


def words(
    text: str,
    x: str,
    y: float,
    *,
    size: float,
    paint: Colours,
    anchor: str = "middle",
    shift: float = 0,
    ground: Colours | None = None,
) -> str:
    """Return a line of words, or several; a background is a wide outline in its colour."""
    # A text of Plotly's may hold references of HTML; it is read once and written once.
    lines = [escape(unescape(_BOLD.sub("", line))) for line in BREAK.split(text)]
    if not any(lines):
        return ""
    bold = ' font-weight="700"' if "<b>" in text else ""
    moved = f' dx="{shown(shift)}"' if shift else ""
    behind = ""
    if ground:
        behind = f' paint-order="stroke" stroke-width="4" stroke-linejoin="round"{stroked(ground)}'
        light, dark = ground
        if light != dark and paint[0] != paint[1]:
            behind = (
                f' paint-order="stroke" stroke-width="4" stroke-linejoin="round" stroke="{light}" fill="{paint[0]}" '
                f'style="stroke:light-dark({light},{dark});fill:light-dark({paint[0]},{paint[1]})"'
            )
    colour = behind if "fill:" in behind else f"{behind}{filled(paint)}"
    first = y - (len(lines) - 1) * size * 0.65
    said = "".join(
        f'<tspan x="{x}" dy="{shown(size * 1.3)}">{line}</tspan>' if place else line
        for place, line in enumerate(lines)
    )
    return f'<text x="{x}" y="{shown(first + size * 0.35)}"{moved} font-size="{shown(size)}" text-anchor="{anchor}"{bold}{colour}>{said}</text>'
