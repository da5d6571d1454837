"""Find and remove artefacts of spreadsheets, web pages and wrong encodings in texts.

Most are invisible: escaped line breaks, soft hyphens, zero-width spaces. Letters that were lost by
a wrong encoding
are visible, and cannot be restored.
"""

from __future__ import annotations

import html
import re
import unicodedata

import pandas as pd

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""Characters that are always invisible."""
# The joiners distinguish words in Persian and in the scripts of India; elsewhere they have no
# effect.
_JOINERS = r"(?<![\u0600-\u06ff\u0750-\u077f\u0900-\u0dff])[\u200c\u200d]"
_SHOWS_NOTHING = re.compile(f"[{_INVISIBLE}]|{_JOINERS}")
_SPACES = "\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3000"
_OTHER_SPACES = re.compile(f"[{_SPACES}]")
_HYPHENS = re.compile("[\u2010\u2011\ufe63\uff0d]")
_DASHES = re.compile("[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]")
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BREAK = re.compile(r"</?(?:br|p|div|span|b|i|wbr|nobr)\b[^<>]{0,200}>", re.IGNORECASE)
_HYPHENATED = re.compile(r"\u00ad\s+")
_GAPS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]")
_LOST = re.compile(r"\?(?=\w)|\?{2,}|(?<=\w)\?(?=\s+\w)")
# The first byte of a UTF-8 sequence, and a continuation byte, as letters of other encodings.
_MISREADING = re.compile(
    "[ГДЕРС\u00c2-\u00c5\u00d0-\u00d2][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u0400-\u040f\u0451-\u045f"
    "\u0490\u0491\u2013-\u2026\u2030-\u203a\u20ac\u2116\u2122]"
)
_MISREAD = (
    # The encoding, the letters that the UTF-8 text may have contained, and how many such letters
    # are proof enough.
    ("cp1251", re.compile("[\u00c0-\u024f\u0400-\u052f\u2010-\u2026]"), 2),
    ("cp1252", re.compile("[\u00c0-\u024f\u0400-\u052f]"), 1),
    ("latin-1", re.compile("[\u00c0-\u024f\u0400-\u052f]"), 1),
)

RULE_INVISIBLE = (
    "must not hold invisible characters: soft hyphens, spaces without width, byte order marks"
)
RULE_ESCAPED = (
    "must hold no line break as a spreadsheet escapes it (_x000D_) and no entity of HTML (&nbsp;)"
)
RULE_SPACES = "must hold ordinary spaces, one at a time"
RULE_LOST = "must hold no letter that was lost to a wrong encoding"


def cleaned(text: str) -> str:
    """Return the visible text of a cell on one line.

    Escaped characters (``_x000D_``, ``&nbsp;``) are decoded, invisible characters removed,
    whitespace is reduced to single spaces, and non-breaking hyphens become ordinary ones. Dashes
    and quotation marks are unchanged.

    Example:
        >>> cleaned("Example Foun\\u00addation_x000D_\\n(«Пример»)")
        'Example Foundation («Пример»)'
    """
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[0][2:6], 16)), text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if "<" in text:
        text = _BREAK.sub(" ", text)
    text = _HYPHENATED.sub("", text)
    text = _OTHER_SPACES.sub(" ", _SHOWS_NOTHING.sub("", text))
    text = unicodedata.normalize("NFC", _HYPHENS.sub("-", text))
    return _GAPS.sub(" ", text).strip()


def plain_dashes(text: str) -> str:
    """Write every hyphen, dash and minus sign as ``-``, and digits of any width as ASCII."""
    return _DASHES.sub("-", unicodedata.normalize("NFKC", text))


def lost_letters(text: str) -> str:
    """Find a word that lost letters by a wrong encoding.

    Args:
        text: A text, cleaned.

    Returns:
        The damaged word, or "". A question mark at the end of a name or of a quotation is not damage.

    Example:
        >>> lost_letters("St?d Beispiel e.V.")
        'St?d'
        >>> lost_letters("«Что делать?»")
        ''
    """
    for pattern in (_UNREADABLE, _LOST):
        if found := pattern.search(text):
            before = text[: found.start()].split(" ")[-1]
            after = text[found.end() :].split(" ")[0]
            return f"{before}{found[0]}{after}"
    return next((word for word in text.split() if _misread(word)), "")


def _misread(word: str) -> bool:
    """Return whether a word is UTF-8 that was decoded with a single-byte encoding."""
    if not _MISREADING.search(word):
        return False
    for encoding, meant, least in _MISREAD:
        try:
            read = word.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        letters = [letter for letter in read if not letter.isascii()]
        if len(letters) >= least and all(map(meant.match, letters)):
            return True
    return False


def wildcard(text: str) -> re.Pattern[str]:
    """Build a pattern for the original of a damaged text, in which each lost letter matches any letter."""
    parts = re.split("[?\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]", text)
    return re.compile(".".join(map(re.escape, parts)), re.IGNORECASE)


# Of columns ------------------------------------------------------------------------------------------

_ANYWHERE = re.compile(
    f"[{_INVISIBLE}\u200c\u200d{_SPACES}\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]"
)


def is_suspect(cells: pd.Series, *, named: bool = False) -> bool:
    """Return whether a column may contain artefacts; faster than checking each cell.

    Args:
        cells: The column.
        named: Whether the column holds names, which are also checked for lost letters.
    """
    text = "\n".join(cells.dropna().tolist())
    patterns = [_ANYWHERE, _ESCAPED, _ENTITY]
    if named:
        patterns += [_LOST, _MISREADING]
    return "  " in text or any(pattern.search(text) for pattern in patterns)


def are_free_of_invisible(cells: pd.Series) -> pd.Series:
    """Mark the cells without an invisible character."""
    return ~cells.str.contains(_SHOWS_NOTHING)


def are_unescaped(cells: pd.Series) -> pd.Series:
    """Mark the cells without an escaped character."""
    return ~(cells.str.contains(_ESCAPED) | cells.str.contains(_ENTITY))


def have_plain_spaces(cells: pd.Series) -> pd.Series:
    """Mark the cells with single, ordinary spaces only."""
    return ~(cells.str.contains(_OTHER_SPACES) | cells.str.contains("  ", regex=False))


def are_readable(cells: pd.Series) -> pd.Series:
    """Mark the cells without a replacement character."""
    return ~cells.str.contains(_UNREADABLE)


def have_their_letters(cells: pd.Series) -> pd.Series:
    """Mark the names without lost letters, which mostly appear as ``?``."""
    return cells.map(lambda cell: not lost_letters(cell)).astype(bool)
