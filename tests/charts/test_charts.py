"""What is drawn is what was counted."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.catalog import counts, load_catalog
from dashboard.charts import findings
from dashboard.charts.categories import categories
from dashboard.charts.countries import countries
from dashboard.charts.growth import growth
from dashboard.charts.palette import DARK, LIGHT
from dashboard.charts.strip import strip
from dashboard.charts.timeline import legend, timeline

AS_OF = date(2026, 11, 23)


def drawn(figure):
    return sum(sum(trace.y) for trace in figure.data if trace.type == "bar")


@pytest.fixture(scope="module")
def catalog():
    return load_catalog()


@pytest.mark.parametrize("split", [None, "category", "country"])
@pytest.mark.parametrize("period", ["year", "quarter", "month"])
def test_the_bars_add_up_to_the_dated_designations(catalog, period, split):
    table = counts.by_period(catalog.designations, period, split=split, as_of=AS_OF)
    figure = timeline(
        table, period=period, palette=LIGHT, split=split, milestones=catalog.milestones
    )
    assert drawn(figure) == catalog.designations["date"].notna().sum()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dates(date(2015, 1, 1), date(2026, 11, 23)) | st.none(), max_size=40))
def test_any_selection_is_drawn_whole(dates):
    table = pd.DataFrame(
        {"date": pd.to_datetime(pd.Series(dates, dtype="object")), "country": ["DE"] * len(dates)}
    )
    for split in (None, "country"):
        counted = counts.by_period(table, "quarter", split=split, as_of=AS_OF)
        figure = timeline(counted, period="quarter", palette=LIGHT, split=split)
        assert drawn(figure) == sum(day is not None for day in dates)


def test_the_unfinished_year_is_hatched(catalog):
    table = counts.by_period(catalog.designations, "year", as_of=AS_OF)
    bars = timeline(table, period="year", palette=LIGHT).data[0]
    assert list(bars.marker.pattern.shape) == [""] * (len(table) - 1) + ["/"]


def test_a_bar_carries_the_period_that_it_stands_for(catalog):
    table = counts.by_period(catalog.designations, "year", as_of=AS_OF)
    bars = timeline(table, period="year", palette=LIGHT).data[0]
    assert list(bars.customdata[0]) == ["2015-01-01", ""]


def test_a_category_keeps_its_colour_whatever_else_is_selected(catalog):
    everything = counts.by_period(catalog.designations, "year", split="category", as_of=AS_OF)
    media = everything[everything["group"] == "media"]
    for palette in (LIGHT, DARK):
        alone = dict(legend(media, split="category", palette=palette))
        among = dict(legend(everything, split="category", palette=palette))
        assert alone["Media"] == among["Media"]
        assert len(set(among.values())) == len(among)


def test_the_parts_of_other_are_in_its_hover_text(catalog):
    table = counts.by_period(catalog.designations, "year", split="category", as_of=AS_OF)
    other = timeline(table, period="year", palette=LIGHT, split="category").data[-1]
    assert other.name == "Other"
    assert any("Legal aid: " in text for text in other.hovertext)


def test_labels_of_near_milestones_stand_in_different_rows(catalog):
    table = counts.by_period(catalog.designations, "year", as_of=AS_OF)
    figure = timeline(table, period="year", palette=LIGHT, milestones=catalog.milestones)
    labels = [each for each in figure.layout.annotations if each.yref == "paper"]
    assert [each.text for each in labels] == [str(n) for n in range(1, len(labels) + 1)]
    by_row: dict[float, list[pd.Timestamp]] = {}
    for each in labels:
        by_row.setdefault(each.yshift, []).append(pd.Timestamp(each.x))
    for dates in by_row.values():
        gaps = pd.Series(sorted(dates)).diff().dropna()
        assert (gaps > pd.Timedelta(days=120)).all()


def test_a_crowd_of_milestones_gets_a_row_each_and_the_margin_for_it():
    table = counts.by_period(
        pd.DataFrame({"date": pd.to_datetime(["2015-07-28", "2025-01-01"])}), "year", as_of=AS_OF
    )
    days = pd.to_datetime([f"2021-06-{day}" for day in (1, 2, 3, 4, 5)])
    crowd = pd.DataFrame({"date": days, "label_en": list("abcde"), "label_ru": list("абвгд")})
    figure = timeline(table, period="year", palette=LIGHT, milestones=crowd)
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
    counted = counts.by_period(table, "year", split="category", as_of=AS_OF)
    media, rest = timeline(counted, period="year", palette=LIGHT, split="category").data
    assert list(media.customdata[0]) == ["2025-01-01", "media"]
    assert list(rest.customdata[0]) == ["2025-01-01", ""]
    assert list(rest.y) == [2]


def test_a_short_selection_names_few_months_under_the_middle_of_their_bars():
    days = pd.Series(pd.date_range("2021-06-01", "2022-12-01", freq="MS"))
    counted = counts.by_period(pd.DataFrame({"date": days}), "month", as_of=AS_OF)
    figure = timeline(counted, period="month", palette=LIGHT)
    ticks = figure.layout.xaxis
    assert list(ticks.ticktext) == ["Aug 2021", "Jan 2022", "Jun 2022", "Nov 2022"]
    assert set(ticks.tickvals) <= set(figure.data[0].x)


def test_countries_add_up_and_name_the_rest(catalog):
    counted = counts.by_value(catalog.designations, "country")
    bars = countries(counted, palette=LIGHT, limit=3).data[0]
    assert sum(bars.x) == len(catalog.designations)
    assert list(bars.customdata) == ["US", "DE", "GB", "", "unknown"]


def test_an_unknown_country_is_no_further_country():
    bars = countries(
        pd.Series({"US": 5, "unknown": 4, "DE": 2, "LV": 1, "PL": 1}), palette=LIGHT, limit=2
    )
    assert list(bars.data[0].x) == [5, 2, 2, 4]
    assert list(bars.layout.yaxis.ticktext) == [
        "United States",
        "Germany",
        "2 others",
        "country unknown",
    ]
    alone = countries(pd.Series({"US": 5, "unknown": 1}), palette=LIGHT)
    assert list(alone.layout.yaxis.ticktext) == ["United States", "country unknown"]


def test_categories_add_up(catalog):
    counted = counts.by_value(catalog.designations, "category")
    assert sum(categories(counted, palette=LIGHT).data[0].x) == len(catalog.designations)


def test_the_curve_is_labelled_with_its_end(catalog):
    curve = counts.cumulative(catalog.designations)
    figure = growth(curve, palette=LIGHT)
    assert figure.layout.annotations[0].text == f"<b>{curve['total'].iloc[-1]}</b>"


def test_a_short_curve_names_months_and_each_point_its_date():
    figure = growth(curve(("2025-02-10", 1), ("2025-09-20", 3)), palette=LIGHT)
    assert list(figure.data[0].customdata) == ["2025-02-10", "2025-09-20"]
    assert all(text.endswith("2025") and text != "2025" for text in figure.layout.xaxis.ticktext)
    assert len(figure.layout.xaxis.ticktext) >= 3


def test_near_events_of_a_strip_are_labelled_in_different_rows():
    events = pd.DataFrame(
        {
            "date": pd.to_datetime(["2025-05-19", "2025-05-20", "2026-05-20"]),
            "label": ["Decided", "Announced", "Listed"],
            "kind": ["decision", "announcement", "listing"],
        }
    )
    figure = strip(events, pd.Series(pd.to_datetime(["2025-05-19"])), palette=LIGHT)
    first, second, third = (each.yshift for each in figure.layout.annotations)
    assert first != second
    assert third == first
    assert [trace.marker.color for trace in figure.data][1] == (LIGHT.ink, LIGHT.ink, LIGHT.accent)


def test_a_missing_category_is_named_and_drawn():
    table = pd.DataFrame(
        {"date": pd.to_datetime(["2025-01-01", "2025-02-01"]), "category": ["media", None]}
    )
    counted = counts.by_period(table, "year", split="category", as_of=AS_OF)
    figure = timeline(counted, period="year", palette=LIGHT, split="category")
    assert drawn(figure) == 2
    assert "category unknown: 1" in figure.data[-1].hovertext[0]
    assert sum(categories(counts.by_value(table, "category"), palette=LIGHT).data[0].x) == 2


def test_an_event_without_a_date_is_left_off_the_strip():
    events = pd.DataFrame(
        {
            "date": [pd.NaT, pd.Timestamp(2025, 5, 19)],
            "label": ["Decided", "Announced"],
            "kind": ["decision", "announcement"],
        }
    )
    figure = strip(events, pd.Series([], dtype="datetime64[us]"), palette=LIGHT)
    assert [each.text for each in figure.layout.annotations] == ["Announced 19 May 2025"]
    assert list(figure.data[1].customdata) == ["2025-05-19"]


def test_an_empty_selection_is_no_error():
    nothing = pd.DataFrame({"date": pd.to_datetime([]), "country": [], "category": []})
    timeline(counts.by_period(nothing, "year", as_of=AS_OF), period="year", palette=LIGHT)
    growth(counts.cumulative(nothing), palette=LIGHT)
    for draw, column in ((countries, "country"), (categories, "category")):
        assert sum(draw(counts.by_value(nothing, column), palette=LIGHT).data[0].x) == 0
    nobody = counts.by_value(nothing, "country")
    assert findings.countries_finding(nobody) == ""
    assert findings.growth_finding(counts.cumulative(nothing)) == ""
    assert "without" in findings.growth_alt(counts.cumulative(nothing))
    assert "without" in findings.countries_alt(nobody)
    assert "without" in findings.categories_alt(nobody)


# Findings ----------------------------------------------------------------------------------------


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
        (by_year(y2024=65, y2025=95), "2025 saw 95 designations, 46% more than 2024"),
        (by_year(y2024=80, y2025=40), "2025 saw 40 designations, 50% fewer than 2024"),
        (by_year(y2024=30, y2025=30), "2025 saw as many designations as 2024: 30"),
        (by_year(y2024=300, y2025=301), ""),
        (by_year(y2024=65, y2025=95, y2026=17), "2025 saw 95 designations, 46% more than 2024"),
        (by_year(y2025=95, y2026=17), ""),
        (by_year(y2024=3, y2025=30), ""),
        (by_year(y2024=6, y2025=8), ""),
    ],
)
def test_a_finding_claims_only_what_complete_years_carry(table, finding):
    assert findings.timeline_finding(table, "year") == finding


def curve(*steps):
    return pd.DataFrame(
        {
            "date": pd.to_datetime([when for when, _total in steps]),
            "total": [total for _when, total in steps],
        }
    )


@pytest.mark.parametrize(
    ("cumulative", "finding"),
    [
        (
            curve(("2020-01-01", 50), ("2024-03-09", 60), ("2025-01-01", 100)),
            "Half of the designations came since Mar 2024",
        ),
        # 90 of 100 came on one day: to call that half would say less than the numbers.
        (
            curve(("2020-01-01", 10), ("2024-03-09", 100)),
            "90% of the designations came since Mar 2024",
        ),
        # Those of the 1st count too: the sentence names the whole month.
        (
            curve(("2020-01-01", 40), ("2024-03-01", 45), ("2024-03-09", 100)),
            "60% of the designations came since Mar 2024",
        ),
        (curve(("2024-03-01", 10), ("2024-03-09", 100)), ""),
        (curve(("2020-01-01", 5), ("2024-03-09", 10)), ""),
    ],
)
def test_half_is_said_only_of_half(cumulative, finding):
    assert findings.growth_finding(cumulative) == finding


def test_a_tied_peak_is_not_given_to_one_year():
    alt = findings.timeline_alt(by_year(y2023=4, y2024=9, y2025=9), "year")
    assert "at most 9 in one period" in alt
    assert "most in" not in alt.replace("at most", "")


def test_the_largest_share_is_named_unless_it_is_tied_or_of_few():
    assert (
        findings.countries_finding(pd.Series({"US": 75, "DE": 25}))
        == "United States: 75% of them (75 of 100)"
    )
    assert findings.countries_finding(pd.Series({"US": 50, "DE": 50})) == ""
    assert findings.countries_finding(pd.Series({"US": 3, "DE": 1})) == ""


def test_every_chart_has_words_for_those_who_do_not_see_it(catalog):
    table = counts.by_period(catalog.designations, "year", as_of=AS_OF)
    alt = findings.timeline_alt(table, "year")
    assert "from 2015 to 2026" in alt
    assert "most in 2025" in alt
    counted = counts.by_value(catalog.designations, "country")
    assert f"United States {counted['US']}" in findings.countries_alt(counted)
