"""What others append to links is ignored; what the site itself understands never is."""

import pytest

from dashboard.asking.address import PAGE_KEYS
from dashboard.asking.appended import plain_query, without_appended
from dashboard.asking.filters import FILTER_KEYS


@pytest.mark.parametrize(
    "name",
    ["utm_source", "utm_campaign", "fbclid", "gclid", "yclid", "ysclid", "igshid", "mc_cid", "_openstat", "from", "UTM_Medium", "msclkid"],
)  # fmt: skip
def test_trackers_are_left_out(name):
    assert list(without_appended([(name, "IwAR123abc"), ("q", "x")])) == [("q", "x")]


def test_an_address_copied_out_of_html_is_read_as_it_was_meant():
    assert plain_query(b"country=DE&amp;year=2023") == b"country=DE&year=2023"


def test_a_query_without_any_stays_as_it_is():
    query = b"q=%D0%9C%2B+a&year=2022-&country=DE&country=LV&x"
    assert plain_query(query) == query


@pytest.mark.parametrize("key", sorted({*FILTER_KEYS, *PAGE_KEYS, "embed", "embed_options", "limit", "offset", "of", "format"} - {"from"}))  # fmt: skip
@pytest.mark.parametrize("value", ["1", "true", "x", "list", "table", "2022-", "en"])
def test_no_parameter_of_ours_is_taken_for_one(key, value):
    assert list(without_appended([(key, value)])) == [(key, value)]


@pytest.mark.parametrize(
    ("value", "kept"), [("2024", True), ("2019-2021", True), ("2022-", True), ("desktop", False)]
)
def test_from_is_ours_where_it_names_years(value, kept):
    assert list(without_appended([("from", value)])) == ([("from", value)] if kept else [])
