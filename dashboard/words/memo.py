"""Cache facts about words: permanently for the words of the dataset, never for typed text.

A permanent cache of typed words would contain what readers searched for.
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
"""The marker of the permanent cache."""
_notes: ContextVar[_Notes | None] = ContextVar("notes", default=None)


@contextmanager
def learning() -> Iterator[None]:
    """Cache results permanently within the block, which handles only words of the dataset."""
    token = _notes.set(_LEARNED)
    try:
        yield
    finally:
        _notes.reset(token)


@contextmanager
def briefly() -> Iterator[None]:
    """Cache results until the end of the outermost block."""
    if _notes.get() is not None:
        yield
        return
    token = _notes.set({})
    try:
        yield
    finally:
        _notes.reset(token)


def afresh() -> None:
    """Clear the cache and cache all results from now on, in a process that checks one list and exits."""
    _notes.set({})


def remembered(function: Callable[..., Result]) -> Callable[..., Result]:
    """Cache a pure function of hashable arguments."""

    learned: _Results = {}
    """The permanent cache is `with_notes.learned`; `names/prepared.py` stores it in a file."""

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
