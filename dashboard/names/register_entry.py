"""The string under which the register enters an organization: the names in it and its country.

An entry reads like "Prague Civil Society Centre («Пражский Центр Гражданского Общества»,
«Пражский гражданский центр») (Чешская Республика)": names in several languages, abbreviations,
former names and the country, in brackets or after commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from dashboard.words.places import country

ABBREVIATION = re.compile(r"^(?=(?:.*[A-Z]){2})[A-Za-z][A-Za-z0-9./&-]{1,9}$")
"""An abbreviation in Latin letters, such as “IWPR”."""

_COUNTRY_AT_END = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?P<rest>.*)\((?P<country>[^()]+)\)(?P<later>\s*\(с \d[^()]*\))$",
        r"^(?P<rest>.*)\((?P<country>[^()]+)\)(?P<later>)$",
        r"^(?P<rest>.*),\s*(?P<country>[^,()]+)(?P<later>)$",
        r"^(?P<rest>.*),\s*(?P<country>[^,()]+),\s*[^,()]+(?P<later>)$",
        r"^(?P<rest>.*[)»\"])\s*(?P<country>[^,()»\"]+)(?P<later>)$",
    )
)
_LATER = re.compile(r"^с\s+\d{2}\.\d{2}\.\d{4}\s*[-–—]\s*")
_INTRODUCED = re.compile(
    r"(?:(?:сокращ[её]нн\w+|друг\w+|ин\w+|прежн\w+|ранее)\s*)?(?:использу\w+)?\s*(?:также)?\s*"
    r"наименовани\w+\s*:?\s*",
    re.IGNORECASE,
)
_LEGAL_TAIL = re.compile(
    r"^(?:inc|ltd|llc|z\.?\s*s|o\.?p\.?s|mtü|з\.?с|gmbh|ry|as|e\.?v)\.?$", re.IGNORECASE
)
_CAPITALS = re.compile(r"^[A-ZА-ЯЁ0-9][A-ZА-ЯЁ0-9./&-]+$")
_LEGAL_HEAD = re.compile(r"^limited liability company(?:\s*\(\w+\))?\s+(?=[«\"“])", re.IGNORECASE)
# “company (SIA) «…»”, “UG (haftungsbeschränkt)”, «сетевое (общественное) движение»
_WITHIN_NAME = re.compile(
    rf"\((?:SIA\)|(?!{_LATER.pattern[1:]}|{_INTRODUCED.pattern})[a-zа-яё][^()«“]*\))"
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_OPEN, _CLOSE = '«“„"', '»”"'


def split_country(entry: str) -> tuple[str, str | None]:
    """Split the country off the end of an entry.

    Args:
        entry: As it stands in the register, in one line.

    Returns:
        What is left, and the ISO 3166-1 alpha-2 code, or None where the end names no country.

    Example:
        >>> split_country("European Choice («Европейский выбор»), Франция")
        ('European Choice («Европейский выбор»)', 'FR')
    """
    for pattern in _COUNTRY_AT_END:
        if (found := pattern.match(entry)) and (code := country(found["country"])):
            return f"{found['rest'].strip(' ,')} {found['later'] or ''}".strip(), code
    return entry, None


def register_names(entry: str) -> list[str]:
    """Return the names in an entry, without its country and marks around them, each once, in order.

    Args:
        entry: As it stands in the register.

    Example:
        >>> register_names("Dekabristen e.V. («Декабристы») (Германия)")
        ['Dekabristen e.V.', 'Декабристы']
    """
    rest, _code = split_country(" ".join(entry.split()))
    return list(dict.fromkeys(name for name in _names(rest) if not country(name)))


def _names(text: str) -> Iterator[str]:
    for part in _parts(text):
        part = _INTRODUCED.sub(", ", _LATER.sub("", part))
        for name in _split_commas(part):
            for one in _split_scripts(name):
                if bare := _unquoted(one):
                    yield bare


def _parts(text: str) -> Iterator[str]:
    """Yield the text outside of brackets, and inside each pair, in order."""
    current, within_name = "", False
    for position, letter in enumerate(text):
        within_name = within_name or bool(_WITHIN_NAME.match(text, position))
        if letter in "()" and not within_name:
            if current.strip(" ,"):
                yield current.strip(" ,")
            current = ""
            continue
        current += letter
        if letter == ")":
            within_name = False
    if current.strip(" ,"):
        yield current.strip(" ,")


def _split_commas(text: str) -> list[str]:
    """Split at the commas between names; those within one name, or quotation marks, stay."""
    joined: list[str] = []
    pieces = [piece.strip() for piece in _unquoted_commas(text) if piece.strip()]
    for position, piece in enumerate(pieces):
        if joined and _goes_on(joined[-1], piece, pieces[position + 1 :]):
            joined[-1] += f", {piece}"
        else:
            joined.append(piece)
    return joined


def _unquoted_commas(text: str) -> list[str]:
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
    return [*pieces, current]


def _goes_on(before: str, piece: str, later: list[str]) -> bool:
    """Return whether a piece after a comma belongs to the name before it."""
    if _LEGAL_TAIL.match(piece) or piece[0].islower():
        return True
    if piece[0] in _OPEN or before[-1] in _CLOSE or _CAPITALS.match(piece.split()[0]):
        return False
    listed = takewhile(lambda each: not set(each) & {*_OPEN, *_CLOSE}, (piece, *later))
    # "The International Lesbian, Gay, Bisexual, Trans and Intersex Association"
    if any(re.search(r" (?:and|und|et|и) ", each) for each in listed):
        return True
    # "University of California, Berkeley"
    named = any(_CAPITALS.match(word) for word in piece.split())
    return not named and len(piece.split()) <= 2 and bool(re.search(r" (?:for|of|on|at) ", before))


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
