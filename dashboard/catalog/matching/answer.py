"""What a question about a name is answered with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from dashboard import locale
from dashboard.locale import gettext as _
from dashboard.locale import mark

Verdict = Literal["listed", "possible", "none"]
VERDICTS: tuple[Verdict, ...] = ("listed", "possible", "none")


class Way(StrEnum):
    """How a name or a word of it came to match, from the surest to the least sure."""

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


_WAYS = {
    Way.DIACRITICS: mark("diacritics ignored"),
    Way.ORDER: mark("words in another order"),
    Way.FORM: mark("legal form ignored"),
    Way.PLACE: mark("place after the name ignored"),
    Way.EXTRA: mark("a general word beside the name ignored"),
    Way.JOINED: mark("words written together or apart"),
    Way.TRANSLITERATION: mark("transliteration"),
    Way.INFLECTION: mark("another grammatical form"),
    Way.SOUND: mark("written as it sounds in another script"),
    Way.TRANSLATION: mark("translation of a word"),
    Way.TYPO: mark("a letter or two differ"),
    Way.PART: mark("a part of the name"),
    Way.ADDRESS: mark("from a web address"),
}


class Hint(StrEnum):
    """Why a question could not be answered with a name."""

    NOTHING = "nothing"
    EMPTY = "empty"
    GENERAL = "general"
    SHORT = "short"
    LONG = "long"


_HINTS = {
    Hint.NOTHING: mark("No name in the data is like it."),
    Hint.EMPTY: mark("There is no name here."),
    Hint.GENERAL: mark("Too general: many names hold this. Type more of the name."),
    Hint.SHORT: mark("Too short to be told from other names. Type more of the name."),
    Hint.LONG: mark("Too long for a name. Check it as a text."),
}


@dataclass(frozen=True)
class Candidate:
    """A designation that the question may mean.

    Attributes:
        designation_id: Which one.
        score: How alike the names are, 0 to 1.
        verdict: ``listed`` or ``possible``; ``none`` where the names have only something in common.
        matched_name: Which of its names is meant, as the dataset writes it.
        ways: How that name matches.
    """

    designation_id: str
    score: float
    verdict: Verdict
    matched_name: str
    ways: frozenset[Way] = frozenset()

    @property
    def reason(self) -> str:
        """How the name matches, in the reader's language."""
        ways = [_(_WAYS[way]) for way in Way if way in self.ways and way in _WAYS]
        if not ways:
            return _("The same as “{name}”.").format(name=self.matched_name)
        return _("“{name}”: {ways}.").format(name=self.matched_name, ways=", ".join(ways))


@dataclass(frozen=True)
class Answer:
    """The answer to one question.

    Attributes:
        query: What was asked, as given.
        verdict: ``listed``, ``possible`` or ``none``.
        designation_id: The designation that is meant, None where there is none.
        score: How sure that is, 0 to 1.
        matched_name: Which of its names matched, "" where none did.
        candidates: What may be meant, the likeliest first; the answer itself is the first of them.
        hint: Why there is no answer, where there is none.
    """

    query: str
    verdict: Verdict
    designation_id: str | None = None
    score: float = 0.0
    matched_name: str = ""
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)
    hint: Hint = Hint.NOTHING

    @property
    def reason(self) -> str:
        """Why this is the answer, in the reader's language."""
        if self.verdict == "none":
            return _(_HINTS[self.hint])
        reason = self.candidates[0].reason
        same = [
            each for each in self.candidates[1:]
            if each.verdict == self.verdict and each.score > self.score - 0.02
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
        return self.verdict == "none" and self.hint in (Hint.GENERAL, Hint.SHORT)


@dataclass(frozen=True)
class Mention:
    """Where a text names a designated organization.

    Attributes:
        start: Its first character.
        end: The character after its last.
        text: The words there.
        designation_id: Which one.
        matched_name: Which of its names is meant.
        score: How sure that is, 0 to 1.
        others: Further designations of the same name.
        ways: How the name matches.
    """

    start: int
    end: int
    text: str
    designation_id: str
    matched_name: str
    score: float
    others: tuple[str, ...] = ()
    ways: frozenset[Way] = frozenset()

    def moved(self, by: int) -> Mention:
        """The same in a text that begins `by` characters earlier."""
        return replace(self, start=self.start + by, end=self.end + by)

    @property
    def reason(self) -> str:
        """How the name matches, in the reader's language."""
        return Candidate(
            self.designation_id, self.score, "listed", self.matched_name, self.ways
        ).reason
