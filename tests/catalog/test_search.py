"""Words are found through the index as they would be by reading every text."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.catalog import search
from dashboard.catalog.search import WordIndex
from dashboard.text.folding import contains_words, fold

# Letters that fold to several, to none or to a gap, and marks that join the letter before them.
LETTERS = st.text("aбЖьß ïñ́’-_.½中\u00a0\u200b\tA1", max_size=12)


def plain(first, second, part):
    pairs = zip(first, second, strict=True)
    texts = [fold(" · ".join(text for text in pair if isinstance(text, str))) for pair in pairs]
    return [part in text for text in texts]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.none() | LETTERS, st.none() | LETTERS), max_size=8),
    st.sampled_from(["a", "b", "zh", "ss", "n", "1", "2", "zhong", "ab", "q"]),
)
def test_a_part_of_a_word_is_found_as_in_the_text_itself(texts, part):
    first, second = (pd.Series([text[i] for text in texts], dtype="str") for i in (0, 1))
    index = WordIndex.of(first, second)
    assert index.holding(part).tolist() == plain(first.tolist(), second.tolist(), part)


@pytest.mark.parametrize("block", [1, 2, 3])
def test_texts_are_found_wherever_a_block_ends(block, monkeypatch):
    monkeypatch.setattr(search, "BLOCK", block)
    texts = pd.Series(["Фонд", "the fund", None, "fond, FOND", ""], dtype="str")
    index = WordIndex.of(texts)
    assert index.holding("fond").tolist() == [True, False, False, True, False]
    assert index.holding("f").tolist() == contains_words(texts.fillna("").map(fold), "f").tolist()
