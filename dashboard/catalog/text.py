"""Text in any script, folded so that people find what they type."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import pandas as pd
from normality import latinize_text

_GAPS = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """`text` in lower-case Latin letters without accents or punctuation, words one space apart.

    Cyrillic, Georgian and the rest are transliterated, so that "Беллингкэт" and "bellingket" fold
    to the same string.

    Example:
        >>> fold("«Öffentliche» Sache!")
        'offentliche sache'
    """
    return _GAPS.sub(" ", _plain(latinize_text(text) or "")).strip()


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    # Modifier letters are what a transliteration leaves of a soft sign: "Альфа" is "alfa".
    return "".join(
        letter
        for letter in decomposed
        if not unicodedata.combining(letter) and unicodedata.category(letter) != "Lm"
    )


def contains_words(haystack: pd.Series, query: str) -> pd.Series:
    """Which folded texts hold every word of a query, in any order and inside longer words.

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
