"""The answer to one checked name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from dashboard import locale
from dashboard.dataset.identifiers import is_described
from dashboard.locale import gettext as _
from dashboard.locale import mark

Match = Literal["exact", "likely", "possible", "none", "unchecked"]
MATCHES: tuple[Match, ...] = ("exact", "likely", "possible", "none", "unchecked")
"""How a name in the data matches the question, from the most certain to "not compared"."""

Verdict = Literal["listed", "announced", "delisted", "possible", "none", "unchecked"]
VERDICTS: tuple[Verdict, ...] = (
    "listed", "announced", "delisted", "possible", "none", "unchecked",
)  # fmt: skip
"""The verdicts for programs, the most serious first: the designation's status for an exact or likely match."""

Status = Literal["announced", "listed", "delisted"]

SURE: frozenset[Match] = frozenset({"exact", "likely"})
"""The matches that identify a designation."""


@dataclass(frozen=True)
class Standing:
    """The status of a designation and the dates that led to it; None where a date is not known.

    Attributes:
        status: ``announced``, ``listed`` or ``delisted``.
        decision_date: When the prosecutors decided.
        announced_date: When they announced it.
        listed_date: When the Ministry of Justice entered it.
        published_date: When the entry was made public.
        delisted_date: When it was removed.
    """

    status: Status
    decision_date: date | None = None
    announced_date: date | None = None
    listed_date: date | None = None
    published_date: date | None = None
    delisted_date: date | None = None


STANDING_DATES = (
    "decision_date", "announced_date", "listed_date", "published_date", "delisted_date",
)  # fmt: skip


def verdict_of(match: Match, standing: Standing | None) -> Verdict:
    """Return the verdict of a match with a designation of this standing.

    Args:
        match: How the name matches.
        standing: The status of the designation; None counts as listed.
    """
    if match in SURE:
        return standing.status if standing else "listed"
    return match  # type: ignore[return-value]


class Way(StrEnum):
    """The way in which a name or a word matched, from the most to the least certain."""

    EXACT = "exact"
    DIACRITICS = "diacritics"
    ORDER = "order"
    FORM = "form"
    PLACE = "place"
    EXTRA = "extra"
    JOINED = "joined"
    TRANSLITERATION = "transliteration"
    INFLECTION = "inflection"
    SOUND = "sound"
    TRANSLATION = "translation"
    TYPO = "typo"
    PART = "part"
    ADDRESS = "address"
    CONTAINED = "contained"
    LAYOUT = "layout"
    SHAPE = "shape"
    MEMBER = "member"


_WAYS = {
    Way.DIACRITICS: mark("diacritics ignored"),
    Way.ORDER: mark("words in another order"),
    Way.FORM: mark("legal form ignored"),
    Way.PLACE: mark("place after the name ignored"),
    Way.EXTRA: mark("a general word beside the name ignored"),
    Way.JOINED: mark("words written together or apart"),
    Way.TRANSLITERATION: mark("transliteration"),
    Way.INFLECTION: mark("another grammatical form"),
    Way.SOUND: mark("spelled by sound in another script"),
    Way.TRANSLATION: mark("translation of a word"),
    Way.TYPO: mark("a letter or two differ"),
    Way.PART: mark("a part of the name"),
    Way.ADDRESS: mark("from a web address"),
    Way.CONTAINED: mark("the name stands among other words"),
    Way.LAYOUT: mark("typed in another keyboard layout"),
    Way.SHAPE: mark("letters of a similar shape"),
    Way.MEMBER: mark("a part or a brand of the organization"),
}


class Hint(StrEnum):
    """The reason why a question has no answer."""

    NOTHING = "nothing"
    GENERAL = "general"
    SHORT = "short"
    EMPTY = "empty"
    LETTER = "letter"
    DIGITS = "digits"
    LONG = "long"
    UNREADABLE = "unreadable"
    SCRIPT = "script"
    STOPPED = "stopped"


UNCHECKED = frozenset(
    {Hint.EMPTY, Hint.LETTER, Hint.DIGITS, Hint.LONG, Hint.UNREADABLE, Hint.SCRIPT, Hint.STOPPED}
)
"""Hints that nothing was compared; such an answer does not mean "not found"."""

TOO_LITTLE = frozenset({Hint.GENERAL, Hint.SHORT})
"""Hints that the question fits too many names; such an answer does not mean "not found" either."""


_HINTS = {
    Hint.NOTHING: mark("No similar name in our data."),
    Hint.EMPTY: mark("There is no name here."),
    Hint.LETTER: mark("One letter is too short to be a name."),
    Hint.DIGITS: mark("There are only digits here, no name."),
    Hint.UNREADABLE: mark(
        "The letters are damaged: the encoding of the text was lost. Copy it anew."
    ),
    Hint.SCRIPT: mark(
        "The data have too few names in this script to say that it is not listed. "
        "Check the name in Latin or Cyrillic letters."
    ),
    Hint.STOPPED: mark("Stopped before this row."),
    Hint.GENERAL: mark("Too general: many names hold this. Type more of the name."),
    Hint.SHORT: mark("Too short to be told from other names. Type more of the name."),
    Hint.LONG: mark("Too long for a name. Check it as a text."),
}


@dataclass(frozen=True)
class Candidate:
    """A designation that the question may mean.

    Attributes:
        designation_id: Its id.
        score: The similarity of the names, 0 to 1.
        match: ``exact``, ``likely`` or ``possible``; ``none`` if the names only share something.
        matched_name: The name that matched, as in the dataset.
        ways: How that name matched.
        standing: Its status and dates.
    """

    designation_id: str
    score: float
    match: Match
    matched_name: str
    ways: frozenset[Way] = frozenset()
    standing: Standing | None = None

    @property
    def verdict(self) -> Verdict:
        """The meaning of the match for this designation."""
        return verdict_of(self.match, self.standing)

    @property
    def status(self) -> Status | None:
        """The status of the designation."""
        return self.standing.status if self.standing else None

    @property
    def reason(self) -> str:
        """How the name matched, and whether the dataset describes the entry, in the reader's language."""
        ways = [_(_WAYS[way]) for way in Way if way in self.ways and way in _WAYS]
        if ways:
            reason = _("“{name}”: {ways}.").format(name=self.matched_name, ways=", ".join(ways))
        else:
            reason = _("Exact match: “{name}”.").format(name=self.matched_name)
        return reason if is_described(self.designation_id) else f"{reason} {self._unknown}"

    @property
    def _unknown(self) -> str:
        """A sentence that the register has the entry but the dataset does not describe it yet."""
        since = self.standing.listed_date if self.standing else None
        if since is None:
            return _("It is in the register, and not described here yet.")
        return _("In the register since {day}, not described here yet.").format(
            day=locale.day(since)
        )


@dataclass(frozen=True)
class Answer:
    """The answer to one question.

    Attributes:
        query: The question, unchanged.
        match: ``exact``, ``likely``, ``possible``, ``none``, or ``unchecked`` if nothing could be
            compared.
        designation_id: The id of the matching designation, or None.
        score: The certainty, 0 to 1.
        matched_name: The name that matched, or "".
        candidates: The candidates, the likeliest first; the first is the answer itself.
        hint: The reason why there is no answer, or None.
        parts: The answers to the names in the question, if it has several; the answer itself is
            then the most serious
            of them.
    """

    query: str
    match: Match
    designation_id: str | None = None
    score: float = 0.0
    matched_name: str = ""
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)
    hint: Hint = Hint.NOTHING
    parts: tuple[Answer, ...] = ()

    @property
    def standing(self) -> Standing | None:
        """The status and the dates of the designation, or None."""
        return self.candidates[0].standing if self.designation_id and self.candidates else None

    @property
    def status(self) -> Status | None:
        """The status of the designation, or None."""
        return self.standing.status if self.standing else None

    @property
    def verdict(self) -> Verdict:
        """The verdict: the status of a certain match, else the match itself."""
        return verdict_of(self.match, self.standing)

    @property
    def is_blank(self) -> bool:
        """Whether the question is empty, such as an empty row."""
        return not self.query.strip()

    @property
    def each(self) -> tuple[Answer, ...]:
        """The answers to the names in the question, or only this one."""
        return self.parts or (self,)

    @property
    def reason(self) -> str:
        """The reason for the answer, in the reader's language."""
        if self.match in ("none", "unchecked") or not self.candidates:
            return _(_HINTS[self.hint])
        reason = self.candidates[0].reason
        same = [
            each for each in self.candidates[1:]
            if each.match == self.match and each.score > self.score - 0.02
        ]  # fmt: skip
        if same:
            more = locale.ngettext(
                "{n} other designation has this name too.",
                "{n} other designations have this name too.",
                len(same),
            )
            reason = f"{reason} {more}"
        return reason

    @property
    def asks_for_more(self) -> bool:
        """Whether more of the name is needed to answer."""
        return self.match in ("none", "unchecked") and self.hint in TOO_LITTLE

    @property
    def fair(self) -> Answer:
        """The same answer, with "unchecked" instead of "none" if the question is too short or too general."""
        if self.parts:
            return replace(self, parts=tuple(each.fair for each in self.parts))
        return replace(self, match="unchecked") if self.asks_for_more else self


def gravest(answers: Iterable[Answer]) -> Answer:
    """Return the most serious answer: listed before possible before not found.

    "Unchecked" comes before "not found", so that a list with both never looks clear.

    Args:
        answers: At least one.
    """
    order = ("listed", "announced", "delisted", "possible", "unchecked", "none")
    return min(answers, key=lambda each: (order.index(each.verdict), each.match != "exact"))


def numbered(answers: Sequence[Answer], start: int = 1) -> Iterator[tuple[int, Answer]]:
    """Yield the answers with the number of their row; a row with several names yields several.

    Args:
        answers: One for each row.
        start: The number of the first row.
    """
    for row, answer in enumerate(answers, start):
        for each in answer.each:
            yield row, each


class Sign(StrEnum):
    """Evidence for or against words of a text being a name."""

    STAR = "star"
    LABEL = "label"
    ADDRESS = "address"
    KIND = "kind"
    QUOTED = "quoted"
    SOURCE = "source"
    ACT = "act"
    LAW = "law"
    LISTED = "listed"
    ELSEWHERE = "elsewhere"
    COMMON = "common"
    AGAINST = "against"


_SIGNS = {
    Sign.STAR: mark("an asterisk follows"),
    Sign.LABEL: mark("the legal label follows"),
    Sign.ADDRESS: mark("its address"),
    Sign.KIND: mark("the words beside it say what it is"),
    Sign.QUOTED: mark("in quotation marks"),
    Sign.SOURCE: mark("named as a source"),
    Sign.ACT: mark("does what an organization does"),
    Sign.LAW: mark("the sentence is about the law"),
    Sign.LISTED: mark("in one list with another"),
    Sign.ELSEWHERE: mark("named elsewhere in the text"),
    Sign.COMMON: mark("common words, which may mean something else"),
    Sign.AGAINST: mark("something beside it speaks against it"),
}


@dataclass(frozen=True)
class Mention:
    """A mention of a designated organization in a text.

    Attributes:
        start: The position of its first character.
        end: The position after its last character.
        text: The mentioned words.
        designation_id: The id of the designation.
        matched_name: The name that matched.
        score: The certainty, 0 to 1.
        others: Further designations with the same name.
        ways: How the name matched.
        match: ``exact`` or ``likely`` if the organization is certainly meant, else ``possible``.
        standing: Its status and dates.
        signs: The evidence for and against it.
    """

    start: int
    end: int
    text: str
    designation_id: str
    matched_name: str
    score: float
    others: tuple[str, ...] = ()
    ways: frozenset[Way] = frozenset()
    match: Match = "likely"
    standing: Standing | None = None
    signs: frozenset[Sign] = frozenset()

    @property
    def certainty(self) -> Literal["certain", "possible"]:
        """Whether the organization is certainly meant."""
        return "certain" if self.match in SURE else "possible"

    @property
    def status(self) -> Status | None:
        """The status of the designation."""
        return self.standing.status if self.standing else None

    @property
    def verdict(self) -> Verdict:
        """The verdict: the status if the mention is certain, else ``possible``."""
        return verdict_of(self.match, self.standing)

    def moved(self, by: int) -> Mention:
        """Return the mention with its position shifted by `by` characters."""
        return replace(self, start=self.start + by, end=self.end + by)

    @property
    def reason(self) -> str:
        """How the name matched, and the evidence, in the reader's language."""
        reason = Candidate(
            self.designation_id,
            self.score,
            self.match,
            self.matched_name,
            self.ways,
            self.standing,
        ).reason
        signs = [_(_SIGNS[sign]) for sign in Sign if sign in self.signs]
        if not signs:
            return reason
        here = _("Here: {signs}.").format(signs=", ".join(signs))
        return f"{reason} {here}"
