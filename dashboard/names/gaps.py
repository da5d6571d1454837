"""The text that may stand between two words of one name.

Spaces, hyphens and quotation marks that open; a comma, an “and”, a full stop or a slash only where the
name itself has one. A closing mark followed by an opening one, a bullet or an empty line is the end
of a name.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from dashboard.names.names import Name
from dashboard.text.legible import FOOTNOTE
from dashboard.words.words import Kind, spans, word

_AND = frozenset(["и", "й", "і", "та", "ды", "and", "und", "et", "oraz", "i", "e", "y", "en"])
_FREE = frozenset(
    [
        "the",
        "a",
        "an",
        "der",
        "die",
        "das",
        "des",
        "dem",
        "den",
        "ein",
        "eine",
        "einer",
        "la",
        "le",
        "les",
        "l",
        "du",
        "de",
        "d",
        "im",
        "им",
        "имени",
        "імені",
        "імя",
        "of",
        "для",
        "for",
    ]
)
_WORDS = re.compile(r"[^\W\d_]+")
_OPENING, _CLOSING = "«„“‘‚‹", "»”’›"
_BREAK = re.compile(r"\n\s*\n|\n\s*(?:[-–—•*·▪‣◦]|\d{1,3}[.)])\s")
_ABBREVIATED = re.compile(r"(?:^|\W)[^\W\d_]{1,4}$")
_GENITIVE = re.compile(r"^['’ʼ`´]s\b")
_LONG_LINE = 40


@dataclass(frozen=True)
class Gap:
    """The text between two words of a name.

    Attributes:
        joined: Whether it has an “and”.
        words: Whether it has prepositions or articles.
        marks: Which of ``, . / — : ! ?`` it has.
        quoted: Whether it has a quotation mark.
    """

    joined: bool
    words: bool
    marks: frozenset[str]
    quoted: bool

    @classmethod
    def of(cls, text: str) -> Gap:
        """Read what stands between two words of a name."""
        text = _GENITIVE.sub("", text)
        found = {each.casefold() for each in _WORDS.findall(text)}
        return cls(
            bool(found & _AND) or "&" in text or "+" in text,
            bool(found),
            frozenset(mark for mark in ",./—–:!?" if mark in text),
            any(mark in text for mark in _OPENING + _CLOSING + '"'),
        )


def gaps_of(name: Name) -> tuple[Gap, ...]:
    """Return what a name has between its words that count; lenient if its text is read otherwise."""
    count = len(name.content)
    found = [
        (start, end) for start, end in spans(name.text)
        if word(name.text[start:end].replace(".", "")).kind is not Kind.FILLER
    ]  # fmt: skip
    if len(found) != count:
        marks = frozenset(mark for mark in ",./—–:" if mark in name.text)
        loose = {each.casefold() for each in _WORDS.findall(name.text)}
        return (Gap(bool(loose & _AND) or "&" in name.text, True, marks, True),) * (count - 1)
    return tuple(Gap.of(name.text[one[1] : two[0]]) for one, two in itertools.pairwise(found))


def _is_wrapped(text: str, end: int) -> bool:
    """Return whether a line goes on in the next one; in a list each line is one thing.

    Args:
        text: The text.
        end: Where the last word of the line ends.
    """
    line = text.rfind("\n", 0, end) + 1
    return end - line >= _LONG_LINE or text[line:end].count(" ") > 1


def fits(text: str, start: int, end: int, gap: Gap, *, marked: bool) -> bool:
    """Return whether what stands in a text between two words may stand inside the name.

    Args:
        text: The text.
        start: Where the first word ends.
        end: Where the second begins.
        gap: What the name has there.
        marked: Whether both words stand in one pair of quotation marks.
    """
    between = _GENITIVE.sub("", text[start:end].replace(FOOTNOTE, ""))
    if between in (" ", "-", "", "\u2013"):
        return True
    if "\n" in between:
        if _BREAK.search(between):
            return False
        if not (marked or text[end].islower() or _is_wrapped(text, start)):
            return False
    found = [each.casefold() for each in _WORDS.findall(between)]
    if len(found) > 4 or any(len(each) > 6 for each in found) or re.search(r"\d", between):
        return False
    if (set(found) & _AND or "&" in between or "+" in between) and not gap.joined:
        return False
    if found and not gap.words and not set(found) - _AND <= _FREE:
        return False
    closed = max(map(between.rfind, _CLOSING + '"“'))
    opened = [between.find(mark, 0) for mark in _OPENING + '"']
    if between.count('"') > 1 or any(0 <= closed < at for at in opened if at >= 0):
        return False
    if any(mark in between for mark in _CLOSING) and not gap.quoted:
        return False
    for mark in set(re.findall(r"[^\w\s\"'«»„“”‘’‚‹›&+-]", between)):
        if mark in gap.marks or (mark in "—–" and gap.marks & {"—", "–"}):
            continue
        if mark == "." and (
            marked or _ABBREVIATED.search(text[max(0, start - 6) : start]) or between == "."
        ):
            continue
        if marked and mark in ",—–:!?":
            continue
        if mark in "—–" and not re.search(r"\s", between):
            continue
        return False
    return True
