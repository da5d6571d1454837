"""Long work on a list or a text, done in portions that a reader can watch and stop.

A portion is short, so that other readers are served in between; a click on anything, the stop button
above all, is heard after it.
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
"""Seconds of processor that are taken for a portion before it is known what it costs."""
_ATTEMPTS = 60
"""Seconds for which a portion waits for its turn."""
_PATIENCE = 8
"""How often a name that is typed asks for its turn, a quarter of a second apart."""


class Files:
    """The files that were made of a job's results: each once, however often it is asked for."""

    def __init__(self) -> None:
        """Begin without any."""
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[Hashable, bytes]] = {}

    def offered(
        self, kind: str, of: Hashable, make: Callable[[], bytes], client: str
    ) -> Callable[[], bytes]:
        """Return what makes a file, later and in another thread, in the language of the page.

        Args:
            kind: Its kind, of which the last is kept.
            of: What it is made of: a file of anything else is made anew.
            make: Makes it; a long list takes many seconds of processor, which its client's network pays.
            client: The address of the reader.
        """
        language = locale.current().code

        def made() -> bytes:
            """Make the file.

            Raises:
                BusyError: Too much is being done for the network.
            """
            if (known := self._known(kind, (of, language))) is not None:
                return known
            # Who waits for the lock holds a thread of those in which everybody's files are made.
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
        raise BusyError("Too much was checked.")
    with TURNS.taken(client), locale.using(language):
        begun = time.thread_time()
        try:
            return make()
        finally:
            checking().settle(client, _TAKEN, time.thread_time() - begun)


@dataclass
class ListJob:
    """The check of a list: it holds what is done, for this session only.

    Attributes:
        source: What the list was read from.
        sheet: The list.
        column: The column with the names.
        answers: The answers so far.
        running: Whether to go on.
        files: What was made of the results to be saved.
    """

    source: Hashable
    sheet: Sheet
    column: int
    answers: list[Answer] = field(default_factory=list)
    running: bool = False
    files: Files = field(default_factory=lambda: Files())

    @property
    def done(self) -> float:
        """The share that is done, 0 to 1."""
        return len(self.answers) / max(len(self.sheet.rows), 1)

    def portion(self, checker: Checker) -> None:
        """Answer the next few names."""
        begin = len(self.answers)
        rows = self.sheet.rows[begin : begin + _NAMES]
        part = Sheet(self.sheet.columns, rows, self.sheet.headed)
        self.answers += checker.check_many(part.texts(self.column))


@dataclass
class TextJob:
    """The search of a text for names.

    Attributes:
        source: What the text was read from.
        text: The text.
        mentions: Those found so far.
        position: To where it was read.
        running: Whether to go on.
        files: What was made of the results to be saved.
    """

    source: Hashable
    text: str
    mentions: list[Mention] = field(default_factory=list)
    position: int = 0
    running: bool = False
    files: Files = field(default_factory=lambda: Files())

    @property
    def done(self) -> float:
        """The share that is done, 0 to 1."""
        return self.position / max(len(self.text), 1)

    def portion(self, checker: Checker) -> None:
        """Read the next passage."""
        start = self.position
        _begin, passage = next(passages(self.text[start : start + 2 * _PASSAGE], _PASSAGE))
        self.mentions += [each.moved(start) for each in checker.mentions(passage)]
        self.position = start + len(passage)


def work(job: ListJob | TextJob, checker: Checker, key: str, client: str) -> None:
    """Go on with a job until it is done, showing how far it is, with a button that stops it.

    A job waits while its client has used up what checks may cost, or while others are checked.

    Args:
        job: The job; what it has done stays in it when the reader stops it.
        checker: Checks names and texts.
        key: A name for the button.
        client: The address of the reader.

    Raises:
        BusyError: The rest could not be checked for a minute.
    """
    if not job.running:
        return
    if job.done < 1:
        place = st.empty()
        with place.container(horizontal=True, vertical_alignment="center"):
            bar = st.progress(job.done, text=_("Checking …"))
            st.button(_("Stop"), key=f"{key}-stop", on_click=_stopper(job))
        with TURNS.aside():  # it may take minutes, most of them in another process
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
    """Do a portion of a job as soon as there is room for it."""
    refused = 0
    while True:
        if checking().wait(client, _TAKEN):
            # Saying it lets a click on the stop button end this run.
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
    """Check one name, unless its client has used up what checks may cost.

    Args:
        checker: Checks it.
        name: The name.
        client: The address of the reader.

    Raises:
        BusyError: It was not checked.
    """
    if checking().wait(client, _TAKEN):
        raise BusyError("Too much was checked.")
    for _attempt in range(_PATIENCE - 1):
        with checking().place(client) as free:
            if free:
                return checker.check(name)
        with TURNS.aside():
            time.sleep(0.25)
    with _place(client):
        return checker.check(name)


def read_file(data: bytes, headed: bool | None, client: str) -> Sheet:
    """Read a list from a file in a place of its network, which pays for what a workbook takes.

    Args:
        data: The file.
        headed: Whether its first row holds headings; None to judge by the row.
        client: The address of the reader.

    Raises:
        BusyError: It was not read.
        UploadError: It cannot be read.
    """
    if checking().wait(client, _TAKEN):
        raise BusyError("Too much was checked.")
    seconds: list[float] = []
    with _place(client):
        try:
            # A workbook waits for the one before it: a page that held its turn meanwhile would keep others waiting.
            return read_list(data, headed=headed, waiting=TURNS.aside, spent=seconds.append)
        finally:
            checking().settle(client, _TAKEN, sum(seconds))


@contextmanager
def _place(client: str) -> Iterator[None]:
    """Take one of the places of a network, as the checks by API do.

    Raises:
        BusyError: No place is free.
    """
    with checking().place(client) as free:
        if not free:
            raise BusyError("Too many checks of one network at once.")
        yield


def spending(client: str) -> Callable[[float], None]:
    """Return what notes the seconds of processor that a client's checks take.

    Args:
        client: The address of the reader.
    """
    return lambda seconds: checking().settle(client, _TAKEN, seconds)


def _stopper(job: ListJob | TextJob) -> Callable[[], None]:
    def stop() -> None:
        job.running = False

    return stop
