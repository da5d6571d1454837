"""A year or a span of years."""

import re
from datetime import date

import pytest

from dashboard import locale
from dashboard.charts.spans import Span, every, pattern

YEARS = (2015, 2026)


@pytest.mark.parametrize(
    ("text", "span"),
    [("2024", (2024, 2024)), ("2019-2021", (2019, 2021)), ("2022-", (2022, 2026))],
)
def test_an_address_names_a_year_a_span_or_all_since_a_year(text, span):
    assert Span.read(text, YEARS) == Span(*span)
    assert text in every(YEARS)


@pytest.mark.parametrize("text", ["", "24", "2014", "2027", "2020-2030", "2024-2", "-", "２０２４"])
def test_anything_else_is_no_span(text):
    assert Span.read(text, YEARS) is None
    assert text not in every(YEARS)


@pytest.mark.parametrize(
    ("language", "span", "words"),
    [
        ("en", Span(2024, 2024), "in 2024"),
        ("en", Span(2019, 2021), "in 2019–2021"),
        ("en", Span(2026, 2026), "in 2026 (to 24 September)"),
        ("ru", Span(2024, 2024), "в 2024 году"),
        ("ru", Span(2025, 2026), "в 2025–2026 годах (по 24 сентября)"),
    ],
)
def test_a_sentence_says_to_which_day_a_span_goes_that_is_not_over(language, span, words):
    with locale.using(language):
        assert span.in_words(date(2026, 9, 24)) == words


def test_the_earlier_of_two_years_comes_first_however_they_are_written():
    assert Span.read("2021-2019", YEARS) == Span(2019, 2021)


def test_a_pattern_names_the_years_that_there_are():
    assert [text for text in ("2015", "2019-2021", "2022-", "2014", "2027-", "2015-2030") if re.fullmatch(pattern(YEARS), text)] == ["2015", "2019-2021", "2022-"]  # fmt: skip
