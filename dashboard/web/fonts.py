"""The fonts of the pages: subsets of Streamlit's fonts, and the full fonts for other letters.

`tools/fonts/subset.py` makes the files. `unicode-range` tells a browser which file has which letters, so that a page
in English and Russian loads a fifth of what it would load otherwise.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from dashboard.asking.address import Site
from dashboard.web.streamlit_document import static_folder

ICON = "MaterialSymbols-Rounded"
LETTERS = "U+0000-017F,U+018F,U+0192,U+01CD-01DC,U+0218-021B,U+0259,U+02BB-02BC,U+02C6-02DD,U+0300-0304,U+0306-030C,U+0327-0328,U+0400-045F,U+0462-0463,U+0472-0475,U+0490-0491,U+0492-0493,U+049A-049B,U+04A2-04A3,U+04AE-04B1,U+04BA-04BB,U+04D8-04D9,U+04E8-04E9,U+2000-206F,U+20AC,U+20B4,U+20BD,U+2116,U+2122,U+2190-2199,U+2212,U+25B2,U+25BC"  # fmt: skip
"""The `unicode-range` of the subsets: Latin, Cyrillic, punctuation."""
_FOLDER = Path(__file__).resolve().parent / "assets" / "fonts"
_ICON_NAME = re.compile(r":material/([a-z0-9_]+)|\biconName:[`\"']([a-z0-9_]+)")
_CODE = Path(__file__).resolve().parents[1]
_FACES = (
    ("Source Sans", "SourceSansVF-Upright", "normal"),
    ("Source Serif", "SourceSerifVariable-Roman", "normal"),
)
_WHOLE = (
    ("Source Sans", "SourceSansVF-Italic", "italic"),
    ("Source Serif", "SourceSerifVariable-Italic", "italic"),
    ("Source Code Pro", "SourceCodeVF-Upright", "normal"),
)
"""Fonts that few pages need; they are loaded in full where they are used."""


def source(name: str) -> Path:
    """Return the file of a font of the installed Streamlit.

    Args:
        name: Its name without suffix and hash.

    Raises:
        FileNotFoundError: Streamlit has none of that name.
    """
    for path in sorted((static_folder() / "media").glob(f"{name}.*")):
        return path
    raise FileNotFoundError(name)


def icons() -> set[str]:
    """Return the names of the icons that Streamlit and this project use."""
    streamlit = static_folder().parents[1]
    read = [*(static_folder() / "js").glob("*.js"), *streamlit.rglob("*.py"), *_CODE.rglob("*.py")]
    found: set[str] = set()
    for path in read:
        text = path.read_text(encoding="utf-8", errors="replace")
        found.update(one or other for one, other in _ICON_NAME.findall(text))
    return found


class _AtFirst(NamedTuple):
    """A fallback font of the reader's system, scaled to the size of the web font, so that nothing
    moves once that is loaded.

    Attributes:
        name: Its name in the style sheet.
        weight: Its `font-weight` descriptor.
        local: The names of possible system fonts.
        wide: The ratio of the web font's width to its width, for letters, digits and the space.
        high: The ascent and the descent of the web font.
    """

    name: str
    weight: str
    local: tuple[str, ...]
    wide: tuple[float, float, float]
    high: tuple[float, float]


_AT_FIRST = (
    _AtFirst("Sans at first", "100 500", ("Arial", "Liberation Sans", "Helvetica", "Roboto"), (0.957, 0.894, 0.72), (1.0, 0.326)),
    _AtFirst("Sans at first", "600 900", ("Arial Bold", "Liberation Sans Bold", "Helvetica Bold", "Roboto Bold", "Arial", "Roboto"), (0.906, 0.922, 0.72), (1.0, 0.326)),
    _AtFirst("Serif at first", "100 500", ("Times New Roman", "Liberation Serif", "Times"), (1.128, 1.0, 0.932), (1.036, 0.335)),
    _AtFirst("Serif at first", "600 900", ("Times New Roman Bold", "Liberation Serif Bold", "Times Bold", "Times"), (1.07, 1.04, 0.896), (1.036, 0.335)),
)  # fmt: skip
"""Measured in Chromium with the summaries of the articles, English and Russian, in weights 400 and 600."""
_RANGES = ("U+0000-001F,U+0021-002F,U+003A-009F,U+00A1-FFFF", "U+0030-0039", "U+0020,U+00A0")
"""The `unicode-range` of letters and other characters, of digits, and of the space."""


@lru_cache
def _made() -> dict[str, Any]:
    made: dict[str, Any] = json.loads((_FOLDER / "fonts.json").read_text(encoding="utf-8"))
    return made


def faces(site: Site) -> str:
    """Return the rules that declare the fonts.

    Args:
        site: The base URL of the site.
    """
    rules = []
    for family, name, style in _FACES:
        small = site.path(f"assets/fonts/{_made()[name]['file']}")
        rules += [
            _face(family, style, small, f"unicode-range:{LETTERS};font-display:swap"),
            _face(
                family,
                style,
                _whole(site, name),
                f"unicode-range:{_made()[name]['rest']};font-display:swap",
            ),
        ]
    for family, name, style in _WHOLE:
        rules.append(_face(family, style, _whole(site, name), "font-display:swap"))
    for first in _AT_FIRST:
        local = ",".join(f'local("{font}")' for font in first.local)
        rules += [
            f'@font-face{{font-family:"{first.name}";font-weight:{first.weight};src:{local};'
            f"size-adjust:{wide:.1%};ascent-override:{first.high[0] / wide:.1%};"
            f"descent-override:{first.high[1] / wide:.1%};line-gap-override:0%;unicode-range:{letters}}}"
            for wide, letters in zip(first.wide, _RANGES, strict=True)
        ]
    symbols = site.path(f"assets/fonts/{_made()[ICON]['file']}")
    rules.append(_face("Material Symbols Rounded", "normal", symbols, "font-display:block"))
    return "".join(rules)


def preloads(site: Site) -> str:
    """Return the `link` elements that preload the two fonts of every page.

    On a fast connection the fonts arrive before the first paint, so nothing moves. The elements
    come after the content, so that on a slow connection the content is loaded first.

    Args:
        site: The base URL of the site.
    """
    files = [site.path(f"assets/fonts/{_made()[name]['file']}") for _family, name, _style in _FACES]
    return "".join(
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{file}">'
        for file in files
    )


def _whole(site: Site, name: str) -> str:
    return site.path(f"static/media/{source(name).name}")


def _face(family: str, style: str, address: str, more: str) -> str:
    weight = "400" if family.startswith("Material") else "100 900"
    return (
        f'@font-face{{font-family:"{family}";font-style:{style};font-weight:{weight};'
        f'src:url("{address}")format("woff2");{more}}}'
    )
