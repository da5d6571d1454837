"""Draw the preview image of a link (1200×630), without another service."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
_MARGIN = 72
_PAPER, _INK, _MUTED, _HAIRLINE, _ACCENT = "#fbfaf7", "#1c1b1a", "#6a655e", "#dedad2", "#a8201a"
_TITLE_SIZES = (84, 72, 60, 52, 44)
_TITLE_LINES = 3
_REGULAR, _BOLD = 400, 600

Font = ImageFont.FreeTypeFont


@lru_cache
def _font_file(pattern: str) -> str:
    # The fonts of the pages come with Streamlit (Source Serif 4 and Source Sans 3, both under the
    # SIL Open Font License), with a hash in their file names.
    folder = Path(str(files("streamlit"))) / "static" / "static" / "media"
    return str(next(folder.glob(pattern)))


@lru_cache(maxsize=32)
def _font(pattern: str, size: int, weight: int) -> Font:
    font = ImageFont.truetype(_font_file(pattern), size)
    axes = font.get_variation_axes()
    font.set_variation_by_axes(
        [weight if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes]
    )
    return font


def _serif(size: int) -> Font:
    return _font("SourceSerifVariable-Roman*.woff2", size, _BOLD)


def _sans(size: int, weight: int = _REGULAR) -> Font:
    return _font("SourceSansVF-Upright*.woff2", size, weight)


def drawable(text: str) -> bool:
    """Return whether the fonts have every character of a text."""
    return all(_has(character) for character in set(text) if not character.isspace())


@lru_cache(maxsize=4096)
def _has(character: str) -> bool:
    font = _serif(32)
    return bytes(font.getmask(character)) != bytes(font.getmask("\U0010fffe"))


def draw(kicker: str, title: str, subtitle: str, facts: Sequence[str], site: str) -> bytes:
    """Draw a preview.

    Args:
        kicker: A short line above the title.
        title: The title; it is made smaller, and then cut, until it fits.
        subtitle: A line below it, or "".
        facts: Texts at the bottom: a date, a country …
        site: The name of the project.

    Returns:
        A PNG file.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    _mark(image, _MARGIN + 18, _MARGIN + 12)
    draw.text((_MARGIN + 60, _MARGIN + 12), site, _INK, _serif(34), "lm")

    font, lines = _fitted(title)
    height = font.size * 1.16
    under = _wrapped(subtitle, _sans(34), 2) if subtitle and drawable(subtitle) else []
    block = 52 + len(lines) * height + (16 + len(under) * 42 if under else 0)
    top = 130 + max(0.0, (HEIGHT - 130 - 140 - block) / 2)
    draw.text((_MARGIN, top), kicker, _MUTED, _sans(32), "la")
    top += 52
    for line in lines:
        draw.text((_MARGIN, top), line, _INK, font, "la")
        top += height
    for line in under:
        draw.text((_MARGIN, top + 16), line, _MUTED, _sans(34), "la")
        top += 42

    foot = HEIGHT - 112
    draw.line((_MARGIN, foot, WIDTH - _MARGIN, foot), _HAIRLINE, 2)
    text = _wrapped(" · ".join(fact for fact in facts if fact), _sans(32, _BOLD), 1)
    draw.text((_MARGIN, foot + 46), text[0] if text else "", _ACCENT, _sans(32, _BOLD), "lm")
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _mark(image: Image.Image, x: int, y: int) -> None:
    scale = 4
    stamp = Image.new("RGBA", (48 * scale, 48 * scale))
    ImageDraw.Draw(stamp).rectangle(
        (8 * scale, 8 * scale, 40 * scale, 40 * scale), outline=_ACCENT, width=7 * scale
    )
    stamp = stamp.rotate(8, Image.Resampling.BICUBIC).resize((48, 48), Image.Resampling.LANCZOS)
    image.paste(stamp, (x - 24, y - 24), stamp)


def _fitted(title: str) -> tuple[Font, list[str]]:
    for size in _TITLE_SIZES:
        font = _serif(size)
        lines = _wrapped(title, font, _TITLE_LINES + 1)
        if len(lines) <= _TITLE_LINES:
            return font, lines
    return font, _wrapped(title, font, _TITLE_LINES)


def _wrapped(text: str, font: Font, most: int) -> list[str]:
    """Wrap `text` to the width of the image, and cut the last line if there are too many."""
    width = WIDTH - 2 * _MARGIN
    lines: list[str] = []
    current = ""
    words = [piece for word in text.split() for piece in _pieces(word, font, width)]
    for place, word in enumerate(words):
        longer = f"{current} {word}".strip()
        if font.getlength(longer) <= width:
            current = longer
            continue
        if len(lines) == most - 1:
            return [*lines, _cut(" ".join([current, *words[place:]]), font, width)]
        lines.append(current)
        current = word
    return [*lines, current] if current else lines


def _pieces(word: str, font: Font, width: float) -> list[str]:
    """Split a word that is wider than a line."""
    pieces = [""]
    for character in word[:400]:
        if font.getlength(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _cut(text: str, font: Font, width: float) -> str:
    text = text[:400]
    while text and font.getlength(f"{text} …") > width:
        text = text[:-1]
    return f"{text.rstrip()} …"
