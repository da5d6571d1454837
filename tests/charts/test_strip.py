"""An organization's own strip."""

import pandas as pd
from plotly.graph_objects import Figure

from dashboard.charts import strip
from dashboard.charts.palette import LIGHT


def test_near_events_of_a_strip_are_labelled_in_different_rows():
    events = pd.DataFrame(
        {
            "date": pd.to_datetime(["2025-05-19", "2025-05-20", "2026-05-20"]),
            "label": ["Decided", "Announced", "Listed"],
            "kind": ["decision", "announcement", "listing"],
        }
    )
    figure = Figure(strip.figure(events, pd.Series(pd.to_datetime(["2025-05-19"])), palette=LIGHT))
    first, second, third = (each.yshift for each in figure.layout.annotations)
    assert first != second
    assert third == first
    assert [trace.marker.color for trace in figure.data][1] == (LIGHT.ink, LIGHT.ink, LIGHT.accent)


def test_an_event_without_a_date_is_left_off_the_strip():
    events = pd.DataFrame(
        {
            "date": [pd.NaT, pd.Timestamp(2025, 5, 19)],
            "label": ["Decided", "Announced"],
            "kind": ["decision", "announcement"],
        }
    )
    figure = Figure(strip.figure(events, pd.Series([], dtype="datetime64[us]"), palette=LIGHT))
    assert [each.text for each in figure.layout.annotations] == ["Announced 19 May 2025"]
    assert list(figure.data[1].customdata) == ["2025-05-19"]


def test_its_words_name_the_dates_and_the_articles():
    events = pd.DataFrame(
        {"date": pd.to_datetime(["2025-05-19"]), "label": ["Announced"], "kind": ["announcement"]}
    )
    articles = pd.Series(pd.to_datetime(["2025-05-19", "2025-05-20"]))
    assert strip.alt(events, articles, name="Alpha") == (
        "Time strip of Alpha: Announced 19 May 2025, 2 dated articles."
    )


EVENTS = pd.DataFrame(
    {"date": pd.to_datetime(["2025-05-19"]), "label": ["Announced"], "kind": ["announcement"]}
)


def days(*dates):
    return pd.Series(pd.to_datetime(list(dates)))


def test_its_title_gives_the_days_until_listing_where_they_are_certain():
    assert strip.finding(EVENTS, days(), delay=1) == "listed 1 day after the decision"
    assert strip.finding(EVENTS, days(), delay=12) == "listed 12 days after the decision"


def test_its_title_says_how_soon_many_articles_came_and_nothing_of_few():
    many = days(*["2025-05-20"] * 19, "2025-06-18", "2025-06-19", "2025-05-18", None)
    assert strip.finding(EVENTS, many, delay=None) == (
        "20 of 22 dated articles appeared within 30 days"
    )
    assert strip.finding(EVENTS, many[:20], delay=None) == (
        "all 20 dated articles appeared within 30 days"
    )
    assert strip.finding(EVENTS, many[:19], delay=None) == ""
    assert strip.finding(EVENTS[:0], many, delay=None) == ""
