"""The last good state of a folder that changes while it is served."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

from dashboard.catalog.replacement import Stamp, stamp

Value = TypeVar("Value")

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Freshness:
    """How what is served relates to what lies on disk.

    Attributes:
        loaded: When the value that is served was read (UTC).
        refused: When a newer state of the folder was found unusable (UTC); None while what is
            served is the newest.
        reason: Why it was unusable.
    """

    loaded: datetime
    refused: datetime | None = None
    reason: str = ""


class Store(Generic[Value]):
    """Keeps what was made of a folder, and makes it anew when the folder's files change.

    While one caller loads a new state all others get the one before, so nobody waits for it but
    the first. A state that cannot be loaded is logged once and not tried again until it changes.
    """

    def __init__(self, directory: Path, load: Callable[[Path], Value]) -> None:
        """Watch a folder.

        Args:
            directory: The folder.
            load: Makes the value of it; raises an exception if the folder is unusable.
        """
        self._directory, self._load = directory, load
        self._loading = threading.Lock()
        self._value: Value | None = None
        self._error: Exception | None = None
        self._stamp: Stamp | None = None
        self._freshness: Freshness | None = None

    @property
    def freshness(self) -> Freshness | None:
        """When the present value was loaded, and whether a newer state was refused; None at first."""
        return self._freshness

    def current(self) -> Value:
        """The value of the newest state that could be loaded.

        Raises:
            Exception: What `load` raised, if no state could be loaded yet.
        """
        seen = stamp(self._directory)
        if seen != self._stamp and self._loading.acquire(blocking=self._value is None):
            try:
                seen = stamp(self._directory)  # another caller may just have loaded it
                if seen != self._stamp:
                    self._renew(seen)
            finally:
                self._loading.release()
        if self._value is not None:
            return self._value
        assert self._error is not None
        raise self._error.with_traceback(None)

    def _renew(self, seen: Stamp) -> None:
        now = datetime.now(UTC)
        try:
            value = self._load(self._directory)
        except Exception as error:
            self._error = error
            if self._freshness is not None:
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
        # Set last: whoever sees this stamp finds what was made of it.
        self._stamp = seen
