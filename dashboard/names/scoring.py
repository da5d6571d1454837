"""How alike a question and a name are, word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from dashboard.names.answer import Match, Way
from dashboard.names.index import SURE, Found, Index
from dashboard.names.inflection import is_adjective, is_known
from dashboard.names.names import Name
from dashboard.names.sounds import consonants
from dashboard.names.words import Kind, Word, is_descriptor, is_everyday, is_place, lemmas

LIKELY, POSSIBLE = 0.8, 0.6
"""The least scores of a likely and of a possible match."""

_CALLED_AFTER = frozenset({"foundation", "institute", "center", "university", "college", "school"})
"""Sorts of body that are called after people: without it the question may be about the person."""

_SCOPE = frozenset({"international", "global", "world"})
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
        loose: Whether what was left out may have been part of a name.
    """

    words: tuple[Word, ...]
    country: str | None = None
    ways: frozenset[Way] = frozenset()
    loose: bool = False

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
    match: Match
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
    _pair_leftovers(index, asked, numbers, pairs)
    extra = [word for position, word in enumerate(asked) if position not in pairs]
    extra = [word for word in extra if word.plain not in index.own[name.designation_id]]
    if not pairs or not all(is_descriptor(word) or is_place(word) for word in extra):
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
    context = _Context(index, question, name, numbers, pairs, missing, extra)
    if not context.in_order:
        ways.add(Way.ORDER)
    if extra:
        ways.add(Way.EXTRA)
    match, score = _whole(context, quality) if not missing else _part(context, quality)
    if missing:
        ways.add(Way.PART)
    score -= 0.005 * (Way.ORDER in ways) + 0.002 * _SURENESS[name.column] + 0.03 * name.short
    score += _sameness(question, name)
    return Likeness(name, min(max(score, 0.0), 1.0), match, frozenset(ways))


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
    def in_order(self) -> bool:
        order = [at for _position, (at, _found) in sorted(self.pairs.items())]
        return order == sorted(order)

    @property
    def places(self) -> range:
        return range(len(self.numbers))

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


def _pair_leftovers(
    index: Index,
    asked: Sequence[Word],
    numbers: Sequence[int],
    pairs: dict[int, tuple[int, Found]],
) -> None:
    """Where all but one word of a long name agree, that one may be mistyped more boldly."""
    if len(asked) != len(numbers) or len(asked) - len(pairs) != 1 or len(pairs) < 3:
        return
    position = next(each for each in range(len(asked)) if each not in pairs)
    taken = {at for at, _found in pairs.values()}
    at = next(each for each in range(len(numbers)) if each not in taken)
    typed, meant = asked[position].plain, index.words[numbers[at]].plain
    if typed.isalpha() and meant.isalpha() and min(len(typed), len(meant)) >= 3:
        distance = OSA.distance(typed, meant)
        if distance <= (1 if len(meant) < 7 else 2):
            pairs[position] = (at, Found(1 - 0.12 * distance, Way.TYPO))


def _whole(context: _Context, quality: float) -> tuple[Match, float]:
    """Every word of the name is there."""
    matched = [found for _at, found in context.matched]
    typos = [found for found in matched if found.way is Way.TYPO]
    loose = [found for found in matched if found.score < SURE and found.way is not Way.TYPO]
    alone = len(matched) == 1
    score = quality - 0.04 * bool(context.extra)
    beside = [word for word in context.extra if not is_descriptor(word)]
    if context.extra and alone and not context.distinct(0):
        return ("none", 0.5) if beside else ("possible", min(score, 0.75))
    if beside and len(beside) == len(context.extra):
        # A branch somewhere, or a namesake: “Free University of Berlin”.
        own = any(
            context.distinct(at) and not is_everyday(context.word(at)) for at in context.places
        )
        own = own or len(matched) > 2
        return ("possible", min(score, 0.75)) if own else ("none", 0.5)
    if context.question.loose and (alone or not any(map(context.distinct, context.places))):
        return "possible", min(score, 0.75)
    if context.name.short and alone:
        return "possible", min(score, 0.75)
    if alone and matched[0].way is Way.INFLECTION:
        # “Riddler” is not “Riddle”, and «Вуокса», a river, is not «Вуокси».
        asked = context.question.content[next(iter(context.pairs))]
        sure = is_known(asked.text) or not asked.cyrillic
        if sure and not lemmas(asked) & lemmas(context.word(0)):
            return "possible", min(score, 0.75)
    if not typos and not loose:
        return "likely", score
    if alone:
        return _single(context, score)
    if len(typos) * 2 > len(matched) or (typos and len(matched) < 3 and _changed(context)):
        return "possible", min(score, 0.7)
    if loose and not any(context.distinct(at) and f.score >= 0.84 for at, f in context.matched):
        # Nothing but general words, translated: “Free University” is many a university's name.
        general = sum(found.way is Way.TRANSLATION for found in matched)
        if general and len(matched) < 3:
            return "possible", min(score, 0.75)
    return "likely", max(score, LIKELY)


def _changed(context: _Context) -> bool:
    """Whether a short word has another letter, not one too many, too few or in another place."""
    asked = context.question.content
    return any(
        found.way is Way.TYPO
        and len(asked[position].plain) == len(context.word(at).plain) < 7
        and sorted(asked[position].plain) != sorted(context.word(at).plain)
        for position, (at, found) in context.pairs.items()
    )


def _single(context: _Context, score: float) -> tuple[Match, float]:
    """The one word of a name, not written as in the data."""
    (_at, found), asked, meant = context.matched[0], context.question.content[0], context.word(0)
    if found.way is Way.TYPO:
        swapped = sorted(asked.plain) == sorted(meant.plain)
        dropped = len(asked.plain) != len(meant.plain)
        if len(meant.plain) < (6 if swapped or dropped else 7):
            return "none", 0.5
        voiced = asked.sounds & meant.sounds  # only vowels differ
        if ((swapped or dropped) and len(meant.plain) > 6) or (voiced and len(meant.plain) > 7):
            return "likely", max(LIKELY, score)
        return "possible", 0.7
    if found.way is Way.SOUND and max(map(consonants, meant.sounds & asked.sounds), default=0) >= 4:
        return "likely", score
    if found.way is Way.TRANSLATION:
        return "none", 0.4
    return "possible", min(score, 0.7)


def _part(context: _Context, quality: float) -> tuple[Match, float]:
    """Words of the name are missing: does the rest still tell which organization it is?"""
    matched = context.matched
    words = [context.word(at) for at, _found in matched]
    head = any(word.kind is Kind.HEAD for word in words)
    distinct = [at for at, found in matched if context.distinct(at) and found.score >= 0.84]
    lost = [at for at in context.missing if context.distinct(at) and at not in context.name.person]
    lost += [
        at for at in context.missing
        if context.word(at).is_number or is_place(context.word(at))
    ]  # fmt: skip
    covered = len(matched) / len(context.numbers)
    score = quality * (0.55 + 0.45 * covered)
    likely: tuple[Match, float] = ("likely", max(min(score, 0.9), LIKELY))
    perhaps: tuple[Match, float] = ("possible", max(min(score, 0.75), POSSIBLE))
    none: tuple[Match, float] = ("none", min(score, 0.55))
    if Way.ADDRESS in context.question.ways:
        return _address(context, quality)
    if context.extra or not distinct or context.question.loose:
        return none
    if head:
        # «университет Беркли» does without «Калифорнийский».
        told = [at for at in lost if not is_adjective(context.word(at).text)]
        return likely if not told and context.in_order else perhaps
    missing = [context.word(at) for at in context.missing]
    if context.name.designation_id in context.index.eponymous:
        return none  # the person, not what is called after them
    if lost:
        return none
    if len(distinct) > 1:
        called_after = any(_CALLED_AFTER & word.ideas for word in missing)
        return perhaps if called_after else likely
    general = all(is_descriptor(word) or word.ideas & _SCOPE for word in missing)
    return perhaps if general and len(words) == 1 and len(words[0].plain) > 4 else none


def _address(context: _Context, quality: float) -> tuple[Match, float]:
    """The name in a web address leaves out what sort of body it is (“svoboda.org”)."""
    missing = [context.word(at) for at in context.missing]
    matched = [context.word(at) for at, _found in context.matched]
    if quality < SURE or any(word.kind is Kind.HEAD for word in matched):
        return "none", min(quality, 0.5)
    if all(is_descriptor(word) or word.ideas & _SCOPE for word in missing):
        return "likely", 0.85
    return ("possible", 0.7) if all(word.kind is Kind.HEAD for word in missing) else ("none", 0.5)


def _sameness(question: Question, name: Name) -> float:
    """What tells namesakes apart: the country and the legal form that were typed."""
    forms = {word.plain for word in name.words if word.kind is Kind.FORM}
    bonus = 0.004 * bool(forms & question.forms)
    if question.country and name.country:
        bonus += 0.01 if question.country == name.country else -0.01
    typed = {word.text for word in question.words if word.kind is Kind.FILLER}
    own = {word.text for word in name.words if word.kind is Kind.FILLER}
    return bonus - 0.001 * len(typed ^ own)
