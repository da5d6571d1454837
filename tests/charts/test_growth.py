"""The register grows."""

from datetime import date

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from dashboard.charts import growth
from dashboard.charts.palette import LIGHT

AS_OF = date(2026, 11, 23)


def curve(*steps):
    return pd.DataFrame(
        {
            "date": pd.to_datetime([when for when, _total in steps]),
            "total": [total for _when, total in steps],
        }
    )


def test_the_curve_is_labelled_with_its_end(sample_catalog):
    curve = growth.cumulative(sample_catalog.designations)
    figure = Figure(growth.figure(curve, palette=LIGHT))
    assert figure.layout.annotations[0].text == f"<b>{curve['total'].iloc[-1]}</b>"


def test_a_short_curve_names_months_and_each_point_its_date():
    figure = Figure(growth.figure(curve(("2025-02-10", 1), ("2025-09-20", 3)), palette=LIGHT))
    assert list(figure.data[0].customdata) == ["2025-02-10", "2025-09-20"]
    assert all(text.endswith("2025") and text != "2025" for text in figure.layout.xaxis.ticktext)
    assert len(figure.layout.xaxis.ticktext) >= 3


@pytest.mark.parametrize(
    ("cumulative", "finding"),
    [
        (
            curve(("2020-01-01", 50), ("2024-03-09", 60), ("2025-01-01", 100)),
            "50 of 100 since March 2024",
        ),
        # 90 of 100 came on one day: to call that half would say less than the numbers.
        (
            curve(("2020-01-01", 10), ("2024-03-09", 100)),
            "90 of 100 since March 2024",
        ),
        # Those of the 1st count too: the sentence names the whole month.
        (
            curve(("2020-01-01", 40), ("2024-03-01", 45), ("2024-03-09", 100)),
            "60 of 100 since March 2024",
        ),
        (curve(("2024-03-01", 10), ("2024-03-09", 100)), ""),
        (curve(("2020-01-01", 5), ("2024-03-09", 10)), ""),
    ],
)
def test_half_is_said_only_of_half(cumulative, finding):
    assert growth.finding(cumulative) == finding


def test_the_pace_is_written_at_each_mark():
    cumulative = curve(("2020-01-01", 10), ("2020-07-01", 50), ("2024-01-01", 104))
    pace = growth.pace(cumulative)
    figure = Figure(growth.figure(cumulative, palette=LIGHT, pace=pace))
    assert list(figure.data[1].y) == [50, 100]
    _total, *words = figure.layout.annotations
    assert [(each.y, each.text) for each in words] == [(50, "6 months"), (100, "3.5 years")]
    # No rule runs through them, and without a script they stand before the curve too.
    assert all(each.bgcolor == LIGHT.paper and each.xanchor == "right" for each in words)


def test_nothing_is_no_error():
    nothing = growth.cumulative(pd.DataFrame({"date": pd.to_datetime([])}))
    Figure(growth.figure(nothing, palette=LIGHT))
    assert growth.finding(nothing) == ""
    assert "without" in growth.alt(nothing)


def test_the_curve_ends_at_the_number_of_dated_rows():
    days = ["2020-02-29", "2022-01-01", "2022-12-31", "2024-03-01", "2024-03-10", None]
    curve = growth.cumulative(pd.DataFrame({"date": pd.to_datetime(days)}))
    assert list(curve["total"]) == [1, 2, 3, 4, 5]
    assert curve["date"].is_monotonic_increasing


def test_the_pace_is_the_time_from_mark_to_mark():
    pace = growth.pace(curve(("2020-01-01", 1), ("2020-07-01", 49), ("2021-01-01", 101)))
    # One day crosses both marks: the second took no time.
    assert pace["entries"].to_list() == [50, 100]
    assert pace["months"].to_list() == [12.0, 0.0]
    assert pace["reached"].dt.year.to_list() == [2021, 2021]


def test_a_small_selection_has_small_steps_and_a_tiny_one_none():
    assert growth.pace(curve(("2020-01-01", 5), ("2021-01-01", 20)))["entries"].to_list() == [
        10,
        20,
    ]
    assert growth.pace(curve(("2020-01-01", 5), ("2021-01-01", 19))).empty
    assert growth.pace(curve()).empty
