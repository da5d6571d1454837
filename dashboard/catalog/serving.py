"""Serve the last valid state of a folder whose files may change."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

from dashboard.dataset.atomic import Stamp, stamp

Value = TypeVar("Value")

_LOG = logging.getLogger(__name__)

SETTLE = 2.0
"""Seconds for which files that are written in place must be unchanged before they are read (debounce)."""

RETRY = 30.0
"""Seconds after which loading an invalid state is tried again."""

PATIENCE = 2.0
"""Seconds for which a caller waits for the file system to list the folder."""

DEADLINE = 120.0
"""Seconds for which a caller waits until a state is loaded; a million articles take 40."""


@dataclass(frozen=True)
class Freshness:
    """The relation of the served data to the files on disk.

    Attributes:
        loaded: When the served value was loaded (UTC).
        refused: When a newer state of the folder was found invalid (UTC); None if the served value
            is the newest.
        reason: Why the newer state is invalid.
        loading: Since when a newer state is being loaded (UTC); None if none is.
    """

    loaded: datetime
    refused: datetime | None = None
    reason: str = ""
    loading: datetime | None = None


class Store(Generic[Value]):
    """A value loaded from a folder, which is loaded again when the files change.

    While a new state is being loaded, callers get the old value. A folder that was swapped with
    another is loaded at once. If single files were written, loading waits until they no longer
    change, because a half-written table may look complete. An invalid state is logged once. Loading
    is tried again when the files change, and at intervals, because the cause may be temporary: too
    many open files, or too little memory. Listing the folder and loading run in separate threads,
    so that no caller waits longer than `PATIENCE` and the deadline if the file system hangs.
    """

    def __init__(
        self,
        directory: Path,
        load: Callable[[Path], Value],
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], float] = time.time,
        deadline: float = DEADLINE,
        patience: float = PATIENCE,
    ) -> None:
        """Watch a folder.

        Args:
            directory: The folder.
            load: Loads the value; raises an exception if the folder is invalid.
            clock: A monotonic clock in seconds.
            today: The wall clock in seconds, to compare with modification times.
            deadline: Seconds for which a caller waits until a state is loaded.
            patience: Seconds for which a caller waits for the listing of the folder.
        """
        self._directory, self._load, self._clock, self._today = directory, load, clock, today
        self._deadline, self._patience = deadline, patience
        self._looking: threading.Thread | None = None
        self._begun: datetime | None = None
        self._done = threading.Event()
        self._moving: tuple[Stamp, float] | None = None
        self._tried = 0.0
        self._loading = threading.Lock()
        self._value: Value | None = None
        self._error: Exception | None = None
        self._stamp: Stamp | None = None
        self._freshness: Freshness | None = None

    @property
    def freshness(self) -> Freshness | None:
        """When the current value was loaded, and whether newer states were refused; None at first."""
        found = self._freshness
        return replace(found, loading=self._begun) if found and self._begun else found

    def current(self) -> Value:
        """Return the value of the newest valid state.

        Raises:
            Exception: The exception of `load`, if no state could be loaded yet.
            TimeoutError: The file system does not respond, and no state was loaded before.
        """
        seen = self._look()
        if seen is not None and self._due(seen):
            with self._loading:
                seen = self._look() or seen  # another caller may have loaded it meanwhile
                if begins := self._begun is None and self._due(seen):
                    self._begin(seen)
            if begins or self._value is None:
                self._done.wait(self._deadline)
        if self._value is not None:
            return self._value
        if self._error is not None:
            raise self._error.with_traceback(None)
        raise TimeoutError(f"{self._directory} could not be read within {self._deadline:.0f} s.")

    def _look(self) -> Stamp | None:
        """Return the stamp of the folder, or None if the file system does not respond in time."""
        if self._looking is not None and self._looking.is_alive():
            return None
        found: list[Stamp] = []
        looking = threading.Thread(
            target=lambda: found.append(stamp(self._directory)), name="look-at-data", daemon=True
        )
        looking.start()
        looking.join(self._patience)
        if not looking.is_alive():
            return found[0] if found else None
        self._looking = looking
        _LOG.error("The file system of %s does not respond.", self._directory)
        return None

    def _begin(self, seen: Stamp) -> None:
        """Load a state in a separate thread."""
        self._begun = datetime.now(UTC)
        self._done.clear()

        def load() -> None:
            try:
                self._renew(seen)
            finally:
                self._begun = None
                self._done.set()

        threading.Thread(target=load, name="load-data", daemon=True).start()

    def _due(self, seen: Stamp) -> bool:
        """Return whether to load a state now."""
        if seen == self._stamp:
            return self._error is not None and self._clock() - self._tried >= RETRY
        if self._value is None or self._stamp is None:
            return True
        place = str(self._directory)
        before, now = (
            next(inode for path, inode, *_rest in each if path == place)
            for each in (self._stamp, seen)
        )
        if before and before != now:
            return True
        written = max(max(times) for _path, _inode, _size, *times in seen) / 1e9
        if self._today() - written >= SETTLE:
            return True
        # Modified just now (or the clock is wrong): wait until the files no longer change.
        if self._moving is None or self._moving[0] != seen:
            self._moving = (seen, self._clock())
        return self._clock() - self._moving[1] >= SETTLE

    def _renew(self, seen: Stamp) -> None:
        self._tried = self._clock()
        now = datetime.now(UTC)
        try:
            value = self._load(self._directory)
        except Exception as error:
            known = str(error) == str(self._error) and type(error) is type(self._error)
            self._error = error
            if self._freshness is not None and not known:
                self._freshness = Freshness(self._freshness.loaded, now, str(error))
                _LOG.error(
                    "The data in %s have changed and are invalid; the last valid version is still "
                    "served. %s",
                    self._directory,
                    error,
                )
        else:
            if self._value is not None:
                _LOG.info("The data in %s have changed and were reloaded.", self._directory)
            self._value, self._error, self._freshness = value, None, Freshness(now)
        # Set this last, so that a thread that sees the stamp also sees the value.
        self._stamp = seen
