"""Pause Python's garbage collector while a long text is searched.

The search creates many small objects and no reference cycles. They trigger full garbage
collections, each of which
traverses the whole dataset and its index: a fifth of the time for a long text.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_resting = 0
_was_on = False


@contextmanager
def uncollected() -> Iterator[None]:
    """Disable garbage collection within the block, in all threads; blocks may overlap."""
    global _resting, _was_on
    with _lock:
        if not _resting:
            _was_on = gc.isenabled()
            gc.disable()
        _resting += 1
    try:
        yield
    finally:
        with _lock:
            _resting -= 1
            if not _resting and _was_on:
                gc.enable()
