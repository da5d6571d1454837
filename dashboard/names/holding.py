"""Limit the memory that lists and texts being checked may take, for each client network and in
total.

`room.py` counts an upload while it is kept as a file. The list parsed from it takes ten times as
much memory, and stays in memory while its page is open, even if the reader removes the file.
"""

from __future__ import annotations

import sys
import threading
import weakref
from collections import Counter, deque
from typing import Protocol

from dashboard.names.allowance import CUSTOMER, key

MOST_BYTES = 200_000_000
"""Maximum bytes of all lists and texts."""
MOST_BYTES_OF_ONE = 110_000_000
"""Maximum bytes of the lists and texts of one network: as much as the largest list, a million
cells, takes with its answers."""
_ANSWER = 300
"""Mean bytes of the answer to a row, over rows with and without a match."""
_SAMPLED = 50
"""One row of this many is measured."""


class FullError(Exception):
    """There is not enough memory for another list now."""


class Rows(Protocol):
    """A list as it was parsed."""

    @property
    def rows(self) -> tuple[tuple[object, ...], ...]:
        """The cells of each row."""


def size_of(sheet: Rows) -> int:
    """Estimate the bytes that a list and its answers take.

    Args:
        sheet: The list.
    """
    some = sheet.rows[::_SAMPLED]
    measured = sum(sys.getsizeof(row) + sum(map(sys.getsizeof, row)) for row in some)
    return round(measured * len(sheet.rows) / max(len(some), 1)) + _ANSWER * len(sheet.rows)


class Holding:
    """A counter of the bytes of objects that are in memory."""

    def __init__(self, most: int = MOST_BYTES, most_of_one: int = MOST_BYTES_OF_ONE) -> None:
        """Create the counter.

        Args:
            most: Maximum bytes in total.
            most_of_one: Maximum bytes of one network.
        """
        self._most = most
        self._most_of_one = most_of_one
        self._bytes: Counter[bytes] = Counter()
        self._freed: deque[tuple[bytes, int]] = deque()
        self._lock = threading.Lock()

    def keep(self, held: object, size: int, address: str) -> None:
        """Count an object until it is garbage collected.

        Args:
            held: The object; it must allow weak references.
            size: Its estimated bytes.
            address: The IP address of the client it belongs to.

        Raises:
            FullError: The limit would be exceeded; the object is not counted.
        """
        who = key(address, CUSTOMER)
        with self._lock:
            while self._freed:
                freed, bytes_ = self._freed.popleft()
                self._bytes[freed] -= bytes_
            self._bytes += Counter()  # removes zero counts
            own = self._bytes[who] + size
            if own > self._most_of_one or self._bytes.total() + size > self._most:
                raise FullError
            self._bytes[who] = own
        # Garbage collection can run in any thread, even while the lock is held, so the finalizer
        # only queues what was freed.
        weakref.finalize(held, self._freed.append, (who, size)).atexit = False


HOLDING = Holding()
"""The counter of this process."""
