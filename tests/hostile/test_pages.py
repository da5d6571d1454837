"""Every page of Streamlit with hostile parameters and hostile values of its widgets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.asking.filters import LONGEST_QUERY
from dashboard.charts.registry import CHARTS, SUBJECTS
from dashboard.documents.pages import PAGES
from dashboard.sheets.reading import MAX_TEXT
from tests.hostile import corpus
from tests.hostile.counting import case, cases
from tests.hostile.strategies import parameters, texts
from tests.hostile.test_data import looked_at
from tests.screen.test_check import press
from tests.support.pages import open_page, text

LARGEST_PAGE = 3_000_000


@cases(5, 250)
@given(st.sampled_from([page.path for page in PAGES]), parameters())
def test_a_page_is_made_whatever_its_address_says(path, params):
    case("pages: parameters")
    app = open_page(path, **params)
    looked_at(app)
    assert len(text(app)) < LARGEST_PAGE


@pytest.mark.parametrize("params", [
    {"q": corpus.LARGE[0]}, {corpus.LARGE[2]: "x"}, {"country": ["x"] * 200_000}, {f"k{n}": "v" for n in range(20_000)},
    {"id": corpus.LARGE[3]}, {"org": [corpus.LARGE[5]] * 3},
], ids=["value", "key", "values", "keys", "id", "spaces"])  # fmt: skip
def test_megabytes_in_an_address_are_not_repeated(params):
    case("pages: parameters")
    app = open_page("organizations", **params)
    looked_at(app)
    whole = text(app)
    assert len(whole) < LARGEST_PAGE
    assert max(len(part) for part in whole.split('"')) < 4 * LONGEST_QUERY


@cases(2, 60)
@given(st.sampled_from([*CHARTS]), st.sampled_from(SUBJECTS), parameters())
def test_a_chart_is_made_whatever_its_address_says(key, subject, params):
    case("pages: charts")
    looked_at(open_page("charts", **(params | {"show": subject.key, "table": key})))


@cases(3, 120)
@given(texts(largest=True))
def test_the_search_takes_anything(typed):
    case("pages: searches")
    app = open_page("organizations", q=typed)
    looked_at(app)


@cases(3, 200)
@given(texts(largest=True))
def test_the_check_of_a_name_takes_anything(typed):
    case("pages: widgets")
    app = open_page("check")
    next(each for each in app.text_input if each.key == "check-name").set_value(typed).run()
    looked_at(app)
    assert not app.query_params
    assert len(text(app)) < 200_000


@cases(2, 100)
@given(texts())
def test_the_check_of_a_list_and_a_text_takes_anything(typed):
    case("pages: widgets")
    app = open_page("check")
    for each in app.text_area:
        each.set_value(typed)
    app.run()
    looked_at(app)
    for key in ("check-start", "check-find"):
        if any(each.key == key for each in app.button):
            press(app, key)
            looked_at(app)
    assert len(text(app)) < LARGEST_PAGE


def test_more_text_than_a_field_takes_is_not_kept():
    case("pages: widgets")
    app = open_page("check")
    for each in app.text_area:
        each.set_value("я" * (MAX_TEXT + 1))
    app.run()
    looked_at(app)
    assert len(text(app)) < LARGEST_PAGE
    assert all(len(each.value or "") <= MAX_TEXT for each in app.text_area)
