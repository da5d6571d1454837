"""The free string under which the register enters an organization, taken apart.

An entry reads like "Prague Civil Society Centre («Пражский Центр Гражданского Общества»,
«Пражский гражданский центр») (Чешская Республика)": names in several languages, abbreviations,
former names and the country, in brackets or after commas. What the string does not say for certain
gets a low confidence, and waits for a person's eye.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from anyascii import anyascii
from babel.languages import get_official_languages
from rigour.names import extract_org_types

from dashboard.register.casing import is_ukrainian, romanised, sentence_case, title_case
from dashboard.register.country import find_country

FIELDS = ("name", "name_ru", "name_native", "abbreviation", "country")
SURE = 0.8
"""A field of less confidence than this is to be reviewed."""

_LATER = re.compile(r"^с\s+\d{2}\.\d{2}\.\d{4}\s*[-–—]\s*")
_INTRODUCED = re.compile(
    r"(?:сокращ[её]нное|другое|иное|прежнее|ранее)?\s*(?:использу\w+)?\s*(?:также)?\s*наименование\s*:?\s*",
    re.IGNORECASE,
)
_LATIN, _CYRILLIC = re.compile(r"[^\W\d_]", re.UNICODE), re.compile(r"[\u0400-\u04ff]")
_LEGAL_TAIL = re.compile(
    r"^(?:inc|ltd|llc|z\.?\s*s|o\.?p\.?s|mtü|з\.?с|gmbh|ry|as|e\.?v)\.?$", re.IGNORECASE
)
_LEGAL_HEAD = re.compile(r"^limited liability company(?:\s*\(\w+\))?\s+(?=[«\"“])", re.IGNORECASE)
_ABBREVIATION = re.compile(r"^(?=(?:.*[A-Z]){2})[A-Za-z][A-Za-z0-9./&-]{1,9}$")
_ABBREVIATION_RU = re.compile(r"^[А-ЯЁ]{2,6}$")
_ENGLISH = frozenset({
    "of", "for", "the", "and", "in", "against", "center", "centre", "foundation",
    "institute", "council", "college", "school", "network", "association", "world",
    "european", "free", "freedom", "democracy", "trust", "research", "alliance",
    "committee", "congress", "times",
})  # fmt: skip
_OPEN, _CLOSE = '«“„"', '»”"'


@dataclass(frozen=True)
class ParsedName:
    """The parts of an entry's string.

    Attributes:
        name: The name in Latin script; transliterated where the string has none.
        name_ru: The name in Russian, or None.
        name_native: The name in a third language, or None.
        abbreviation: An abbreviation in Latin letters, or None.
        country: ISO 3166-1 alpha-2 code, or None.
        others: Further names that it gives, in order.
        confidence: For each of these five fields how sure it is, from 0 to 1.
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
        """The fields that somebody has to look at."""
        return tuple(name for name in FIELDS if self.confidence.get(name, 0.0) < SURE)


@dataclass(frozen=True)
class _Candidate:
    text: str
    kind: str  # english, native, ukrainian, russian, abbreviation, abbreviation_ru
    bare: str  # without its legal form


@lru_cache(maxsize=4096)
def parse_name(text: str) -> ParsedName:
    """Take an entry's string apart.

    Args:
        text: The name as it stands in the register.

    Returns:
        Its parts.

    Example:
        >>> parse_name("European Choice («Европейский выбор»), Франция").name_ru
        'Европейский выбор'
    """
    rest, country = _split_country(re.sub(r"\s+", " ", text).strip())
    found = [_candidate(each, country) for each in _names(rest)]
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


# The country ---------------------------------------------------------------------------------------


def _split_country(text: str) -> tuple[str, str | None]:
    """Split the country off the end of a string."""
    for pattern in (
        r"^(?P<rest>.*)\((?P<country>[^()]+)\)(?P<later>\s*\(с \d[^()]*\))$",
        r"^(?P<rest>.*)\((?P<country>[^()]+)\)(?P<later>)$",
        r"^(?P<rest>.*),\s*(?P<country>[^,()]+)(?P<later>)$",
        r"^(?P<rest>.*),\s*(?P<country>[^,()]+),\s*[^,()]+(?P<later>)$",
        r"^(?P<rest>.*[)»\"])\s*(?P<country>[^,()»\"]+)(?P<later>)$",
    ):
        if (found := re.match(pattern, text)) and (code := find_country(found["country"])):
            return f"{found['rest'].strip(' ,')} {found['later'] or ''}".strip(), code
    return text, None


# The names -----------------------------------------------------------------------------------------


def _names(text: str) -> Iterator[str]:
    """Yield every name in the string, in order, without quotation marks around it."""
    for part in _parts(text):
        part = _LATER.sub("", part)
        part = _INTRODUCED.sub(", ", part)
        for name in _split_commas(part):
            for one in _split_scripts(name):
                if bare := _unquoted(one):
                    yield bare


def _parts(text: str) -> Iterator[str]:
    """Yield the text outside of brackets, and inside each pair, in order."""
    current, depth = "", 0
    for position, letter in enumerate(text):
        # "UG (haftungsbeschränkt)", "company (SIA) «…»": brackets within a legal form
        if (
            letter == "("
            and depth == 0
            and re.match(r"\((?:haftungsbeschränkt|SIA)\)", text[position:])
        ):
            depth = -1
        if letter in "()" and depth >= 0:
            if current.strip(" ,"):
                yield current.strip(" ,")
            current = ""
            continue
        current += letter
        if letter == ")":
            depth = 0
    if current.strip(" ,"):
        yield current.strip(" ,")


def _split_commas(text: str) -> list[str]:
    """Split at commas that are not within quotation marks; a legal form stays with its name."""
    pieces, current, depth = [], "", 0
    for position, letter in enumerate(text):
        follows = text[position + 1 :].lstrip()
        if letter in "«“„":
            depth += 1
        elif letter in "»”":
            # The register often closes two quotations with one mark.
            depth = 0 if not follows or follows[0] in ",;(" else max(depth - 1, 0)
        if letter in ",;" and depth == 0:
            pieces.append(current)
            current = ""
        else:
            current += letter
    pieces.append(current)
    joined: list[str] = []
    stripped = [piece.strip() for piece in pieces if piece.strip()]
    for position, piece in enumerate(stripped):
        listed = any(" and " in later for later in stripped[position:])
        if joined and (
            _LEGAL_TAIL.match(piece)
            or piece[0].islower()
            # "Association for Slavic, East European and Eurasian Studies"
            or (listed and re.search(r" (?:for|of|on) ", joined[-1]))
        ):
            joined[-1] += f", {piece}"
        else:
            joined.append(piece)
    return joined


def _split_scripts(text: str) -> list[str]:
    """Split a text where its script changes: `"Европейская Платформа" European Platform` is two names."""
    if found := re.match(r"^[\"«](?P<one>[^\"»]+)[\"»]\s+(?P<two>[^«\"]+)$", text):
        one, two = found["one"], found["two"]
        if bool(_CYRILLIC.search(one)) != bool(_CYRILLIC.search(two)):
            return [one, two]
    return [text]


def _unquoted(text: str) -> str:
    """Remove quotation marks around the whole, and complete pairs inside."""
    text = _LEGAL_HEAD.sub("", text.strip(" ,;"))
    while text and text[0] in _OPEN:
        inner = text[1:]
        if text[-1] in _CLOSE and inner.count("«") == inner.count("»") - 1:
            inner = inner[:-1]  # «X «Y»»
        elif text[-1] in _CLOSE and inner.count("«") == inner.count("»"):
            if "«" not in inner and text[0] != "«":
                inner = inner[:-1]
            # «X «Y»: the outer mark was never closed
        elif text[-1] in _CLOSE and "«" not in inner:
            inner = inner[:-1]
        elif "«" in inner or "»" not in inner:
            pass
        else:
            return text
        text = inner.strip()
    return text.strip(" ,;")


def _candidate(text: str, country: str | None) -> _Candidate:
    if _ABBREVIATION_RU.match(text):
        return _Candidate(text, "abbreviation_ru", text)
    if _ABBREVIATION.match(text):
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
    """Remove the legal form at the end of a name, unless hardly anything would be left."""
    spaced = re.sub(r"\b([zZ])\.\s+([sS])\.?", r"\1.\2.", text)
    forms = [found.rstrip(" .") for found, _form in extract_org_types(spaced)]
    ended = spaced.rstrip(" .")
    if forms and ended.endswith(forms[-1]):
        bare = ended[: -len(forms[-1])].strip(" ,–—-.")
        if len(bare) > 3:
            return bare
    return re.sub(r",?\s*\b[зЗ]\.?\s?[сС]\.?$|,?\s+Инк\.?$", "", text).strip(" ,")


def _initials(abbreviation: str, names: list[str]) -> bool:
    """Tell whether an abbreviation can be made of the first letters of a name, in order."""
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
