"""Answers about a catalog that are not worked out again while it is served."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary, ref

from dashboard.catalog.catalog import Catalog

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Function = Callable[Concatenate[Catalog, Asked], Answer]


def remembered(most: int) -> Callable[[Function[Asked, Answer]], Function[Asked, Answer]]:
    """Keeps the last answers of a function for each catalog, and only as long as the catalog lives.

    When the data change the old catalog goes, and with it all that was chosen from it: a table of a
    million rows that one remembered answer holds would stay for ever.

    Args:
        most: How many answers to keep. They depend on nothing but the arguments.
    """

    def decorated(function: Function[Asked, Answer]) -> Function[Asked, Answer]:
        kept: WeakKeyDictionary[Catalog, Callable[Asked, Answer]] = WeakKeyDictionary()

        @wraps(function)
        def answer(catalog: Catalog, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
            if catalog not in kept:
                own = lru_cache(most)(_of(ref(catalog), function))
                kept[catalog] = cast("Callable[Asked, Answer]", own)
            return kept[catalog](*args, **kwargs)

        return answer

    return decorated


def _of(catalog: ref[Catalog], function: Function[Asked, Answer]) -> Callable[Asked, Answer]:
    def answer(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        there = catalog()
        assert there is not None  # whoever asks has it
        return function(there, *args, **kwargs)

    return answer
