"""Check names and texts in a worker process, so that the server process stays free for pages.

Python runs one thread at a time: if the server process compared names itself, every page would
wait. `python -m dashboard.names.worker FOLDER` is the worker process. It reads requests from its
standard input, writes answers to its standard output, stores neither, and ends when its input ends.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
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
"""Seconds for one request, after which the worker process is restarted. A request waits as long for
the requests before it."""
STARTING = 300.0
"""Seconds that a worker process may take to read the data. A busy machine needs long, and a process
that is killed too early would never start."""
PORTION = 2_000
"""Number of characters after which other requests are answered in between; a portion has at least
one name or query."""
WAITING = 8
"""Maximum number of waiting requests; further ones are refused."""

Answered = TypeVar("Answered")
Given = TypeVar("Given")

_LENGTH = 8
_NICE = 10
_LOG = logging.getLogger(__name__)


class BusyError(Exception):
    """Nothing was checked, because too many requests wait, or the check took too long or failed.

    Attributes:
        seconds: The seconds that were spent without a result; they are charged to the client.
    """

    def __init__(self, reason: str, seconds: float = 0.0) -> None:
        """Store why nothing was checked, and how many seconds were spent."""
        super().__init__(reason)
        self.seconds = seconds


class Checker(Protocol):
    """An object that checks names and texts: a matcher in this process, or a worker process."""

    def check(self, name: str) -> Answer:
        """Check one name."""

    def check_many(self, names: Iterable[str]) -> list[Answer]:
        """Check several names."""

    def mentions(self, text: str) -> list[Mention]:
        """Find the designated organizations that a text names."""

    def suggest(self, text: str, limit: int = 8) -> list[Suggestion]:
        """Suggest what somebody who types may be looking for."""


class Line:
    """A fair lock (first in, first out), so that short requests run between the portions of a long one."""

    def __init__(self) -> None:
        """Create an unlocked lock."""
        self._lock = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    @property
    def waiting(self) -> int:
        """The number of waiting threads."""
        return len(self._waiting)

    def acquire(self, timeout: float | None = None) -> bool:
        """Acquire the lock, with an optional timeout in seconds; return whether it was acquired."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            come = threading.Event()
            self._waiting.append(come)
        if come.wait(timeout):
            return True
        with self._lock:
            if come.is_set():
                return True
            self._waiting.remove(come)
            return False

    def release(self) -> None:
        """Release the lock; the longest waiting thread gets it."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


def portions(given: Sequence[Given], size: Callable[[Given], int]) -> Iterator[Sequence[Given]]:
    """Split names or queries into portions that take a fraction of a second each.

    Other requests are answered between portions: a request with two hundred long names takes ten
    seconds.

    Args:
        given: The names or queries.
        size: Returns the number of characters that one counts as.
    """
    begin = total = 0
    for place, each in enumerate(given):
        more = size(each)
        if place > begin and total + more > PORTION:
            yield given[begin:place]
            begin, total = place, 0
        total += more
    yield given[begin:]


@dataclass
class Worker:
    """The worker process, started when it is first needed.

    Attributes:
        directory: The folder of the data package.
        deadline: Seconds for one request.
        waiting: Maximum number of waiting requests.
        line: The queue of requests.
    """

    directory: Path
    deadline: float = DEADLINE
    waiting: int = WAITING
    _process: subprocess.Popen[bytes] | None = None
    _ready: threading.Event = field(default_factory=threading.Event)
    line: Line = field(default_factory=lambda: Line())
    _places: threading.BoundedSemaphore = field(init=False)

    def __post_init__(self) -> None:
        """Create the semaphore that limits the waiting requests."""
        self._places = threading.BoundedSemaphore(self.waiting)

    @property
    def pid(self) -> int | None:
        """The process ID; None before the process is started."""
        return self._process.pid if self._process else None

    def ask(self, fingerprint: str, method: str, *asked: Any) -> tuple[Any, float]:
        """Call a method of the matcher in the worker process.

        Args:
            fingerprint: The fingerprint of the catalog to check against.
            method: `check_many`, `mentions` or `suggest`; `call` for a function of the catalog and its matcher.
            *asked: Its arguments; of `call` the function and its further arguments.

        Returns:
            What the method returned, and the CPU seconds that it took.

        Raises:
            BusyError: Too many requests wait, or the call took too long or failed.
        """
        with self.place():
            return self.in_turn(fingerprint, method, *asked)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place among the waiting requests for the duration of the block.

        Raises:
            BusyError: No place is free.
        """
        if not self._places.acquire(blocking=False):
            raise BusyError("Too many checks at once.")
        try:
            yield
        finally:
            self._places.release()

    def in_turn(self, fingerprint: str, method: str, *asked: Any) -> tuple[Any, float]:
        """Call a method as `ask` does, within a `place`, in order of arrival.

        Raises:
            BusyError: The call before took too long, or this one took too long or failed.
        """
        if not self.line.acquire(self.deadline):
            raise BusyError("The checks before this one took too long.")
        try:
            return self._asked(fingerprint, method, asked)
        finally:
            self.line.release()

    def start(self) -> None:
        """Start the process now, so that the first check need not wait for it."""
        self.line.acquire()
        try:
            self._begun()
        finally:
            self.line.release()

    def stop(self) -> None:
        """Stop the process."""
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
            raise BusyError("The worker process is still starting.")
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
            _LOG.error("The worker process that checks names has ended; it will be restarted.")
            spent = time.monotonic() - begun
            raise BusyError("The check took too long, or failed.", spent) from None
        finally:
            late.cancel()
        if not done:
            raise BusyError("The data have just changed.")
        return result, seconds


def _wait_until_ready(process: subprocess.Popen[bytes], ready: threading.Event) -> None:
    """Wait until a process reports that it has read the data, or ends."""
    assert process.stdout
    late = threading.Timer(STARTING, process.kill)
    late.daemon = True
    late.start()
    try:
        receive(process.stdout)
    except (OSError, ValueError, EOFError, pickle.UnpicklingError):
        _LOG.error("The worker process that checks names did not start.")
    finally:
        late.cancel()
        ready.set()


def send(file: IO[bytes], value: object) -> None:
    """Write a pickled value with its length before it."""
    data = pickle.dumps(value)
    file.write(len(data).to_bytes(_LENGTH, "big") + data)
    file.flush()


def receive(file: IO[bytes]) -> Any:
    """Read a value that `send` wrote at the other end of the pipe between the server and its worker
    process.

    Raises:
        EOFError: The pipe has ended.
    """
    length = file.read(_LENGTH)
    if len(length) < _LENGTH:
        raise EOFError
    data = file.read(int.from_bytes(length, "big"))
    return pickle.loads(data)


@dataclass(frozen=True)
class RemoteMatcher:
    """A matcher that runs in the worker process.

    Attributes:
        worker: The worker process.
        fingerprint: The fingerprint of the catalog to check against.
        spent: Called with the CPU seconds of each request, including failed ones.
    """

    worker: Worker
    fingerprint: str
    spent: Any = None

    def check(self, name: str) -> Answer:
        """Check one name.

        Raises:
            BusyError: The name could not be checked.
        """
        return self.check_many([name])[0]

    def check_many(self, names: Iterable[str]) -> list[Answer]:
        """Check several names.

        Raises:
            BusyError: The names could not be checked.
        """
        answers: list[Answer] = []
        with TURNS.aside(), self.worker.place():
            for portion in portions(list(names), len):
                answers += self._paid(self.worker.in_turn, "check_many", portion)
        return answers

    def mentions(self, text: str) -> list[Mention]:
        """Find the designated organizations that a text names.

        Raises:
            BusyError: The text could not be checked.
        """
        found: list[Mention] = self._asked("mentions", text)
        return found

    def suggest(self, text: str, limit: int = 8) -> list[Suggestion]:
        """Suggest what somebody who types may be looking for.

        Raises:
            BusyError: The text could not be looked up.
        """
        found: list[Suggestion] = self._asked("suggest", text, limit)
        return found

    def call(self, function: Callable[..., Answered], *asked: Any) -> Answered:
        """Call a function with the catalog, its matcher and further arguments.

        Raises:
            BusyError: The function could not be called.
        """
        answered: Answered = self._asked("call", function, *asked)
        return answered

    def call_each(
        self, function: Callable[..., Answered], asked: Iterable[tuple[Any, ...]]
    ) -> list[Answered]:
        """Call a function as `call` does, once for each tuple of arguments; other requests may run in between.

        Raises:
            BusyError: It could not be called.
        """
        with TURNS.aside(), self.worker.place():
            return [self._paid(self.worker.in_turn, "call", function, *each) for each in asked]

    def _asked(self, method: str, *asked: Any) -> Any:
        with TURNS.aside():  # the thread only waits
            return self._paid(self.worker.ask, method, *asked)

    def _paid(self, ask: Callable[..., tuple[Any, float]], method: str, *asked: Any) -> Any:
        seconds = 0.0
        try:
            result, seconds = ask(self.fingerprint, method, *asked)
        except BusyError as busy:
            seconds = busy.seconds
            raise
        finally:
            if self.spent and seconds:
                self.spent(seconds)
        return result


_worker: Worker | None = None


def serve_with(worker: Worker | None) -> None:
    """Set the worker process that checks names from now on.

    Args:
        worker: The worker process; None to check in this process.
    """
    global _worker
    _worker = worker


def checker(catalog: Catalog, spent: Any = None) -> Checker:
    """Return a checker of names against a catalog.

    Args:
        catalog: The dataset.
        spent: Called with the CPU seconds of each request to the worker process.

    Returns:
        A matcher in the worker process if there is one, else in this process.
    """
    if _worker is None:
        return matcher(catalog)
    return RemoteMatcher(_worker, catalog.fingerprint, spent)


def call(catalog: Catalog, spent: Any, function: Callable[..., Answered], *asked: Any) -> Answered:
    """Call a function with a catalog and its matcher, in the worker process if there is one.

    Args:
        catalog: The dataset.
        spent: Called with the CPU seconds that it took in the worker process.
        function: A module-level function, so that the worker process can import it.
        *asked: Its further arguments.

    Raises:
        BusyError: The function could not be called.
    """
    if _worker is None:
        return function(catalog, matcher(catalog), *asked)
    return RemoteMatcher(_worker, catalog.fingerprint, spent).call(function, *asked)


def call_each(
    catalog: Catalog,
    spent: Any,
    function: Callable[..., Answered],
    asked: Iterable[tuple[Any, ...]],
) -> list[Answered]:
    """Call a function as `call` does, once for each tuple of arguments; other requests may run in between.

    Args:
        catalog: The dataset.
        spent: Called with the CPU seconds that each call took in the worker process.
        function: A module-level function, so that the worker process can import it.
        asked: Its further arguments for each call.

    Raises:
        BusyError: It could not be called.
    """
    if _worker is None:
        return [function(catalog, matcher(catalog), *each) for each in asked]
    return RemoteMatcher(_worker, catalog.fingerprint, spent).call_each(function, asked)


def give_way() -> None:
    """Lower the priority of this process, so that the server process gets the CPU first."""
    with suppress(AttributeError, OSError):  # Windows has no os.nice
        os.nice(_NICE)


def answer_requests(directory: Path, requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until the input ends.

    Args:
        directory: The folder of the data package.
        requests: The pipe to read requests from.
        answers: The pipe to write answers to.
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
