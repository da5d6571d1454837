"""Words are found as people type them: in any script, and in another case where nothing else is found."""

import pandas as pd
import pytest

from dashboard.text.folding import contains_words, fold


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("медузы", [True, False, False]), ("Медузу", [True, False, False]), ("новой газеты", [False, True, False]),
        ("газете европа", [False, True, False]), ("meduza", [True, False, False]), ("", [True] * 3), ("  ", [True] * 3),
        ("%", [False] * 3), ("«»", [False] * 3), ("медузы газета", [False] * 3),
    ],
)  # fmt: skip
def test_words_are_found_in_other_cases_and_signs_alone_find_nothing(query, expected):
    texts = pd.Series([fold(each) for each in ("Медуза", "Новая газета Европа", "Insider")])
    assert list(contains_words(texts, query)) == expected


def test_stems_are_used_only_if_the_words_find_nothing():
    texts = pd.Series([fold(each) for each in ("Фонд Белой розы", "Фонды")])
    assert list(contains_words(texts, "фонды")) == [False, True]
