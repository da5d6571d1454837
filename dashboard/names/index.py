"""The names of a catalog by the words in them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dashboard.names.answer import Way
from dashboard.names.names import Name
from dashboard.words.inflection import is_dictionary_word, is_known, latin_stems
from dashboard.words.memo import remembered
from dashboard.words.scripts import plain, wide
from dashboard.words.sounds import consonants
from dashboard.words.words import Kind, Word, ideas_in_text, is_place

SURE = 0.95
"""From this score on two words are forms or spellings of one word."""

_SHORT = 4
_RARE = 3


@dataclass(frozen=True)
class Found:
    """A word of the index that a word of the question may be."""

    score: float
    way: Way


class Index:
    """Which names hold which word, under whatever spelling."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Enter the words of names.

        Args:
            names: Every name of every designation.
        """
        self.names = tuple(names)
        self.words: list[Word] = []
        self.holding: list[list[int]] = []
        numbers: dict[Word, int] = {}
        owners: defaultdict[str, set[str]] = defaultdict(set)
        self._by: dict[str, defaultdict[str, list[int]]] = {
            kind: defaultdict(list)
            for kind in ("plain", "spelling", "stem", "latin", "sound", "idea")
        }
        self.content: list[tuple[int, ...]] = []
        for place, name in enumerate(self.names):
            held = []
            for word in () if name.entire else name.content:
                number = numbers.get(word)
                if number is None:
                    number = numbers[word] = len(self.words)
                    self.words.append(word)
                    self.holding.append([])
                    self._enter(word, number, abbreviated=name.column == "abbreviation")
                held.append(number)
                self.holding[number].append(place)
                for stem in word.stems or {word.plain}:
                    owners[stem].add(name.designation_id)
            self.content.append(tuple(held))
        self.own: defaultdict[str, set[str]] = defaultdict(set)
        for name in self.names:
            self.own[name.designation_id].update(word.plain for word in name.content)
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(self.names):
            self.places[name.designation_id].append(place)
        self.bearers: defaultdict[str, set[str]] = defaultdict(set)
        for owner, words in self.own.items():
            for each in words:
                self.bearers[each].add(owner)
        self.own_stems: defaultdict[str, set[str]] = defaultdict(set)
        for name in self.names:
            for word in name.content:
                self.own_stems[name.designation_id].update(word.stems)
        self.own_forms: defaultdict[str, set[str]] = defaultdict(set)
        for name in self.names:
            self.own_forms[name.designation_id].update(name.legal_forms)
        self.own_places: defaultdict[str, set[str]] = defaultdict(set)
        for name in self.names:
            for word in name.content:
                if word.ideas and is_place(word):
                    self.own_places[name.designation_id].update(word.ideas)
        self.eponymous = {name.designation_id for name in self.names if name.person}
        self._common = {stem for stem, whose in owners.items() if len(whose) > _RARE}
        self.squashed: defaultdict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(self.names):
            whole = [word for word in name.words if word.kind is not Kind.FORM]
            for key in squashed(name.content) | squashed(whole):
                self.squashed[key].append(place)
        self.phrases: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, name in enumerate(self.names):
            if len(name.content) > 1 and not name.entire and not name.short:
                self.phrases[tuple(map(root, name.content))].append(place)
        self.beginnings: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for name in self.names:
            plain_words = tuple(word.plain for word in name.content)
            for size in range(2, len(plain_words)) if not name.entire else ():
                self.beginnings[plain_words[:size]].add(name.designation_id)
        self._choices = _by_shape(self.words)
        self._beginnings = frozenset(word.plain[:_SHORT] for word in self.words)
        self._swaps: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            if len(word.plain) == _SHORT and word.plain.isalpha():
                self._swaps[(word.plain[0], "".join(sorted(word.plain)))].append(number)
        self.distinct = [self.is_distinct(word) and not word.is_number for word in self.words]
        self.placed = [word.is_number or is_place(word) for word in self.words]
        """Of each word: whether few names have it, and whether it is a place or a number."""
        self.masks = [mask(places) for places in self.holding]
        self.borne = {
            each: mask(place for owner in owners for place in self.places[owner])
            for each, owners in self.bearers.items()
        }
        lengths: defaultdict[int, list[int]] = defaultdict(list)
        for place, held_there in enumerate(self.content):
            lengths[len(held_there)].append(place)
        self.of_length = {length: mask(places) for length, places in lengths.items()}
        self.find: Callable[[Word], Mapping[int, Found]] = remembered(self._find)

    def _enter(self, word: Word, number: int, *, abbreviated: bool) -> None:
        for key in {word.plain, wide(word.text)}:
            self._by["plain"][key].append(number)
        for kind, keys in (
            ("spelling", word.spellings),
            ("stem", word.stems),
            ("latin", frozenset() if word.cyrillic or abbreviated else latin_stems(word.text)),
            ("sound", frozenset() if abbreviated or word.cyrillic else word.sounds),
            ("idea", word.ideas),
        ):
            for key in keys:
                self._by[kind][key].append(number)

    def is_distinct(self, word: Word) -> bool:
        """Return whether few organizations have a word in their names, and it is no word of the glossary."""
        if word.ideas or word.kind is Kind.HEAD:
            return False
        return not (word.stems or {word.plain}) & self._common

    def begins(self, text: str) -> bool:
        """Return whether a longer word of a text begins as a word of the names does: a quick look."""
        longer = [each for each in re.findall(r"[^\W\d_]+", text.casefold()) if len(each) > _SHORT]
        shown = longer or re.findall(r"[^\W\d_]+", text.casefold())
        return any(plain(each)[:_SHORT] in self._beginnings for each in shown)

    def knows(self, word: Word) -> bool:
        """Return whether a word, or a form of it, is in a name."""
        return word.plain in self._by["plain"] or any(
            stem in self._by["stem"] for stem in word.stems
        )

    def _find(self, word: Word) -> Mapping[int, Found]:
        """Return the words of the index that a word may be, and how."""
        found: dict[int, Found] = {}

        def keep(numbers: Iterable[int], score: float, way: Way) -> None:
            for number in numbers:
                if number not in found or found[number].score < score:
                    found[number] = Found(score, way)

        for number in {
            each for key in {word.plain, wide(word.text)} for each in self._by["plain"].get(key, ())
        }:
            same = self.words[number].text == word.text
            keep([number], 1.0 if same else 0.99, Way.EXACT if same else Way.DIACRITICS)
        for key in word.spellings:
            for number in self._by["spelling"].get(key, ()):
                other = self.words[number]
                if other.cyrillic is not word.cyrillic:
                    keep([number], 0.98, Way.TRANSLITERATION)
                elif not word.cyrillic and min(len(other.plain), len(word.plain)) > _SHORT:
                    both_ascii = other.text.isascii() and word.text.isascii()
                    way = Way.TRANSLITERATION if both_ascii else Way.DIACRITICS
                    keep([number], 0.97, way)
                elif word.cyrillic and key[0] == "~" and not is_known(word.text):
                    keep([number], 0.955, Way.TRANSLITERATION)  # «Хадаркоўскага», as it sounds
        for key in word.stems:
            for number in self._by["stem"].get(key, ()):
                if self.words[number].cyrillic is word.cyrillic:
                    keep([number], 0.96, Way.INFLECTION)
        if not word.cyrillic and not any(each.score >= SURE for each in found.values()):
            # Polish and Czech cases: “Norweskiego Komitetu Helsińskiego”
            for key in latin_stems(word.text):
                keep(self._by["latin"].get(key, ()), SURE, Way.INFLECTION)
        for key in word.ideas if word.cyrillic else ideas_in_text(word.text):
            keep(self._by["idea"].get(key, ()), 0.9, Way.TRANSLATION)
        for key in word.sounds if word.cyrillic else ():
            # Foreign names are written down by ear in Cyrillic, hardly ever the other way.
            keep(self._by["sound"].get(key, ()), 0.88 if consonants(key) > 2 else 0.84, Way.SOUND)
        if not any(each.score >= SURE for each in found.values()):
            for number, distance in self._typos(word):
                keep([number], 1 - 0.12 * distance, Way.TYPO)
        return found

    def _typos(self, word: Word) -> Iterable[tuple[int, int]]:
        if not word.plain.isalpha() or is_dictionary_word(word.text):
            return
        if len(word.plain) == _SHORT:
            # Too short for another letter, but “Yael University” is Yale's.
            for number in self._swaps.get((word.plain[0], "".join(sorted(word.plain))), ()):
                yield number, 1
        if len(word.plain) <= _SHORT:
            return
        # Two letters may differ in a long word, and in one that sounds the same.
        certain = 1 if len(word.plain) < 9 else 2
        for _text, distance, number in process.extract(
            word.plain,
            self._choices.get((word.cyrillic, word.plain[0], len(word.plain)), {}),
            scorer=OSA.distance,
            score_cutoff=2,
            limit=8,
        ):
            meant = self.words[number]
            alike = any(consonants(code) > 3 for code in word.sounds & meant.sounds)
            if (distance <= certain or alike) and is_typo(word.plain, meant.plain):
                yield number, int(distance)


def _by_shape(words: Iterable[Word]) -> Mapping[tuple[bool, str, int], dict[int, str]]:
    """Return the longer words, by their numbers, that another one of a shape may be two slips from.

    The shape is the script, the first letter, which no slip changes, and the length, which two slips
    change by two.
    """
    found: defaultdict[tuple[bool, str, int], dict[int, str]] = defaultdict(dict)
    for number, word in enumerate(words):
        length = len(word.plain)
        if length > _SHORT:
            for asked in range(length - 2, length + 3):
                found[word.cyrillic, word.plain[0], asked][number] = word.plain
    return found


def mask(places: Iterable[int]) -> int:
    """Return a set of places as the bits of a number, so that many sets are joined at once."""
    bits = 0
    for place in places:
        bits |= 1 << place
    return bits


def bits(mask: int) -> Iterator[int]:
    """Yield the places in a set that `mask` made, in their order."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def root(word: Word) -> str:
    """Return one key for all forms of a word, or nearly all."""
    return min(word.stems, default=word.plain) if word.cyrillic else word.plain


def is_typo(typed: str, meant: str) -> bool:
    """Return whether a word may be another one mistyped, not a word of its own.

    Fingers swap, drop and double letters; a first letter or a vowelless difference in a short word
    makes another word (“Vale” is no “Yale”).
    """
    if typed[0] != meant[0] or min(len(typed), len(meant)) <= _SHORT:
        return False
    return len(typed) != len(meant) or sorted(typed) == sorted(meant) or len(meant) > 4


def squashed(words: Iterable[Word]) -> set[str]:
    """Return the keys of a name as one word: “Global Giving” and “GlobalGiving” share one."""
    content = list(words)
    keys = {"".join(word.plain for word in content)}
    if any(word.cyrillic for word in content):
        # One table for the whole name, or the keys would multiply.
        keys.add("".join(min(word.spellings, default=word.plain) for word in content))
    return {key for key in keys if len(key) > _SHORT}


def heads(words: Iterable[Word]) -> Counter[str]:
    """Return the sorts of body that the words of a name say."""
    return Counter(idea for word in words if word.kind is Kind.HEAD for idea in word.ideas)
