"""Recognize countries after a name, as in the register and in lists: «(Латвия)», “, USA”."""

from __future__ import annotations

import re

import babel

from dashboard.words.inflection import stems
from dashboard.words.memo import remembered
from dashboard.words.scripts import is_cyrillic, plain

_LANGUAGES = ("en", "ru", "uk", "de", "fr", "be", "pl", "cs", "es", "it")
_ALSO = {
    "фрг": "DE", "сша": "US", "рф": "RU", "usa": "US", "us": "US", "uk": "GB", "gb": "GB",
    "чешская республика": "CZ", "южная корея": "KR", "северная корея": "KP", "бельгия": "BE",
    "england": "GB", "англия": "GB", "голландия": "NL", "holland": "NL",
    "литовская республика": "LT", "кнр": "CN", "китайская народная республика": "CN",
    "оаэ": "AE", "австралийский союз": "AU", "norge": "NO", "sverige": "SE", "danmark": "DK", "suomi": "FI", "magyarorszag": "HU",
    "romania": "RO", "turkiye": "TR", "nederland": "NL", "lietuva": "LT", "latvija": "LV", "eesti": "EE",
    "hrvatska": "HR", "srbija": "RS", "slovensko": "SK", "slovenija": "SI", "schweiz": "CH", "соединенное королевство великобритании и северной ирландии": "GB",
    "соединенного королевства великобритании и северной ирландии": "GB",
    "соединенное королевство": "GB", "соединенного королевства": "GB",
    "united kingdom of great britain and northern ireland": "GB", "great britain": "GB",
    "united states of america": "US", "u s a": "US", "u s": "US", "u k": "GB",
    "соединенных штатов америки": "US", "сполучені штати америки": "US", "сполучене королівство": "GB",
    "russian federation": "RU", "российская федерация": "RU", "российской федерации": "RU",
    "vereinigtes königreich": "GB", "vereinigte staaten von amerika": "US", "соединенные штаты америки": "US", "соединенные штаты": "US",
}  # fmt: skip
# «Литовская Республика», «Королевство Норвегия», “Federal Republic of Germany”.
_STATE = re.compile(
    r"\b(?:федеративн\w+|республик\w+|королевств\w+|княжеств\w+|великое|великого|герцогств\w+|"
    r"конфедераци\w+|государств\w*|народн\w+|исламск\w+|confederation|state|"
    r"republic|federal|kingdom|of|the|bundesrepublik|республіка)\b"
)
_OF_COUNTRY = re.compile(r"^(\w{4,}?)(?:ий|й|ин|ан|н)?с[кь]\w{1,4}$")
_ADJECTIVE = re.compile(r"(?:янск|йск|ийск|анск|ецк|ск)(?:ая|ой|ую|ое|ого)$")
# Adjectives that do not begin like their country.
_IRREGULAR = {
    "тур": "TR",
    "эллин": "GR",
    "грече": "GR",
    "нем": "DE",
    "венгер": "HU",
    "норвеж": "NO",
}


_kept: dict[str, dict[str, str]] = {}
"""The cached countries by name and by the stem of the name."""


def remembered_countries() -> tuple[dict[str, str], dict[str, str]]:
    """Return the countries by name, and by the stem of the name."""
    return _countries(), _by_stem()


def remember(called: dict[str, str], by_stem: dict[str, str]) -> None:
    """Restore the return value of an earlier `remembered_countries`."""
    _kept.update(called=called, by_stem=by_stem)


def _countries() -> dict[str, str]:
    if "called" not in _kept:
        _kept["called"] = _work_out_countries()
    return _kept["called"]


def _work_out_countries() -> dict[str, str]:
    known = dict(_ALSO)
    for language in _LANGUAGES:
        for code, name in babel.Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():
                known.setdefault(plain(name.casefold()), code)
    return known


def _by_stem() -> dict[str, str]:
    if "by_stem" not in _kept:
        _kept["by_stem"] = _work_out_stems()
    return _kept["by_stem"]


def _work_out_stems() -> dict[str, str]:
    return {
        stem: code
        for name, code in _countries().items()
        if name.isalpha() and len(name) > 3
        for stem in stems(name)
        if len(stem) > 3
    }


@remembered
def country(text: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country if the text is only its name, or None.

    Example:
        >>> country("Королевство Норвегия"), country("Литовская Республика"), country("Беллона")
        ('NO', 'LT', None)
    """
    text = " ".join(re.sub(r"[^\w\s-]", " ", plain(text.casefold())).split())
    if not text or len(text) > 60:
        return None
    if code := _countries().get(text):
        return code
    bare = " ".join(_STATE.sub(" ", text).split())
    if bare != text:
        if not bare:
            return None
        if code := _countries().get(bare) or _by_stem_of(bare):
            return code
        if found := _ADJECTIVE.search(bare):
            # «Литовская»: a country whose name begins as the adjective does.
            root = bare[: found.start()]
            if root in _IRREGULAR:
                return _IRREGULAR[root]
            for name, code in _countries().items():
                if len(root) >= 3 and name.startswith(root[:4]):
                    return code
    return _by_stem_of(text) if text.isalpha() else None


@remembered
def country_of(adjective: str) -> str | None:
    """Return the country of a lower-case Russian or Ukrainian adjective («латвийской»), or None."""
    found = _OF_COUNTRY.match(adjective)
    if not found:
        return None
    root = found.group(1)[:5]
    return next(
        (
            code
            for name, code in _countries().items()
            if name.startswith(root) and is_cyrillic(name)
        ),
        None,
    )


def _by_stem_of(text: str) -> str | None:
    if not text.isalpha():
        return None
    return next((_by_stem()[stem] for stem in stems(text) if stem in _by_stem()), None)
