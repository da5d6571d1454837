"""Makes dashboard/web/assets/fonts: the letters that images of charts carry with them.

The faces of the pages (Source Sans and Source Serif, which Streamlit has) have thousands of letters;
an image needs the Latin, Cyrillic and punctuation that its words use. They are cut out once and kept:
needs `pip install fonttools brotli`, then `python tools/subset_fonts.py`. The Open Font License asks that
a changed font bear another name.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "dashboard" / "web" / "assets" / "fonts"
MEDIA = Path(str(files("streamlit"))) / "static" / "static" / "media"

FACES = {
    "sans-400": ("SourceSansVF-Upright*", 400, "Register Sans"),
    "sans-700": ("SourceSansVF-Upright*", 700, "Register Sans"),
    "serif-600": ("SourceSerifVariable-Roman*", 600, "Register Serif"),
}
"""File: the face of Streamlit, its weight, the name of the result."""

PARTS = {
    "latin": "20-7E A0 A9 AB B1 B7 BB D7 2013 2014 2018-201E 2026 2192 2197 2212",
    "cyrillic": "401 404 406 407 410-44F 451 454 456 457 490 491 2116",
    "extended": "A1-A8 AA AC-B0 B2-B6 B8-BA BC-D6 D8-17F 218-21B 1E9E",
}
"""Part: code points. `chart.js` knows the same parts."""


def code_points(part: str) -> list[int]:
    """Return the code points of a part."""
    found: list[int] = []
    for piece in PARTS[part].split():
        first, _dash, last = piece.partition("-")
        found += range(int(first, 16), int(last or first, 16) + 1)
    return found


def make(face: str, part: str) -> Path:
    """Cut one part out of one face; return the file."""
    pattern, weight, name = FACES[face]
    font = TTFont(next(MEDIA.glob(pattern)))
    axes = {
        axis.axisTag: weight if axis.axisTag == "wght" else axis.defaultValue
        for axis in font["fvar"].axes
    }
    font = instantiateVariableFont(font, axes)
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["kern"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]  # copyright, names, licence
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=code_points(part))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 4):
            record.string = name
        elif record.nameID == 6:
            record.string = name.replace(" ", "")
    font.flavor = "woff2"
    target = TARGET / f"{face}-{part}.woff2"
    font.save(target)
    return target


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for each in FACES:
        for piece in PARTS:
            made = make(each, piece)
            print(made.name, made.stat().st_size)
