"""Counting by periods, against numbers counted by hand."""

from datetime import date

import pandas as pd
import pytest

from dashboard.charts.periods import by_period

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
    table = by_period(designations, "year", as_of=AS_OF)
    assert list(table["period"].dt.year) == [2020, 2021, 2022, 2023, 2024]
    assert list(table["count"]) == [1, 0, 2, 0, 2]


def test_only_the_period_that_is_not_over_is_unfinished(designations):
    table = by_period(designations, "year", as_of=AS_OF)
    assert list(table["unfinished"]) == [False, False, False, False, True]
    months = by_period(designations, "month", as_of=date(2024, 3, 31))
    assert not months["unfinished"].any()


def test_a_leap_day_belongs_to_february_and_the_first_quarter(designations):
    months = by_period(designations, "month", as_of=AS_OF)
    assert months.iloc[0]["period"] == pd.Timestamp(2020, 2, 1)
    assert months.iloc[0]["count"] == 1
    quarters = by_period(designations, "quarter", as_of=AS_OF)
    assert quarters.iloc[0]["period"] == pd.Timestamp(2020, 1, 1)


@pytest.mark.parametrize("period", ["year", "quarter", "month"])
@pytest.mark.parametrize("split", [None, "category", "country"])
def test_totals_are_the_dated_rows(designations, period, split):
    table = by_period(designations, period, split=split, as_of=AS_OF)
    assert table["count"].sum() == 5


def test_an_empty_value_is_counted_as_unknown(designations):
    table = by_period(designations, "year", split="country", as_of=AS_OF)
    assert table.loc[table["group"] == "unknown", "count"].sum() == 1


def test_nothing_dated_gives_an_empty_table(designations):
    assert by_period(designations.tail(1), "year", as_of=AS_OF).empty
