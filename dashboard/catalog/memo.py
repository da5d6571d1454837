"""A cache of answers about a catalog, for as long as it is served.

No answer is kept whose question holds what a reader typed: a cache that outlives a question would
hold what other people asked. An argument says so of itself by a true attribute ``typed``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary, ref

from dashboard.catalog.catalog import Catalog

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Function = Callable[Concatenate[Catalog, Asked], Answer]

_page: ContextVar[dict[object, object] | None] = ContextVar("page", default=None)


_forget: list[Callable[[], None]] = []


def forget() -> None:
    """Forget every answer, as a new process would have none."""
    for each in _forget:
        each()


@contextmanager
def one_page() -> Iterator[None]:
    """Keep the answers to what a reader typed within the block, and none of them after it.

    A page asks for the same selection many times.
    """
    token = _page.set({})
    try:
        yield
    finally:
        _page.reset(token)


def remembered(most: int) -> Callable[[Function[Asked, Answer]], Function[Asked, Answer]]:
    """Keep the last answers of a function for each catalog, as long as the catalog lives.

    When the data change the old catalog goes, and with it all that was chosen from it: a table of a
    million rows that one remembered answer holds would never be freed.

    Args:
        most: How many answers to keep. They depend on nothing but the arguments.
    """

    def decorated(function: Function[Asked, Answer]) -> Function[Asked, Answer]:
        kept: WeakKeyDictionary[Catalog, Callable[Asked, Answer]] = WeakKeyDictionary()
        _forget.append(kept.clear)

        @wraps(function)
        def answer(catalog: Catalog, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
            if any(getattr(each, "typed", False) for each in (*args, *kwargs.values())):
                return _for_one_page(function, catalog, *args, **kwargs)
            if catalog not in kept:
                own = lru_cache(most)(_of(ref(catalog), function))
                kept[catalog] = cast("Callable[Asked, Answer]", own)
            return kept[catalog](*args, **kwargs)

        return answer

    return decorated


def _for_one_page(
    function: Function[Asked, Answer], catalog: Catalog, *args: Asked.args, **kwargs: Asked.kwargs
) -> Answer:
    kept = _page.get()
    if kept is None:
        return function(catalog, *args, **kwargs)
    key = (function, catalog, args, tuple(sorted(kwargs.items())))
    if key not in kept:
        kept[key] = function(catalog, *args, **kwargs)
    return cast("Answer", kept[key])


def _of(catalog: ref[Catalog], function: Function[Asked, Answer]) -> Callable[Asked, Answer]:
    def answer(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        there = catalog()
        assert there is not None  # the caller holds it
        return function(there, *args, **kwargs)

    return answer
