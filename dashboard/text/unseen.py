"""Control characters and marks of direction, which nobody sees."""

from __future__ import annotations

import re

import pandas as pd

_SIGNS_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff"
)
"""Control characters, and marks that turn the direction of the text around them."""
_UNSEEN = re.compile(f"[{_SIGNS_UNSEEN}\ud800-\udfff]")


def seen(text: str) -> str:
    """Replace control characters and marks of direction by spaces, as `text` is seen.

    What somebody typed is shown inside sentences of ours, whose words a mark of direction would turn
    around.
    """
    return _UNSEEN.sub(" ", text)


def is_seen(text: str) -> bool:
    """Return whether a text holds nothing that `seen` would replace."""
    return not _UNSEEN.search(text)


def are_seen(texts: pd.Series) -> pd.Series:
    """Apply `is_seen` to each text of a column, which cannot hold half of a surrogate pair."""
    return ~texts.str.contains(f"[{_SIGNS_UNSEEN}]", regex=True)
