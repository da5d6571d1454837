"""Parse the free-text name of an entry of the register.

An entry looks like "Prague Civil Society Centre («Пражский Центр Гражданского Общества»,
«Пражский гражданский центр») (Чешская Республика)": names in several languages, abbreviations,
former names and the country, in brackets or after commas. Uncertain parts get a low confidence, so
that a person reviews them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from anyascii import anyascii
from babel.languages import get_official_languages
from rigour.names import extract_org_types

from dashboard.names.register_entry import ABBREVIATION, register_names, split_country
from dashboard.register.casing import is_ukrainian, romanised, sentence_case, title_case

FIELDS = ("name", "name_ru", "name_native", "abbreviation", "country")
SURE = 0.8
"""Confidence below which a field must be reviewed."""

_LATIN, _CYRILLIC = re.compile(r"[^\W\d_]", re.UNICODE), re.compile(r"[\u0400-\u04ff]")
_ABBREVIATION_RU = re.compile(r"^[А-ЯЁ]{2,6}$")
_ENGLISH = frozenset({
    "of", "for", "the", "and", "in", "against", "center", "centre", "foundation",
    "institute", "council", "college", "school", "network", "association", "world",
    "european", "free", "freedom", "democracy", "trust", "research", "alliance",
    "committee", "congress", "times",
})  # fmt: skip


@dataclass(frozen=True)
class ParsedName:
    """The parts of an entry's name.

    Attributes:
        name: The name in Latin script; transliterated if there is none.
        name_ru: The name in Russian, or None.
        name_native: The name in a third language, or None.
        abbreviation: An abbreviation in Latin letters, or None.
        country: ISO 3166-1 alpha-2 code, or None.
        others: Further names, in order.
        confidence: The confidence of each of these five fields, from 0 to 1.
    """

    name: str
    name_ru: str | None = None
    name_native: str | None = None
    abbreviation: str | None = None
    country: str | None = None
    others: tuple[str, ...] = ()
    confidence: Mapping[str, float] = field(default_factory=dict)

    @property
    def doubtful(self) -> tuple[str, ...]:
        """The fields that must be reviewed."""
        return tuple(name for name in FIELDS if self.confidence.get(name, 0.0) < SURE)


@dataclass(frozen=True)
class _Candidate:
    text: str
    kind: str  # english, native, ukrainian, russian, abbreviation, abbreviation_ru
    bare: str  # the name without its legal form


@lru_cache(maxsize=4096)
def parse_name(text: str) -> ParsedName:
    """Parse the name of an entry.

    Args:
        text: The name as written in the register.

    Returns:
        Its parts.

    Example:
        >>> parse_name("European Choice («Европейский выбор»), Франция").name_ru
        'Европейский выбор'
    """
    rest, country = split_country(" ".join(text.split()))
    found = [_candidate(each, country) for each in register_names(text)]
    by_kind: dict[str, list[_Candidate]] = {}
    for each in found:
        by_kind.setdefault(each.kind, []).append(each)
    english, native = by_kind.get("english", []), by_kind.get("native", [])
    ukrainian, russian = by_kind.get("ukrainian", []), by_kind.get("russian", [])
    short = by_kind.get("abbreviation", [])
    latin = english or native
    confidence = {
        "name": 0.95 if english else 0.6 if native else 0.3,
        "name_ru": 0.95 if len(russian) == 1 else 0.85 if russian else 0.9,
        "name_native": 0.9,
        "abbreviation": 0.9,
        "country": 1.0 if country else 0.5,
    }
    if english and native:
        own = native[0].bare
    elif ukrainian:
        own = sentence_case(ukrainian[0].bare)
        confidence["name_native"] = 0.85 if own == ukrainian[0].bare else 0.6
    else:
        own = None
    if native and not english:
        confidence["name_native"] = 0.6
    if latin:
        name = title_case(latin[0].bare) if english else latin[0].bare
    elif short:
        name, short = short[0].text, short[1:]
        confidence["name"] = 0.5
    else:
        name = romanised((ukrainian or russian or found)[0].bare if found else rest)
    abbreviation = short[0].text if short else None
    if abbreviation and not _initials(abbreviation, [each.bare for each in found]):
        confidence["abbreviation"] = 0.7
    name_ru = sentence_case(russian[0].bare) if russian else None
    taken = {_key(each) for each in (name, name_ru, own, abbreviation) if each}
    others: list[str] = []
    for each in found:
        if _key(each.bare) not in taken and "|" not in each.bare:
            taken.add(_key(each.bare))
            others.append(each.bare)
    return ParsedName(name, name_ru, own, abbreviation, country, tuple(others), confidence)


def _candidate(text: str, country: str | None) -> _Candidate:
    if _ABBREVIATION_RU.match(text):
        return _Candidate(text, "abbreviation_ru", text)
    if ABBREVIATION.match(text):
        return _Candidate(text, "abbreviation", text)
    letters = _LATIN.findall(text)
    cyrillic = len(_CYRILLIC.findall(text))
    if cyrillic * 2 > len(letters):
        kind = "ukrainian" if is_ukrainian(text) else "russian"
        return _Candidate(text, kind, _without_form(text))
    return _Candidate(
        text, "english" if _is_english(text, country) else "native", _without_form(text)
    )


def _is_english(text: str, country: str | None) -> bool:
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}
    if words & _ENGLISH:
        return True
    if extract_org_types(text) and not re.search(
        r"\b(?:inc|ltd|limited|llc)\b", text, re.IGNORECASE
    ):
        return False
    if not text.isascii():
        return False
    return country is None or country == "US" or "en" in get_official_languages(country)


def _without_form(text: str) -> str:
    """Remove the legal form at the end of a name, unless the rest would be too short."""
    spaced = re.sub(r"\b([zZ])\.\s+([sS])\.?", r"\1.\2.", text)
    forms = [found.rstrip(" .") for found, _form in extract_org_types(spaced)]
    ended = spaced.rstrip(" .")
    if forms and ended.endswith(forms[-1]):
        bare = ended[: -len(forms[-1])].strip(" ,–—-.")
        if len(bare) > 3:
            return bare
    return re.sub(r",?\s*\b[зЗ]\.?\s?[сС]\.?$|,?\s+Инк\.?$", "", text).strip(" ,")


def _initials(abbreviation: str, names: list[str]) -> bool:
    """Return whether an abbreviation consists of first letters of a name, in order."""
    wanted = re.sub(r"[^A-Z]", "", abbreviation.upper())
    for name in names:
        if _key(name) == _key(abbreviation):
            continue
        initials = "".join(
            part[0] for part in re.split(r"[\W_]+|(?<=[a-z])(?=[A-Z])", anyascii(name)) if part
        ).upper()
        letters = iter(initials)
        if len(wanted) > 1 and all(letter in letters for letter in wanted):
            return True
    return False


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold().replace("ё", "е")).strip()
