"""The words of a text as the letters of an alphabet: one letter, one family of words of the index.

A text has far more different words than the index. Most are put aside by how they begin or sound,
before their grammar is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dashboard.names.sites import Sighting
from dashboard.names.surroundings import Piece
from dashboard.words.inflection import is_known, latin_stems, stems
from dashboard.words.memo import remembered
from dashboard.words.scripts import fold, is_cyrillic, plain, wide
from dashboard.words.sounds import consonants, cyrillic_codes
from dashboard.words.words import (
    Word,
    casefolded,
    compound,
    glossary_keys,
    ideas_in_text,
    ideas_of,
    is_filler,
    spans,
    word,
)

_FIRST_LETTER = 0xF0000  # a private plane of Unicode, so that no text holds these letters
NO_FAMILY = "\x00"
"""The letter of a word that is in no name."""
_FILLER = ""
SURE_SOUNDS = 4
_SAME_SOUNDS = 5
"""Consonants by which a Cyrillic word is the same as a Latin one («Стэнфорда», “Stanford”)."""
_LONGEST_WORD = 60
_BEGINNING = 4
_HEARD = 3
_SIGNS = re.compile(r"[.\-–'’ʼ`´]")


class Reader:
    """Turns the words of a text into letters."""

    def __init__(self, words: Sequence[Word]) -> None:
        """Group the words of an index into families.

        Args:
            words: The words of the index.
        """
        self._families = _families(words)
        self._by: dict[str, int] = {}
        self._begin: set[str] = set()
        self._heard: set[str] = set()
        self._latin: set[str] = set()
        for number, family in enumerate(self._families):
            meant = words[number]
            for key in _keys(meant, sound=not meant.cyrillic):
                self._by.setdefault(key, family)
        for key in self._by:
            kind, stem = key[0], key[1:].removeprefix("=")
            if kind == "s":
                self._heard.add(stem[:_HEARD])
            elif kind in "pc":
                self._begin.add(stem[:_BEGINNING])
                if kind == "c" and len(stem) == _BEGINNING:
                    self._begin.add(stem[:-1])  # «Йель», «Йеля»
            elif kind in "lw":
                self._latin.add(stem[:3])
        self._ideas = {key[1:] for key in self._by if key[0] == "i"}
        self._glossary = _glossary_beginnings(frozenset(self._ideas))

    def letters(self, numbers: Iterable[int]) -> str:
        """Return the letters of words of the index, by their numbers there."""
        return "".join(chr(_FIRST_LETTER + self._families[number]) for number in numbers)

    def are_two_words(self, left: str, right: str) -> bool:
        """Return whether parts of a word broken at a hyphen are words of names by themselves."""
        if self._letter(left + right) not in (NO_FAMILY, _FILLER):
            return False
        return all(self._letter(part) not in (NO_FAMILY, _FILLER) for part in (left, right) if part)

    def read(self, text: str, addresses: Sequence[Sighting]) -> tuple[list[Piece], list[str]]:
        """Read a text.

        Args:
            text: The text.
            addresses: Where it has addresses; the words in them, but for hosts that may be names,
                are nobody's.

        Returns:
            Its words without prepositions and articles, and the letter of each.
        """
        pieces: list[Piece] = []
        letters: list[str] = []
        seen: dict[str, str] = {}
        parted: dict[str, tuple[str, ...]] = {}
        closed = iter([each for each in addresses if each.site or not each.bare])
        address = next(closed, None)
        for start, end in spans(text):
            while address is not None and address.end <= start:
                address = next(closed, None)
            written = text[start:end]
            if address is not None and address.start < end:
                if start <= address.start or not pieces or pieces[-1].end <= address.start:
                    pieces.append(Piece(start, end, written))
                    letters.append(NO_FAMILY)
                continue
            letter = seen.get(written)
            if letter is None:
                letter = seen[written] = self._letter(written)
                parted[written] = compound(casefolded(written)) if letter == NO_FAMILY else ()
            for part in parted[written]:
                # Both stand where the one word does.
                said = part.capitalize() if written[0].isupper() else part
                pieces.append(Piece(start, end, said))
                letters.append(self._letter(part))
            if letter is not _FILLER and not parted[written]:
                pieces.append(Piece(start, end, written))
                letters.append(letter)
        return pieces, letters

    def _letter(self, written: str) -> str:
        if len(written) > _LONGEST_WORD:
            return NO_FAMILY
        bare = written if written.isalnum() else _SIGNS.sub("", written)
        lowered = casefolded(bare)
        if is_filler(lowered):
            return _FILLER
        base = plain(lowered)
        family = self._by.get(f"p{base}")
        if family is not None:
            return chr(_FIRST_LETTER + family)
        if not is_cyrillic(lowered):
            return self._find(self._latin_keys(lowered, base)) or NO_FAMILY
        begin = base[:_BEGINNING]
        known = is_known(lowered)
        foreign = (written != lowered or not known) and any(
            code[:_HEARD] in self._heard for code in cyrillic_codes(lowered)
        )
        if not foreign and not (
            begin in self._begin or base[:3] in self._begin or begin in self._glossary
        ):
            return NO_FAMILY
        return self._find(_cyrillic_keys(lowered, foreign=foreign)) or NO_FAMILY

    def _latin_keys(self, lowered: str, base: str) -> Iterator[str]:
        """Yield the keys of a Latin word, without its sounds."""
        if base[:3] in self._latin:
            for stem in sorted(stems(lowered)):
                yield f"l{stem}"
            for stem in sorted(latin_stems(lowered)):
                yield f"w{stem}"
        if len(base) > 4:
            for each in {base} if lowered.isascii() else {base, wide(lowered)}:
                yield f"t{fold(each)}"
        if base[:_BEGINNING] in self._glossary:
            yield from (f"i{idea}" for idea in sorted(ideas_in_text(lowered)))

    def _find(self, keys: Iterable[str]) -> str:
        for key in keys:
            family = self._by.get(key)
            if family is not None:
                return chr(_FIRST_LETTER + family)
        return ""


def _cyrillic_keys(lowered: str, *, foreign: bool) -> Iterator[str]:
    """Yield the keys of a Cyrillic word.

    Args:
        lowered: The word.
        foreign: Whether it may be a foreign name, by its sound or letter by letter.
    """
    for stem in sorted(stems(lowered)):
        yield f"c{stem}"
    yield from (f"i{idea}" for idea in sorted(ideas_of(lowered)))
    if foreign:
        made = word(lowered)
        if len(made.plain) > 4:
            for spelling in sorted(made.spellings):
                yield f"t{spelling}"
        for code in sorted(heard(made)):
            if consonants(code) >= SURE_SOUNDS:
                yield f"s{code}"


def heard(read: Word) -> frozenset[str]:
    """Return the sounds of a word and of its lemmas: «Беллингкэта» sounds like “Bellingcat”."""
    lemmas = (stem[1:] for stem in read.stems if stem.startswith("="))
    return read.sounds.union(*(word(lemma).sounds for lemma in lemmas))


def _keys(meant: Word, *, sound: bool) -> Iterator[str]:
    """Yield the keys of a word, the surest first."""
    yield f"p{meant.plain}"
    if "ґ" in meant.plain:
        yield f"p{meant.plain.replace('ґ', 'г')}"
    for stem in sorted(meant.stems):
        yield f"{'c' if meant.cyrillic else 'l'}{stem}"
    if len(meant.plain) > 4:
        for spelling in sorted(meant.spellings):
            yield f"t{spelling}"
    if not meant.cyrillic:
        for stem in sorted(latin_stems(meant.text)):
            yield f"w{stem}"
    for idea in sorted(meant.ideas):
        yield f"i{idea}"
    if sound:
        for code in sorted(heard(meant) if meant.cyrillic else meant.sounds):
            if consonants(code) >= SURE_SOUNDS:
                yield f"s{code}"


def _families(words: Sequence[Word]) -> list[int]:
    """Return the family of each word of the index; words that share a key are in one."""
    parent = list(range(len(words)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    first: dict[str, int] = {}
    for number, meant in enumerate(words):
        for key in _keys(meant, sound=True):
            if not (meant.cyrillic and key[0] == "s" and consonants(key[1:]) < _SAME_SOUNDS):
                parent[root(number)] = root(first.setdefault(key, number))
    return [root(number) for number in range(len(words))]


@remembered
def _glossary_beginnings(ideas: frozenset[str]) -> frozenset[str]:
    """Return how the words of the glossary for these ideas begin."""
    return frozenset(key.removeprefix("=")[:_BEGINNING] for key in glossary_keys(ideas))
