"""How much the lists and texts that are being checked may hold, for each network and in all.

An upload is counted while it is kept as a file. The list that is read from it takes ten times its bytes
and stays for as long as its page is open, even if the file is taken back.
"""

from __future__ import annotations

import sys
import threading
import weakref
from collections import Counter, deque
from typing import Protocol

from dashboard.names.allowance import key

MOST_BYTES = 200_000_000
"""Bytes of all lists and texts."""
MOST_BYTES_OF_ONE = 110_000_000
"""Bytes of the lists and texts of one network: the largest list, a million cells, takes as much with its answers."""
_ANSWER = 300
"""Bytes of the answer to a row, as a mean of those that found something and those that did not."""
_SAMPLED = 50
"""Of so many rows one is measured."""


class FullError(Exception):
    """There is no room for another list now."""


class Rows(Protocol):
    """A list as it was read."""

    @property
    def rows(self) -> tuple[tuple[object, ...], ...]:
        """The cells."""


def size_of(sheet: Rows) -> int:
    """Return how many bytes a list and the answers to it take, roughly.

    Args:
        sheet: The list.
    """
    some = sheet.rows[::_SAMPLED]
    measured = sum(sys.getsizeof(row) + sum(map(sys.getsizeof, row)) for row in some)
    return round(measured * len(sheet.rows) / max(len(some), 1)) + _ANSWER * len(sheet.rows)


class Holding:
    """What is held, counted until it is freed."""

    def __init__(self, most: int = MOST_BYTES, most_of_one: int = MOST_BYTES_OF_ONE) -> None:
        """Create the count.

        Args:
            most: Bytes in all.
            most_of_one: Bytes of one network.
        """
        self._most = most
        self._most_of_one = most_of_one
        self._bytes: Counter[bytes] = Counter()
        self._freed: deque[tuple[bytes, int]] = deque()
        self._lock = threading.Lock()

    def keep(self, held: object, size: int, address: str) -> None:
        """Count something until it is freed.

        Args:
            held: What is held; it must allow weak references.
            size: Its bytes, roughly.
            address: The address of the client whose it is.

        Raises:
            FullError: There is no room for it; it is not counted.
        """
        who = key(address)
        with self._lock:
            while self._freed:
                freed, bytes_ = self._freed.popleft()
                self._bytes[freed] -= bytes_
            self._bytes += Counter()  # removes zero counts
            own = self._bytes[who] + size
            if own > self._most_of_one or self._bytes.total() + size > self._most:
                raise FullError
            self._bytes[who] = own
        # Garbage is collected in any thread, also within the lock: what is freed is noted only.
        weakref.finalize(held, self._freed.append, (who, size)).atexit = False


HOLDING = Holding()
"""That of this process."""
