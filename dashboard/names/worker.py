"""Names and texts are checked by a process of its own, so that pages are served meanwhile.

Python runs one thread at a time: while names are compared in the process of the pages, everybody's
page waits. `python -m dashboard.names.worker FOLDER` is the other process; it reads
requests from its standard input and writes answers to its standard output, keeps nothing of them,
and ends when its input does.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol, TypeVar

from dashboard.catalog.catalog import Catalog
from dashboard.catalog.loading import load_catalog
from dashboard.names.answer import Answer, Mention
from dashboard.names.awaiting import Look, keep_look, last_look, with_undescribed
from dashboard.names.kept import matcher
from dashboard.names.suggestion import Suggestion
from dashboard.names.turns import TURNS

DEADLINE = 30.0
"""Seconds for one request, after which the process is restarted; as long a request waits for its turn."""
STARTING = 300.0
"""Seconds until a process has read the data; a busy machine takes long, and what is ended in between never starts."""
WAITING = 8
"""Requests that may wait for their turn; further ones are refused."""

Answered = TypeVar("Answered")

_LENGTH = 8
_NICE = 10
_LOG = logging.getLogger(__name__)


class BusyError(Exception):
    """The check has no turn left, took too long or failed: nothing was checked.

    Attributes:
        seconds: The seconds that were spent in vain; who asked has to pay for them.
    """

    def __init__(self, reason: str, seconds: float = 0.0) -> None:
        """Say why nothing was checked, and what it cost."""
        super().__init__(reason)
        self.seconds = seconds


class Checker(Protocol):
    """A checker of names and texts: a matcher in this process, or another process."""

    def check(self, name: str) -> Answer:
        """Check one name."""

    def check_many(self, names: Iterable[str]) -> list[Answer]:
        """Check several names."""

    def mentions(self, text: str) -> list[Mention]:
        """Find the designated organizations that a text names."""

    def suggest(self, text: str, limit: int = 8) -> list[Suggestion]:
        """Suggest what somebody who types may be looking for."""


@dataclass
class Worker:
    """The other process, begun when it is first needed.

    Attributes:
        directory: The folder of the data package.
        deadline: Seconds for one request.
        waiting: Requests that may wait.
    """

    directory: Path
    deadline: float = DEADLINE
    waiting: int = WAITING
    _process: subprocess.Popen[bytes] | None = None
    _ready: threading.Event = field(default_factory=threading.Event)
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _places: threading.BoundedSemaphore = field(init=False)

    def __post_init__(self) -> None:
        """Count the places."""
        self._places = threading.BoundedSemaphore(self.waiting)

    @property
    def pid(self) -> int | None:
        """The number of the process in the system; None before it is begun."""
        return self._process.pid if self._process else None

    def ask(self, fingerprint: str, method: str, *asked: Any) -> tuple[Any, float]:
        """Have the other process call a method of its matcher.

        Args:
            fingerprint: That of the catalog whose names are meant.
            method: `check_many`, `mentions` or `suggest`; `call` for a function of the catalog and its matcher.
            *asked: Its arguments; of `call` the function and its further arguments.

        Returns:
            What it returned, and how many seconds of processor it took.

        Raises:
            BusyError: There is no turn left, it took too long, or failed.
        """
        if not self._places.acquire(blocking=False):
            raise BusyError("Too many checks at once.")
        try:
            if not self._turn.acquire(timeout=self.deadline):
                raise BusyError("The checks before this one took too long.")
            try:
                return self._asked(fingerprint, method, asked)
            finally:
                self._turn.release()
        finally:
            self._places.release()

    def start(self) -> None:
        """Begin the process now, so that the first check does not wait for it."""
        with self._turn:
            self._begun()

    def stop(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def _begun(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "dashboard.names.worker", self.directory],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=Path(__file__).resolve().parents[2],
            )
            self._ready = threading.Event()
            threading.Thread(
                target=_wait_until_ready, args=(self._process, self._ready), daemon=True
            ).start()
        return self._process

    def _asked(self, fingerprint: str, method: str, asked: tuple[Any, ...]) -> tuple[Any, float]:
        process = self._begun()
        assert process.stdin
        assert process.stdout
        if not self._ready.wait(self.deadline):
            raise BusyError("The process that checks is still starting.")
        begun = time.monotonic()
        late = threading.Timer(self.deadline, process.kill)
        late.daemon = True
        late.start()
        try:
            look = last_look()
            entries = look.undescribed if look else ()
            send(process.stdin, (fingerprint, entries, method, asked))
            done, result, seconds = receive(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            self.stop()
            _LOG.error("The process that checks names has ended and is begun anew.")
            spent = time.monotonic() - begun
            raise BusyError("The check took too long, or failed.", spent) from None
        finally:
            late.cancel()
        if not done:
            raise BusyError("The data have just changed.")
        return result, seconds


def _wait_until_ready(process: subprocess.Popen[bytes], ready: threading.Event) -> None:
    """Wait until a process says that it has read the data, or has ended."""
    assert process.stdout
    late = threading.Timer(STARTING, process.kill)
    late.daemon = True
    late.start()
    try:
        receive(process.stdout)
    except (OSError, ValueError, EOFError, pickle.UnpicklingError):
        _LOG.error("The process that checks names did not start.")
    finally:
        late.cancel()
        ready.set()


def send(file: IO[bytes], value: object) -> None:
    """Write a value with its length before it."""
    data = pickle.dumps(value)
    file.write(len(data).to_bytes(_LENGTH, "big") + data)
    file.flush()


def receive(file: IO[bytes]) -> Any:
    """Read a value that `send` wrote at the other end of a pipe between our own two processes.

    Raises:
        EOFError: There is no more.
    """
    length = file.read(_LENGTH)
    if len(length) < _LENGTH:
        raise EOFError
    data = file.read(int.from_bytes(length, "big"))
    return pickle.loads(data)


@dataclass(frozen=True)
class RemoteMatcher:
    """A matcher in the other process.

    Attributes:
        worker: The process.
        fingerprint: That of the catalog whose names are meant.
        spent: Called with the seconds of processor that each request took, also in vain.
    """

    worker: Worker
    fingerprint: str
    spent: Any = None

    def check(self, name: str) -> Answer:
        """Check one name.

        Raises:
            BusyError: It could not be checked.
        """
        return self.check_many([name])[0]

    def check_many(self, names: Iterable[str]) -> list[Answer]:
        """Check several names.

        Raises:
            BusyError: They could not be checked.
        """
        answers: list[Answer] = self._asked("check_many", list(names))
        return answers

    def mentions(self, text: str) -> list[Mention]:
        """Find the designated organizations that a text names.

        Raises:
            BusyError: It could not be checked.
        """
        found: list[Mention] = self._asked("mentions", text)
        return found

    def suggest(self, text: str, limit: int = 8) -> list[Suggestion]:
        """Suggest what somebody who types may be looking for.

        Raises:
            BusyError: It could not be looked up.
        """
        found: list[Suggestion] = self._asked("suggest", text, limit)
        return found

    def call(self, function: Callable[..., Answered], *asked: Any) -> Answered:
        """Call a function with the catalog and its matcher, and with further arguments.

        Raises:
            BusyError: It could not be called.
        """
        answered: Answered = self._asked("call", function, *asked)
        return answered

    def _asked(self, method: str, *asked: Any) -> Any:
        seconds = 0.0
        try:
            with TURNS.aside():  # the thread only waits
                result, seconds = self.worker.ask(self.fingerprint, method, *asked)
        except BusyError as busy:
            seconds = busy.seconds
            raise
        finally:
            if self.spent and seconds:
                self.spent(seconds)
        return result


_worker: Worker | None = None


def serve_with(worker: Worker | None) -> None:
    """Have names checked by a process from now on, or by this one again.

    Args:
        worker: The process; None for a matcher in this process.
    """
    global _worker
    _worker = worker


def checker(catalog: Catalog, spent: Any = None) -> Checker:
    """Return what checks names against a catalog.

    Args:
        catalog: The dataset.
        spent: Called with the seconds of processor that each request took.

    Returns:
        The other process where one serves this catalog, else a matcher in this process.
    """
    if _worker is None:
        return matcher(catalog)
    return RemoteMatcher(_worker, catalog.fingerprint, spent)


def call(catalog: Catalog, spent: Any, function: Callable[..., Answered], *asked: Any) -> Answered:
    """Call a function with a catalog and what checks names against it, beside the pages if possible.

    Args:
        catalog: The dataset.
        spent: Called with the seconds of processor that it took in the other process.
        function: One of a module, so that the other process finds it.
        *asked: Its further arguments.

    Raises:
        BusyError: It could not be called.
    """
    if _worker is None:
        return function(catalog, matcher(catalog), *asked)
    return RemoteMatcher(_worker, catalog.fingerprint, spent).call(function, *asked)


def give_way() -> None:
    """Let the process of the pages go first where there are too few processors for both."""
    with suppress(AttributeError, OSError):  # Windows has no such thing
        os.nice(_NICE)


def answer_requests(directory: Path, requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more.

    Args:
        directory: The folder of the data package.
        requests: Where they come from.
        answers: Where the answers go.
    """
    checking = matcher(load_catalog(directory)).ready()
    send(answers, None)  # ready
    while True:
        try:
            fingerprint, entries, method, asked = receive(requests)
        except EOFError:
            return
        keep_look(Look(undescribed=entries))
        catalog = with_undescribed(load_catalog(directory))
        if catalog.fingerprint != fingerprint:
            send(answers, (False, None, 0.0))
            continue
        checking = matcher(catalog).ready()
        begun = time.process_time()
        if method == "call":
            function, *further = asked
            result = function(catalog, checking, *further)
        else:
            result = getattr(checking, method)(*asked)
        send(answers, (True, result, time.process_time() - begun))


if __name__ == "__main__":
    give_way()
    answer_requests(Path(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
