"""Long work on a list or a text, done in portions that a reader can watch and stop.

A portion is short, so that other readers are served in between; a click on anything, the stop button
above all, is heard after it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import streamlit as st

from dashboard.catalog.matching import Answer, Matcher, Mention
from dashboard.catalog.matching.passages import passages
from dashboard.catalog.uploads import Sheet
from dashboard.locale import gettext as _

_NAMES = 50
_PASSAGE = 20_000


@dataclass
class ListJob:
    """The check of a list: it holds what is done, for this session only.

    Attributes:
        source: What the list was read from.
        sheet: The list.
        column: The column with the names.
        answers: The answers so far.
        running: Whether to go on.
    """

    source: Hashable
    sheet: Sheet
    column: int
    answers: list[Answer] = field(default_factory=list)
    running: bool = False

    @property
    def done(self) -> float:
        """Which share is done, 0 to 1."""
        return len(self.answers) / max(len(self.sheet.rows), 1)

    def portion(self, checker: Matcher) -> None:
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
    """

    source: Hashable
    text: str
    mentions: list[Mention] = field(default_factory=list)
    position: int = 0
    running: bool = False

    @property
    def done(self) -> float:
        """Which share is done, 0 to 1."""
        return self.position / max(len(self.text), 1)

    def portion(self, checker: Matcher) -> None:
        """Read the next passage."""
        start = self.position
        _begin, passage = next(passages(self.text[start : start + 2 * _PASSAGE], _PASSAGE))
        self.mentions += [each.moved(start) for each in checker.mentions(passage)]
        self.position = start + len(passage)


def work(job: ListJob | TextJob, checker: Matcher, key: str) -> None:
    """Go on with a job until it is done, showing how far it is, with a button that stops it.

    Args:
        job: The job; what it has done stays in it when the reader stops it.
        checker: The matcher.
        key: A name for the button.
    """
    if not job.running:
        return
    if job.done < 1:
        place = st.empty()
        with place.container(horizontal=True, vertical_alignment="center"):
            bar = st.progress(job.done, text=_("Checking …"))
            st.button(_("Stop"), key=f"{key}-stop", on_click=_stopper(job))
        while job.done < 1:
            job.portion(checker)
            bar.progress(min(job.done, 1.0), text=_("Checking …"))
        place.empty()
    job.running = False


def _stopper(job: ListJob | TextJob) -> Callable[[], None]:
    def stop() -> None:
        job.running = False

    return stop
