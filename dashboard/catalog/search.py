"""An index from words to the texts that contain them."""

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
"""Number of texts that are split at once: the words of a million texts would take half a gigabyte."""

_FREQUENT = 64
"""Number of words whose texts are marked before a check whether all texts are marked."""
_RARE = 3
"""Minimum length of a substring that is searched in the joined text; shorter ones occur too often."""


class Joined:
    """Many short texts joined to one, in which a substring is found faster than in each of them."""

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
        # Not by a regular expression: `re` caches patterns, and so what a reader typed.
        places = []
        place = self._text.find(part)
        while place >= 0:
            places.append(place)
            place = self._text.find(part, place + len(part))
        texts: np.ndarray = np.searchsorted(self._starts, np.array(places, dtype="int64"), "right")
        found: np.ndarray = np.unique(texts) - 1
        return found


@dataclass(frozen=True, eq=False)
class WordIndex:
    """The distinct folded words of some texts, and the texts that contain each.

    A language has few distinct words, so a substring can be searched in the list of words instead
    of in all texts.

    Attributes:
        words: The words.
        starts: The start of each word's texts in `texts`, and the end.
        texts: Positions of texts, grouped by word, ascending within a group.
        size: The number of texts.
    """

    words: pa.Array
    starts: np.ndarray
    texts: np.ndarray
    size: int

    @classmethod
    def of(cls, *columns: pd.Series) -> WordIndex:
        """Build the index.

        Args:
            *columns: Columns of equal length, which are joined to one text per row; a missing cell counts as empty.
        """
        texts, words = [], []
        for number, block in enumerate(_blocks(columns)):
            split = pc.split_pattern(block, " ")
            texts.append(split.value_parent_indices().to_numpy() + number * BLOCK)
            words.append(split.flatten().dictionary_encode())
        codes, spellings = _numbered(words)
        # Several spellings of a word may have the same folded form.
        folded, distinct = pd.factorize(np.array([fold(each) for each in spellings], dtype=object))
        # Encode each pair of word and text as one number, so that sorting groups the texts by word.
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
        """Mark the texts with a word that contains `part`, a folded string without spaces.

        Returns:
            A boolean for each text.
        """
        found = np.zeros(self.size, dtype=bool)
        words = self.joined.holding(part)
        counts = self.starts[words + 1] - self.starts[words]
        if counts.sum() > self.size:
            # One or two letters are in tens of thousands of words, and in nearly every text: the
            # most frequent of these words mark all texts soonest.
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
    """Yield blocks of texts, each joined from its columns with spaces."""
    space = pa.scalar(" ", pa.large_string())
    for start in range(0, len(columns[0]), BLOCK):
        parts = [_array(column.iloc[start : start + BLOCK]) for column in columns]
        # Not null_handling="skip", which would drop rows in which every cell is missing.
        yield pc.binary_join_element_wise(
            *parts, space, null_handling="replace", null_replacement=""
        )


def _array(texts: pd.Series) -> pa.Array:
    array = pa.array(texts, pa.large_string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _numbered(blocks: Sequence[pa.DictionaryArray]) -> tuple[np.ndarray, list[str]]:
    """Return the words of all blocks as codes, and the distinct words by code."""
    kind = pa.dictionary(pa.int32(), pa.large_string())
    chunks = pa.chunked_array(blocks, kind).unify_dictionaries().chunks
    none = np.empty(0, dtype="int32")
    codes = np.concatenate([none, *(chunk.indices.to_numpy() for chunk in chunks)])
    return codes, chunks[0].dictionary.to_pylist() if chunks else []


def _runs(ascending: np.ndarray) -> np.ndarray:
    """Return the starts and ends of runs of consecutive numbers."""
    if not len(ascending):
        return np.empty((0, 2), dtype="int64")
    breaks = np.flatnonzero(np.diff(ascending) != 1)
    begins = ascending[np.concatenate([[0], breaks + 1])]
    ends = ascending[np.concatenate([breaks, [len(ascending) - 1]])] + 1
    return np.column_stack([begins, ends])
