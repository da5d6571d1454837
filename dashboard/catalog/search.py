"""An index of words: the texts that hold each, without reading them again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.text.folding import fold

BLOCK = 100_000
"""Texts that are taken apart at once: the words of a million would fill half a gigabyte."""

_FREQUENT = 64
"""So many of the most frequent words that contain what is asked for are looked up at once."""
_RARE = 3
"""Letters from which on a part is found so seldom that each place can be looked at."""


class Joined:
    """Many short texts as one: a part of them is found in it faster than in one after the other."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Join texts.

        Args:
            texts: The texts, without line breaks.
        """
        self._text = "\n".join(texts)
        self._texts = pa.array(texts, pa.large_string())
        lengths = np.fromiter(map(len, texts), dtype="int64", count=len(texts))
        self._starts = np.cumsum(lengths + 1) - lengths - 1

    def holding(self, part: str) -> np.ndarray:
        """Return the positions of the texts that contain `part`, which is not empty, in their order."""
        if len(part) < _RARE:
            return np.flatnonzero(pc.match_substring(self._texts, part))
        # Not by an expression: `re` remembers those that it has seen, and so what was asked for.
        places = []
        place = self._text.find(part)
        while place >= 0:
            places.append(place)
            place = self._text.find(part, place + len(part))
        texts = np.searchsorted(self._starts, np.array(places, dtype="int64"), "right") - 1
        return texts[np.diff(texts, prepend=-1) != 0]


@dataclass(frozen=True, eq=False)
class WordIndex:
    """The distinct words of some texts, folded, and the texts that hold each.

    A language has few words beside the texts written in it: to find a part of a word in all texts it
    is enough to look through the words.

    Attributes:
        words: The words.
        starts: Where the texts of each word begin in `texts`, and where the last end.
        texts: Positions of texts, word after word, ascending within a word.
        size: How many texts there are.
    """

    words: pa.Array
    starts: np.ndarray
    texts: np.ndarray
    size: int

    @classmethod
    def of(cls, *columns: pd.Series) -> WordIndex:
        """Take texts apart.

        Args:
            *columns: The parts of each text, all of one length; a missing one counts as empty.
        """
        texts, words = [], []
        for number, block in enumerate(_blocks(columns)):
            split = pc.split_pattern(block, " ")
            texts.append(split.value_parent_indices().to_numpy() + number * BLOCK)
            words.append(split.flatten().dictionary_encode())
        codes, spellings = _numbered(words)
        # Several spellings of a word fold to one.
        folded, distinct = pd.factorize(np.array([fold(each) for each in spellings], dtype=object))
        # One number for a word and a text that holds it: sorted, the texts of a word are together.
        pairs = folded[codes] << 32 | np.concatenate([np.empty(0, dtype="int64"), *texts])
        pairs.sort()
        pairs = pairs[np.diff(pairs, prepend=-1) != 0]
        return cls(
            words=pa.array(distinct, pa.large_string()),
            starts=np.searchsorted(pairs, np.arange(len(distinct) + 1, dtype="int64") << 32),
            texts=(pairs & 0xFFFFFFFF).astype("int32"),
            size=len(columns[0]),
        )

    @cached_property
    def joined(self) -> Joined:
        """The words as one text."""
        return Joined(self.words.to_pylist())

    def holding(self, part: str) -> np.ndarray:
        """Mark the texts with a word that contains `part`, which is folded and has no space.

        Returns:
            A boolean for each text.
        """
        found = np.zeros(self.size, dtype=bool)
        words = self.joined.holding(part)
        counts = self.starts[words + 1] - self.starts[words]
        if counts.sum() > self.size:
            # A letter or two are in tens of thousands of words, and in every text: the most frequent show that.
            often = words[np.argsort(-counts)]
            for place in range(0, len(often), _FREQUENT):
                for word in often[place : place + _FREQUENT]:
                    found[self.texts[self.starts[word] : self.starts[word + 1]]] = True
                if found.all():
                    break
            return found
        for begin, end in _runs(words):
            found[self.texts[self.starts[begin] : self.starts[end]]] = True
        return found


def _blocks(columns: Sequence[pd.Series]) -> Iterator[pa.Array]:
    """Yield the parts of each text with a space between, some texts at a time."""
    space = pa.scalar(" ", pa.large_string())
    for start in range(0, len(columns[0]), BLOCK):
        parts = [_array(column.iloc[start : start + BLOCK]) for column in columns]
        # Not null_handling="skip": it also leaves out the row in which every part is missing.
        yield pc.binary_join_element_wise(
            *parts, space, null_handling="replace", null_replacement=""
        )


def _array(texts: pd.Series) -> pa.Array:
    array = pa.array(texts, pa.large_string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _numbered(blocks: Sequence[pa.DictionaryArray]) -> tuple[np.ndarray, list[str]]:
    """Return the words of all blocks as numbers, and the distinct words that these stand for."""
    kind = pa.dictionary(pa.int32(), pa.large_string())
    chunks = pa.chunked_array(blocks, kind).unify_dictionaries().chunks
    none = np.empty(0, dtype="int32")
    codes = np.concatenate([none, *(chunk.indices.to_numpy() for chunk in chunks)])
    return codes, chunks[0].dictionary.to_pylist() if chunks else []


def _runs(ascending: np.ndarray) -> np.ndarray:
    """Return where runs of numbers that follow each other begin and end."""
    if not len(ascending):
        return np.empty((0, 2), dtype="int64")
    breaks = np.flatnonzero(np.diff(ascending) != 1)
    begins = ascending[np.concatenate([[0], breaks + 1])]
    ends = ascending[np.concatenate([breaks, [len(ascending) - 1]])] + 1
    return np.column_stack([begins, ends])
