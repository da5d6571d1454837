"""The readings of what somebody typed or pasted: with and without what stands beside a name."""

from __future__ import annotations

import re

from dashboard.names.answer import Way
from dashboard.names.scoring import Question
from dashboard.words.places import country
from dashboard.words.scripts import is_other_script
from dashboard.words.words import Kind, apart, clean, is_descriptor, words

_OPEN, _CLOSE = '«„“”"‘»‚‹', '»”“"’«’›‘'
_QUOTED = re.compile(rf"[{_OPEN}]+\s*([^{_OPEN}{_CLOSE}]+?)\s*[{_CLOSE}]+")
_QUOTES = re.compile('[«»„“”"‘‚‹›]')
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_MARKS = re.compile(r"[*†‡¹²³]+")
_ADDRESS = re.compile(
    r"^(?:https?://)?(?:www\.)?([\w-]{2,})(?:\.[\w-]+)*?\.[a-z]{2,10}(?:/\S*)?$", re.IGNORECASE
)
_DASH = re.compile(r"\s+[–—-]+\s+")
_NUMBERED = re.compile(r"^(?:(?:№|No)\.?\s*\d+[.):]?|\d+[.):])\s+(?=\S)")


def _tells(part: str) -> int:
    """Count the words of a part that say which organization is meant."""
    return sum(word.is_content and not is_descriptor(word) for word in words(part))


def questions(text: str) -> list[Question]:
    """Return the readings of a text, the fullest first.

    Brackets, a country or a town after the name, footnote marks and a web address's ends may or may
    not belong to the name.
    """
    text = _MARKS.sub(" ", clean(text)).strip(" ;,.\t\n")
    if not text:
        return []
    read: dict[tuple[str, ...], Question] = {}
    lower = text == text.lower() and not (_QUOTES.search(text) or is_other_script(text))

    def add(part: str, *ways: Way, place: str | None = None, loose: bool = False) -> None:
        for forms in (True, False):
            made = words(part, forms=forms)
            key = tuple(word.text for word in made if word.is_content)
            if key and key not in read:
                read[key] = Question(made, place, frozenset(ways), loose, lower)
            if not any(word.kind is Kind.FORM for word in made):
                break  # without legal forms both readings are one

    if found := _ADDRESS.match(text):
        add(found.group(1).replace("-", " "), Way.ADDRESS)

    if _NUMBERED.match(text):
        add(text)
        text = _NUMBERED.sub("", text)
    bracketed = _BRACKETED.findall(text)
    outside = _BRACKETED.sub(" ", text).strip(" ;,.")
    places = [code for part in bracketed if (code := country(part))]
    place = places[0] if places else None
    add(_BRACKETED.sub(lambda m: " " if country(m.group(1)) else m.group(), text), place=place)
    if bracketed and outside:
        add(outside, *([] if places else [Way.PLACE]), place=place)
    for found in _QUOTED.finditer(outside):
        beside = words(outside[: found.start()] + " " + outside[found.end() :])
        if beside and all(is_descriptor(word) or not word.is_content for word in beside):
            add(found.group(1), Way.EXTRA)
    parts = _DASH.split(outside, maxsplit=1)
    if len(parts) == 2:
        code = country(parts[1])
        add(parts[0], *([] if code else [Way.PLACE]), place=code, loose=not code)
    head, comma, tail = outside.rpartition(",")
    if comma and outside.count(",") == 1:
        add(f"{tail} {head}")  # catalogue style: “Moscow Times, The”
    if comma and head.strip():
        code = country(tail)
        if code:
            add(head, place=code)
        elif (found := _QUOTED.fullmatch(head.strip())) and len(tail.split()) <= 3:
            add(found.group(1), Way.PLACE)
        elif len(tail.split()) <= 2 and _tells(head) > 1:
            add(head, Way.PLACE, loose=True)
    if (parted := apart(outside)) != outside:
        add(parted, Way.TRANSLATION, place=place)
    if not read:
        add(text)
    return list(read.values())
