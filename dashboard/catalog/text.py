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
    """`text` in lower-case Latin letters without accents or punctuation, words one space apart.

    Cyrillic, Georgian and the rest are transliterated, so that "Беллингкэт" and "bellingket" fold
    to the same string.

    Example:
        >>> fold("«Öffentliche» Sache!")
        'offentliche sache'
    """
    composed = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return _GAPS.sub(" ", anyascii(composed).casefold()).strip()


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


def escaped(text: str) -> str:
    """`text` with what Markdown would read as markup escaped."""
    return "".join(f"\\{letter}" if letter in r"\`*_[]<>|#$~" else letter for letter in text)


_CODE = re.compile(r"(?<!`)(`+)(?!`)[^`]+\1(?!`)")
_DIRECTIVE = re.compile(r":(?=[A-Za-z0-9_+-]+(?:[\[{]|:))|:(?=material/)")
_JOINER = "\u2060"


def without_directives(markdown: str) -> str:
    """Markdown without what Streamlit adds to it: formulas, colours, icons, emoji; and without images.

    What would begin one of them is shown as it is written. Code stays code.

    Args:
        markdown: Text of a data package, which may have been written elsewhere.
    """
    made, position = [], 0
    for code in _CODE.finditer(markdown):
        made += [_undirected(markdown[position : code.start()]), code.group()]
        position = code.end()
    return "".join([*made, _undirected(markdown[position:])])


def _undirected(text: str) -> str:
    # A backslash would not do: icons and emoji are looked for in what Markdown leaves of the text.
    text = _DIRECTIVE.sub(f":{_JOINER}", text).replace("![", "\\![")
    return re.sub(r"(?<!\\)\$", r"\\$", text)


_SIGNS_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff"
)
"""Control characters, and marks that turn the direction of the text around them."""
_UNSEEN = re.compile(f"[{_SIGNS_UNSEEN}\ud800-\udfff]")


def seen(text: str) -> str:
    """`text` as it is seen: control characters and marks of direction become spaces.

    What somebody typed is shown inside sentences of ours, whose words a mark of direction would turn
    around.
    """
    return _UNSEEN.sub(" ", text)


def is_seen(text: str) -> bool:
    """Whether a text holds nothing that `seen` would take out."""
    return not _UNSEEN.search(text)


def are_seen(texts: pd.Series) -> pd.Series:
    """`is_seen` of each text of a column, which cannot hold half of a surrogate pair."""
    return ~texts.str.contains(f"[{_SIGNS_UNSEEN}]", regex=True)
