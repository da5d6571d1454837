"""Words of everyday speech, which are no organization's name because they resemble one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dashboard.words.inflection import is_known


@lru_cache(maxsize=1)
def _frequent() -> frozenset[str]:
    # Made by tools/frequent_words.py, which says where the words come from.
    file = Path(__file__).parent / "frequent_words.txt"
    return frozenset(file.read_text(encoding="utf-8").split("\n"))


def is_frequent(word: str) -> bool:
    """Return whether a lower-case word is in a dictionary of Russian or among frequent words.

    The frequent words are of Russian, English, German and Ukrainian.

    Example:
        >>> is_frequent("medusa"), is_frequent("bellingcat")
        (True, False)
    """
    return is_known(word) or word in _frequent()
