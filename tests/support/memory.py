"""What is alive in this process."""

import gc
import secrets
from collections.abc import Iterator
from typing import Any

from dashboard.asking.filters import Filters


def invented(letters: str) -> str:
    """Return a word of these letters that nobody has written before."""
    return "".join(secrets.choice(letters) for _ in range(16))


def holding(word: str) -> list[Any]:
    """Everything alive that holds a text with this word, in lower case: a cache of any kind holds it in one of these."""
    gc.collect()
    return [
        each
        for each in gc.get_objects()
        if (isinstance(each, Filters) and word in each.q.casefold())
        or (
            isinstance(each, dict | list | tuple | set | frozenset)
            and any(word in text.casefold() for text in _texts(each))
        )
    ]


def _texts(container: Any) -> Iterator[str]:
    """Yield the texts in a container, and in tuples inside that the collector does not follow by themselves."""
    for part in gc.get_referents(container):
        if isinstance(part, str):
            yield part
        elif isinstance(part, tuple) and not gc.is_tracked(part):
            yield from _texts(part)
