"""A rest for Python's collector of cycles while a long text is read.

Reading makes many small objects and no cycles. The collector counts the objects, and each of its full runs
walks through the whole dataset and its index: a fifth of the time that a long text takes.
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
    """Collect no cycles within the block, in any thread; blocks may overlap."""
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
