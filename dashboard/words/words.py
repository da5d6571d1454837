"""Parse the words of a name, with all forms by which they can be matched."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from rigour.names import extract_org_types

from dashboard.words.inflection import is_dictionary_word, latin_stems, stems
from dashboard.words.memo import remembered
from dashboard.words.places import country
from dashboard.words.scripts import (
    is_cyrillic,
    is_mixed,
    one_script,
    plain,
    romanised,
    spellings,
    wholly_one_script,
)
from dashboard.words.sounds import sounds

_LETTERS = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
# The English genitive is no part of a word: “Bellingcat's”.
# Nor is a Turkish or Estonian case ending: “Kafkas Vakfı'nın”, “Yale'de”, “Yale'i”.
_WORD = re.compile(
    rf"{_LETTERS}(?:['’ʼ`´](?!(?:[sс]|[ıiü]|[nıiuü]?[ıiuü]n|n?[dt][ae]n?|i(?:st?|le|lt|ga))(?![\w'’ʼ`´])){_LETTERS})*"
)
# A French article or preposition before a vowel is a word of its own.
_ELIDED = r"(?<![\w'’])(?:[ldsnjmtcLDSNJMTCдлДЛ]|[Qq]u)['’](?=[aeiouyhàâéèêëîïôùœаеиоуэюяAEIOUYHÀÂÉÈÊËÎÏÔÙŒАЕИОУЭЮЯ])"
_ELISION = re.compile(_ELIDED)
_APOSTROPHES = re.compile("['’ʼ`´]")
_TEXT_WORD = re.compile(
    rf"(?P<elided>{_ELIDED})|(?<!\w)(?:[^\W\d_]\.)+[^\W\d_](?!\w)"
    rf"|(?<!\w)(?i:anti|анти|анты|контр|counter)[-–]{_LETTERS}|{_WORD.pattern}"
)
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){1,}[^\W\d_]\b\.?")
# Signs that a transliteration leaves inside a word.
_INSIDE = re.compile(r"(?<=\w)[·\"](?=[^\W\d_])(?<=[a-zA-Z].)")
_CAMEL = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ][a-zа-яё])")
_ANTI = re.compile(r"\b(anti|анти|контр|counter)[-–‑](?=\w)", re.IGNORECASE)
# A letter that nothing is written in: it marks legal forms on their way to becoming words.
_FORM_MARK = "\ua7ff"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ua7ff]")


_LONGEST_MIXED = 200
_LONG_COMPOUND, _SHORTEST_HALF = 10, 4
_COMPOUND = 5
_TWO_LANGUAGES = frozenset(("ради",))
"""Words that mean two things: “for the sake of” in Russian, “of the council” in Ukrainian."""
"""Length of the prefix by which possible compounds are recognized before they are looked up."""


class Kind(StrEnum):
    """The role of a word in a name."""

    CONTENT = "content"
    HEAD = "head"  # says what sort of body it is
    FILLER = "filler"  # prepositions, articles
    FORM = "form"  # a legal form


@dataclass(frozen=True)
class Word:
    """A word with all forms by which it can be matched.

    Attributes:
        text: As written, in lower case and one script.
        plain: Without diacritics.
        kind: Its role in a name.
        cyrillic: Whether it is in Cyrillic letters.
        spellings: Its folded Latin spellings.
        stems: Keys that its grammatical forms share.
        sounds: Its phonetic codes.
        ideas: The concepts of the glossary that it denotes.
    """

    text: str
    plain: str
    kind: Kind
    cyrillic: bool
    spellings: frozenset[str]
    stems: frozenset[str]
    sounds: frozenset[str]
    ideas: frozenset[str]

    def __hash__(self) -> int:
        """Hash the text, from which the rest follows."""
        return hash(self.text)

    @property
    def is_number(self) -> bool:
        """Whether it is all digits."""
        return self.text.isdigit()

    @property
    def is_content(self) -> bool:
        """Whether it counts when names are compared."""
        return self.kind in (Kind.CONTENT, Kind.HEAD)


@dataclass(frozen=True)
class _Glossary:
    fillers: frozenset[str]
    further: frozenset[str]
    descriptors: frozenset[str]
    forms: re.Pattern[str]
    heads: frozenset[str]
    things: frozenset[str]
    ordinary: frozenset[str]
    places: frozenset[str]
    ideas: dict[str, frozenset[str]]
    compounds: dict[str, str]


@lru_cache(maxsize=1)
def _glossary() -> _Glossary:
    raw = tomllib.loads((Path(__file__).parent / "glossary.toml").read_text(encoding="utf-8"))
    ideas: dict[str, set[str]] = {}
    heads: set[str] = set()
    for section in ("heads", "ideas", "places"):
        for line in raw[section].splitlines():
            words = [word for word in line.split() if ":" not in word]
            for word in words:
                for key in lookups(word):
                    ideas.setdefault(key, set()).add(words[0])
                    if section == "heads":
                        heads.add(key)
    forms = {form.strip() for line in raw["forms"].splitlines() for form in line.split("|")}
    forms |= {plain(form) for form in forms}
    # Dots and spaces come and go: «z. s.», «z.s.», «zs».
    pattern = "|".join(
        re.escape(form.rstrip(".")).replace(r"\.", r"\.?\s*").replace(r"\ ", r"\s*") + r"\.?"
        for form in sorted(forms - {""}, key=len, reverse=True)
    )
    fillers = raw["fillers"].split()
    return _Glossary(
        frozenset(each for filler in fillers for each in (filler, plain(filler))),
        frozenset(raw["further_fillers"].split()),
        frozenset(key for word in raw["descriptors"].split() for key in lookups(word)),
        re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"),
        frozenset(heads),
        frozenset(key for word in raw["things"].split() for key in lookups(word)),
        frozenset(raw["ordinary"].split()),
        frozenset(line.split()[0] for line in raw["places"].splitlines() if line),
        {key: frozenset(value) for key, value in ideas.items()},
        {
            key: meant
            for meant, _, compounds in (
                line.partition(": ") for line in raw["compounds"].splitlines()
            )
            for compound in compounds.split()
            for key in lookups(compound)
        },
    )


@remembered
def lookups(word: str) -> frozenset[str]:
    """Return the keys of a word in the glossary: itself, and for Russian its lemmas."""
    if not is_cyrillic(word):
        return frozenset({plain(word)} | {stem for stem in stems(word) if len(stem) > 3})
    kept = {stem for stem in stems(word) if stem.startswith("=") or len(stem) > 3}
    return frozenset({plain(word)} | kept)


def glossary_keys(ideas: frozenset[str]) -> Iterator[str]:
    """Yield the keys under which the glossary has words that stand for any of some ideas."""
    return (key for key, meant in _glossary().ideas.items() if meant & ideas)


def apart(text: str) -> str:
    """Return a text with the words for which English has two as these: “Menschenrechte” as “human rights”."""
    return _WORD.sub(lambda found: _apart(found.group()) or found.group(), text)


@remembered
def _apart(written: str) -> str:
    lowered = casefolded(written)
    known, keys = _glossary().compounds, lookups(lowered)
    for key in (*sorted(keys), *sorted(latin_stems(lowered) if not is_cyrillic(lowered) else ())):
        if key in known:
            return known[key]
    if len(lowered) < _LONG_COMPOUND or is_cyrillic(lowered) or _ideas(keys):
        return ""
    return _halved(plain(lowered))


def _halved(base: str) -> str:
    """Cut a German or Nordic compound of two words of the glossary: “Weltorganisation”; "" for another word."""
    glossary = _glossary()
    for at in range(len(base) - _SHORTEST_HALF, _SHORTEST_HALF - 1, -1):
        left, right = base[:at], base[at:]
        if not (right in glossary.ideas or right in glossary.descriptors):
            continue
        for joined in (
            left,
            left.removesuffix("s"),
            left.removesuffix("en"),
            left.removesuffix("n"),
        ):
            if len(joined) < _SHORTEST_HALF:
                continue
            if joined in glossary.compounds:
                return f"{glossary.compounds[joined]} {right}"  # “Menschenrechtsgruppe”
            if joined in glossary.ideas:
                return f"{joined} {right}"
    return ""


def is_descriptor(word: Word) -> bool:
    """Return whether a word may be beside a name without identifying it («издание», “NGO”)."""
    return _describes(word.text)


@remembered
def _describes(text: str) -> bool:
    return not lookups(text).isdisjoint(_glossary().descriptors)


def is_place(word: Word) -> bool:
    """Return whether a word is a country, a part of the world, or an adjective of one."""
    return not word.ideas.isdisjoint(_glossary().places) or (
        len(word.text) > 2 and country(word.text) is not None
    )


def may_be_left_out(word: Word) -> bool:
    """Return whether a word beside a name may be ignored: a kind of body, or a place."""
    return is_descriptor(word) or is_place(word)


def is_thing(word: Word) -> bool:
    """Return whether a word before a quoted name shows that it is something else («банк»)."""
    return bool(lookups(word.text) & _glossary().things)


def is_ordinary(word: Word) -> bool:
    """Return whether a word in Latin script is an everyday word as well as a name."""
    return bool(word.ideas) or word.plain in _glossary().ordinary


def lemmas(word: Word) -> frozenset[str]:
    """Return the dictionary forms that a Cyrillic word may be of."""
    return frozenset(stem for stem in word.stems if stem.startswith("="))


def is_everyday(word: Word) -> bool:
    """Return whether a word has a meaning of its own beside being a name."""
    return is_dictionary_word(word.text) if word.cyrillic else is_ordinary(word)


def clean(text: str) -> str:
    """Remove control and invisible characters, and normalize compatibility forms."""
    if text.isascii() and text.isprintable():
        return text
    visible = _INVISIBLE.sub("", text)
    if visible.isprintable():
        return unicodedata.normalize("NFKC", visible)
    kept = (" " if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") else c for c in visible)
    return unicodedata.normalize("NFKC", "".join(kept))


@remembered
def word(text: str, kind: Kind | None = None) -> Word:
    """Return the word written `text`, in any case."""
    lowered = casefolded(text)
    glossary = _glossary()
    looked = lookups(lowered) if lowered not in _TWO_LANGUAGES else frozenset()
    if kind is None:
        if is_filler(lowered):
            kind = Kind.FILLER
        elif looked & glossary.heads:
            kind = Kind.HEAD
        else:
            kind = Kind.CONTENT
    ideas = _ideas(looked)
    return Word(
        lowered,
        plain(lowered),
        kind,
        is_cyrillic(lowered),
        spellings(lowered),
        stems(lowered),
        sounds(lowered).union(*(sounds(stem.removeprefix("=")) for stem in _roots(lowered))),
        ideas,
    )


def _ideas(looked: frozenset[str]) -> frozenset[str]:
    known = _glossary().ideas
    return frozenset().union(*(known[key] for key in looked if key in known))


def ideas_of(lowered: str) -> frozenset[str]:
    """Return the ideas of the glossary for which a lower-case word stands."""
    return _ideas(lookups(lowered))


@lru_cache(maxsize=1)
def _compound_beginnings() -> frozenset[str]:
    return frozenset(key.removeprefix("=")[:_COMPOUND] for key in _glossary().compounds)


def compound(lowered: str) -> tuple[str, ...]:
    """Return the words for which English has several as these; none for another word.

    Example:
        >>> compound("środkowoeuropejskiego")
        ('central', 'european')
    """
    if plain(lowered)[:_COMPOUND] not in _compound_beginnings():
        return ()
    known = _glossary().compounds
    keys = lookups(lowered) if is_cyrillic(lowered) else latin_stems(lowered)
    return next((tuple(known[key].split()) for key in sorted(keys) if key in known), ())


@remembered
def ideas_in_text(lowered: str) -> frozenset[str]:
    """Return the ideas for which a word of a text stands; a Latin one in any Slavic case.

    Example:
        >>> sorted(ideas_in_text("komitetu"))
        ['committee']
    """
    found = ideas_of(lowered)
    if found or is_cyrillic(lowered):
        return found
    known = _inflected()
    return frozenset().union(*(known[stem] for stem in latin_stems(lowered) if stem in known))


@lru_cache(maxsize=1)
def _inflected() -> dict[str, frozenset[str]]:
    """Return the ideas of the Latin words of the glossary, by what is common to their Slavic cases."""
    found: dict[str, set[str]] = {}
    for key, ideas in _glossary().ideas.items():
        if key.isalpha() and not is_cyrillic(key):
            for stem in latin_stems(key):
                found.setdefault(stem, set()).update(ideas)
    return {stem: frozenset(ideas) for stem, ideas in found.items()}


def _roots(lowered: str) -> frozenset[str]:
    """Remove the endings of a Cyrillic word: «Беллингкэтом» sounds as “Bellingcat”."""
    return stems(lowered) if is_cyrillic(lowered) else frozenset()


def is_filler(lowered: str) -> bool:
    """Return whether a word is a preposition or article, or one written in the other script («оф»)."""
    if len(lowered) == 1 or (len(lowered) == 2 and unicodedata.combining(lowered[1])):
        letter = plain(lowered)  # “à” as well
        return (letter.isalpha() and letter.isascii()) or is_cyrillic(lowered)
    known = _glossary().fillers
    if lowered in known or lowered in _glossary().further:
        return True
    if len(lowered) > 5:
        return False
    if is_cyrillic(lowered):
        return bool(romanised(lowered) & known)
    return plain(lowered) in _romanised_fillers()


@lru_cache(maxsize=1)
def _romanised_fillers() -> frozenset[str]:
    own = (each for each in _glossary().fillers if is_cyrillic(each) and len(each) > 1)
    return frozenset(latin for each in own for latin in romanised(each))


def casefolded(text: str) -> str:
    """Return a text in lower case, each of its words in one script."""
    # A dotted capital I folds to i and a combining dot, which nobody types.
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFC", text.replace("İ", "i").casefold().replace("i\u0307", "i"))
    if not is_mixed(folded):
        return folded
    if len(folded) < _LONGEST_MIXED and (whole := wholly_one_script(folded)):
        return whole
    return _WORD.sub(lambda m: one_script(m.group()), folded)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of a text begin and end; initials (U.S.) and “anti-war” are one word."""
    for found in _TEXT_WORD.finditer(text):
        if found.lastgroup != "elided":
            yield found.span()


def words(text: str, *, forms: bool = True) -> tuple[Word, ...]:
    """Return the words of a name.

    Initials are joined (U.S. is one word), legal forms are marked as such, and «анти-» is joined to
    what follows it.

    Args:
        text: The name.
        forms: Whether to mark legal forms; else they are words like others.
    """
    return _words(text, forms)


@remembered
def _words(text: str, forms: bool) -> tuple[Word, ...]:
    text = clean(text)
    if forms:
        text = _mark_forms(text)
    text = _INITIALS.sub(lambda m: m.group().replace(".", "") + " ", text)
    text = _ELISION.sub(" ", _ANTI.sub(r"\1", _INSIDE.sub("", text)))
    made: list[Word] = []
    for found in _WORD.finditer(text):
        piece = found.group()
        if piece.startswith(_FORM_MARK):
            made.append(word(piece[len(_FORM_MARK) :], Kind.FORM))
        else:
            made.append(word(piece if piece.isalnum() else _APOSTROPHES.sub("", piece)))
    if not any(each.is_content for each in made):
        made = [
            word(each.text, Kind.CONTENT) if each.kind is Kind.FILLER else each for each in made
        ]
    return tuple(made)


def _mark_forms(text: str) -> str:
    folded = casefolded(text)
    if len(folded) != len(text):
        text = folded  # case no longer matters to what follows
    taken = [found.span() for found in _glossary().forms.finditer(folded)]
    position = 0
    for matched, _target in extract_org_types(folded):
        place = re.compile(rf"(?<!\w){re.escape(matched)}(?!\w)").search(folded, position)
        at = place.start() if place else -1
        if at < 0 or matched in ("im", "co", "us") or plain(matched) in _glossary().heads:
            continue
        position = at + len(matched)
        if not any(begin < position and at < end for begin, end in taken):
            taken.append((at, position))
    for begin, end in sorted(taken, reverse=True):
        letters = re.sub(r"[\W_]", "", text[begin:end])
        text = f"{text[:begin]} {_FORM_MARK}{letters} {text[end:]}"
    return text


def without_camel(text: str) -> str:
    """Split words at inner capitals: “GlobalGiving” as “Global Giving”."""
    return _CAMEL.sub(" ", text)
