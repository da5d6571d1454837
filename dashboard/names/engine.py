"""Compare one name with the index of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from dashboard.names.answer import UNCHECKED, Answer, Candidate, Hint, Match, Standing, Way
from dashboard.names.index import Found, Index, bits, root, squashed
from dashboard.names.questions import questions
from dashboard.names.scoring import SCOPE, Likeness, Question, is_telling_label, likeness
from dashboard.words.filler import is_city
from dashboard.words.frequent import is_frequent
from dashboard.words.scripts import is_other_script
from dashboard.words.words import Kind, Word, is_everyday, is_place, may_be_left_out, words

CANDIDATES = 5
LIKELY: Match = "likely"
POSSIBLE: Match = "possible"
_SHOWN = 0.35
_SCHOOLS = frozenset(("university", "college"))
_OF_SCHOOLS = frozenset(("school", "institute", "center", "library", "college", "faculty"))
_SAME = frozenset({Way.DIACRITICS, Way.FORM, Way.PLACE})
"""The ways in which a name is still the same to the letter: all that is left out says nothing."""


@dataclass(frozen=True)
class Engine:
    """Compares a name with every name of the index.

    Attributes:
        index: The names.
        countries: The country of each designation that has one.
        standings: The status and the dates of each designation.
    """

    index: Index
    countries: Mapping[str, str]
    standings: Mapping[str, Standing]

    def answer(self, name: str) -> Answer:
        """Answer a text that is treated as a single name.

        Args:
            name: The name.
        """
        best: dict[str, Likeness] = {}
        parts: dict[str, Likeness] = {}
        read = questions(name)
        for question in read:
            same = False
            for found in self._likenesses(question):
                key = found.name.designation_id
                if key not in best or _rank(found) > _rank(best[key]):
                    best[key] = found
                same = same or (found.match == LIKELY and not found.ways)
                if _is_part(found):
                    parts[key] = found
            if same:
                break  # the other variants leave out words
        for key, part in parts.items():
            # “DW Akademie” is a part, not “DW” with a word of its own beside it.
            if len(best[key].name.content) < len(part.name.content) and not best[key].name.part:
                best[key] = part
        ordered = sorted(best.values(), key=_rank, reverse=True)
        candidates = tuple(
            self._candidate(each) for each in ordered[:CANDIDATES] if each.score >= _SHOWN
        )
        if candidates and candidates[0].match != "none":
            first = candidates[0]
            return Answer(
                name,
                first.match,
                first.designation_id,
                first.score,
                first.matched_name,
                candidates,
            )
        hint = _hint(name, read, len(best))
        match: Match = "unchecked" if hint in UNCHECKED else "none"
        return Answer(name, match, candidates=candidates, hint=hint)

    def within(self, text: str) -> list[Answer]:
        """Find the organization of which a longer name may be a branch or a project, because it
        contains a whole name.

        Args:
            text: A longer name.

        Returns:
            One answer, ``possible``, for the longest name in it; no answer if it has no name.
        """
        content = [word for word in words(text) if word.is_content]
        roots = tuple(map(root, content))
        for size in range(len(roots), 1, -1):
            for begin in range(len(roots) - size + 1):
                places = self.index.phrases.get(roots[begin : begin + size], ())
                names = [self.index.names[place] for place in places]
                if not names or not self._tells(text, content, begin, begin + size):
                    continue
                ways = frozenset({Way.CONTAINED})
                found = [Likeness(name, 0.7, POSSIBLE, ways) for name in names]
                owners = {each.name.designation_id: each for each in reversed(found)}
                candidates = tuple(map(self._candidate, reversed(owners.values())))[:CANDIDATES]
                first = candidates[0]
                return [
                    Answer(
                        text, first.match, first.designation_id, first.score, first.matched_name,
                        candidates,
                    )
                ]  # fmt: skip
        return []

    def school_of(self, adjective: str, rest: str) -> list[Answer]:
        """Find the university that a school may belong to: «Йельская школа права».

        Args:
            adjective: The word that says whose it is.
            rest: What follows it.
        """
        read = words(adjective)
        following = next(iter(words(rest)), None)
        if len(read) != 1 or following is None or not following.ideas & _OF_SCHOOLS:
            return []
        found: dict[str, Likeness] = {}
        for number in self.index.find(read[0]):
            for place in self.index.holding[number]:
                name = self.index.names[place]
                told = [each for each in name.content if each.kind is not Kind.HEAD]
                schools = any(each.ideas & _SCHOOLS for each in name.content)
                if (
                    told == [self.index.words[number]]
                    and schools
                    and not name.part
                    and not name.short
                ):
                    like = Likeness(name, 0.7, POSSIBLE, frozenset({Way.CONTAINED}))
                    found.setdefault(name.designation_id, like)
        if not found or not self.index.is_distinct(read[0]):
            return []
        candidates = tuple(map(self._candidate, found.values()))
        first = candidates[0]
        return [
            Answer(
                f"{adjective} {rest}", first.match, first.designation_id, first.score,
                first.matched_name, candidates,
            )
        ]  # fmt: skip

    def _tells(self, text: str, content: Sequence[Word], begin: int, end: int) -> bool:
        """Return whether words of a longer name identify an organization."""
        inner = content[begin:end]
        headed = any(word.kind is Kind.HEAD for word in inner) or inner[-1].ideas & SCOPE
        common = all(word.ideas or is_frequent(word.text) for word in inner)
        if not headed and common and len(inner) < 3:
            return False
        if inner[-1].is_number and end < len(content):
            return False  # an article of a law
        if all(word.ideas or is_everyday(word) for word in inner):
            after = content[end] if end < len(content) else None
            of_place = after is not None and re.search(
                rf"\b(?:of|de|der|des|von|w|im|in)\s+(?:the\s+)?{re.escape(after.text)}",
                text.casefold(),
            )
            # “National Institute of Peru” is Peru's, “British Council de Paris” the British one's.
            own = any(map(is_place, inner))
            return not (of_place and after and (is_place(after) or is_city(after.text)) and not own)
        return any(map(self.index.is_distinct, inner)) or len(inner) > 2

    def _candidate(self, found: Likeness) -> Candidate:
        identifier = found.name.designation_id
        match: Match = found.match
        if match == LIKELY and found.ways <= _SAME and not found.name.short:
            match = "exact"
        score = round(found.score, 3)
        standing = self.standings.get(identifier)
        return Candidate(identifier, score, match, found.name.text, found.ways, standing)

    def _likenesses(self, question: Question) -> Iterator[Likeness]:
        content = question.content
        if not content:
            return
        found = [self.index.find(word) for word in content]
        for place in self._places(content, found):
            if like := likeness(self.index, question, place, found):
                yield self._told_apart(like, question)
        for key in squashed(content):
            for place in self.index.squashed.get(key, ()):
                name = self.index.names[place]
                same = name.content == content
                if same and not name.entire:
                    continue  # compared word by word already
                if Way.ADDRESS in question.ways and not is_telling_label(content):
                    continue
                if not same and len(content) == 1 and is_frequent(content[0].text):
                    continue
                common = (
                    question.lower
                    and len(content) > 1
                    and all(is_frequent(w.text) for w in content)
                )
                ways = question.ways | (frozenset() if same else {Way.JOINED})
                alone = name.short and len(name.content) == 1
                unsure = (
                    alone
                    or question.loose
                    or name.part
                    or Way.ADDRESS in ways
                    or (common and not same)
                )
                score, match = (0.7, POSSIBLE) if unsure else (0.96, LIKELY)
                yield Likeness(name, score, match, ways)

    def _places(
        self, content: Sequence[Word], found: Sequence[Mapping[int, Found]]
    ) -> Iterator[int]:
        """Yield the names to compare with a question: few of those that share a word with it."""
        index = self.index
        holding = [
            reduce(or_, (index.masks[number] for number in hits), 0) if hits else 0
            for hits in found
        ]
        anywhere = reduce(or_, holding, 0)
        telling = [at for at, word in enumerate(content) if not may_be_left_out(word)]
        told = [holding[at] for at in telling]
        whole = reduce(and_, told, anywhere)
        yield from bits(whole)
        many = len(content) > 3
        # Most names that share a word lack another: what is left may be an owner's other name …
        borne = reduce(or_, (index.borne.get(content[at].plain, 0) for at in telling), 0)
        rest = borne & anywhere & ~whole
        same_length = index.of_length.get(len(content), 0)
        if many:
            # … or a long one of which one word is mistyped beyond recognition.
            one_lost = 0
            for at in range(len(told)):
                one_lost |= reduce(and_, told[:at] + told[at + 1 :], anywhere)
            rest |= one_lost & same_length & ~whole
        # Which of those have every telling word, in the name or in another one of its owner, or lack
        # one: as sets of bits, since a common word is in hundreds of names.
        covered = [holding[at] | index.borne.get(content[at].plain, 0) for at in telling]
        kept = reduce(and_, covered, rest)
        if many:
            for at in range(len(covered)):
                others = reduce(and_, covered[:at] + covered[at + 1 :], rest)
                kept |= others & same_length
        yield from bits(kept)

    def _told_apart(self, like: Likeness, question: Question) -> Likeness:
        own = self.countries.get(like.name.designation_id)
        if question.country and own:
            bonus = 0.003 if own == question.country else -0.003
            return Likeness(like.name, min(like.score + bonus, 1.0), like.match, like.ways)
        return like


def _is_part(found: Likeness) -> bool:
    """Return whether a question is the whole name of a part of an organization."""
    return found.name.part and found.match == POSSIBLE and found.ways <= _SAME | {Way.MEMBER}


_ORDER = {"likely": 2, "possible": 1, "none": 0}


def _rank(found: Likeness) -> tuple[int, float]:
    return _ORDER[found.match], found.score


def _hint(text: str, read: Iterable[Question], similar: int) -> Hint:
    asked = [word for question in read for word in question.words]
    content = [word for word in asked if word.is_content]
    if not asked:
        return Hint.EMPTY
    if all(word.is_number for word in asked):
        return Hint.DIGITS
    if sum(map(str.isalpha, text)) < 2:
        return Hint.LETTER
    if text.count("\ufffd") * 5 > len(text):
        return Hint.UNREADABLE
    if not content or all(word.ideas or word.kind is Kind.HEAD for word in content):
        return Hint.GENERAL
    if is_other_script(text):
        return Hint.SCRIPT
    if len({word.text for word in content}) == 1 and len(content[0].plain) < 5:
        return Hint.SHORT
    return Hint.GENERAL if similar > CANDIDATES and len(content) == 1 else Hint.NOTHING
