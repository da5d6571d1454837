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


def test_countries_add_up_and_name_the_rest(catalog):
    counted = counts.by_value(catalog.designations, "country")
    bars = countries(counted, palette=LIGHT, limit=3).data[0]
    assert sum(bars.x) == len(catalog.designations)
    assert list(bars.customdata) == ["US", "DE", "GB", ""]


def test_categories_add_up(catalog):
    counted = counts.by_value(catalog.designations, "category")
    assert sum(categories(counted, palette=LIGHT).data[0].x) == len(catalog.designations)


def test_the_curve_is_labelled_with_its_end(catalog):
    curve = counts.cumulative(catalog.designations)
    figure = growth(curve, palette=LIGHT)
    assert figure.layout.annotations[0].text == f"<b>{curve['total'].iloc[-1]}</b>"


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


def test_an_empty_selection_is_no_error():
    nothing = pd.DataFrame({"date": pd.to_datetime([]), "country": [], "category": []})
    timeline(counts.by_period(nothing, "year", as_of=AS_OF), period="year", palette=LIGHT)
    growth(counts.cumulative(nothing), palette=LIGHT)
    countries(counts.by_value(nothing, "country"), palette=LIGHT)


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
        (by_year(y2024=65, y2025=95, y2026=17), "2025 saw 95 designations, 46% more than 2024"),
        (by_year(y2025=95, y2026=17), ""),
        (by_year(y2024=3, y2025=30), ""),
        (by_year(y2024=6, y2025=8), ""),
    ],
)
def test_a_finding_claims_only_what_complete_years_carry(table, finding):
    assert findings.timeline_finding(table, "year") == finding


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
