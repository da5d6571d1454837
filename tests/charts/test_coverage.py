"""Articles under designations."""

from datetime import date

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from dashboard.charts import coverage
from dashboard.charts.palette import LIGHT

AS_OF = date(2024, 6, 1)


@pytest.fixture
def counted():
    """Count designations in 2021 and 2023, articles in 2020 and 2024, one of each undated."""
    designations = pd.DataFrame({"date": pd.to_datetime(["2021-05-05", "2023-01-01", None])})
    articles = pd.DataFrame(
        {
            "published": pd.to_datetime(["2020-02-29", "2024-01-01", None]),
            "published_precision": [None, "year", None],
        }
    )
    table = coverage.coverage(designations, articles, "year", as_of=AS_OF)
    return table.assign(chosen=True)


def test_both_rows_have_every_year_and_the_last_is_unfinished(counted):
    above, below = Figure(coverage.figure(counted, period="year", palette=LIGHT)).data
    assert list(above.y) == [0, 1, 0, 1, 0]
    assert list(below.y) == [1, 0, 0, 0, 1]
    assert list(above.x) == list(below.x)
    assert list(below.marker.pattern.shape) == ["", "", "", "", "/"]
    assert below.customdata[0] == "2020-01-01"


def test_the_two_rows_do_not_overlap(counted):
    layout = Figure(coverage.figure(counted, period="year", palette=LIGHT)).layout
    assert layout.yaxis2.domain[1] < layout.yaxis.domain[0]


def test_no_tick_stands_at_half_a_designation(counted):
    few = counted.assign(designations=counted["designations"].clip(upper=1))
    layout = Figure(coverage.figure(few, period="year", palette=LIGHT)).layout
    assert (layout.yaxis.tick0, layout.yaxis.dtick) == (0, 1)


def test_the_year_with_most_articles_is_named_for_many(counted):
    assert coverage.finding(counted, "year", undated=0) == ""
    many = counted.assign(articles=[5, 5, 10, 0, 20])
    assert coverage.finding(many, "year", undated=4) == (
        "most articles are from 2024 (20 of 40 dated)"
    )
    assert coverage.finding(many.assign(articles=20), "year", undated=0) == ""


def test_no_year_has_most_where_many_articles_are_undated(counted):
    many = counted.assign(articles=[5, 5, 10, 0, 20])
    assert coverage.finding(many, "year", undated=5) == ""


def test_its_words_count_both(counted):
    assert coverage.alt(counted, "year") == (
        "Two bar charts from 2020 to 2024: 2 designations above, 2 articles below."
    )


def test_nothing_is_no_error(counted):
    nothing = counted.iloc[:0]
    assert not Figure(coverage.figure(nothing, period="year", palette=LIGHT)).data
    assert coverage.finding(nothing, "year", undated=0) == ""
    assert "without" in coverage.alt(nothing, "year")
