"""The surroundings of words in a text: sentences, quotation marks, capitals, neighbors."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from dashboard.text.legible import FOOTNOTE
from dashboard.words.context import Says, meanings, says

OPENING, CLOSING = "«„“”\"‘‚‹'", "»”“\"’‘›'"
_MARKS = re.escape(OPENING + CLOSING)
# The end of a sentence: a mark and then a space, an empty line, a bullet or a cell of a table. A
# point after one letter or a short word in lower case is that of an abbreviation.
_SENTENCE = re.compile(
    rf"(?<![\W\d_][^\W\d_])(?<!\bим)(?<!\bул)(?<!\bсв)(?<!\bDr)(?<!\bMr)(?<!\bSt)(?<!Inc)(?<!Ltd)"
    rf"[.!?…]+[{_MARKS})\]]*(?=\s)(?!\s+[a-zа-яёіїєґў])"
    r"|\n\s*\n|\n\s*(?:[-–—•*·▪‣◦]|\d{1,3}[.)])\s|[|\t]|;(?=\s)"
)
_LINE = re.compile(r"\n")
# An apostrophe inside a word opens nothing.
_OPENED = re.compile(rf"(?<!\w)[{re.escape(OPENING)}]\s*((?:\w{{1,4}}\s+){{0,2}})$")
_CLOSED = re.compile(rf"(?:\s\([^()\n]{{2,40}}\))?[.!?…,]?[{re.escape(CLOSING)}]")
_STAR = re.compile(rf"[{_MARKS}]?\s?(?:\*|†|‡|¹|\(\s?\*)")
_LABEL = re.compile(
    rf"[{_MARKS}]?\s?[(\[,]\s?(?:(?:ранее|организация|издание|сми|далее|прим\w*\.?|деятельность|"
    r"которая|которое|который|the|an|a|considered|was|has been|est|als|in russland|uznan\w+|"
    r"в рф|в россии|в россии|было|была|был|бывш\w+|and|и|also)[\s,]+){0,4}"
    r"(?:признан|внес[её]н|объявлен|включ[её]н|нежелательн|запрещ[её]н|иноагент|иностранн\w+ агент|"
    r"визнан|небажан|заборонен|прызнан|непажадан|забаронен|undesirable|declared|designated|banned|"
    r"outlawed|labell?ed|foreign agent|unerw[üu]nscht|verboten|eingestuft|niepożądan|indésirable|déclaré)",
    re.IGNORECASE,
)
_SPACE = re.compile(
    rf"^\s*(?:(?:the|der|die|das|den|dem|des|la|le|les|l['’]|el|a|an)\s*)?"
    rf"[{_MARKS}(\[{re.escape(FOOTNOTE)}*]*\s*(?:(?:The|Die|Das|Der|La|Le)\s+)?$"
)
_SIGN = re.compile(r"\w")
_SHORT_WORD = re.compile(r"\b[^\W\d_]{1,4}\b")
_BEHIND_END = re.compile(rf"[:.!?…]\s*[{_MARKS}(–—-]*\s*$")
_WORD_BEFORE = re.compile(r"(\b[^\W\d_]{1,7})\s+$")
_HYPHEN_BEFORE = re.compile(r"(\w+)-$")
_HYPHEN_BEHIND = re.compile(r"-(\w+)")
_ADJACENT = re.compile(r"^ $")
_PREPOSITIONS = re.compile(rf" (?:[^\W\d_]{{1,4}} ){{0,2}}[{_MARKS}(]*(?:The )?")
# An asterisk, a footnote, a note in brackets or between commas.
_NOTE = re.compile(
    rf"[{_MARKS}]*[*†{re.escape(FOOTNOTE)}]*\s*(?:\([^()\n]{{0,200}}\)\s*|\[[^\[\]\n]{{0,200}}\]\s*)?[*]?"
)
# Auxiliaries, articles and the like, of up to five letters («была», “has been”).
_AUXILIARY = re.compile(r"(?:\s|\b[^\W\d_]{1,5}\b)*")
_TITLED = 0.75
_ABOUT = frozenset({Says.DESIGNATING, Says.TOPIC})


class Piece(NamedTuple):
    """A word of a text that is no preposition or article: where it is, and as it is written."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital or a digit."""
        return self.text[0].isupper() or self.text[0].isdigit()


_ENGLISH = re.compile(
    r"\b(?:the|of|and|for|to|by|with|was|were|is|are|has|have|had|from|that|said|its|their|on|as|at)\b"
)
_OTHER = re.compile(
    r"\b(?:der|die|das|und|von|für|im|den|dem|des|ist|les|le|la|et|du|de|pour|dans|sur|est|une|un|aux|au|"
    r"w|we|i|na|się|z|ze|oraz|jest|przez|dla|el|los|las|y|en|por|para|con|del|il|di|per|che|gli|och|av|og|til|v|se|je|pro)\b"
)
_GERMAN = re.compile(
    r"\b(?:der|die|das|und|nicht|eine|ist|wurde|dem|den|im|zum|zur)\b", re.IGNORECASE
)
_LONG_ENOUGH = 5_000
_NAMED = re.compile(r"(\w+)\s[«„“\"][^«»„“”\"]+[»”\"]")
_ROUND = 200
"""Number of characters around a word that determine its language."""


_LINE_START = 200
"""Characters before a word in which something is written, if it does not begin its line."""


@dataclass(frozen=True)
class Surroundings:
    """A text and its words.

    Attributes:
        text: The text.
        pieces: Its words without prepositions and articles.
    """

    text: str
    pieces: Sequence[Piece]
    _styles: dict[int, str] = field(default_factory=dict, repr=False)
    _about: dict[int, list[tuple[int, frozenset[Says]]]] = field(default_factory=dict, repr=False)

    @cached_property
    def _bounds(self) -> list[int]:
        """The positions at which sentences begin."""
        return [0, *(found.end() for found in _SENTENCE.finditer(self.text)), len(self.text)]

    @cached_property
    def is_polish(self) -> bool:
        """Whether the text has letters that Polish has and the other languages here have not."""
        return bool(re.search(r"[ąęłśźż]|\bsi[ęe]\b|\bwięc\b", self.text))

    def follows_words(self, start: int) -> bool:
        """Return whether the sentence that goes on at a character has a word before it."""
        number = bisect_right(self._bounds, start) - 1
        return bool(re.search(r"\w", self.text[self._bounds[number] : start]))

    def is_english(self, at: int) -> bool:
        """Return whether more English prepositions and articles stand around a word than of others."""
        start = self.pieces[at].start
        near = self.text[max(0, start - _ROUND) : start + _ROUND]
        return len(_ENGLISH.findall(near)) > len(_OTHER.findall(near))

    @cached_property
    def is_german(self) -> bool:
        """Whether the text has several German articles, and so a capital on every noun."""
        return len(_GERMAN.findall(self.text[:_LONG_ENOUGH])) > 2

    def follows_a_thing(self, first: int) -> bool:
        """Return whether the sentence has a quoted thing before this word that is no organization («команда «А»»)."""
        number = bisect_right(self._bounds, self.pieces[first].start) - 1
        before = self.text[self._bounds[number] : self.pieces[first].start]
        found = [each.group(1) for each in _NAMED.finditer(before)]
        return bool(found) and all(says(each, Says.THING) for each in found)

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def extent(self, first: int, last: int) -> tuple[int, int]:
        """Return where the words from `first` to `last` begin and end, with a closing mark there."""
        start, end = self.pieces[first].start, self.pieces[last].end
        inside = self.text[start:end]
        if (
            end < len(self.text)
            and self.text[end] in "»”"
            and inside.count("«") + inside.count("“") > inside.count("»") + inside.count("”")
        ):
            end += 1
        return start, end

    def within(self, start: int, end: int) -> range:
        """Return the places of the words between two characters."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def between(self, at: int) -> str:
        """Return the text between the word at a place and the next one."""
        return self.text[self.pieces[at].end : self.pieces[at + 1].start]

    def sentence(self, at: int) -> Sequence[Piece]:
        """Return the words of the sentence that the word at a place is in, at most some forty."""
        number = bisect_right(self._bounds, self.pieces[at].start) - 1
        begin, end = self._bounds[number], self._bounds[min(number + 1, len(self._bounds) - 1)]
        first, after = bisect_left(self._starts, begin), bisect_left(self._starts, end)
        return self.pieces[max(first, at - 20) : min(max(after, at + 1), at + 20)]

    def is_about(self, what: Says, first: int, last: int, within: int = 40) -> bool:
        """Return whether a word of the sentence outside the words from `first` to `last` says something.

        Args:
            what: What it is asked for.
            first: The place of the first word.
            last: The place of the last.
            within: How many words away it may stand.
        """
        begin, end = self.pieces[first].start, self.pieces[last].start
        number = bisect_right(self._bounds, begin) - 1
        if number not in self._about:
            read = ((piece.start, meanings(piece.text)) for piece in self.sentence(first))
            self._about[number] = [
                (start, found & _ABOUT) for start, found in read if found & _ABOUT
            ]
        if not self._about[number]:
            return False
        nearest = self.pieces[max(0, first - within)].start
        farthest = self.pieces[min(len(self.pieces) - 1, last + within)].start
        return any(
            what in found and not begin <= start <= end and nearest <= start <= farthest
            for start, found in self._about[number]
        )

    def begins(self, at: int) -> bool:
        """Return whether a word begins a sentence, a line or a quotation that is one."""
        start = self.pieces[at].start
        number = bisect_right(self._bounds, start) - 1
        skipped = self.text[self._bounds[number] : start]
        if len(skipped) < 30 and not _SIGN.search(_SHORT_WORD.sub("", skipped)):
            return True
        if self._opened(at):
            return True
        line = self.text.rfind("\n", max(0, start - _LINE_START), start) + 1 or max(
            0, start - _LINE_START
        )
        return not _SIGN.search(self.text[line:start]) or bool(
            _BEHIND_END.search(self.text[max(0, start - 4) : start])
        )

    def style(self, at: int) -> str:
        """Return how the sentence is written: ``capitals``, ``title`` (case), or ``plain``."""
        number = bisect_right(self._bounds, self.pieces[at].start) - 1
        if number not in self._styles:
            self._styles[number] = _style(self.sentence(at))
        return self._styles[number]

    def quoted(self, first: int, last: int) -> bool:
        """Return whether quotation marks stand around just these words."""
        return self._opened(first) and self._closed(first, last)

    def opens_quotation(self, at: int) -> bool:
        """Return whether an opening mark stands before a word."""
        return self._opened(at)

    def closes_quotation(self, at: int) -> bool:
        """Return whether a closing mark stands behind a word."""
        return bool(_CLOSED.match(self.text, self.pieces[at].end))

    def _opened(self, first: int) -> bool:
        start = self.pieces[first].start
        return bool(_OPENED.search(self.text[max(0, start - 16) : start]))

    def _closed(self, first: int, last: int) -> bool:
        end = self.pieces[last].end
        return bool(_CLOSED.match(self.text, end)) or (
            self.text[end : end + 1] in CLOSING
            and any(mark in self.text[self.pieces[first].start : end] for mark in OPENING)
        )

    def in_longer_quotation(self, first: int, last: int) -> bool:
        """Return whether a quotation begins or ends with these words, and has a few more («Эхо Москвы»)."""
        opened, closed = self._opened(first), self._closed(first, last)
        if opened == closed:
            return False
        start, end = self.pieces[first].start, self.pieces[last].end
        if opened:
            rest = re.match(
                rf"[^{_MARKS}\n]{{1,60}}[{re.escape(CLOSING)}]", self.text[end : end + 62]
            )
            words = re.findall(r"\w+", rest.group()) if rest else []
        else:
            rest = re.search(
                rf"[{re.escape(OPENING)}][^{_MARKS}\n]{{1,60}}$",
                self.text[max(0, start - 62) : start],
            )
            words = re.findall(r"\w+", rest.group()) if rest else []
        return 0 < len(words) <= 3 and not any(says(word, Says.ACT) for word in words)

    def inside_marks(self, first: int, last: int) -> bool:
        """Return whether the words stand in one pair of marks with no other mark between them."""
        inner = self.text[self.pieces[first].start : self.pieces[last].end]
        return (
            self._opened(first) and bool(_CLOSED.match(self.text, self.pieces[last].end))
            and not any(mark in inner for mark in "«»„“”\"")
        )  # fmt: skip

    def starred(self, last: int) -> bool:
        """Return whether an asterisk follows."""
        return bool(_STAR.match(self.text, self.pieces[last].end))

    def labeled(self, last: int) -> bool:
        """Return whether the mark that the law asks for follows («признана нежелательной организацией»)."""
        return bool(_LABEL.match(self.text[self.pieces[last].end : self.pieces[last].end + 120]))

    def before(self, at: int) -> Piece | None:
        """Return the word right before, with nothing but space and an opening mark between."""
        if not at or not _SPACE.match(self.between(at - 1)) or not self.between(at - 1):
            return None
        if "\n\n" in self.between(at - 1):
            return None
        return self.pieces[at - 1]

    def before_preposition(self, at: int) -> Piece | None:
        """Return the word before, with at most two prepositions between («журналист из «Медузы»»)."""
        if not at or not _PREPOSITIONS.fullmatch(self.between(at - 1)):
            return None
        return self.pieces[at - 1]

    def after(self, at: int) -> Piece | None:
        """Return the word after, with nothing but space, a closing mark or a note between."""
        if at + 1 >= len(self.pieces):
            return None
        if self.adjoins(at):
            return self.pieces[at + 1]
        end = self.pieces[at].end
        found = _NOTE.match(self.text, end)
        begin = found.end() if found else end
        place = bisect_left(self._starts, begin)
        if place == len(self.pieces):
            return None
        gap = self.text[begin : self.pieces[place].start]
        return self.pieces[place] if _AUXILIARY.fullmatch(gap) and "\n\n" not in gap else None

    def words_before(self, first: int, count: int) -> Sequence[Piece]:
        """Return the words before the one at `first`, in the same sentence, the nearest first."""
        number = bisect_right(self._bounds, self.pieces[first].start) - 1
        begin = self._bounds[number]
        return [
            piece for piece in reversed(self.pieces[max(0, first - count) : first])
            if piece.start >= begin
        ]  # fmt: skip

    def words_after(self, last: int, count: int) -> Sequence[Piece]:
        """Return the words after the one at `last`, in the same sentence."""
        number = bisect_right(self._bounds, self.pieces[last].start) - 1
        end = self._bounds[min(number + 1, len(self._bounds) - 1)]
        return [piece for piece in self.pieces[last + 1 : last + 1 + count] if piece.start < end]

    def adjoins(self, at: int) -> bool:
        """Return whether only a space stands between the word at a place and the next one."""
        return at + 1 < len(self.pieces) and bool(_ADJACENT.match(self.between(at)))

    def opening_word(self, at: int) -> tuple[int, str]:
        """Return the preposition or article right before a word and where it begins; "" if none."""
        start = self.pieces[at].start
        found = _WORD_BEFORE.search(self.text[max(0, start - 10) : start])
        if not found or (at and self.pieces[at - 1].end > start - 10 + found.start(1) + 10):
            return start, ""
        return start - len(found.group()), found.group(1)

    def hyphenated(self, first: int, last: int) -> tuple[str, str]:
        """Return the words that a hyphen joins to these, before and after; "" for none."""
        start, end = self.pieces[first].start, self.pieces[last].end
        left = right = None
        if self.text[start - 1 : start] == "-":
            left = _HYPHEN_BEFORE.search(self.text[max(0, start - 30) : start])
        if self.text[end : end + 1] == "-":
            right = _HYPHEN_BEHIND.match(self.text[end : end + 30])
        return left.group(1) if left else "", right.group(1) if right else ""


def _style(pieces: Sequence[Piece]) -> str:
    words = [piece.text for piece in pieces if piece.text.isalpha()]
    letters = "".join(words)
    if len(words) > 1 and len(letters) > 7:
        if sum(map(str.isupper, letters)) > 0.8 * len(letters):
            return "capitals"
        long = [word for word in words if len(word) > 3]
        if len(long) > 3 and sum(word[0].isupper() for word in long) >= _TITLED * len(long):
            return "title"
    return "plain"
