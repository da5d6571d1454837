"""Compute the similarity of a question and a name, word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from dashboard.names.answer import Match, Way
from dashboard.names.index import SURE, Found, Index
from dashboard.names.names import Name
from dashboard.words.filler import is_city
from dashboard.words.frequent import is_frequent
from dashboard.words.inflection import is_adjective, is_given_name, is_known
from dashboard.words.scripts import spellings
from dashboard.words.sounds import consonants
from dashboard.words.words import (
    Kind,
    Word,
    is_descriptor,
    is_everyday,
    is_place,
    lemmas,
    may_be_left_out,
)

_PLAIN = frozenset({Way.EXACT, Way.DIACRITICS, Way.INFLECTION})
"""The ways in which a word counts as the same word."""

LIKELY, POSSIBLE = 0.8, 0.6
"""The minimum scores of a likely and of a possible match."""

_LABEL = 5
"""Minimum number of letters of a domain for a match."""

_CALLED_AFTER = frozenset({"foundation", "institute", "center", "university", "college", "school"})
"""Kinds of body that are named after people; without such a word the question may mean the person."""

SCOPE = frozenset({"international", "global", "world"})
_SURENESS = {name: place for place, name in enumerate(
    ("name", "name_ru", "name_native", "abbreviation", "aliases", "names", "register_name")
)}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One reading of what was asked: its words, and what is known about them.

    Attributes:
        words: The words.
        country: The country that stood beside the name, or None.
        ways: What was left out to read it so.
        loose: Whether what was left out may have been part of a name.
        lower: Whether it was written in lower case, without quotation marks, as names are not.
    """

    words: tuple[Word, ...]
    country: str | None = None
    ways: frozenset[Way] = frozenset()
    loose: bool = False
    lower: bool = False

    @cached_property
    def content(self) -> tuple[Word, ...]:
        """The words that count."""
        return tuple(word for word in self.words if word.is_content)

    @cached_property
    def fillers(self) -> frozenset[str]:
        """The prepositions and articles."""
        return frozenset(word.text for word in self.words if word.kind is Kind.FILLER)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The legal forms."""
        return frozenset(word.plain for word in self.words if word.kind is Kind.FORM)


def is_telling_label(words: Sequence[Word]) -> bool:
    """Return whether the words of a domain are more than everyday ones or an abbreviation."""
    label = "".join(word.plain for word in words)
    if len(words) == 1 and (is_frequent(label) or is_everyday(words[0])):
        return False
    return len(label) >= _LABEL


@dataclass(frozen=True)
class Likeness:
    """The similarity of a name and a question."""

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
    """Compare one name with a question.

    Args:
        index: The names.
        question: What was asked.
        place: The place of the name in the index.
        found: For each word of the question that counts, the words of the index that it may be.

    Returns:
        None if a word of the question does not fit the name.
    """
    name, numbers = index.names[place], index.content[place]
    asked = question.content
    pairs = _paired(numbers, found)
    _pair_leftovers(index, asked, numbers, pairs)
    extra = [word for position, word in enumerate(asked) if position not in pairs]
    own = [word for word in extra if _is_own(index, name, word)]
    extra = [word for word in extra if word not in own]
    if not pairs or not all(map(may_be_left_out, extra)):
        return None
    matched = {number for number, _found in pairs.values()}
    missing = [at for at in range(len(numbers)) if at not in matched]
    scores = [each.score for _at, each in pairs.values()]
    quality = sum(scores) / len(scores)
    ways = set(question.ways) | {
        each.way for _at, each in pairs.values() if each.way is not Way.EXACT
    }
    if question.forms - name.legal_forms:
        ways.add(Way.FORM)
    context = _Context(index, question, name, numbers, pairs, missing, extra)
    if not context.in_order:
        ways.add(Way.ORDER)
    if extra:
        ways.add(Way.EXTRA)
    match, score = _whole(context, quality) if not missing else _part(context, quality)
    if missing:
        ways.add(Way.PART)
    if Way.ADDRESS in question.ways and match != "none":
        # An address that is known is in `sites`; another may only resemble a name.
        telling = is_telling_label(asked)
        match, score = ("possible", min(score, 0.75)) if telling else ("none", 0.5)
    if match == "likely" and len(numbers) == 1 and any(not word.ideas for word in own):
        match, score = "possible", min(score, 0.75)  # “Leland Stanford” is a person
    if name.part:
        ways.add(Way.MEMBER)
        if not _names_part(context, ways):
            match, score = "none", min(score, 0.5)  # only its own name says that it is a part
        elif missing:
            match, score = "possible", min(max(score, POSSIBLE), 0.75)
        if match == "likely":
            match, score = "possible", min(score, 0.78)
    score -= 0.005 * (Way.ORDER in ways) + 0.002 * _SURENESS[name.column] + 0.03 * name.short
    score += _sameness(question, name)
    if missing and set(ways) <= {Way.PART} and sorted(matched_at(pairs)) == list(range(len(pairs))):
        score += 0.02  # an exact beginning comes before a translation
    return Likeness(name, min(max(score, 0.0), 1.0), match, frozenset(ways))


def _is_own(index: Index, name: Name, word: Word) -> bool:
    """Return whether a word that a name lacks is in another name of the same body, a place in any language."""
    owner = name.designation_id
    return word.plain in index.own[owner] or (
        is_place(word) and not word.ideas.isdisjoint(index.own_places[owner])
    )


def _names_part(context: _Context, ways: set[Way]) -> bool:
    """Return whether enough of the name of a part is there: all of it, or all that tells it from others.

    “Azattyk” for “Radio Azattyk”, “Carnegie Middle East Center” without the sponsor before it.
    """
    telling = [at for at, found in context.matched if context.distinct(at) and found.score >= 0.84]
    if not context.missing:
        # In another language the words may come in another order.
        changed = ways & {Way.TRANSLATION, Way.ORDER}
        return not changed or (Way.TRANSLATION in changed and bool(telling))
    if context.extra or not telling or Way.ORDER in ways:
        return False
    alone = len(context.pairs) == 1
    if alone and (Way.SOUND in ways or is_frequent(context.question.content[0].text)):
        return False
    if all(context.word(at).kind is Kind.HEAD for at in context.missing):
        return Way.TRANSLATION not in ways
    first = context.places[len(context.missing) :]
    headed = any(context.word(at).kind is Kind.HEAD for at in first)
    return headed and len(first) > 2 and sorted(matched_at(context.pairs)) == list(first)


def matched_at(pairs: Mapping[int, tuple[int, Found]]) -> list[int]:
    """Return the places of the words of a name that are there."""
    return [at for at, _found in pairs.values()]


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
        return self.index.distinct[self.numbers[at]] and at not in self.name.person

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
    """Pair words of the question with words of the name, the likeliest first, each once."""
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
    """Pair the last word of a long name, whose others agree, even if it is badly mistyped."""
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
    """Return every word of the name is there."""
    matched = [found for _at, found in context.matched]
    typos = [found for found in matched if found.way is Way.TYPO]
    loose = [found for found in matched if found.score < SURE and found.way is not Way.TYPO]
    alone = len(matched) == 1
    score = quality - 0.04 * bool(context.extra)
    beside = [word for word in context.extra if not is_descriptor(word)]
    if context.extra and alone and matched[0].way not in _PLAIN:
        asked = context.question.content[next(iter(context.pairs))]
        if matched[0].way is Way.SOUND or is_frequent(asked.text):
            return "none", 0.5
    if context.extra and alone and not context.distinct(0):
        return ("none", 0.5) if beside else ("possible", min(score, 0.75))
    if context.extra and loose and not any(map(context.distinct, context.places)):
        return "possible", min(score, 0.75)  # a committee for what a name says in other words
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
        initials = context.name.column == "abbreviation" and matched[0].way not in _PLAIN
        return ("none", 0.5) if initials else ("possible", min(score, 0.75))
    if alone:
        return _single(context, score)
    if _is_a_phrase(context):
        return "possible", min(score, 0.75)  # “freedom of the house”
    if not typos and not loose:
        changed = any(found.way is Way.INFLECTION for found in matched)
        common = context.question.lower and all(
            is_frequent(word.text) for word in context.question.content
        )
        # «важная история» is anybody's
        return ("possible", min(score, 0.75)) if changed and common else ("likely", score)
    if len(typos) * 2 > len(matched) or (typos and len(matched) < 3 and _changed(context)):
        return "possible", min(score, 0.7)
    if loose and not any(context.distinct(at) and f.score >= 0.84 for at, f in context.matched):
        # Nothing but general words, translated: “Free University” is many a university's name.
        general = sum(found.way is Way.TRANSLATION for found in matched)
        if general and len(matched) < 3 and not _is_of_one_place(context):
            return "possible", min(score, 0.75)
    return "likely", max(score, LIKELY)


_ONE_EACH = frozenset(("council", "free", "open"))
"""Ideas of which a part of the world has one: two “Caucasian foundations” are two, but there is one British Council."""
_OCEANS = frozenset(("atlantic", "pacific"))


def _is_of_one_place(context: _Context) -> bool:
    """Return whether a name of two general words is that of the one body of a place («Атлантычны савет», “Wolna Rosja”)."""
    words = [context.word(at) for at in context.places]
    placed = [word for word in words if is_place(word) or word.ideas & _OCEANS]
    return (
        len(words) == 2 and len(placed) == 1
        and not (context.extra or context.question.lower or context.question.loose or context.name.short)
        and any(word.ideas & _ONE_EACH for word in words if word not in placed)
    )  # fmt: skip


_OF = frozenset(("of", "for", "in", "on", "to", "from", "with"))


def _is_a_phrase(context: _Context) -> bool:
    """Return whether prepositions make a phrase of the general words of a name that has none of them."""
    asked = context.question.words
    inner = {
        word.text
        for at, word in enumerate(asked)
        if word.text in _OF and any(each.is_content for each in asked[:at])
    }
    own = {word.text for word in context.name.words if word.kind is Kind.FILLER}
    return (
        bool(inner)
        and not own
        and all(found.way in _PLAIN for _at, found in context.matched)
        and not any(
            context.distinct(at) and not is_frequent(context.word(at).text) for at in context.places
        )
    )


def _changed(context: _Context) -> bool:
    """Return whether a short word has another letter, not one too many, too few or in another place."""
    asked = context.question.content
    return any(
        found.way is Way.TYPO
        and len(asked[position].plain) == len(context.word(at).plain) < 7
        and sorted(asked[position].plain) != sorted(context.word(at).plain)
        for position, (at, found) in context.pairs.items()
    )


_SHORTEST = 6
"""Letters that a single word needs, to be certain by its spelling in another script."""


def _single(context: _Context, score: float) -> tuple[Match, float]:
    """Return the one word of a name: sound, slips and other scripts alone make little certain."""
    found = context.matched[0][1]
    asked, meant = context.question.content[next(iter(context.pairs))], context.word(0)
    none: tuple[Match, float] = ("none", 0.5)
    possible: tuple[Match, float] = ("possible", min(score, 0.7))
    likely: tuple[Match, float] = ("likely", max(LIKELY, score))
    name = context.name
    if _lacks_letter(context):
        other = is_frequent(asked.text) or meant.kind is Kind.HEAD
        return none if other or found.way is Way.TRANSLATION else possible
    if found.way in (Way.EXACT, Way.DIACRITICS):
        own = {word.plain for word in name.words if word.kind is Kind.FORM}
        if own and is_everyday(asked) and not context.question.forms & own:
            # «Корпорация Вместе» is another than ООО «Вместе», and «вместе» is just together
            lower = context.question.lower and is_frequent(asked.text)
            return none if context.question.forms or lower else possible
        return "likely", score
    abbreviated = name.column == "abbreviation" or (name.text.isupper() and len(name.text) < 7)
    if found.way is Way.INFLECTION:
        return _inflected(context, asked, meant, score, abbreviated=abbreviated)
    if is_frequent(asked.text) or found.way is Way.TRANSLATION:
        return none
    if found.way is Way.TRANSLITERATION:
        if abbreviated or min(len(asked.plain), len(meant.plain)) < _SHORTEST:
            return possible if len(asked.plain) > 2 else none
        return "likely", score
    if found.way is Way.TYPO:
        swapped = sorted(asked.plain) == sorted(meant.plain)
        dropped = len(asked.plain) != len(meant.plain)
        if len(meant.plain) < (_SHORTEST if swapped or dropped else 7):
            return none
        voiced = asked.sounds & meant.sounds  # only vowels differ
        if (
            context.question.forms
            and not context.question.forms & context.index.own_forms[name.designation_id]
        ):
            return possible  # a company of another legal form, called nearly so
        once = found.score > _TWO_SLIPS
        sure = (once and (swapped or dropped)) or (voiced and len(meant.plain) > 7)
        return likely if sure else possible
    heard = max(map(consonants, meant.sounds & asked.sounds), default=0)
    if heard >= _SURE_SOUNDS and len(asked.plain) > _SHORTEST and _is_spelt_alike(asked, meant):
        return "likely", score
    return possible if heard > 2 and len(asked.plain) > 4 else none


def _lacks_letter(context: _Context) -> bool:
    """Return whether a name begins with a single letter that is missing in the question: “group” is not “W Group”."""
    text = context.name.text
    lettered = len(text) > 1 and text[0].isalpha() and text[1] in " -–‑"
    return lettered and not any(word.text == text[0].casefold() for word in context.question.words)


def _is_spelt_alike(asked: Word, meant: Word) -> bool:
    """Return whether at most one letter in four differs between two words once both are in one script."""
    return any(
        OSA.distance(one, other) * _ALIKE <= len(other)
        for form in {asked.text, *(stem.removeprefix("=") for stem in asked.stems)}
        for one in spellings(form)
        for other in meant.spellings
    )


_ALIKE = 4

_TWO_SLIPS = 0.8
"""The score of a word in which two letters differ; one does in a word with more."""

_SURE_SOUNDS = 5
"""Consonants that must agree in a word that no dictionary has, to be certain by sound and letters."""


def _inflected(
    context: _Context, asked: Word, meant: Word, score: float, *, abbreviated: bool
) -> tuple[Match, float]:
    common = is_frequent(asked.text)
    if abbreviated:
        return ("none", 0.5) if common else ("possible", min(score, 0.7))
    # “Riddler” is not “Riddle”, and «Вуокса», a river, is not «Вуокси».
    sure = is_known(asked.text) or not asked.cyrillic
    if sure and not lemmas(asked) & lemmas(meant):
        return ("none", 0.5) if common else ("possible", min(score, 0.75))
    if common and context.question.lower:
        return "possible", min(score, 0.75)  # «проекты» are just projects
    return "likely", score


def _part(context: _Context, quality: float) -> tuple[Match, float]:
    """Rate a question that lacks words of the name: whether the rest still identifies the organization."""
    matched = context.matched
    words = [context.word(at) for at, _found in matched]
    head = any(word.kind is Kind.HEAD for word in words)
    distinct = [at for at, found in matched if context.distinct(at) and found.score >= 0.84]
    lost = [at for at in context.missing if context.distinct(at) and at not in context.name.person]
    lost += [at for at in context.missing if context.index.placed[context.numbers[at]]]
    covered = len(matched) / len(context.numbers)
    score = quality * (0.55 + 0.45 * covered)
    likely: tuple[Match, float] = ("likely", max(min(score, 0.9), LIKELY))
    perhaps: tuple[Match, float] = ("possible", max(min(score, 0.75), POSSIBLE))
    none: tuple[Match, float] = ("none", min(score, 0.55))
    if Way.ADDRESS in context.question.ways:
        return _address(context, quality)
    if _branch(context, distinct) or _begins(context) or _lacks_one(context):
        return perhaps
    if not distinct and _called(context):
        return perhaps
    if context.extra or not distinct or context.question.loose:
        return none
    if head:
        # «университет Беркли» does without «Калифорнийский».
        told = [at for at in lost if not is_adjective(context.word(at).text)]
        # An institute at a university is not the university.
        told += [at for at in context.missing if context.word(at).kind is Kind.HEAD]
        if context.name.person & set(context.missing) and any(is_city(word.text) for word in words):
            return none  # the city, not who has its name: “University of Washington”
        if not context.in_order and sum(word.kind is not Kind.HEAD for word in words) < 2:
            return none  # “University of Washington” is not George Washington University
        return likely if not told and context.in_order else perhaps
    missing = [context.word(at) for at in context.missing]
    if context.name.designation_id in context.index.eponymous:
        # The person, not what is called after them; by the family name alone it may be meant.
        return perhaps if _called(context) else none
    if lost or (len(words) == 1 and all(each.kind is Kind.HEAD for each in missing)):
        return perhaps if _called(context) or _is_without_place(context, missing) else none
    if len(words) == 1:
        asked = context.question.content[next(iter(context.pairs))]
        if matched[0][1].way not in _PLAIN and is_frequent(asked.text):
            return none
        if context.question.lower and is_everyday(asked):
            return none  # «мнение» is just an opinion
    if len(distinct) > 1:
        called_after = any(_CALLED_AFTER & word.ideas for word in missing)
        return perhaps if called_after else likely
    general = all(is_descriptor(word) or word.ideas & SCOPE for word in missing)
    return perhaps if general and len(words) == 1 and len(words[0].plain) > 4 else none


_SHARED = 4
"""Organizations that may share the beginning of a name, for it still to say something."""


def _begins(context: _Context) -> bool:
    """Return whether the first words of a name, as written, are there, and few names begin so."""
    at = sorted(matched_at(context.pairs))
    if context.extra or len(at) < 2 or at != list(range(len(at))) or not context.in_order:
        return False
    if any(found.way is not Way.EXACT for _at, found in context.matched):
        return False
    words = [context.word(each) for each in at]
    missing = [context.word(each) for each in context.missing]
    if not words[0].ideas or not all(map(_says_sort, missing)):
        return False  # two names in a row may be a person's
    first = tuple(word.plain for word in words)
    return 0 < len(context.index.beginnings.get(first, ())) <= _SHARED


_LONG_NAME = 5
"""Words of a name from which on the others tell which it is if one lacks."""


def _lacks_one(context: _Context) -> bool:
    """Return whether a long name is there but for one word: «Королевский институт оборонных исследований»."""
    return (
        len(context.numbers) >= _LONG_NAME
        and len(context.missing) == 1
        and not context.extra
        and not context.question.loose
        and context.in_order
        and not context.index.placed[context.numbers[context.missing[0]]]
        and all(found.way in _PLAIN for _at, found in context.matched)
    )


def _says_sort(word: Word) -> bool:
    """Return whether a word only says what sort of body it is, or that it works everywhere."""
    return word.kind is Kind.HEAD or is_descriptor(word) or bool(word.ideas & SCOPE)


def _branch(context: _Context, distinct: Sequence[int]) -> bool:
    """Return whether a name begins with the one telling word of another, and a place follows it.

    “Carnegie Europe” may be a branch of the Carnegie Endowment.
    """
    if not context.extra or len(context.pairs) != 1 or not distinct:
        return False
    position = next(iter(context.pairs))
    word, found = context.word(distinct[0]), context.matched[0][1]
    return (
        position == 0
        and found.way in (Way.EXACT, Way.DIACRITICS)
        and len(word.plain) > 4
        and all(map(is_place, context.extra))
        and not is_everyday(word)
    )


def _is_without_place(context: _Context, missing: Sequence[Word]) -> bool:
    """Return whether only a place or a number lacks to the one telling word of a name.

    «ИстЧам» for «ИстЧам Финланд».
    """
    if len(context.pairs) != 1 or context.extra or context.question.loose:
        return False
    asked = context.question.content[next(iter(context.pairs))]
    found = context.matched[0][1]
    return (
        found.way in (Way.EXACT, Way.DIACRITICS)
        and len(asked.plain) >= _SHORTEST
        and not (is_frequent(asked.text) or is_everyday(asked) or is_given_name(asked.text))
        and not is_city(asked.text)
        and all(is_place(each) or each.is_number for each in missing)
        and context.name.designation_id not in context.index.eponymous
    )


def _called(context: _Context) -> bool:
    """Return whether words in the order of a name are what everybody calls the organization.

    “Amnesty” is, «Сорос» for a foundation called after him, and «Свидетели Иеговы».
    """
    matched = context.matched
    sure = {Way.EXACT, Way.DIACRITICS, Way.INFLECTION}
    if context.extra or context.question.loose or not context.in_order:
        return False
    asked = context.question.content
    if len(asked) != len(matched) or (len(asked) == 2 and is_given_name(asked[0].text)):
        return False
    if not all(found.way in sure for _at, found in matched):
        return False
    at = [each for each, _found in matched]
    words = [context.word(each) for each in at]
    telling = [
        word.kind is Kind.CONTENT and not (word.ideas or word.is_number or is_place(word))
        for word in words
    ]
    eponymous = context.name.designation_id in context.index.eponymous
    if len(at) == 1:
        same = matched[0][1].way is not Way.INFLECTION or bool(lemmas(asked[0]) & lemmas(words[0]))
        long = len(asked[0].plain) > 3 and not is_city(asked[0].text)
        heads = all(context.word(each).kind is Kind.HEAD for each in context.missing)
        called_after = eponymous or (heads and not context.question.forms)
        return telling[0] and called_after and same and long and not is_everyday(asked[0])
    after = at[-1] + 1
    person = len(at) == 2 and after in context.missing and _CALLED_AFTER & context.word(after).ideas
    together = at == list(range(at[0], at[-1] + 1))
    return sum(telling) > 1 and together and not (eponymous or person)


def _address(context: _Context, quality: float) -> tuple[Match, float]:
    """Return the name in a web address leaves out what sort of body it is (“svoboda.org”)."""
    missing = [context.word(at) for at in context.missing]
    matched = [context.word(at) for at, _found in context.matched]
    if quality < SURE or any(word.kind is Kind.HEAD for word in matched):
        return "none", min(quality, 0.5)
    if all(is_descriptor(word) or word.ideas & SCOPE for word in missing):
        return "likely", 0.85
    return ("possible", 0.7) if all(word.kind is Kind.HEAD for word in missing) else ("none", 0.5)


def _sameness(question: Question, name: Name) -> float:
    """Compare the typed country and legal form, which distinguish namesakes."""
    bonus = 0.004 * bool(name.legal_forms & question.forms)
    if question.country and name.country:
        bonus += 0.01 if question.country == name.country else -0.01
    return bonus - 0.001 * len(question.fillers ^ name.fillers)
