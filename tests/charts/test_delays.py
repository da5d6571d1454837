"""From decision to listing."""

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from dashboard.catalog.delays import delays as delays_of
from dashboard.catalog.delays import delays_by_year
from dashboard.charts import delays
from dashboard.charts.palette import LIGHT


@pytest.fixture
def each():
    """Make delays: in 2022 1 to 8 days and one of 40; in 2023 five of 10, one of 20; one without an order."""
    days = [*range(1, 9), 40, *[10] * 5, 20]
    decided = pd.Series([pd.Timestamp(2022, 2, 1)] * 9 + [pd.Timestamp(2023, 2, 1)] * 6)
    table = pd.DataFrame(
        {
            "id": [f"body-{n}" for n in range(len(days))],
            "name": [f"Body {n}" for n in range(len(days))],
            "decision_date": decided,
            "listed_date": decided + pd.to_timedelta(days, unit="D"),
            "listed_date_basis": "order",
            "days_to_listing": days,
        }
    )
    table = table.set_index("id", drop=False).rename_axis(None)
    reported = table.iloc[:1].rename(index={"body-0": "reported"})
    reported = reported.assign(id="reported", listed_date_basis="report", days_to_listing=99)
    counted = delays_of(pd.concat([table, reported]))
    return counted.assign(chosen=True, far=counted.index.isin(delays.outliers(counted).index))


def test_only_a_listing_by_order_counts(each):
    assert len(each) == 15
    assert each["days"].max() == 40


def test_quartiles_are_those_counted_by_hand(each):
    by_year = delays_by_year(each).set_index("year")
    assert by_year.loc[2022].to_list() == [9, 3, 5, 7, 40]
    assert by_year.loc[2023].to_list() == [6, 10, 10, 10, 20]


def test_an_outlier_is_far_from_the_others_of_a_year_with_enough_of_them(each):
    assert list(each.index[each["far"]]) == ["body-8"]  # 20 days in 2023: too few to say


def test_each_dot_is_an_organization_and_each_box_a_year(each):
    boxes, dots = Figure(delays.figure(each, palette=LIGHT)).data
    assert list(boxes.customdata) == [2022, 2023]
    assert list(boxes.base) == [3, 10]
    assert list(boxes.y) == [4, 0.4]
    assert len(dots.y) == 15
    assert set(dots.customdata) == set(each.index)
    assert "Body 8 · 2022 · 40 days" in dots.hovertext


def test_the_outlier_is_named_and_each_year_has_its_median(each):
    texts = [note.text for note in Figure(delays.figure(each, palette=LIGHT)).layout.annotations]
    assert texts == ["<b>5</b>", "<b>10</b>", "Body 8"]


def test_the_finding_compares_the_first_year_with_the_last(each):
    assert delays.finding(each) == (
        "the median wait from decision to listing was 5 days in 2022, 10 days in 2023"
    )
    assert delays.finding(each.assign(chosen=each["year"] == 2022)) == ""
    assert delays.finding(each.assign(days=7)) == ""


def test_a_year_known_in_part_is_not_compared_but_said_with_its_part(each):
    known = each["year"].map({2022: 10, 2023: 50})
    days = pd.Timestamp(2023, 1, 19) - pd.to_timedelta(range(len(each))[::-1], unit="D")
    partly = each.assign(orders=known, date=days)
    assert delays.finding(partly) == ""
    assert delays.medians(partly) == ("2023: 10 days, known for 6 of 50 orders, to 19 January")
    assert (
        delays.medians(each.assign(orders=each["year"].map({2022: 10, 2023: 5}), date=days)) == ""
    )
    assert delays.medians(partly.iloc[:0]) == ""


def test_its_words_name_the_longest(each):
    assert "median 8, longest 40 (Body 8)" in delays.alt(each)


def test_nothing_is_no_error(each):
    nothing = each.iloc[:0]
    assert not Figure(delays.figure(nothing, palette=LIGHT)).data
    assert delays.finding(nothing) == ""
    assert "without" in delays.alt(nothing)
