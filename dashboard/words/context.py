"""The meaning of words beside a name: the lists of `context.toml`."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from dashboard.words.memo import remembered
from dashboard.words.scripts import plain


class Says(StrEnum):
    """The meanings of a word beside a name; the sections of `context.toml`."""

    KIND = "kinds"
    BODY = "bodies"
    THING = "things"
    PLACE = "places"
    TOPIC = "topics"
    ACT = "acts"
    SOURCE = "sources"
    READING = "reading"
    DESIGNATING = "designating"
    TITLE = "titles"


class _Words:
    """A set of words and prefixes."""

    def __init__(self, entries: str) -> None:
        marked = entries.casefold().split()
        self._whole = frozenset(plain(each[:-1]) for each in marked if each.endswith("$"))
        self._begin = frozenset(plain(each) for each in marked if not each.endswith("$"))
        self._lengths = sorted({len(each) for each in self._begin})

    def has(self, word: str) -> bool:
        """Return whether it contains a lower-case word without diacritics, or a prefix of it."""
        if word in self._whole:
            return True
        for length in self._lengths:
            if length > len(word):
                return False
            if word[:length] in self._begin:
                return True
        return False


@lru_cache(maxsize=1)
def _lists() -> dict[str, str]:
    path = Path(__file__).parent / "context.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _words() -> dict[Says, _Words]:
    return {each: _Words(_lists()[each]) for each in Says}


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    lists = _lists()
    return frozenset(plain(each) for each in (lists["ordinary"] + lists["slavic"]).split())


@lru_cache(maxsize=1)
def _collisions() -> frozenset[str]:
    return frozenset(_lists()["collisions"].split())


@remembered
def meanings(word: str) -> frozenset[Says]:
    """Return the meanings of a word beside a name.

    Args:
        word: A word of a text, in any case.
    """
    lowered = plain(word.casefold())
    return frozenset(each for each, words in _words().items() if words.has(lowered))


def says(word: str, what: Says) -> bool:
    """Return whether a word has a meaning beside a name.

    Args:
        word: A word of a text, in any case.
        what: The meaning.
    """
    return what in meanings(word)


@lru_cache(maxsize=1)
def _polish() -> frozenset[str]:
    return frozenset(_lists()["polish"].split())


def is_ordinary(word: str, *, polish: bool = False) -> bool:
    """Return whether a word without diacritics is an everyday word that is also used in names.

    Args:
        word: The word.
        polish: Whether the text is in Polish.
    """
    return word in _ordinary() or (polish and word in _polish())


def collides(abbreviation: str) -> bool:
    """Return whether an abbreviation means something else more often than an organization."""
    return abbreviation in _collisions()
