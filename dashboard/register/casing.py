"""Fix capitals: title case for English names, sentence case for Russian and Ukrainian names."""

from __future__ import annotations

import re

from anyascii import anyascii

from dashboard.words.inflection import analyzer

_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]|[а-яА-Я][iïI3][а-яА-Я]|\b[iI][а-яА-Я]|[а-яА-Я][iïI]\b")
_SMALL = frozenset({
    "of", "for", "the", "and", "in", "to", "on", "at", "by", "with", "from",
    "de", "la", "des", "du", "für", "und", "der", "die",
})  # fmt: skip
_NOUNS = frozenset({
    "foundation", "fund", "endowment", "trust", "institute", "association", "network",
    "council", "university", "college", "society", "federation", "committee", "center",
    "centre", "congress", "union", "alliance",
})  # fmt: skip


def is_ukrainian(text: str) -> bool:
    """Return whether a Cyrillic text has Ukrainian letters, or Latin letters in their place."""
    return bool(_UKRAINIAN.search(text))


def _titled(word: str, position: int, shouted: bool) -> str:
    if word.lower() in _SMALL and position:
        return word.lower()
    if shouted and len(word) > 1 and "." not in word:
        return word.capitalize()
    return word[0].upper() + word[1:]


def title_case(text: str) -> str:
    """Convert an English name to title case, without a needless article."""
    words = text.split()
    shouted = text.upper() == text and len(words) > 1
    cased = [_titled(word, position, shouted) for position, word in enumerate(words)]
    if len(cased) > 2 and cased[0] == "The" and {word.lower() for word in cased} & _NOUNS:
        cased = cased[1:]
    return " ".join(cased)


def sentence_case(text: str) -> str:
    """Convert a Cyrillic name to sentence case."""
    if is_ukrainian(text):
        text = _proper_ukrainian(text)
        known = False
    else:
        known = True
    shouted = text.upper() == text and " " in text
    words = text.split(" ")
    return " ".join(_cased(word, position, shouted, known) for position, word in enumerate(words))


def _cased(word: str, position: int, shouted: bool, known: bool) -> str:
    if position == 0 or word[:1] in '«"':
        if not shouted:
            return word
        start = 1 if word[:1] in '«"' else 0
        return word[: start + 1] + word[start + 1 :].lower()
    if not word[:1].isupper() or (word.isupper() and not shouted and len(word) > 1):
        return word
    plain = re.sub(r"[^\w-]", "", word)
    if not known:
        return word if not shouted else word.capitalize()
    parsed = analyzer().parse(plain)[0]
    proper = {"Geox", "Name", "Surn", "Patr", "Orgn", "Trad", "Abbr"} & set(
        str(parsed.tag).replace(" ", ",").split(",")
    )
    if proper or not analyzer().word_is_known(plain.lower()):
        return word.capitalize() if shouted else word
    return word.lower()


def _proper_ukrainian(text: str) -> str:
    """Replace the Latin letters and the digit that the register uses for similar Ukrainian letters."""
    table = {"i": "і", "I": "І", "ï": "ї", "Ï": "Ї"}
    text = "".join(table.get(letter, letter) for letter in text)
    return re.sub(r"(?<=[А-ЯІЇЄҐ])3(?=[А-ЯІЇЄҐ])", "З", text)


def romanised(text: str) -> str:
    """Transliterate a Cyrillic name to Latin letters."""
    plain = re.sub(r"[«»\"]", "", anyascii(text.translate(dict.fromkeys(map(ord, "ЪъЬь")))))
    return title_case(plain.strip() or text)
