"""Decide which names in a cell with half a sentence are complete names.

A certain match in a text may still be a part of a longer name (“Greenpeace Café”), so the words
beside it are checked more strictly than in prose.
"""

from __future__ import annotations

import re

from dashboard.names.answer import Mention, Way
from dashboard.words import filler
from dashboard.words.frequent import is_frequent
from dashboard.words.words import Kind, Word, is_everyday, is_place, word, words

_UNCHANGED = frozenset({Way.DIACRITICS, Way.FORM, Way.INFLECTION, Way.TRANSLITERATION})
"""The ways of matching that leave a name practically unchanged."""
_FEW_LETTERS = 4
_OF = frozenset(
    [
        "of",
        "de",
        "der",
        "des",
        "du",
        "von",
        "van",
        "di",
        "del",
        "della",
        "w",
        "im",
        "in",
        "at",
        "but",
        "and",
        "в",
        "во",
        "на",
        "і",
        "у",
    ]
)
_LAST_WORD = re.compile(r"([^\W_][\w.’'-]*)\s+[«„“\"'‘(]*$")
_NEXT_WORD = re.compile(r"[»”\"'’)]*\s+([^\W_][\w.’'-]*)")
_FIRM = re.compile(
    r"(?<!\w)(?:ооо|оао|зао|пао|нао|ип|тсж|снт|гск|тоо|чп|чоп|жк|нпп|нпо|торговый дом|тд)\s+[«„“\"А-ЯЁA-Z]",
    re.IGNORECASE,
)

_SOFT = re.compile(r"(?<!\w)(?:проект|программ|книг)[а-я]{0,3}(?!\w)", re.IGNORECASE)
"""What a body has as well as what may be called like it."""


def names_firm(text: str) -> bool:
    """Return whether a text has the legal form of a Russian firm before a name."""
    return bool(_FIRM.search(text))


def stands_alone(mention: Mention, text: str) -> bool:
    """Return whether the words around a name neither extend it nor show that something else has this name.

    Args:
        mention: The name, certain as prose goes.
        text: The cell.
    """
    before, after = text[: mention.start], text[mention.end :]
    if (
        mention.ways - _UNCHANGED
        or re.search(r"\w[-–‑]$", before)
        or re.match(r"[»”\"]?[-–‑]\w", after)
    ):
        return False
    content = [each for each in words(mention.text) if each.is_content]
    coined = any(map(_is_coined, content))
    if len(content) == 1:
        long = len(content[0].plain) >= _FEW_LETTERS
        if not (coined and long) or Way.INFLECTION in mention.ways:
            return False
    elif not (
        coined or _is_quoted(before, after) or any(each.kind is Kind.HEAD for each in content)
    ):
        foreign = [each for each in mention.text.split() if each[:1].isupper()]
        if (
            len(foreign) < len(content)
            or content[0].cyrillic
            or not re.search("[а-яё]{4}", before + after)
        ):
            return False
        coined = True  # in Russian notes two Latin words with capitals are a name
    if filler.is_thing_beside(_SOFT.sub(" ", f"{before} {after}")):
        return False
    return _fits_before(before) and _fits_after(after, content[-1], coined=coined)


def _is_coined(each: Word) -> bool:
    """Return whether a word is used only as this name."""
    return not (each.ideas or is_everyday(each) or is_frequent(each.text))


def _is_quoted(before: str, after: str) -> bool:
    return before[-1:] in tuple('«„“"') and after[:1] in tuple('»”“"')


def _fits_before(before: str) -> bool:
    """Return whether the word before a name does not extend it; “Finnish Helsinki Foundation” is a counterexample."""
    found = _LAST_WORD.search(before)
    if not found:
        return True
    beside = word(found[1].replace(".", ""))
    says_sort = (
        beside.kind in (Kind.HEAD, Kind.FORM) or filler.is_kind(beside) or filler.is_note(beside)
    )
    if found[1][:1].isupper():
        return says_sort and not is_place(beside)
    return beside.cyrillic or not is_place(beside)


def _fits_after(after: str, last: Word, *, coined: bool) -> bool:
    """Return whether the word after a name does not extend it; counterexamples are “Greenpeace
    Café”, “… of Ghana”."""
    found = _NEXT_WORD.match(after)
    if not found:
        return True
    beside = next(iter(words(found[1])), word(found[1]))
    if beside.text in _OF:
        return False
    noted = beside.kind is Kind.FORM or filler.is_note(beside) or found[1][:1].isdigit()
    if found[1][:1].isupper():
        return noted or beside.cyrillic != last.cyrillic
    return noted or coined
