"""Check a list or a text in portions, with progress and a stop button.

Portions are short, so that other readers are served in between, and clicks, above all on the stop
button, are handled
after each portion.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st

from dashboard import locale
from dashboard.locale import gettext as _
from dashboard.names import Answer, Mention
from dashboard.names.allowance import checking
from dashboard.names.turns import TURNS
from dashboard.names.worker import BusyError, Checker
from dashboard.sheets.reading import Sheet, read_list
from dashboard.text.passages import passages

_NAMES = 50
_PASSAGE = 20_000
_TAKEN = 0.01
"""CPU seconds that are charged for a portion before its real cost is known."""
_ATTEMPTS = 60
"""Seconds for which a portion waits for its turn at most."""
_PATIENCE = 8
"""Number of attempts of a single name to get its turn, a quarter of a second apart."""


class Files:
    """A cache of the download files made from a job's results."""

    def __init__(self) -> None:
        """Create an empty cache."""
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[Hashable, bytes]] = {}

    def offered(
        self, kind: str, of: Hashable, make: Callable[[], bytes], client: str
    ) -> Callable[[], bytes]:
        """Return a function that makes a file later, in another thread, in the language of the
        page.

        Args:
            kind: Its kind; only the last file of each kind is cached.
            of: The objects it is made from; the file is made again if they differ.
            make: Makes the file. A long list takes many CPU seconds, which are charged to the
                client's network.
            client: The IP address of the reader.
        """
        language = locale.current().code

        def made() -> bytes:
            """Make the file.

            Raises:
                BusyError: The network has used up its CPU time.
            """
            if (known := self._known(kind, (of, language))) is not None:
                return known
            # Do not block on the lock: that would occupy a thread of the pool in which all files
            # are made.
            with _place(client), self._lock:
                if (known := self._known(kind, (of, language))) is not None:
                    return known
                file = _made(make, client, language)
                self._kept[kind] = ((of, language), file)
                return file

        return made

    def _known(self, kind: str, of: Hashable) -> bytes | None:
        known = self._kept.get(kind)
        return known[1] if known is not None and known[0] == of else None


def _made(make: Callable[[], bytes], client: str, language: str) -> bytes:
    for _attempt in range(_ATTEMPTS):
        if not checking().wait(client, _TAKEN):
            break
        time.sleep(1)
    else:
        raise BusyError("The CPU time for checks is used up.")
    with TURNS.taken(client), locale.using(language):
        begun = time.thread_time()
        try:
            return make()
        finally:
            checking().settle(client, _TAKEN, time.thread_time() - begun)


@dataclass
class ListJob:
    """The state of the check of a list, in this session only.

    Attributes:
        source: The file or text that the list was read from.
        sheet: The list.
        column: The column with the names.
        answers: The answers so far.
        running: Whether to continue.
        files: The download files of the results.
    """

    source: Hashable
    sheet: Sheet
    column: int
    answers: list[Answer] = field(default_factory=list)
    running: bool = False
    files: Files = field(default_factory=lambda: Files())

    @property
    def done(self) -> float:
        """The completed share, 0 to 1."""
        return len(self.answers) / max(len(self.sheet.rows), 1)

    def portion(self, checker: Checker) -> None:
        """Check the next few names."""
        begin = len(self.answers)
        rows = self.sheet.rows[begin : begin + _NAMES]
        part = Sheet(self.sheet.columns, rows, self.sheet.headed)
        self.answers += checker.check_many(part.texts(self.column))


@dataclass
class TextJob:
    """The state of the search of a text for names.

    Attributes:
        source: The file that the text was read from, or the text.
        text: The text.
        mentions: The mentions found so far.
        position: The position up to which the text was searched.
        running: Whether to continue.
        files: The download files of the results.
    """

    source: Hashable
    text: str
    mentions: list[Mention] = field(default_factory=list)
    position: int = 0
    running: bool = False
    files: Files = field(default_factory=lambda: Files())

    @property
    def done(self) -> float:
        """The completed share, 0 to 1."""
        return self.position / max(len(self.text), 1)

    def portion(self, checker: Checker) -> None:
        """Search the next passage."""
        start = self.position
        _begin, passage = next(passages(self.text[start : start + 2 * _PASSAGE], _PASSAGE))
        self.mentions += [each.moved(start) for each in checker.mentions(passage)]
        self.position = start + len(passage)


def work(job: ListJob | TextJob, checker: Checker, key: str, client: str) -> None:
    """Continue a job until it is complete, with a progress bar and a stop button.

    A job waits while its client has used up the CPU time for checks, or while other checks run.

    Args:
        job: The job; it keeps its results when the reader stops it.
        checker: The checker of names and texts.
        key: The widget key of the button.
        client: The IP address of the reader.

    Raises:
        BusyError: The job got no turn for a minute.
    """
    if not job.running:
        return
    if job.done < 1:
        place = st.empty()
        with place.container(horizontal=True, vertical_alignment="center"):
            bar = st.progress(job.done, text=_("Checking …"))
            st.button(_("Stop"), key=f"{key}-stop", on_click=_stopper(job))
        with TURNS.aside():  # it may take minutes, mostly in the worker process
            while job.done < 1:
                _portion(
                    job, checker, client, lambda text: bar.progress(min(job.done, 1.0), text=text)
                )
                bar.progress(min(job.done, 1.0), text=_("Checking …"))
        place.empty()
    job.running = False


def _portion(
    job: ListJob | TextJob, checker: Checker, client: str, say: Callable[[str], object]
) -> None:
    """Run a portion of a job as soon as the limits allow it."""
    refused = 0
    while True:
        if checking().wait(client, _TAKEN):
            # Sending a message lets Streamlit stop this run after a click on the stop button.
            say(_("Waiting: much was checked from your network. It goes on by itself."))
            time.sleep(1)
            continue
        try:
            with _place(client):
                job.portion(checker)
            return
        except BusyError:
            refused += 1
            if refused > _ATTEMPTS:
                job.running = False
                raise
            say(_("Waiting: others are checking too. It goes on by itself."))
            time.sleep(1)


def check_name(checker: Checker, name: str, client: str) -> Answer:
    """Check one name, unless its client has used up the CPU time for checks.

    Args:
        checker: The checker.
        name: The name.
        client: The IP address of the reader.

    Raises:
        BusyError: The name was not checked.
    """
    if checking().wait(client, _TAKEN):
        raise BusyError("The CPU time for checks is used up.")
    for _attempt in range(_PATIENCE - 1):
        with checking().place(client) as free:
            if free:
                return checker.check(name)
        with TURNS.aside():
            time.sleep(0.25)
    with _place(client):
        return checker.check(name)


def read_file(data: bytes, headed: bool | None, client: str) -> Sheet:
    """Read a list from a file, within the limits of the client's network, which is charged for a workbook.

    Args:
        data: The file.
        headed: Whether its first row contains headings; None to detect it.
        client: The IP address of the reader.

    Raises:
        BusyError: The file was not read.
        UploadError: The file cannot be read.
    """
    if checking().wait(client, _TAKEN):
        raise BusyError("The CPU time for checks is used up.")
    seconds: list[float] = []
    with _place(client):
        try:
            # Workbooks wait in a queue: give the turn back meanwhile, so that other requests need
            # not wait.
            return read_list(data, headed=headed, waiting=TURNS.aside, spent=seconds.append)
        finally:
            checking().settle(client, _TAKEN, sum(seconds))


@contextmanager
def _place(client: str) -> Iterator[None]:
    """Hold one of the places of a network for checks, as the API does.

    Raises:
        BusyError: No place is free.
    """
    with checking().place(client) as free:
        if not free:
            raise BusyError("Too many checks of one network at once.")
        yield


def spending(client: str) -> Callable[[float], None]:
    """Return a function that adds up the CPU seconds of a client's checks.

    Args:
        client: The IP address of the reader.
    """
    return lambda seconds: checking().settle(client, _TAKEN, seconds)


def _stopper(job: ListJob | TextJob) -> Callable[[], None]:
    def stop() -> None:
        job.running = False

    return stop
