"""A cache of facts about words: kept for the words of the dataset, never for what is typed.

A cache that outlives a question would hold what other people asked.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TypeVar

Result = TypeVar("Result")
_Notes = dict[tuple[Hashable, Hashable], object]

_learned: _Notes = {}
_notes: ContextVar[_Notes | None] = ContextVar("notes", default=None)


@contextmanager
def learning() -> Iterator[None]:
    """Keep results within the block: the words are the dataset's own."""
    token = _notes.set(_learned)
    try:
        yield
    finally:
        _notes.reset(token)


@contextmanager
def briefly() -> Iterator[None]:
    """Keep results within the outermost block only; nothing is left after it."""
    if _notes.get() is not None:
        yield
        return
    token = _notes.set({})
    try:
        yield
    finally:
        _notes.reset(token)


def remembered(function: Callable[..., Result]) -> Callable[..., Result]:
    """Let a pure function of hashable arguments use these notes."""

    @wraps(function)
    def with_notes(*arguments: Hashable) -> Result:
        key = (function, arguments)
        if key in _learned:
            return _learned[key]  # type: ignore[return-value]
        notes = _notes.get()
        if notes is None:
            return function(*arguments)
        if key not in notes:
            notes[key] = function(*arguments)
        return notes[key]  # type: ignore[return-value]

    return with_notes
