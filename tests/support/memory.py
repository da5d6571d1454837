"""What is alive in this process."""

import gc
from typing import Any

from dashboard.asking.filters import Filters


def holding(word: str) -> list[Any]:
    """Everything alive that holds a text with this word: a cache of any kind holds it in one of these."""
    gc.collect()
    return [
        each
        for each in gc.get_objects()
        if (isinstance(each, Filters) and word in each.q)
        or (
            isinstance(each, dict | list | tuple | set | frozenset)
            and any(isinstance(part, str) and word in part for part in each)
        )
    ]
