"""Text in any script, folded so that people find what they type."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd
from anyascii import anyascii

_GAPS = re.compile(r"[\W_]+")
# Readers leave the hard and the soft sign out, where a transliteration writes an apostrophe.
_SIGNS = dict.fromkeys(map(ord, "ЪъЬь"))


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


def contains_words(haystack: pd.Series, query: str) -> pd.Series:
    """Mark the folded texts that hold every word of a query, in any order and inside longer words.

    Args:
        haystack: Texts that `fold` has seen.
        query: What somebody typed.

    Returns:
        A boolean for each text; all True for a query without a letter or digit.
    """
    found = pd.Series(True, index=haystack.index)
    for word in fold(query).split():
        found &= haystack.str.contains(word, regex=False)
    return found
