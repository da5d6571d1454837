"""Counting, against numbers counted by hand."""

from datetime import date

import pandas as pd
import pytest

from dashboard.charts import counts

AS_OF = date(2024, 3, 10)


@pytest.fixture
def designations():
    """Six: one in 2020 on a leap day, none in 2021, two in 2022, two in 2024, one undated."""
    return pd.DataFrame(
        {
            "date": pd.to_datetime(
                ["2020-02-29", "2022-01-01", "2022-12-31", "2024-03-01", "2024-03-10", None]
            ),
            "category": pd.Categorical(["media", "media", "religion", "media", "other", "media"]),
            "country": ["LV", None, "DE", "DE", "DE", "LV"],
        }
    )


def test_every_year_is_there_also_the_one_with_none(designations):
    table = counts.by_period(designations, "year", as_of=AS_OF)
    assert list(table["period"].dt.year) == [2020, 2021, 2022, 2023, 2024]
    assert list(table["count"]) == [1, 0, 2, 0, 2]


def test_only_the_period_that_is_not_over_is_unfinished(designations):
    table = counts.by_period(designations, "year", as_of=AS_OF)
    assert list(table["unfinished"]) == [False, False, False, False, True]
    months = counts.by_period(designations, "month", as_of=date(2024, 3, 31))
    assert not months["unfinished"].any()


def test_a_leap_day_belongs_to_february_and_the_first_quarter(designations):
    months = counts.by_period(designations, "month", as_of=AS_OF)
    assert months.iloc[0]["period"] == pd.Timestamp(2020, 2, 1)
    assert months.iloc[0]["count"] == 1
    quarters = counts.by_period(designations, "quarter", as_of=AS_OF)
    assert quarters.iloc[0]["period"] == pd.Timestamp(2020, 1, 1)


@pytest.mark.parametrize("period", ["year", "quarter", "month"])
@pytest.mark.parametrize("split", [None, "category", "country"])
def test_totals_are_the_dated_rows(designations, period, split):
    table = counts.by_period(designations, period, split=split, as_of=AS_OF)
    assert table["count"].sum() == 5


def test_an_empty_value_is_counted_as_unknown(designations):
    table = counts.by_period(designations, "year", split="country", as_of=AS_OF)
    assert table.loc[table["group"] == "unknown", "count"].sum() == 1


def test_nothing_dated_gives_an_empty_table(designations):
    assert counts.by_period(designations.tail(1), "year", as_of=AS_OF).empty


def test_the_curve_ends_at_the_number_of_dated_rows(designations):
    curve = counts.cumulative(designations)
    assert list(curve["total"]) == [1, 2, 3, 4, 5]
    assert curve["date"].is_monotonic_increasing


def test_values_are_counted_most_first_and_unknown_is_never_among_the_largest(designations):
    counted = counts.by_value(designations, "country")
    assert counted.to_dict() == {"DE": 3, "LV": 2, "unknown": 1}
    kept, rest = counts.largest(counted, 2)
    assert list(kept.index) == ["DE", "LV"]
    assert rest.to_dict() == {"unknown": 1}


# The pace ------------------------------------------------------------------------------------------


def curve(*steps):
    return pd.DataFrame(
        {
            "date": pd.to_datetime([when for when, _total in steps]),
            "total": [total for _when, total in steps],
        }
    )


def test_the_pace_is_the_time_from_mark_to_mark():
    pace = counts.pace(curve(("2020-01-01", 1), ("2020-07-01", 49), ("2021-01-01", 101)))
    # One day crosses both marks: the second took no time.
    assert pace["entries"].to_list() == [50, 100]
    assert pace["months"].to_list() == [12.0, 0.0]
    assert pace["reached"].dt.year.to_list() == [2021, 2021]


def test_a_small_selection_has_small_steps_and_a_tiny_one_none():
    assert counts.pace(curve(("2020-01-01", 5), ("2021-01-01", 20)))["entries"].to_list() == [
        10,
        20,
    ]
    assert counts.pace(curve(("2020-01-01", 5), ("2021-01-01", 19))).empty
    assert counts.pace(curve()).empty


def test_by_year_and_value_has_every_year_and_its_shares(designations):
    table = counts.by_year_and_value(designations, "category")
    assert sorted(table["year"].unique()) == [2020, 2021, 2022, 2023, 2024]
    cell = table.set_index(["year", "value"])
    assert cell.at[(2022, "media"), "count"] == 1
    assert cell.at[(2022, "media"), "share"] == 0.5
    assert pd.isna(cell.at[(2021, "media"), "share"])
    assert table["count"].sum() == 5
