import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text.folding import contains_words, fold
from dashboard.text.markdown import escaped
from dashboard.text.unseen import are_seen, is_seen


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("«Öffentliche» Sache!", "offentliche sache"),
        ("Беллингкэт", "bellingket"),
        ("bellingket", "bellingket"),
        ("  A.B.C – d_e ", "a b c d e"),
        ("Альфа", "alfa"),
        ("", ""),
        ("…", ""),
    ],
)
def test_text_is_folded_to_plain_latin_words(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_leaves_words_one_space_apart(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("amnesty", [True, False]),
        ("international amnesty", [True, False]),
        ("AMNES", [True, False]),
        ("Дождь", [False, True]),
        ("amnesty rain", [False, False]),
        (".*", [False, False]),
        ("", [True, True]),
    ],
)
def test_a_query_finds_texts_with_all_its_words(query: str, found: list[bool]) -> None:
    texts = pd.Series([fold("Amnesty International"), fold("Дождь (TV Rain)")])
    assert contains_words(texts, query).tolist() == found


def test_markdown_markup_is_escaped() -> None:
    assert escaped("[a](b) *c* <d> $5") == r"\[a\](b) \*c\* \<d\> \$5"


def test_a_column_is_judged_as_its_texts_are():
    signs = [chr(code) for code in (*range(0x300), *range(0x2000, 0x2070), 0x61C, 0xFFF9, 0xFFFF)]
    texts = pd.Series([f"a{sign}b" for sign in signs], dtype="str")
    assert are_seen(texts).tolist() == [is_seen(text) for text in texts]
