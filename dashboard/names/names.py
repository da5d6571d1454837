"""Every name by which a designation may be called, and from which column each comes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from dashboard.names.register_entry import register_names
from dashboard.words.frequent import is_frequent
from dashboard.words.inflection import is_dictionary_word, is_given_name, is_known
from dashboard.words.places import country
from dashboard.words.words import Kind, Word, without_camel, words

if TYPE_CHECKING:
    import pandas as pd

_QUOTES = "«»„“”\"'‘’‚‹›"
_QUOTED = re.compile(r"[«„“\"‘]+([^«»„“”\"‘’]{3,})[»”“\"’]+")

_ENDS = re.compile(r",\s|\s(?=(?:for|of|zu|für|за|по|для|pour)\s)")
_NOT_RUSSIAN = re.compile("[іїєґў]")
_INITIALS, _MOST_INITIALS = 4, 8

COLUMNS = ("name", "name_ru", "name_native", "abbreviation", "aliases", "register_name")
"""Where names come from, the surest first."""
FURTHER = "names"
"""Where the others come from: a table of their own."""


@dataclass(frozen=True)
class Name:
    """One name of one designation.

    Attributes:
        designation_id: Whose name it is.
        text: As the dataset writes it.
        column: The column it comes from.
        short: Whether it is a part of a name, by which people may call the organization.
        entire: Whether it is a whole entry of the register, several names in one.
        forms: Whether legal forms in it are set apart; else they are words of the name.
        part: Whether it is the name of a part or a brand of the organization, not of itself.
        country: The country that the name itself adds (“… (Canada)”), or None.
        given: How the given names sound that the designation's names in Cyrillic hold.
    """

    designation_id: str
    text: str
    column: str
    short: bool = False
    entire: bool = False
    forms: bool = True
    part: bool = False
    country: str | None = None
    given: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words."""
        return words(self.text, forms=self.forms)

    @cached_property
    def content(self) -> tuple[Word, ...]:
        """Its words that count."""
        return tuple(word for word in self.words if word.is_content)

    @cached_property
    def legal_forms(self) -> frozenset[str]:
        """Its legal forms."""
        return frozenset(word.plain for word in self.words if word.kind is Kind.FORM)

    @cached_property
    def fillers(self) -> frozenset[str]:
        """Its prepositions and articles."""
        return frozenset(word.text for word in self.words if word.kind is Kind.FILLER)

    @cached_property
    def person(self) -> frozenset[int]:
        """The words that are the given names of a person after whom it is called."""
        if self.entire:
            return frozenset()
        if any(word.cyrillic for word in self.content):
            return frozenset(_given_names(self.words, self.content))
        return frozenset(
            place
            for place, word in enumerate(self.content)
            if word.kind is Kind.CONTENT and not word.ideas and word.sounds & self.given
        )


def further_names(table: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """Return the names and their kinds in the table of further names, by designation.

    Args:
        table: The table ``names``.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    rows = table[["designation_id", "name", "kind"]].itertuples(index=False, name=None)
    for owner, name, kind in rows:
        found.setdefault(str(owner), []).append((str(name), str(kind)))
    return found


def names_of(row: Mapping[str, object], further: Iterable[tuple[str, str]] = ()) -> list[Name]:
    """Return the names of a designation, the surest first, each once.

    Args:
        row: A row of the table of designations.
        further: Its names in the table of further names, each with its kind.
    """
    identifier = str(row["id"])
    found: dict[str, Name] = {}

    def add(text: str, column: str, *, short: bool = False, part: bool = False) -> None:
        text, place = _without_place(text.strip(" ,;"))
        text = text.strip(" ,;")
        key = " ".join(word.text for word in words(text))
        if text and key and key not in found and any(word.is_content for word in words(text)):
            found[key] = Name(identifier, text, column, short, part=part, country=place)

    for column in COLUMNS:
        for text in _texts(row[column]):
            for each in register_names(text) if column == "register_name" else (text,):
                add(each, column)
    for text, kind in further:
        add(text, "abbreviation" if kind == "short" else FURTHER, part=kind == "part")
    for entry in _texts(row["register_name"]):
        key = " ".join(word.text for word in words(entry))
        found.setdefault(key, Name(identifier, entry, "register_name", entire=True))
    for name in [each for each in found.values() if not each.entire]:
        camel = without_camel(name.text)
        if camel != name.text:
            add(camel, name.column, part=name.part)
    for name in [each for each in found.values() if not (each.entire or each.part)]:
        for text in _short(name):
            add(text, name.column, short=True)
    for initials in _initials(found.values(), _texts(row["abbreviation"])):
        add(initials, "abbreviation", short=True)
    for key, name in list(found.items()):
        if not name.entire and any(word.kind is Kind.FORM for word in name.words):
            # «Благотворительного фонда» is a legal form that no list has in the genitive.
            found[f"{key} in full"] = replace(name, forms=False)
    given = {
        sound
        for name in found.values()
        if not name.entire and any(word.cyrillic for word in name.content)
        for place in name.person
        for sound in name.content[place].sounds
    }
    return [replace(name, given=frozenset(given)) for name in found.values()]


def _given_names(words: tuple[Word, ...], content: tuple[Word, ...]) -> Iterator[int]:
    """Yield the positions of given names, such as «Генриха» in «Фонд имени Генриха Бёлля»."""
    called = {
        following for word, following in pairwise(words) if word.text in ("им", "имени", "імені")
    }
    for place, (word, following) in enumerate(pairwise(content)):
        headed = word in called or (place > 0 and content[place - 1].kind is Kind.HEAD)
        if word.ideas or following.ideas or not (headed or place == 0) or not word.text.isalpha():
            continue
        # The dictionary knows Russian words only.
        unknown = not _NOT_RUSSIAN.search(word.text + following.text) and not (
            is_dictionary_word(word.text) or is_dictionary_word(following.text)
        )
        if word in called or is_given_name(word.text) or (headed and unknown):
            yield place


def _initials(names: Iterable[Name], abbreviations: tuple[str, ...]) -> set[str]:
    """Return the initials of the Russian names, where they are no word: «ЦСМИ».

    Three letters mean too much, but where the body abbreviates its own name to three as well («ЦЕУ», CEU).
    """
    made = set()
    for name in names:
        if (
            name.column != "name_ru"
            or name.short
            or not all(each.cyrillic for each in name.content)
        ):
            continue
        initials = "".join(each.text[0] for each in name.content)
        same = any(len(each) == len(initials) == _INITIALS - 1 for each in abbreviations)
        least = _INITIALS - same
        word = is_known(initials) or is_frequent(initials)
        if least <= len(initials) <= _MOST_INITIALS and not word:
            made.add(initials.upper())
    return made


def _texts(cell: object) -> tuple[str, ...]:
    if isinstance(cell, tuple):
        return tuple(str(item) for item in cell)
    return (cell,) if isinstance(cell, str) else ()


def _without_place(text: str) -> tuple[str, str | None]:
    """Return a name without the country in brackets that tells it from its namesakes."""
    found = re.search(r"\s*\(([^()]*)\)\s*$", text)
    if found and (code := country(found.group(1))):
        return text[: found.start()], code
    return text, None


def _short(name: Name) -> Iterator[str]:
    for quoted in _QUOTED.findall(name.text):
        if quoted.strip() != name.text.strip(_QUOTES):
            yield quoted
    # «Общество Сторожевой башни, Библии и трактатов …» is called by what precedes the comma, and
    # the “Clooney Foundation for Justice” by what precedes the preposition.
    for end in _ENDS.finditer(name.text):
        head = words(name.text[: end.start()])
        named = [word for word in head if word.is_content and not word.ideas]
        comma = end.group().startswith(",")
        headed = bool(named) and any(word.kind is Kind.HEAD for word in head)
        # A word or two after the comma may be the very place: “…, Berkeley”.
        tail = name.text[end.end() :]
        place = comma and tail[:1].isupper() and len(tail.split()) <= 2
        if (comma and len(named) > 1) or (headed and not place):
            yield name.text[: end.start()]
            break
