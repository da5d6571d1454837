"""Designations over time: what is drawn is what was counted."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plotly.graph_objects import Figure

from dashboard import locale
from dashboard.charts import timeline
from dashboard.charts.palette import LIGHT
from dashboard.charts.periods import by_period
from tests.support.sample import sample_catalog

AS_OF = date(2026, 11, 23)


def drawn(figure):
    return sum(sum(trace.y) for trace in figure.data if trace.type == "bar")


@pytest.fixture(scope="module")
def catalog():
    return sample_catalog()


@pytest.mark.parametrize("split", [None, "category", "country"])
@pytest.mark.parametrize("period", ["year", "quarter", "month"])
def test_the_bars_add_up_to_the_dated_designations(catalog, period, split):
    table = by_period(catalog.designations, period, split=split, as_of=AS_OF)
    figure = Figure(
        timeline.figure(
            table, period=period, palette=LIGHT, split=split, milestones=catalog.milestones
        )
    )
    assert drawn(figure) == catalog.designations["date"].notna().sum()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dates(date(2015, 1, 1), date(2026, 11, 23)) | st.none(), max_size=40))
def test_any_selection_is_drawn_whole(dates):
    table = pd.DataFrame(
        {"date": pd.to_datetime(pd.Series(dates, dtype="object")), "country": ["DE"] * len(dates)}
    )
    for split in (None, "country"):
        counted = by_period(table, "quarter", split=split, as_of=AS_OF)
        figure = Figure(timeline.figure(counted, period="quarter", palette=LIGHT, split=split))
        assert drawn(figure) == sum(day is not None for day in dates)


def test_the_unfinished_year_is_hatched(catalog):
    table = by_period(catalog.designations, "year", as_of=date(2025, 11, 23))
    bars = Figure(timeline.figure(table, period="year", palette=LIGHT)).data[0]
    assert list(bars.marker.pattern.shape) == [""] * (len(table) - 1) + ["/"]


def test_a_bar_carries_the_period_that_it_stands_for(catalog):
    table = by_period(catalog.designations, "year", as_of=AS_OF)
    bars = Figure(timeline.figure(table, period="year", palette=LIGHT)).data[0]
    assert list(bars.customdata[0]) == ["2015-01-01", ""]


def test_the_parts_of_other_are_in_its_hover_text(catalog):
    table = by_period(catalog.designations, "year", split="category", as_of=AS_OF)
    figure = Figure(timeline.figure(table, period="year", palette=LIGHT, split="category"))
    *_rest, other = figure.select_traces({"type": "bar"})
    assert other.name == "Other"
    assert any("Legal aid: " in text for text in other.hovertext)


def test_labels_of_near_milestones_stand_in_different_rows(catalog):
    table = by_period(catalog.designations, "year", as_of=AS_OF)
    figure = Figure(
        timeline.figure(table, period="year", palette=LIGHT, milestones=catalog.milestones)
    )
    labels = [each for each in figure.layout.annotations if each.yref == "paper"]
    assert [each.text for each in labels] == [str(n) for n in range(1, len(labels) + 1)]
    by_row: dict[float, list[pd.Timestamp]] = {}
    for each in labels:
        by_row.setdefault(each.yshift, []).append(pd.Timestamp(each.x))
    for dates in by_row.values():
        gaps = pd.Series(sorted(dates)).diff().dropna()
        assert (gaps > pd.Timedelta(days=120)).all()


def test_a_crowd_of_milestones_gets_a_row_each_and_the_margin_for_it():
    table = by_period(
        pd.DataFrame({"date": pd.to_datetime(["2015-07-28", "2025-01-01"])}), "year", as_of=AS_OF
    )
    days = pd.to_datetime([f"2021-06-{day}" for day in (1, 2, 3, 4, 5)])
    crowd = pd.DataFrame({"date": days, "label_en": list("abcde"), "label_ru": list("абвгд")})
    figure = Figure(timeline.figure(table, period="year", palette=LIGHT, milestones=crowd))
    labels = [each for each in figure.layout.annotations if each.yref == "paper"]
    assert len({each.yshift for each in labels}) == 5
    assert figure.layout.margin.t >= max(each.yshift for each in labels) + 12
    assert "1 June 2021: a" in labels[0].hovertext


def test_the_folded_groups_select_no_category_though_one_is_called_other():
    table = pd.DataFrame(
        {
            "date": pd.to_datetime(["2025-01-01"] * 3),
            "category": ["media", "other", "legal-aid"],
        }
    )
    counted = by_period(table, "year", split="category", as_of=AS_OF)
    figure = Figure(timeline.figure(counted, period="year", palette=LIGHT, split="category"))
    media, rest = figure.select_traces({"type": "bar"})
    assert list(media.customdata[0]) == ["2025-01-01", "media"]
    assert list(rest.customdata[0]) == ["2025-01-01", ""]
    assert list(rest.y) == [2]


def test_a_short_selection_names_few_months_under_the_middle_of_their_bars():
    days = pd.Series(pd.date_range("2021-06-01", "2022-12-01", freq="MS"))
    counted = by_period(pd.DataFrame({"date": days}), "month", as_of=AS_OF)
    figure = Figure(timeline.figure(counted, period="month", palette=LIGHT))
    ticks = figure.layout.xaxis
    assert list(ticks.ticktext) == ["Aug 2021", "Jan 2022", "Jun 2022", "Nov 2022"]
    assert set(ticks.tickvals) <= set(figure.data[0].x)


def test_a_missing_category_is_named_and_drawn():
    table = pd.DataFrame(
        {"date": pd.to_datetime(["2025-01-01", "2025-02-01"]), "category": ["media", None]}
    )
    counted = by_period(table, "year", split="category", as_of=AS_OF)
    figure = Figure(timeline.figure(counted, period="year", palette=LIGHT, split="category"))
    assert drawn(figure) == 2
    *_rest, other = figure.select_traces({"type": "bar"})
    assert "category unknown: 1" in other.hovertext[0]


def by_year(**numbers):
    years = [int(name[1:]) for name in numbers]
    return pd.DataFrame(
        {
            "period": [pd.Timestamp(year, 1, 1) for year in years],
            "group": "",
            "count": list(numbers.values()),
            "unfinished": [year == AS_OF.year for year in years],
        }
    )


@pytest.mark.parametrize(
    ("table", "finding"),
    [
        (
            by_year(y2024=65, y2025=95),
            "Russia declared 95 organizations “undesirable” in 2025, up from 65 in 2024",
        ),
        (
            by_year(y2024=80, y2025=40),
            "Russia declared 40 organizations “undesirable” in 2025, down from 80 in 2024",
        ),
        (
            by_year(y2024=30, y2025=30),
            "Russia declared 30 organizations “undesirable” in 2025, as many as in 2024",
        ),
        (
            by_year(y2024=65, y2025=95, y2026=17),
            "Russia declared 95 organizations “undesirable” in 2025, up from 65 in 2024; "
            "17 in 2026, to 24 September",
        ),
        # A year without one before it, or with very few, is not compared.
        (
            by_year(y2025=95, y2026=17),
            "Russia declared 95 organizations “undesirable” in 2025; 17 in 2026, to 24 September",
        ),
        (by_year(y2024=3, y2025=30), "Russia declared 30 organizations “undesirable” in 2025"),
        (
            by_year(y2026=30),
            "Russia declared 30 organizations “undesirable” in 2026, to 24 September",
        ),
        (by_year(y2024=6, y2025=8), ""),
    ],
)
def test_a_finding_compares_only_complete_years(table, finding):
    assert timeline.finding(table, until=date(2026, 9, 24)) == finding


def test_a_year_whose_dates_are_known_in_part_is_compared_with_none():
    table = by_year(y2023=60, y2024=65, y2025=16, y2026=3)
    known = table.assign(sure=[True, True, False, False])
    assert timeline.finding(known, until=date(2026, 9, 24)) == ""
    asked = known.assign(chosen=[True, True, False, False])
    assert timeline.finding(asked, until=date(2026, 9, 24)) == (
        "Russia declared 65 organizations “undesirable” in 2024, up from 60 in 2023"
    )
    before = table.assign(sure=[True, False, True, False])
    assert timeline.finding(before, until=date(2026, 9, 24)) == (
        "Russia declared 16 organizations “undesirable” in 2025"
    )


def test_decisions_are_the_prosecutors_and_more_may_be_unknown():
    table = by_year(y2024=71, y2025=112)
    assert timeline.finding(table, until=date(2026, 9, 24), decided=True, at_least=True) == (
        "Russian prosecutors found at least 112 organizations “undesirable” in 2025, up from 71 in 2024"
    )
    with locale.using("ru"):
        assert timeline.finding(table, until=date(2026, 9, 24)) == (
            "в 2025 году Россия признала «нежелательными» 112 организаций (в 2024‑м — 71)"
        )


def test_a_tied_peak_is_not_given_to_one_year():
    alt = timeline.alt(by_year(y2023=4, y2024=9, y2025=9), "year")
    assert "at most 9 in one period" in alt
    assert "most in" not in alt.replace("at most", "")


def test_a_chosen_year_is_red_and_its_neighbours_stay_for_comparison():
    table = by_year(y2022=6, y2023=8, y2024=10).assign(chosen=[False, True, False])
    bars = Figure(timeline.figure(table, period="year", palette=LIGHT)).data[0]
    assert list(bars.marker.color) == [LIGHT.other, LIGHT.accent, LIGHT.other]
    assert timeline.finding(table.assign(count=[60, 80, 100]), until=date(2026, 9, 24)) == (
        "Russia declared 80 organizations “undesirable” in 2023, up from 60 in 2022"
    )
    assert "designations in 2023: 8." in timeline.alt(table, "year")


def test_a_stacked_bar_that_is_not_chosen_keeps_its_colour_and_fades():
    table = pd.DataFrame(
        {"date": pd.to_datetime(["2023-01-01", "2024-01-01"]), "category": ["media", "media"]}
    )
    counted = by_period(table, "year", split="category", as_of=AS_OF)
    bars = Figure(
        timeline.figure(
            counted.assign(chosen=[True, False]), period="year", palette=LIGHT, split="category"
        )
    ).data[0]
    assert bars.marker.color == LIGHT.colour("category", "media")
    assert list(bars.marker.opacity) == [1, 0.25]


def test_nothing_is_no_error():
    nothing = by_period(pd.DataFrame({"date": pd.to_datetime([])}), "year", as_of=AS_OF)
    assert not Figure(timeline.figure(nothing, period="year", palette=LIGHT)).data
    assert timeline.finding(nothing, until=date(2026, 9, 24)) == ""
    assert "without" in timeline.alt(nothing, "year")


def test_it_has_words_for_those_who_do_not_see_it():
    alt = timeline.alt(by_year(y2015=1, y2024=65, y2025=95, y2026=17), "year")
    assert "from 2015 to 2026" in alt
    assert "most in 2025: 95" in alt


def test_a_year_has_its_number_above_its_bar_and_a_month_has_none(catalog):
    for period, numbered in (("year", True), ("month", False)):
        table = by_period(catalog.designations, period, as_of=AS_OF)
        figure = Figure(timeline.figure(table, period=period, palette=LIGHT))
        bars, *words = figure.data
        tall = [(x, y) for x, y in zip(bars.x, bars.y, strict=True) if y]
        assert [(x, y) for each in words for x, y in zip(each.x, each.y, strict=True)] == (
            tall if numbered else []
        )
        assert [text for each in words for text in each.text] == (
            [str(y) for _x, y in tall] if numbered else []
        )
