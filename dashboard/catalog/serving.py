"""The last good state of a folder that changes while it is served."""

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
"""For how many seconds files that are written in place must stand still before they are read."""

RETRY = 30.0
"""After how many seconds a state that could not be loaded is tried again."""

PATIENCE = 2.0
"""For how many seconds a caller waits until the file system says what is in the folder."""

DEADLINE = 120.0
"""For how many seconds a caller waits until a state is loaded; a million articles take 40."""


@dataclass(frozen=True)
class Freshness:
    """How the served data relate to the files on disk.

    Attributes:
        loaded: When the value that is served was read (UTC).
        refused: When a newer state of the folder was found unusable (UTC); None while what is
            served is the newest.
        reason: Why it was unusable.
        loading: Since when a newer state is being loaded (UTC); None if none is.
    """

    loaded: datetime
    refused: datetime | None = None
    reason: str = ""
    loading: datetime | None = None


class Store(Generic[Value]):
    """Keeps the value loaded from a folder, and loads it again when the folder's files change.

    While one caller loads a new state all others get the one before, so nobody waits for it but
    the first. A folder that changed places with another is read at once. Where files are written
    one by one, a table that ends early can look whole: such a state is read once it stands still.
    A state that cannot be loaded is logged once. It is tried again when it changes, and now and
    then in any case, because the cause may lie outside the files: too many open ones, no memory.
    The folder is looked at, and a state is loaded, in threads of their own, so that a file system
    that hangs makes nobody wait for longer than `PATIENCE` and the deadline.
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
            load: Makes the value of it; raises an exception if the folder is unusable.
            clock: Tells seconds that never run backwards.
            today: Tells the time by which the files are dated, in seconds.
            deadline: For how many seconds a caller waits until a state is loaded.
            patience: For how many seconds a caller waits for what is in the folder.
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
        """When the present value was loaded, and what became of newer states; None at first."""
        found = self._freshness
        return replace(found, loading=self._begun) if found and self._begun else found

    def current(self) -> Value:
        """Return the value of the newest state that could be loaded.

        Raises:
            Exception: What `load` raised, if no state could be loaded yet.
            TimeoutError: The file system does not answer, and no state was loaded before.
        """
        seen = self._look()
        if seen is not None and self._due(seen):
            with self._loading:
                seen = self._look() or seen  # another caller may just have loaded it
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
        """Return the stamp of the folder, or None while the file system does not answer."""
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
        _LOG.error("The file system of %s does not answer.", self._directory)
        return None

    def _begin(self, seen: Stamp) -> None:
        """Load a state in a thread of its own."""
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
        """Tell whether to load a state now."""
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
        # Modified just now, or by a wrong clock: wait and see whether they still change.
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
                    "The data in %s have changed and cannot be used; the version before is still "
                    "served. %s",
                    self._directory,
                    error,
                )
        else:
            if self._value is not None:
                _LOG.info("The data in %s have changed and were loaded anew.", self._directory)
            self._value, self._error, self._freshness = value, None, Freshness(now)
        # Set last: a thread that sees this stamp also sees its value.
        self._stamp = seen
