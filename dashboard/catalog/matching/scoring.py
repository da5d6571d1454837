"""How alike a question and a name are, word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.catalog.matching.answer import Verdict, Way
from dashboard.catalog.matching.index import SURE, Found, Index
from dashboard.catalog.matching.inflection import is_adjective
from dashboard.catalog.matching.names import Name
from dashboard.catalog.matching.words import Kind, Word, is_descriptor

LISTED, POSSIBLE = 0.8, 0.6
"""The least scores of the verdicts."""

_CALLED_AFTER = frozenset({"foundation", "institute", "center", "university", "college", "school"})
"""Sorts of body that are called after people: without it the question may be about the person."""

_SURENESS = {name: place for place, name in enumerate(
    ("name", "name_ru", "name_native", "abbreviation", "aliases", "register_name")
)}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One reading of what was asked: its words, and what is known about them.

    Attributes:
        words: The words.
        country: The country that stood beside the name, or None.
        ways: What was left out to read it so.
    """

    words: tuple[Word, ...]
    country: str | None = None
    ways: frozenset[Way] = frozenset()

    @property
    def content(self) -> tuple[Word, ...]:
        """The words that count."""
        return tuple(word for word in self.words if word.is_content)

    @property
    def forms(self) -> frozenset[str]:
        """The legal forms."""
        return frozenset(word.plain for word in self.words if word.kind is Kind.FORM)


@dataclass(frozen=True)
class Likeness:
    """How a name is like a question."""

    name: Name
    score: float
    verdict: Verdict
    ways: frozenset[Way]


def likeness(
    index: Index,
    question: Question,
    place: int,
    found: Sequence[Mapping[int, Found]],
) -> Likeness | None:
    """How one name is like a question.

    Args:
        index: The names.
        question: What was asked.
        place: The place of the name in the index.
        found: For each word of the question that counts, the words of the index that it may be.

    Returns:
        None where a word of the question has nothing to do with the name.
    """
    name, numbers = index.names[place], index.content[place]
    asked = question.content
    pairs = _paired(numbers, found)
    extra = [word for position, word in enumerate(asked) if position not in pairs]
    extra = [word for word in extra if word.plain not in index.own[name.designation_id]]
    if not pairs or not all(map(is_descriptor, extra)):
        return None
    matched = {number for number, _found in pairs.values()}
    missing = [at for at in range(len(numbers)) if at not in matched]
    scores = [each.score for _at, each in pairs.values()]
    quality = sum(scores) / len(scores)
    ways = set(question.ways) | {
        each.way for _at, each in pairs.values() if each.way is not Way.EXACT
    }
    if question.forms - {word.plain for word in name.words if word.kind is Kind.FORM}:
        ways.add(Way.FORM)
    order = [at for _position, (at, _found) in sorted(pairs.items())]
    if order != sorted(order):
        ways.add(Way.ORDER)
    if extra:
        ways.add(Way.EXTRA)
    context = _Context(index, question, name, numbers, pairs, missing, extra)
    verdict, score = _whole(context, quality) if not missing else _part(context, quality)
    if missing:
        ways.add(Way.PART)
    score -= 0.005 * (Way.ORDER in ways) + 0.002 * _SURENESS[name.column] + 0.03 * name.short
    score += _sameness(question, name)
    return Likeness(name, min(max(score, 0.0), 1.0), verdict, frozenset(ways))


@dataclass(frozen=True)
class _Context:
    index: Index
    question: Question
    name: Name
    numbers: tuple[int, ...]
    pairs: Mapping[int, tuple[int, Found]]
    missing: list[int]
    extra: list[Word]

    def word(self, at: int) -> Word:
        return self.index.words[self.numbers[at]]

    def distinct(self, at: int) -> bool:
        word = self.word(at)
        return self.index.is_distinct(word) and at not in self.name.person and not word.is_number

    @property
    def matched(self) -> list[tuple[int, Found]]:
        return sorted(self.pairs.values(), key=lambda pair: pair[0])


def _paired(
    numbers: Sequence[int], found: Sequence[Mapping[int, Found]]
) -> dict[int, tuple[int, Found]]:
    """Which word of the question is which of the name, the likeliest first, each once."""
    options = sorted(
        (
            (-hits[number].score, abs(at - position), position, at)
            for position, hits in enumerate(found)
            for at, number in enumerate(numbers)
            if number in hits
        ),
    )
    pairs: dict[int, tuple[int, Found]] = {}
    taken: set[int] = set()
    for _score, _distance, position, at in options:
        if position not in pairs and at not in taken:
            pairs[position] = (at, found[position][numbers[at]])
            taken.add(at)
    return pairs


def _whole(context: _Context, quality: float) -> tuple[Verdict, float]:
    """Every word of the name is there."""
    matched = [found for _at, found in context.matched]
    typos = [found for found in matched if found.way is Way.TYPO]
    loose = [found for found in matched if found.score < SURE and found.way is not Way.TYPO]
    alone = len(matched) == 1
    score = quality - 0.04 * bool(context.extra)
    if context.extra and alone and not context.distinct(0):
        return "possible", min(score, 0.75)
    if context.name.short and alone:
        return "possible", min(score, 0.75)
    if not typos and not loose:
        return "listed", score
    if alone:
        return _single(context, score)
    if len(typos) * 2 > len(matched):
        return "possible", min(score, 0.7)
    if loose and not any(context.distinct(at) and f.score >= 0.84 for at, f in context.matched):
        # Nothing but general words, translated: “Free University” is many a university's name.
        general = sum(found.way is Way.TRANSLATION for found in matched)
        if general and len(matched) < 3:
            return "possible", min(score, 0.75)
    return "listed", max(score, LISTED)


def _single(context: _Context, score: float) -> tuple[Verdict, float]:
    """The one word of a name, not written as in the data."""
    (_at, found), asked, meant = context.matched[0], context.question.content[0], context.word(0)
    if found.way is Way.TYPO:
        if len(meant.plain) < 7:
            return "none", 0.5
        swapped = sorted(asked.plain) == sorted(meant.plain)
        dropped = len(asked.plain) != len(meant.plain)
        if (swapped or dropped) and len(meant.plain) >= 7:
            return "listed", max(LISTED, score)
        return "possible", 0.7
    if found.way is Way.SOUND and max(map(len, meant.sounds & asked.sounds), default=0) >= 4:
        return "listed", score
    if found.way is Way.TRANSLATION:
        return "none", 0.4
    return "possible", min(score, 0.7)


def _part(context: _Context, quality: float) -> tuple[Verdict, float]:
    """Words of the name are missing: does the rest still tell which organization it is?"""
    matched = context.matched
    words = [context.word(at) for at, _found in matched]
    head = any(word.kind is Kind.HEAD for word in words)
    distinct = [at for at, found in matched if context.distinct(at) and found.score >= 0.84]
    lost = [at for at in context.missing if context.distinct(at) and at not in context.name.person]
    lost = [at for at in lost if not is_adjective(context.word(at).text)]
    lost += [at for at in context.missing if context.word(at).is_number]
    covered = len(matched) / len(context.numbers)
    score = quality * (0.55 + 0.45 * covered)
    if Way.ADDRESS in context.question.ways:
        return _address(context, quality)
    if context.extra or not distinct:
        return "none", min(score, 0.55)
    beginning = [at for at, _found in matched] == list(range(len(matched)))
    if head and (not lost or (beginning and len(matched) > 1)):
        return "listed", max(min(score, 0.9), LISTED)
    if head:
        return "possible", max(min(score, 0.75), POSSIBLE)
    if context.name.designation_id in context.index.eponymous:
        return "none", min(score, 0.55)  # the person, not what is called after them
    if not lost and len(distinct) > 1:
        if any(_CALLED_AFTER & context.word(at).ideas for at in context.missing):
            return "possible", max(min(score, 0.75), POSSIBLE)
        return "listed", max(min(score, 0.9), LISTED)
    if not lost and len(words[0].plain) > 4:
        return "possible", max(min(score, 0.75), POSSIBLE)
    return "none", min(score, 0.55)


def _address(context: _Context, quality: float) -> tuple[Verdict, float]:
    """The name in a web address leaves out what sort of body it is (“svoboda.org”)."""
    missing = [context.word(at) for at in context.missing]
    matched = [context.word(at) for at, _found in context.matched]
    if quality < SURE or any(word.kind is Kind.HEAD for word in matched):
        return "none", min(quality, 0.5)
    if all(word.kind is Kind.HEAD or is_descriptor(word) for word in missing):
        return "listed", 0.85
    return "none", 0.5


def _sameness(question: Question, name: Name) -> float:
    """What tells namesakes apart: the country and the legal form that were typed."""
    forms = {word.plain for word in name.words if word.kind is Kind.FORM}
    bonus = 0.004 * bool(forms & question.forms)
    if question.country and name.country:
        bonus += 0.01 if question.country == name.country else -0.01
    typed = {word.text for word in question.words if word.kind is Kind.FILLER}
    own = {word.text for word in name.words if word.kind is Kind.FILLER}
    return bonus - 0.001 * len(typed ^ own)
