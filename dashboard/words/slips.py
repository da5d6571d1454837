"""Recognize names typed in the wrong keyboard layout, or misread by OCR."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from dashboard.words.scripts import is_cyrillic, plain

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?"
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)
_UKRAINIAN = str.maketrans("sS]}'\"`~", "іІїЇєЄ'₴")
_TO_LATIN_FROM_UKRAINIAN = str.maketrans("іІїЇєЄ", "sS]}'\"")

_LATIN_SIGNS = (
    (r"rn", "m"),
    (r"vv", "w"),
    (r"cl", "d"),
    (r"[i1|!]", "l"),
    (r"0", "o"),
    (r"5", "s"),
    (r"8", "b"),
)
_CYRILLIC_SIGNS = (
    (r"6", "б"),
    (r"0", "о"),
    (r"1", "л"),
    (r"3", "з"),
    (r"4", "ч"),
    (r"ш", "щ"),
    (r"й", "и"),
    (r"n", "п"),
    (r"u", "и"),
    (r"m", "т"),
    (r"r", "г"),
)
_WORD = re.compile(r"[\w|!]+")
_SHORTEST = 4


def other_layouts(text: str) -> list[str]:
    """Return a text as typed in the other keyboard layout.

    Args:
        text: As typed.

    Example:
        >>> other_layouts("Uhbygbc"), other_layouts("Ргвыщт")
        (['Гринпис', 'Гринпіс'], ['Hudson'])
    """
    if is_cyrillic(text):
        made = [
            text.translate(_TO_LATIN),
            text.translate(_TO_LATIN_FROM_UKRAINIAN).translate(_TO_LATIN),
        ]
    elif text.isascii():
        made = [text.translate(_TO_RUSSIAN), text.translate(_UKRAINIAN).translate(_TO_RUSSIAN)]
    else:
        made = []
    return list(dict.fromkeys(made))


class Shapes:
    """An index of words by shape, in which l, I and 1 are equal, and rn equals m."""

    def __init__(self, words: Iterable[str]) -> None:
        """Build the index.

        Args:
            words: The words in lower case.
        """
        self._known: defaultdict[str, list[str]] = defaultdict(list)
        self._words = frozenset(words)
        for word in self._words:
            if len(word) >= _SHORTEST and word.isalpha():
                self._known[_shape(word)].append(word)

    def reread(self, text: str) -> str | None:
        """Replace unknown words of a text by known ones of the same shape.

        Args:
            text: The text from OCR.

        Returns:
            The text, or None if no word was replaced.
        """
        changed = False

        def other(found: re.Match[str]) -> str:
            nonlocal changed
            word = plain(found.group().casefold())
            if len(word) < _SHORTEST or word in self._words:
                return found.group()
            meant = self._known.get(_shape(word))
            if not meant:
                return found.group()
            changed = True
            return meant[0]

        made = _WORD.sub(other, text)
        return made if changed else None


def _shape(word: str) -> str:
    for pattern, to in _CYRILLIC_SIGNS if is_cyrillic(word) else _LATIN_SIGNS:
        word = re.sub(pattern, to, word)
    return word
