"""Text in any script, folded so that people find what they type."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from anyascii import anyascii

if TYPE_CHECKING:
    import pandas as pd

_GAPS = re.compile(r"[\W_]+")
# Readers leave the hard and the soft sign out, where a transliteration writes an apostrophe.
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
    """Return a text with the endings of its Cyrillic words cut off, so that other cases are found.

    A stem keeps three letters at least; words in other scripts stay as they are. The endings are
    those of Russian, Ukrainian and Belarusian nouns and adjectives.

    Example:
        >>> stemmed("Новой газеты Meduza")
        'Нов газет Meduza'
    """
    return _ENDING.sub("", text)


def asked_words(query: str) -> list[list[str]]:
    """Return the ways to read a query: its words folded, and, if that differs, their stems.

    Args:
        query: What somebody typed.

    Returns:
        Lists of distinct folded words; the second is for when the first finds nothing.
    """
    ways = [list(dict.fromkeys(fold(each).split())) for each in (query, stemmed(query))]
    return ways if ways[0] != ways[1] else ways[:1]


def contains_words(haystack: pd.Series, query: str) -> pd.Series:
    """Mark the folded texts that hold every word of a query, in any order and inside longer words.

    Where none does, words in another case are found by their stems ("медузы" finds "медуза").

    Args:
        haystack: Texts that `fold` has seen.
        query: What somebody typed.

    Returns:
        A boolean for each text; all True for an empty query, and all False for one that has neither
        a letter nor a digit.
    """
    import pandas as pd  # what checks one name does without it

    found = pd.Series(not query.strip(), index=haystack.index)
    for words in asked_words(query):
        if words:
            found = pd.Series(True, index=haystack.index)
        for word in words:
            found &= haystack.str.contains(word, regex=False)
        if found.any():
            break
    return found
