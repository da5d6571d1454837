"""Fold text in any script to plain Latin letters for searching."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from anyascii import anyascii

if TYPE_CHECKING:
    import pandas as pd

_GAPS = re.compile(r"[\W_]+")
# Readers omit the hard and the soft sign, for which a transliteration writes an apostrophe.
_SIGNS = dict.fromkeys(map(ord, "ЪъЬь"))


ENDINGS = (
    "ами|ями|ого|его|ому|ему|ими|ыми|ах|ях|ов|ев|ей|ой|ий|ый|ая|яя|ое|ее|ые|ие|ую|юю|ом|ем|ам|ям|ою|ею|ия|ии|ию|іє|ії|ія|"
    "[аяоеиыуюьйії]"
)
"""A pattern of the endings of Russian, Ukrainian and Belarusian nouns and adjectives, the longest first."""
_ENDING = re.compile(rf"(?<=[а-яёіїєґў]{{3}})(?:{ENDINGS})(?![\w])", re.IGNORECASE)


def fold(text: str) -> str:
    """Fold `text` to lower-case Latin letters without accents or punctuation, words one space apart.

    Cyrillic, Georgian and the rest are transliterated, so that "Беллингкэт" and "bellingket" fold
    to the same string.

    Example:
        >>> fold("«Öffentliche» Sache!")
        'offentliche sache'
    """
    composed = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return _GAPS.sub(" ", anyascii(composed).casefold()).strip()


def stemmed(text: str) -> str:
    """Remove the endings of Cyrillic words, so that a search finds other grammatical cases.

    A stem keeps three letters at least; words in other scripts stay as they are. The endings are
    those of Russian, Ukrainian and Belarusian nouns and adjectives.

    Example:
        >>> stemmed("Новой газеты Meduza")
        'Нов газет Meduza'
    """
    return _ENDING.sub("", text)


def asked_words(query: str) -> list[list[str]]:
    """Return the variants of a query: its folded words, and, if different, their stems.

    Args:
        query: What somebody typed.

    Returns:
        Lists of distinct folded words; the second is used if the first finds nothing.
    """
    ways = [list(dict.fromkeys(fold(each).split())) for each in (query, stemmed(query))]
    return ways if ways[0] != ways[1] else ways[:1]


def contains_words(haystack: pd.Series, query: str) -> pd.Series:
    """Mark the folded texts that contain every word of a query, in any order, also as part of
    longer words.

    If no text does, the stems are searched, which finds other grammatical cases ("медузы" finds
    "медуза").

    Args:
        haystack: Folded texts (see `fold`).
        query: What somebody typed.

    Returns:
        A boolean for each text; all True for an empty query, and all False for a query without a letter or digit.
    """
    import pandas as pd  # not needed to check one name

    found = pd.Series(not query.strip(), index=haystack.index)
    for words in asked_words(query):
        if words:
            found = pd.Series(True, index=haystack.index)
        for word in words:
            found &= haystack.str.contains(word, regex=False)
        if found.any():
            break
    return found
