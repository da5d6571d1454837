"""Make the fonts of the site from those of the installed Streamlit: fewer letters, fewer axes, fewer icons.

Run `python tools/fonts/subset.py` where fontTools and Brotli are installed (`pip install fonttools brotli`);
the site itself needs neither. It writes `dashboard/web/assets/fonts/`. `tests/web/test_fonts.py`
fails if it must be run again: Streamlit has other fonts, or a used icon is missing.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import unicodedata
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from dashboard.web.fonts import ICON, LETTERS, icons, source

FOLDER = Path(__file__).resolve().parents[2] / "dashboard" / "web" / "assets" / "fonts"
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum", "case"]
BRIDGED = 24
"""Codes without a letter between two ranges that are named as one."""
AXES = {
    "SourceSansVF-Upright": {"wght": (400, 700)},
    # One optical size, that of a heading.
    "SourceSerifVariable-Roman": {"wght": (400, 700), "opsz": 20},
}


def letters(name: str) -> bytes:
    """Return a font of words with the letters of Latin and Cyrillic."""
    font = TTFont(source(name))
    options = subset.Options()
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 13, 14]
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=subset.parse_unicodes(LETTERS.replace("U+", "")))
    chosen.subset(font)
    return _written(instancer.instantiateVariableFont(_anew(font), AXES[name]))


def rest(name: str) -> str:
    """Return the letters that the whole font has besides, as `unicode-range` says it.

    Other signs come from the fonts of the reader's system: one arrow would load the whole font.
    """
    small = set(subset.parse_unicodes(LETTERS.replace("U+", "")))
    ranges: list[list[int]] = []
    for code in sorted(TTFont(source(name)).getBestCmap().keys() - small):
        if not unicodedata.category(chr(code)).startswith("L"):
            continue
        last = ranges[-1][1] if ranges else -100
        if code - last <= BRIDGED and small.isdisjoint(range(last, code)):
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return ",".join(f"U+{low:X}" if low == high else f"U+{low:X}-{high:X}" for low, high in ranges)


def symbols() -> bytes:
    """Return the font of icons with those that Streamlit's own parts and ours name.

    An icon is a ligature of its name, which `GSUB` lists by its first letter.
    """
    font = TTFont(source(ICON))
    cmap = font.getBestCmap()
    wanted = icons()
    glyphs = set()
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if not hasattr(table, "ligatures"):
                continue
            for first, ligatures in table.ligatures.items():
                kept = []
                for ligature in ligatures:
                    names = [first, *ligature.Component]
                    word = "".join(_letter(cmap, each) for each in names)
                    if word in wanted:
                        kept.append(ligature)
                        glyphs.add(ligature.LigGlyph)
                table.ligatures[first] = kept
            table.ligatures = {first: kept for first, kept in table.ligatures.items() if kept}
    options = subset.Options()
    options.layout_features = ["*"]
    chosen = subset.Subsetter(options)
    chosen.populate(glyphs=glyphs, text="abcdefghijklmnopqrstuvwxyz_0123456789")
    chosen.subset(font)
    return _written(font)


def _anew(font: TTFont) -> TTFont:
    """Return a font as it is read from a file, which a font that was cut in memory is not."""
    file = io.BytesIO()
    font.flavor = None
    font.save(file)
    file.seek(0)
    return TTFont(file)


def _letter(cmap: dict[int, str], glyph: str) -> str:
    return next((chr(code).lower() for code, name in cmap.items() if name == glyph), "?")


def _written(font: TTFont) -> bytes:
    font.flavor = "woff2"
    path = FOLDER / "made.tmp"
    font.save(path)
    made = path.read_bytes()
    path.unlink()
    return made


def main() -> None:
    """Write the fonts, named by a hash of their content, and a record of their sources."""
    FOLDER.mkdir(exist_ok=True)
    kept = FOLDER / "fonts.json"
    before = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    for old in before.values():
        if isinstance(old, dict):
            (FOLDER / old["file"]).unlink(missing_ok=True)
    made = {}
    for name in (*AXES, ICON):
        font = symbols() if name == ICON else letters(name)
        short = re.sub(r"[^A-Za-z].*", "", name)
        file = f"{short}.{hashlib.sha256(font).hexdigest()[:8]}.woff2"
        (FOLDER / file).write_bytes(font)
        made[name] = {"file": file, "of": source(name).name}
        if name != ICON:
            made[name]["rest"] = rest(name)
        print(file, len(font), "of", source(name).stat().st_size)
    made["icons"] = sorted(icons())
    (FOLDER / "fonts.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
