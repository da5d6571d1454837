"""Handle control characters and direction marks, which are invisible."""

from __future__ import annotations

import re

import pandas as pd

_SIGNS_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff"
)
"""Control characters, and marks that change the direction of text."""
_UNSEEN = re.compile(f"[{_SIGNS_UNSEEN}\ud800-\udfff]")


def seen(text: str) -> str:
    """Replace control characters and direction marks by spaces.

    Typed text is shown inside sentences of the site, which a direction mark could reverse.
    """
    return _UNSEEN.sub(" ", text)


def is_seen(text: str) -> bool:
    """Return whether a text has no character that `seen` would replace."""
    return not _UNSEEN.search(text)


def are_seen(texts: pd.Series) -> pd.Series:
    """Apply `is_seen` to each text of a column; Arrow texts cannot contain lone surrogates."""
    return ~texts.str.contains(f"[{_SIGNS_UNSEEN}]", regex=True)
