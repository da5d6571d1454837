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
_Results = dict[tuple[Hashable, ...], object]
_Notes = dict[object, _Results]

_UNKNOWN = object()
_LEARNED: _Notes = {}
"""Stands for what each function keeps for good."""
_notes: ContextVar[_Notes | None] = ContextVar("notes", default=None)


@contextmanager
def learning() -> Iterator[None]:
    """Keep results within the block: the words are the dataset's own."""
    token = _notes.set(_LEARNED)
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


def afresh() -> None:
    """Forget what this process kept, and keep results from now on: for one that checks one list and ends."""
    _notes.set({})


def remembered(function: Callable[..., Result]) -> Callable[..., Result]:
    """Let a pure function of hashable arguments use these notes."""

    learned: _Results = {}
    """For good, as `with_notes.learned`; `names/prepared.py` keeps it from one run to the next."""

    @wraps(function)
    def with_notes(*arguments: Hashable) -> Result:
        known = learned.get(arguments, _UNKNOWN)
        if known is not _UNKNOWN:
            return known  # type: ignore[return-value]
        notes = _notes.get()
        if notes is None:
            return function(*arguments)
        results = learned if notes is _LEARNED else notes.get(with_notes)
        if results is None:
            results = notes[with_notes] = {}
        else:
            known = results.get(arguments, _UNKNOWN)
            if known is not _UNKNOWN:
                return known  # type: ignore[return-value]
        result = results[arguments] = function(*arguments)
        return result

    with_notes.learned = learned  # type: ignore[attr-defined]
    return with_notes
