"""Recognize words beside a name in lists that do not identify the organization.

These are kinds of body, notes about the law, dates, numbers, addresses, and roles of people.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import babel

from dashboard.words.inflection import is_adjective
from dashboard.words.memo import remembered
from dashboard.words.places import country
from dashboard.words.scripts import plain
from dashboard.words.words import (
    Kind,
    Word,
    is_descriptor,
    is_place,
    is_thing,
    lookups,
    spans,
    word,
)

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d[\d\s()/.-]{6,}\d", re.IGNORECASE
)
_DATE = re.compile(r"\b\d{1,4}(?:[./-]\d{1,2}){1,2}(?:[./-]\d{2,4})?\b|\b\d+(?:[-–]\d+)?\b")
_IN = frozenset(("в", "во", "на", "у", "in", "im", "i", "à", "en", "w", "na"))
_LANGUAGES = ("en", "ru", "uk", "de", "fr", "pl")
_LONGEST_WORD = 60


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    raw = tomllib.loads((Path(__file__).parent / "filler.toml").read_text(encoding="utf-8"))
    return {
        name: frozenset(key for each in text.split() for key in lookups(each.replace("_", " ")))
        for name, text in raw.items()
    }


@lru_cache(maxsize=1)
def _cities() -> frozenset[str]:
    """Return the cities of CLDR, and further ones that occur in lists of organizations."""
    found = set(_lists()["cities"])
    for language in _LANGUAGES:
        for zone, names in babel.Locale.parse(language).time_zones.items():
            # The English name of a city is mostly that of its time zone.
            found.add(plain(zone.rpartition("/")[2].replace("_", " ").casefold()))
            if city := names.get("city"):
                found.add(plain(city.casefold()))
    return frozenset(found)


@remembered
def is_city(text: str) -> bool:
    """Return whether a text is the name of a city, in some languages and any grammatical case."""
    text = plain(text.casefold()).strip(" .,")
    if text in _cities():
        return True
    return " " not in text and any(
        stem.removeprefix("=") in _cities() for stem in word(text).stems if stem.startswith("=")
    )


def is_place_name(text: str) -> bool:
    """Return whether a text is only the name of a country or a city."""
    return country(text) is not None or is_city(text)


def is_state(text: str) -> bool:
    """Return whether a text is only the name of a state of the USA."""
    return plain(text.strip(" .,").casefold()).replace(" ", "_") in _lists()["states"]


def is_note(each: Word) -> bool:
    """Return whether a word belongs to a note beside a name («признанный», “grantee”, «ИНН»)."""
    return _is_noted(each.text)


@remembered
def _is_noted(text: str) -> bool:
    lists = _lists()
    return text in lists["exact"] or not lookups(text).isdisjoint(lists["notes"])


def is_kind(each: Word) -> bool:
    """Return whether a word names the kind of body that follows («правозащитный», «портал», “think”, “tank”)."""
    return is_descriptor(each) or _is_of_kinds(each.text)


@remembered
def _is_of_kinds(text: str) -> bool:
    return not lookups(text).isdisjoint(_lists()["kinds"])


def is_aside(text: str) -> bool:
    """Return whether a text has no name in it: notes, numbers, dates, places, kinds of body.

    Args:
        text: The text beside a name.

    Example:
        >>> is_aside("признана нежелательной в 2022 г."), is_aside("Вашингтон, США")
        (True, True)
    """
    text = _ADDRESS.sub(" ", text)
    made = _words(text)
    if any(each.text in _lists()["streets"] for each in made):
        return True
    rest = [each for each in made if not _is_beside(each)]
    if not rest:
        return True
    return all(
        country(piece) or is_city(piece) or all(map(_is_beside, _words(piece)))
        for piece in re.split(r"[,;()/\n]+", text)
        if piece.strip()
    )


def _is_beside(each: Word) -> bool:
    return (
        each.kind in (Kind.FILLER, Kind.FORM)
        or any(map(str.isdigit, each.text))
        or len(each.text) == 1
        or is_note(each)
        or is_kind(each)
        or is_place(each)
        or is_city(each.text)
    )


def _words(text: str) -> list[Word]:
    return [word(text[a:b].replace(".", "")) for a, b in spans(text) if b - a < _LONGEST_WORD]


def is_continued(rest: str) -> bool:
    """Return whether the text after a name continues it: “… of Ghana”, “… Ukraine”, without a
    comma.

    Args:
        rest: The text after the name.
    """
    if not re.match(r"[»”\"]?\s+\w", rest):
        return False
    first = next(iter(_words(rest)), None)
    if first is None or first.text in _IN or is_note(first):
        return False
    return first.kind is Kind.FILLER or _is_of_place(first)


def is_namesake(before: str, after: str) -> bool:
    """Return whether a capitalized word continues a name of one word: “RAND McNally”, “Vuoksi
    River”.

    A branch, a place or a kind of body does not: “Greenpeace Norge”, “Stanford Law School”.

    Args:
        before: The text before the name.
        after: The text after the name.
    """
    beside = [
        found.group(1)
        for found in (
            re.match(r"\s+(?:of\s+)?([A-ZА-ЯЁ][\w'’-]*)", after),
            re.search(r"([A-ZА-ЯЁ][\w'’-]*)\s+$", before),
        )
        if found
    ]
    made = [word(each) for each in beside]
    rest = _words(f"{before} {after}")
    return (bool(made) or bool(re.match(r"\s+of\b", after))) and not any(
        each.kind is Kind.HEAD
        or is_kind(each)
        or is_note(each)
        or _is_of_place(each)
        or is_of_branch(each.text)
        for each in rest
    )


def is_branch(rest: str) -> bool:
    """Return whether what follows a name may be a part of the body: all capitalized, of a sort or a place.

    Args:
        rest: What follows it.
    """
    made = _words(rest)
    written = [each for each in rest.split() if each[:1].isalpha()]
    named = all(each[:1].isupper() or word(each).kind is Kind.FILLER for each in written)
    told = any(
        each.kind is Kind.HEAD or _is_of_place(each) or is_of_branch(each.text) for each in made
    )
    return named and told


@remembered
def is_of_branch(text: str) -> bool:
    """Return whether a part of a body is called by a word (“lab”, «бюро»)."""
    return not lookups(text).isdisjoint(_lists()["branches"])


def is_preceded(rest: str) -> bool:
    """Return whether what stands before a name is of a place, with no comma between: “Finnish …”.

    Args:
        rest: What stands before it.
    """
    if not re.search(r"\w\s+[«„“\"]?$", rest):
        return False
    made = _words(rest)
    return bool(made) and is_place(made[-1])


def _is_of_place(each: Word) -> bool:
    return (
        is_place(each)
        or is_city(each.text)
        or country(each.text) is not None
        or is_state(each.text)
    )


def is_thing_beside(text: str) -> bool:
    """Return whether a text says that something else bears the name: a restaurant, a bank, a film."""
    return any(map(is_thing, _words(text)))


def trimmed(text: str) -> list[str]:
    """Remove the notes before and after a name, in several ways, the most cautious first.

    Args:
        text: A cell, or a piece of one.

    Returns:
        Shorter variants of the text: without notes, and also without the kind of body before the name.

    Example:
        >>> trimmed("Представительство Freedom House в РФ")
        ['Freedom House']
    """
    cleared = _ADDRESS.sub(" ", text)
    places = [each for each in spans(cleared) if each[1] - each[0] < _LONGEST_WORD]
    made = [word(cleared[a:b].replace(".", "")) for a, b in places]
    readings: list[str] = []
    for heads in (False, True):
        begin, end = 0, len(made)
        while begin < end and (
            _opens(made[begin], heads=heads) or (heads and _qualifies(made, begin, end))
        ):
            begin += 1
        end = _closing(made, begin, end)
        if begin < end and (begin or end < len(made) or cleared != text):
            start, stop = places[begin][0], places[end - 1][1]
            while start and cleared[start - 1] in "«„“\"'‘(":
                start -= 1
            while stop < len(cleared) and cleared[stop] in "»”“\"'’)":
                stop += 1
            reading = cleared[start:stop].strip()
            if reading != text.strip() and reading not in readings:
                readings.append(reading)
    return readings


def _qualifies(made: Sequence[Word], at: int, end: int) -> bool:
    """Return whether a Russian adjective stands before a sort of body: «краудфандинговая платформа»."""
    return (
        at + 1 < end
        and is_adjective(made[at].text)
        and (made[at + 1].kind is Kind.HEAD or is_kind(made[at + 1]))
    )


def is_qualified(text: str) -> bool:
    """Return whether a text is a sort of body with an adjective of its own: «строительная компания»."""
    made = _words(text)
    return any(
        _qualifies(made, at, len(made)) and not is_kind(each) and not is_place(each)
        for at, each in enumerate(made)
    )


def _opens(each: Word, *, heads: bool) -> bool:
    return (
        each.kind is Kind.FILLER
        or any(map(str.isdigit, each.text))
        or is_note(each)
        or (each.kind is not Kind.HEAD and is_kind(each))
        or (heads and (each.kind is Kind.HEAD or is_kind(each)))
    )


def _closing(made: Sequence[Word], begin: int, end: int) -> int:
    """Find the end of the name: before notes, numbers, and places after «в»."""
    while end > begin:
        last = made[end - 1]
        if last.kind is Kind.FILLER or any(map(str.isdigit, last.text)) or is_note(last):
            end -= 1
            continue
        at = end - 1
        while at > begin and (is_place(made[at]) or is_city(made[at].text)) and end - at < 5:
            at -= 1
        if begin < at < end - 1 and made[at].text in _IN:
            end = at
            continue
        break
    return end


def without_dates(text: str) -> str:
    """Remove dates and numbers from a text."""
    return _DATE.sub(" ", text)
