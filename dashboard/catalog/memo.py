"""Cache results computed from a catalog, for as long as the catalog is served.

Results that depend on text typed by a reader are never cached, because the cache would then contain
what readers searched for. An argument marks such text by a true attribute ``typed``.
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
    """Clear all caches."""
    for each in _forget:
        each()


@contextmanager
def one_page() -> Iterator[None]:
    """Cache results for typed text too, but only within the block.

    A page asks for the same selection many times.
    """
    token = _page.set({})
    try:
        yield
    finally:
        _page.reset(token)


def remembered(most: int) -> Callable[[Function[Asked, Answer]], Function[Asked, Answer]]:
    """Cache the last results of a function for each catalog, as long as the catalog exists.

    The cache has a weak reference to the catalog: when the data change, the old catalog and its
    results are freed. Otherwise one cached result could keep a table of a million rows in memory.

    Args:
        most: The number of results to keep. The function must depend only on its arguments.
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
        assert there is not None  # the caller has a reference to it
        return function(there, *args, **kwargs)

    return answer
