"""Extract the visible text of HTML, Markdown or mail, with a mapping to positions in the original.

Tags, entities, invisible characters, line-end hyphens, footnote numbers, Markdown markup and mail
quotes are removed.
Names are searched in the visible text, and reported at their positions in the original.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

FOOTNOTE = "^"
"""Replaces a footnote number, in brackets or superscript."""

# One character for one: these do not shift positions.
_SAME_LENGTH = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2043\u2212\ufe58\ufe63\uff0d", "-")
    | dict.fromkeys("\u00a0\u1680\u2028\u202f\u205f\u3000\ufffc\x0b\x0c", " ")
    | {chr(code): " " for code in range(0x2000, 0x200B)}
    | {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF0D}
    | {"\u2029": "\n", "\x00": " "}
)
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
_BLOCKS = (
    "address|article|aside|blockquote|body|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|"
    "footer|form|h[1-6]|head|header|hr|html|legend|li|main|nav|ol|option|p|pre|section|select|"
    "summary|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
_ATTRIBUTES = r"""(?:\s+[a-zA-Z_:@][\w:.-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*\s*/?"""
# A kind of change, and a character without which the text cannot need it.
_CHANGES = {
    "silent": ("<", r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style)\b[^<>]*>.*?(?:</(?P=raw)\s*>|\Z)"),
    "footnote": (
        r"<sup|\[\^?\d|[\u00b2\u00b3\u00b9\u2070-\u2079]",
        r"<sup\b[^<>]*>\s*\[?\d{1,3}\]?\s*</sup>|\[\^?\d{1,3}\]"
        r"|[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]+",
    ),
    "block": ("<", rf"</?(?:{_BLOCKS}){_ATTRIBUTES}>"),
    "line": ("<", rf"<br{_ATTRIBUTES}>"),
    "inline": ("<", rf"</?[a-zA-Z][a-zA-Z0-9:-]*{_ATTRIBUTES}>"),
    "entity": (
        "&",
        r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});".replace("\\#", "#"),
    ),
    "broken": (
        r"[-\u00ad][ \t]*\r?\n",
        rf"(?<=[^\W\d_])[-\u00ad][{_INVISIBLE}]*[ \t]*\r?\n[ \t]*(?=[^\W\d_])",
    ),
    "unseen": (f"[{_INVISIBLE}]", f"[{_INVISIBLE}]+"),
    "return": ("_x000", r"_x000[dDaA]_"),
    "mail": (r"^[ \t]*>", r"^[ \t]*>(?:[ \t]*>)*[ \t]?"),
    "marked": (r"[\u0300-\u036f]", r"[^\W\d_][\u0300-\u036f]+"),
    "ligature": (r"[\ufb00-\ufb06]", r"[\ufb00-\ufb06]"),
}  # fmt: skip
_NEEDED = {kind: re.compile(sign, re.MULTILINE) for kind, (sign, _found) in _CHANGES.items()}


@lru_cache(maxsize=64)
def _pattern(kinds: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for the kinds of change that a text needs."""
    return re.compile(
        "|".join(f"(?P<{kind}>{_CHANGES[kind][1]})" for kind in kinds), re.DOTALL | re.MULTILINE
    )


_EMPHASIS = re.compile(
    r"(?<![\w*_»”\"“’'.,!?)])(\*{1,3}|_{1,3})(?=[^\s*_])([^*_\n]{1,300}?)(?<=[^\s*_])\1(?![\w*])"
)
_FRAGMENT = re.compile(r"[^\W\d_]*\Z")
_NEXT = re.compile(r"[^\W\d_]*")

Joins = Callable[[str, str], bool]
"""A function that returns whether two parts of a word, broken at a hyphen, are two words."""


@dataclass(frozen=True)
class Legible:
    """The visible form of a text.

    Attributes:
        text: The visible text.
    """

    text: str
    _places: tuple[int, ...]
    _origins: tuple[tuple[int, int, bool], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the visible text to a span of the original.

        Args:
            start: The first character.
            end: The character after the last one.
        """
        return self._origin(start)[0], self._origin(end - 1)[1]

    def _origin(self, place: int) -> tuple[int, int]:
        piece = bisect_right(self._places, place) - 1
        begin, end, copied = self._origins[piece]
        if not copied:
            return begin, end
        at = begin + place - self._places[piece]
        return at, at + 1


def legible(text: str, two_words: Joins = lambda _left, _right: False) -> Legible:
    """Extract the visible text.

    Args:
        text: The original: prose, HTML, Markdown or mail.
        two_words: Returns whether the parts of a word broken at a hyphen are two words, whose
            hyphen stays («Бард-» and «колледж»).
    """
    plain = text.translate(_SAME_LENGTH)
    kinds = tuple(kind for kind, sign in _NEEDED.items() if sign.search(plain))
    changes = [
        (found.start(), found.end(), _read(found, plain, two_words))
        for found in (_pattern(kinds).finditer(plain) if kinds else ())
    ]
    taken = {at for begin, end, _new in changes for at in (begin, end - 1)}
    for found in _EMPHASIS.finditer(plain) if "*" in plain or "_" in plain else ():
        for begin, end in (found.span(1), (found.end(2), found.end())):
            if begin not in taken and end - 1 not in taken:
                changes.append((begin, end, ""))
    changes.sort()
    made: list[str] = []
    places: list[int] = []
    origins: list[tuple[int, int, bool]] = []
    length = position = 0

    def put(piece: str, begin: int, end: int, *, copied: bool) -> None:
        nonlocal length
        if piece:
            made.append(piece)
            places.append(length)
            origins.append((begin, end, copied))
            length += len(piece)

    for begin, end, new in changes:
        if begin < position:
            continue
        put(plain[position:begin], position, begin, copied=True)
        put(new, begin, end, copied=False)
        position = end
    put(plain[position:], position, len(plain), copied=True)
    if not made:
        return Legible("", (0,), ((0, 0, True),))
    return Legible("".join(made), tuple(places), tuple(origins))


def _read(found: re.Match[str], text: str, two_words: Joins) -> str:
    kind = found.lastgroup
    if kind in ("silent", "raw"):
        return " "
    written = found.group()
    if kind == "entity":
        char = html.unescape(written)
        if char == written:
            return written
        return re.sub(f"[{_INVISIBLE}]", "", char.translate(_SAME_LENGTH))
    if kind == "broken":
        left = _FRAGMENT.search(text, max(0, found.start() - 40), found.start())
        right = _NEXT.match(text, found.end(), found.end() + 40)
        parts = (left.group() if left else "", right.group() if right else "")
        if written[0] == "\u00ad":
            return ""
        return "-" if parts[1][:1].isupper() or two_words(*parts) else ""
    if kind == "marked":
        return unicodedata.normalize("NFC", written)
    if kind == "ligature":
        return unicodedata.normalize("NFKC", written)
    return {"footnote": FOOTNOTE, "block": "\n\n", "line": "\n", "return": "\n"}.get(kind or "", "")
