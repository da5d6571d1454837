"""What stands around a name in a text: quotation marks, capitals, neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.catalog.matching.inflection import is_dictionary_word
from dashboard.catalog.matching.names import Name
from dashboard.catalog.matching.scripts import is_cyrillic
from dashboard.catalog.matching.words import (
    Kind,
    Word,
    is_descriptor,
    is_ordinary,
    is_thing,
    lemmas,
    word,
)

_OPEN, _CLOSE = "«„“”\"‘'»‹", "»”“\"’'«›"
# Between the words of one name there are spaces, hyphens, commas, quotation marks; a full stop only
# after an abbreviation («им. Стефана Батория») or between digits.
_WITHIN = re.compile(
    r"^[\s\-–—/,&+«»„“”\"'‘’]*(?:(?:[^\W\d_]{1,6}\.?|&)[\s\-–—/,«»„“”\"'‘’]*){0,4}$"
)
_POINT = re.compile(r"^\d[./]\d$")
_OPENED = re.compile(rf"[{_OPEN}]\s*((?:\w{{1,4}}\s+){{0,2}})$")
_ENDS = re.compile(r"[.!?…:;]|\n\s*\n|\n\s*[-–—•*]|^\s*$")
_ADJACENT = re.compile(r"^[ \u00a0\-–]+$")
_VOWELS = re.compile(r"[aeiouyаеёиоуыэюяіїє]", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A word of a text that is no preposition or article: where it is, and as it is written."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital or a digit."""
        return self.text[0].isupper() or self.text[0].isdigit()


@dataclass(frozen=True)
class Surroundings:
    """A text and its words.

    Attributes:
        text: The text.
        pieces: Its words without prepositions and articles.
    """

    text: str
    pieces: Sequence[Piece]

    def extent(self, first: int, last: int) -> tuple[int, int]:
        """Where the words from `first` to `last` begin and end, with a mark that closes there."""
        start, end = self.pieces[first].start, self.pieces[last].end
        inside = self.text[start:end]
        if (
            end < len(self.text)
            and self.text[end] in "»”"
            and inside.count("«") + inside.count("“") > inside.count("»") + inside.count("”")
        ):
            end += 1
        return start, end

    def before(self, first: int, count: int) -> Sequence[Piece]:
        """The words before the one at `first`, in the same sentence."""
        kept = []
        for at in range(first - 1, max(-1, first - 1 - count), -1):
            if _ENDS.search(
                self.text[self.pieces[at].end : self.pieces[at + 1].start].strip() or "x"
            ):
                break
            kept.append(self.pieces[at])
        return kept

    def is_name(
        self,
        name: Name,
        content: Sequence[Word],
        first: int,
        last: int,
        distinct: Sequence[bool],
    ) -> bool:
        """Whether the words from `first` to `last` are used as the name there.

        Args:
            name: The name.
            content: Those of its words that are there.
            first: The place of the first word.
            last: The place of the last.
            distinct: For each word whether few names have it.
        """
        pieces = self.pieces[first : last + 1]
        if not all(
            _WITHIN.match(self.text[one.end : two.start])
            or _POINT.match(self.text[one.end - 1 : two.start + 1])
            or ("." in one.text and self.text[one.end : two.start].strip() == ".")
            for one, two in pairwise(pieces)
        ):
            return False
        if len(pieces) == 1:
            return self._single(name, content[0], first)
        marked = self._quoted(first, last) or self._starred(last)
        if content[-1].is_number and re.match(
            r"\s+(?:of|de|der|des)\b", self.text[pieces[-1].end :]
        ):
            return False  # an article of a law
        telling = [
            piece for piece, each, rare in zip(pieces, content, distinct, strict=True)
            if rare and not each.is_number and not is_dictionary_word(piece.text.casefold())
        ]  # fmt: skip
        return marked or any(piece.capital for piece in telling) or self._titled(first, last)

    def _titled(self, first: int, last: int) -> bool:
        """Whether general words are capitalised as those of a name are."""
        pieces = self.pieces[first : last + 1]
        if not is_cyrillic(pieces[0].text):
            return all(piece.capital for piece in pieces)
        if len(pieces) >= 4:
            return True
        if not pieces[0].capital:
            return False
        return len(pieces) == 3 or all(p.capital for p in pieces) or not self._begins(first)

    def _single(self, name: Name, meant: Word, at: int) -> bool:
        piece = self.pieces[at]
        written = piece.text
        quoted, starred = self._quoted(at, at), self._starred(at)
        if len(written) < 3:
            return False
        read = word(written)
        latin = not meant.cyrillic and not read.cyrillic
        if latin and read.plain != meant.plain and not read.spellings & meant.spellings:
            return False  # “inside” is no form of “Insider”
        if is_dictionary_word(read.text) and meant.cyrillic and not lemmas(read) & lemmas(meant):
            return False  # «вместо» is no form of «Вместе»
        if is_ordinary(meant) and any(each.text == "the" for each in name.words):
            return self._article_before(piece) or starred
        if name.text.isupper() and len(name.text) <= 6:
            return self._abbreviation(at, name, quoted or starred)
        if is_cyrillic(written) != is_cyrillic(name.text) and len(written) < 6:
            return False  # «ОВЕН» is not OWEN
        ordinary = is_dictionary_word(written.casefold()) or is_ordinary(meant)
        if starred:
            return True
        if meant.kind is Kind.HEAD:
            return quoted and self._descriptor_before(at)
        if quoted:
            return not (ordinary and self._thing_before(at))
        own = name.text.strip('«»„“”"')
        if not piece.capital and not (own.islower() and not ordinary):
            return False
        if self._descriptor_before(at):
            return True
        if self._neighbours(at):
            return False
        return not (ordinary and self._begins(at))

    def _abbreviation(self, at: int, name: Name, marked: bool) -> bool:
        written = self.pieces[at].text
        if written != name.text:
            return False
        if marked:
            return len(written) > 2
        for other in (at - 1, at + 1):
            if 0 <= other < len(self.pieces):
                first, second = sorted((at, other))
                between = self.text[self.pieces[first].end : self.pieces[second].start]
                near = self.pieces[other].text
                if _ADJACENT.match(between) and near.isupper() and len(near) > 2:
                    return False  # a text in capitals
        if len(written) > 3:
            return True
        # Three letters that can be pronounced are too often something else (PIN, ФАС).
        return len(written) == 3 and not _VOWELS.search(written)

    def _begins(self, at: int) -> bool:
        """Whether a word begins a sentence."""
        start = self.pieces[at].start
        return bool(
            _ENDS.search(self.text[max(0, start - 3) : start].rstrip("«„“\"'([ ")[-1:])
        ) or (not self.text[:start].strip(" \n\t«„“\"'([*-–—"))

    def _quoted(self, first: int, last: int) -> bool:
        start, end = self.pieces[first].start, self.pieces[last].end
        opened = _OPENED.search(self.text[max(0, start - 16) : start])
        opens = opened is not None and all(
            word(each).kind is Kind.FILLER for each in opened.group(1).split()
        )
        after = self.text[end : end + 1]
        inner = self.text[start:end]
        closes = after != "" and after in _CLOSE
        return closes and (opens or any(c in inner for c in '«„“"'))

    def _starred(self, last: int) -> bool:
        end = self.pieces[last].end
        return bool(re.match(r"[»”\"“]?\s?\*", self.text[end : end + 3]))

    def _before(self, at: int) -> Piece | None:
        """The word right before, with nothing but space and an opening mark between."""
        if not at:
            return None
        between = self.text[self.pieces[at - 1].end : self.pieces[at].start]
        return self.pieces[at - 1] if re.match(r"^\s+[«„“\"]?$", between) else None

    def _descriptor_before(self, at: int) -> bool:
        before = self._before(at)
        return before is not None and is_descriptor(word(before.text))

    def _thing_before(self, at: int) -> bool:
        before = self._before(at)
        return before is not None and is_thing(word(before.text))

    def _article_before(self, piece: Piece) -> bool:
        return bool(re.search(r"\bThe\s$", self.text[max(0, piece.start - 4) : piece.start]))

    def _neighbours(self, at: int) -> bool:
        """Whether a capitalised word of the same script adjoins: part of a longer name."""
        piece = self.pieces[at]
        if at and _ADJACENT.match(self.text[self.pieces[at - 1].end : piece.start]):
            before = self.pieces[at - 1]
            if before.capital and not self._begins(at - 1) and _same_script(before, piece):
                return True
        if at + 1 < len(self.pieces):
            after = self.pieces[at + 1]
            if _ADJACENT.match(self.text[piece.end : after.start]) and after.capital:
                return _same_script(after, piece)
        return False


def _same_script(one: Piece, other: Piece) -> bool:
    return is_cyrillic(one.text) == is_cyrillic(other.text)
