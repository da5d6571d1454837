"""Is this name on the list? Names and texts against every name in a catalog."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

from dashboard.catalog.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.names.answer import (
    STANDING_DATES,
    UNCHECKED,
    Answer,
    Candidate,
    Hint,
    Match,
    Mention,
    Standing,
    Way,
)
from dashboard.names.index import Index, squashed
from dashboard.names.memo import briefly, learning
from dashboard.names.mentions import Finder
from dashboard.names.names import names_of
from dashboard.names.questions import questions
from dashboard.names.scoring import Likeness, Question, likeness
from dashboard.names.scripts import is_other_script
from dashboard.names.sites import Sites
from dashboard.names.words import Kind

LONGEST = 500
"""Characters beyond which a question is no name."""

CANDIDATES = 5
LIKELY: Match = "likely"
POSSIBLE: Match = "possible"
_SHOWN = 0.35
_SAME = frozenset({Way.DIACRITICS, Way.FORM, Way.PLACE})
"""The ways in which a name is still the same to the letter: all that is left out says nothing."""


class Matcher:
    """Answers whether a name is that of a designated organization.

    Built once from a catalog; it keeps nothing of what it is asked but the words' spellings.
    """

    def __init__(self, catalog: Catalog) -> None:
        """Build the index.

        Args:
            catalog: The dataset; every name in it is entered.
        """
        table = catalog.designations
        with learning():
            self.index = Index(name for _id, row in table.iterrows() for name in names_of(row))
            self._countries = {
                str(key): str(code) for key, code in table["country"].dropna().items()
            }
            self._standings = _standings(table)
            self.sites = Sites(_site_rows(catalog))
            self._finder = Finder(self.index, self._countries, self.sites)

    def check(self, name: str) -> Answer:
        """Whether a name is listed.

        Args:
            name: What somebody typed, in any script.

        Returns:
            The answer; it never fails, whatever was typed.
        """
        if len(name) > LONGEST:
            return Answer(name, "unchecked", hint=Hint.LONG)
        with briefly():
            return self._check(name)

    def _check(self, name: str) -> Answer:
        best: dict[str, Likeness] = {}
        read = questions(name)
        for question in read:
            for found in self._likenesses(question):
                key = found.name.designation_id
                if key not in best or _rank(found) > _rank(best[key]):
                    best[key] = found
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

    def _candidate(self, found: Likeness) -> Candidate:
        identifier = found.name.designation_id
        match: Match = found.match
        if match == LIKELY and found.ways <= _SAME and not found.name.short:
            match = "exact"
        score = round(found.score, 3)
        standing = self._standings.get(identifier)
        return Candidate(identifier, score, match, found.name.text, found.ways, standing)

    def check_many(self, names: Iterable[str]) -> list[Answer]:
        """The answers to many questions, in their order."""
        with briefly():
            return [self.check(name) for name in names]

    def mentions(self, text: str) -> list[Mention]:
        """Where a text names designated organizations, in the order of the text.

        Args:
            text: Prose in Russian, Ukrainian, English or German.
        """
        with briefly():
            return [
                replace(each, standing=self._standings.get(each.designation_id))
                for each in self._finder.find(text)
            ]

    def _likenesses(self, question: Question) -> Iterator[Likeness]:
        content = question.content
        if not content:
            return
        found = [self.index.find(word) for word in content]
        places: set[int] = set()
        for hits in found:
            for number in hits:
                places.update(self.index.holding[number])
        for place in places:
            if like := likeness(self.index, question, place, found):
                yield self._told_apart(like, question)
        for key in squashed(content):
            for place in self.index.squashed.get(key, ()):
                name = self.index.names[place]
                same = name.content == content
                ways = question.ways | (frozenset() if same else {Way.JOINED})
                alone = name.short and len(name.content) == 1
                unsure = alone or question.loose
                score, match = (0.7, POSSIBLE) if unsure else (0.96, LIKELY)
                yield Likeness(name, score, match, ways)

    def _told_apart(self, like: Likeness, question: Question) -> Likeness:
        own = self._countries.get(like.name.designation_id)
        if question.country and own:
            bonus = 0.003 if own == question.country else -0.003
            return Likeness(like.name, min(like.score + bonus, 1.0), like.match, like.ways)
        return like


_ORDER = {"likely": 2, "possible": 1, "none": 0}


def _rank(found: Likeness) -> tuple[int, float]:
    return _ORDER[found.match], found.score


def _site_rows(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """The addresses of the designations; none in a dataset without that table."""
    table = getattr(catalog, "sites", None)
    if table is not None:
        yield from table[["designation_id", "kind", "value"]].itertuples(index=False, name=None)


def _standings(table: pd.DataFrame) -> dict[str, Standing]:
    """The status and the dates of each designation."""
    dates = [name for name in STANDING_DATES if name in table.columns]
    return {
        str(key): Standing(
            row["status"],
            **{name: row[name].date() for name in dates if not pd.isna(row[name])},
        )
        for key, row in table[["status", *dates]].iterrows()
    }


def _hint(text: str, read: Iterable[Question], similar: int) -> Hint:
    words = [word for question in read for word in question.words]
    content = [word for word in words if word.is_content]
    if not words:
        return Hint.EMPTY
    if all(word.is_number for word in words):
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


@remembered(1)
def matcher(catalog: Catalog) -> Matcher:
    """The matcher of a catalog, built once."""
    return Matcher(catalog)
