"""Find the country that the register names at the end of an entry, in its many Russian forms.

Names come from CLDR (Babel) and `rigour`, official English names from `rigour`, the grammar from
`pymorphy3`. Only the words for forms of state are written here, since none of these has them.
"""

from __future__ import annotations

import re
from functools import lru_cache

import babel
from babel.core import get_global
from rigour.territories import get_territories, lookup_territory

from dashboard.register.casing import morphology
from dashboard.words.places import country

_FORMS = {
    "republic": "республика",
    "kingdom": "королевство",
    "federal": "федеративный",
    "federative": "федеративный",
    "federation": "федерация",
    "confederation": "конфедерация",
    "principality": "княжество",
    "duchy": "герцогство",
    "grand": "великий",
    "state": "государство",
    "union": "союз",
    "commonwealth": "содружество",
    "democratic": "демократический",
    "people's": "народный",
    "islamic": "исламский",
    "arab": "арабский",
    "socialist": "социалистический",
    "united": "соединенный",
    "sultanate": "султанат",
}
"""Words for forms of state, which do not name a country."""

_WORD = re.compile(r"[\w'-]+")
_ADJECTIVE = re.compile(r"(?:ск|цк)ий$")


@lru_cache(maxsize=1024)
def find_country(text: str) -> str | None:
    """Find the country that a Russian text names.

    Args:
        text: As it stands in the register, without brackets.

    Returns:
        Its ISO 3166-1 alpha-2 code, or None if the text as a whole names no country.

    Example:
        >>> find_country("Королевство Нидерландов")
        'NL'
    """
    plain = _plain(text)
    if not re.search(r"[а-я]", plain):
        return None
    code = _short_names().get(plain) or country(plain)
    if code is None and len(plain) > 2:
        territory = lookup_territory(text)
        # A part of a country has a code such as `gb-eng`.
        state = territory.code.partition("-")[0].upper() if territory else ""
        code = state if state in _territories() else None
    if code:
        return code
    words = _WORD.findall(plain)
    own = [word for word in words if not _lemmas(word) & {*_FORMS.values()}]
    if len(own) == len(words):
        return _abbreviated(plain) or _with_continent(words)
    if len(own) != 1:
        return _with_continent(own)
    for name in (own[0], *_lemmas(own[0])):
        if name in _short_names():
            return _short_names()[name]
    adjectives = [lemma for lemma in _lemmas(own[0]) if _ADJECTIVE.search(lemma)]
    return _of_adjective(adjectives[0]) if adjectives else None


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.casefold().replace("ё", "е")).strip(" .,;")


@lru_cache
def _russian() -> babel.Locale:
    return babel.Locale.parse("ru")


@lru_cache
def _territories() -> dict[str, str]:
    """Return CLDR's Russian names of countries by code, without regions of the world."""
    return {
        code: name
        for code, name in _russian().territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB")
    }


@lru_cache
def _short_names() -> dict[str, str]:
    return {_plain(name): code for code, name in _territories().items()}


@lru_cache(maxsize=1024)
def _lemmas(word: str) -> frozenset[str]:
    return frozenset(
        str(parsed.normal_form).replace("ё", "е") for parsed in morphology().parse(word)
    )


def _with_continent(words: list[str]) -> str | None:
    """Of "Соединенные Штаты Америки": a country's name, and the part of the world it lies in."""
    regions = {
        _plain(name) for code, name in _russian().territories.items() if code.isdigit()
    }  # fmt: skip
    kept = [word for word in words if not _lemmas(word) & regions]
    return _short_names().get(" ".join(kept)) if len(kept) < len(words) else None


@lru_cache
def _abbreviations() -> dict[str, set[str]]:
    """Return the initials of official names: "ФРГ" for the Federal Republic of Germany."""
    found: dict[str, set[str]] = {}
    for territory in get_territories():
        name = _territories().get(territory.code.upper())
        forms = [_FORMS.get(word.casefold()) for word in territory.full_name.split()]
        initials = "".join(form[0] for form in forms if form)
        if name and len(initials) > 1:
            found.setdefault(initials + name[0].casefold(), set()).add(territory.code.upper())
    return found


def _abbreviated(plain: str) -> str | None:
    codes = _abbreviations().get(plain, set())
    return next(iter(codes)) if len(codes) == 1 else None


def _of_adjective(lemma: str) -> str | None:
    """Find the country of "латвийский": by the longest common beginning, else by its language."""
    stem = re.sub(r"[цс]?кий$", "", lemma)
    lengths = {name: _common(stem, name) for name in _short_names()}
    longest = max(lengths.values())
    best = [name for name, length in lengths.items() if length == longest]
    if longest >= 4 and longest >= len(stem) - 2 and len(best) == 1:
        return _short_names()[best[0]]
    languages = [code for code, name in _russian().languages.items() if name == lemma]
    likely = get_global("likely_subtags")
    for language in languages:
        code = likely.get(language, "").rpartition("_")[2]
        # A language is spoken in many countries; the one that shares its first letters is meant.
        if code in _territories() and _plain(_territories()[code])[:3] == lemma[:3]:
            return str(code)
    return None


def _common(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length
