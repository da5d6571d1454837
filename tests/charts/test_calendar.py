"""The calendar of decisions."""

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from dashboard.charts import calendar
from dashboard.charts.palette import LIGHT


def counted(*days):
    table = pd.DataFrame({"decision_date": pd.to_datetime([*days, None])})
    return calendar.by_day(table).assign(chosen=True)


def marked(drawn):
    heatmap = drawn.data[0]
    return {
        day: (heatmap.y[row], heatmap.x[column], heatmap.z[row][column])
        for row, line in enumerate(heatmap.customdata)
        for column, day in enumerate(line)
        if day
    }


def test_a_leap_day_and_the_days_around_new_year_stand_in_their_weeks():
    # 1 January 2021 is a Friday in the last week of 2020; 29 February 2024 a Thursday in week 9.
    drawn = Figure(
        calendar.figure(counted("2021-01-01", "2024-02-29", "2024-02-29"), palette=LIGHT)
    )
    bands = {text: n for n, text in enumerate(drawn.layout.yaxis.ticktext)}
    assert list(bands) == ["2024", "2023", "2022", "2021", "2020"]
    assert marked(drawn) == {
        "2021-01-01": (bands["2020"] * 6 + 4, 53, 1),
        "2024-02-29": (bands["2024"] * 6 + 3, 9, 2),
    }


def test_a_weekend_has_rows_only_where_something_was_decided_on_it():
    weekdays = Figure(calendar.figure(counted("2024-02-29"), palette=LIGHT)).data[0]
    weekend = Figure(calendar.figure(counted("2024-02-29", "2024-03-02"), palette=LIGHT)).data[0]
    assert (len(weekdays.y), len(weekend.y)) == (6, 8)


def test_only_a_year_with_a_53rd_week_has_one():
    drawn = Figure(calendar.figure(counted("2020-03-03", "2021-03-03"), palette=LIGHT)).data[0]
    last = [row[-1] for row in drawn.z]
    assert last == [None] * 6 + [0] * 5 + [None]


def test_the_chosen_day_is_marked():
    table = counted("2024-02-28", "2024-02-29")
    chosen = table.assign(chosen=table["date"] == pd.Timestamp(2024, 2, 29))
    (mark,) = Figure(calendar.figure(chosen, palette=LIGHT)).layout.shapes
    assert (mark.x0, mark.y0) == (8.5, 2.5)
    assert mark.fillcolor == LIGHT.accent


def test_a_weekday_is_named_when_it_leads_many():
    fridays = pd.date_range("2024-01-05", periods=15, freq="7D")
    mondays = pd.date_range("2024-01-01", periods=6, freq="7D")
    assert calendar.finding(counted(*fridays, *mondays)) == (
        "most decisions fell on Fridays (15 of 21)"
    )
    assert calendar.finding(counted(*fridays, *mondays[:3])) == ""
    assert (
        calendar.finding(
            counted(*fridays[:10], *pd.date_range("2024-01-01", periods=10, freq="7D"))
        )
        == "decisions fell most often on Mondays and Fridays (10 each of 20)"
    )
    assert calendar.finding(counted(*fridays, *mondays), undated=3).endswith("(15 of 21 dated)")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (("2024-02-29", "2024-02-29", "2024-03-01"), "busiest day: 29 February 2024, with 2"),
        (("2024-02-29", "2024-03-01"), ""),
        ((), ""),
    ],
)
def test_the_busiest_day_is_named_where_there_is_one(days, words):
    assert calendar.busiest(counted(*days)) == words


def test_its_words_count_decisions_and_days():
    assert calendar.alt(counted("2024-02-29", "2024-02-29", "2024-03-01")) == (
        "Calendar of decisions from 29 February 2024 to 1 March 2024: 3 decisions on 2 days."
    )


def test_nothing_is_no_error():
    assert not Figure(calendar.figure(counted(), palette=LIGHT)).data
    assert calendar.finding(counted()) == ""
    assert "without" in calendar.alt(counted())
