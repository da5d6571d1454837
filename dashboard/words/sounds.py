"""Compute phonetic codes of words, by which «Джеймстаун» matches “Jamestown”.

Names are not only transliterated letter by letter but also written by ear. That preserves the
consonants, in a few
classes, but not the vowels.
"""

from __future__ import annotations

import re

from dashboard.words.memo import remembered
from dashboard.words.scripts import is_cyrillic, plain

_ENGLISH = (
    (r"(?<=[aeiou])tion\b|tion|ssion|cion|sion", "X N"),
    (r"ture", "X R"),
    (r"tsch|sch|sh", "X"),
    (r"tch|ch", "X"),
    (r"ght", "T"),
    (r"(?<=[aeiou])gh|^kn|^wr", lambda m: m.group()[-1] if m.group()[0] in "kw" else ""),
    (r"dge|dg", "J"),
    (r"th", "T"),
    (r"ph", "F"),
    (r"wh", "W"),
    (r"ck|qu|q", "K"),
    (r"sc(?=[eiy])", "S"),
    (r"c(?=[eiy])", "S"),
    (r"c", "K"),
    (r"x", "K S"),
    (r"(?<=[aeiou])w", ""),
    (r"j", "J"),
    (r"(?<!^)h", ""),
)
_OTHER_READINGS = (
    # Of ch, th, g, w, z, s and j in other words and languages.
    (r"^w(?=[aeiou])", "U"),
    (r"^eu", "ev"),
    (r"ch", "H"),
    (r"ch", "K"),
    (r"th", "S"),
    (r"gh", "G"),
    (r"g(?=[eiy])", "J"),
    (r"z", "C"),
    (r"v", "F"),
    (r"j", ""),
    (r"w", "V"),
    (r"ture", "T R"),
    (r"t(?=u[rl])", "X"),
    (r"ss?i(?=[aou])", "X"),
    (r"c(?=[eiy])", "C"),
    (r"^s(?=[tp])", "X"),
)
_ENGLISH_PATTERNS = tuple((re.compile(pattern), to) for pattern, to in _ENGLISH)
_READINGS = tuple((re.compile(pattern), to) for pattern, to in _OTHER_READINGS)
_CYRILLIC = str.maketrans(
    {
        "б": "B", "в": "V", "г": "G", "д": "D", "ж": "J", "з": "S", "к": "K", "л": "L", "м": "M",
        "н": "N", "п": "P", "р": "R", "с": "S", "т": "T", "ф": "F", "х": "H", "ц": "C", "ч": "X",
        "ш": "X", "щ": "X", "ґ": "G", "ў": "V", "й": "", "ь": "", "ъ": "",
    }
)  # fmt: skip
_LETTERS = str.maketrans(
    {
        "b": "B", "d": "D", "f": "F", "g": "G", "h": "H", "k": "K", "l": "L", "m": "M", "n": "N",
        "p": "P", "r": "R", "s": "S", "t": "T", "v": "V", "w": "V", "z": "S", "W": "V",
    }
)  # fmt: skip
_REST = re.compile(r"[^A-Z0-9]")
_REPEATED = re.compile(r"(.)\1+")
MIN_SOUNDS = 2
"""Minimum number of consonants of a code."""


_VOWELS = "aeiouyаеёиоуыэюяйіїє"


def _code(word: str) -> str:
    consonants = _REST.sub("", word.translate(_LETTERS)).replace("U", "")
    # A vowel at the beginning is heard: «Яблоко» is not “black”.
    begins = "A" if word[:1] in _VOWELS or word[:1] == "U" else ""
    return begins + _REPEATED.sub(r"\1", consonants)


def _english(word: str) -> str:
    for pattern, to in _ENGLISH_PATTERNS:
        word = pattern.sub(to, word)
    return _code(word)


def consonants(code: str) -> int:
    """Count the consonants of a code; with more of them, random matches are less likely."""
    return len(code.removeprefix("A"))


def cyrillic_codes(word: str) -> set[str]:
    """Return the codes of a lower-case Cyrillic word, however few consonants it has."""
    letters = plain(word).replace("дж", "J").replace("тч", "X").replace("кс", "K S")
    codes = {_code(letters.translate(_CYRILLIC))}
    if letters.startswith("г"):
        codes.add(_code("H" + letters[1:].translate(_CYRILLIC)))
    if letters.startswith(("уи", "уо")):
        codes.add(_code("V" + letters[1:].translate(_CYRILLIC)))
    return codes


@remembered
def sounds(word: str) -> frozenset[str]:
    """Return the codes of a lower-case word, one for each way of reading it; empty if it has too few.

    Example:
        >>> bool(sounds("jamestown") & sounds("джеймстаун"))
        True
    """
    if is_cyrillic(word):
        codes = cyrillic_codes(word)
    else:
        base = plain(word)
        if not any(letter in _VOWELS for letter in base):
            return frozenset()  # abbreviations are spelled, not pronounced
        codes = {_english(base)}
        for pattern, to in _READINGS:
            if pattern.search(base):
                codes.add(_english(pattern.sub(to, base)))
    return frozenset(code for code in codes if consonants(code) >= MIN_SOUNDS)
