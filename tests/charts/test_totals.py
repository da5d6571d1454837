"""The numbers behind the charts: every total is the selection's, and every file says the same."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plotly.graph_objects import Figure

from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.asking.views import VIEWS, unreported
from dashboard.charts import (
    by_year,
    calendar,
    countries,
    coverage,
    delays,
    growth,
    ranking,
    timeline,
    voices,
)
from dashboard.charts import map as world
from dashboard.charts.palette import LIGHT
from dashboard.charts.registry import COUNTED
from dashboard.text.dates import published_to
from tests.support.sample import ARCHIVE, MERIDIAN, large_sample, sample_catalog

CATALOG = sample_catalog()


def some(values, most=3):
    return st.lists(st.sampled_from(list(values)), max_size=most, unique=True).map(tuple)


years = st.none() | st.tuples(st.integers(2014, 2026), st.integers(2014, 2026)).map(
    lambda pair: (min(pair), max(pair))
)
designations_asked = st.builds(
    Filters,
    year=years,
    basis=st.sampled_from(["listing", "decision"]),
    q=st.sampled_from(["", "", "фонд", "university"]),
    country=some(["US", "DE", "GB", "LV", "unknown"]),
    category=some(["media", "human-rights", "religion", "other"]),
    status=some(["listed", "announced"], 1),
)
articles_asked = st.builds(
    Filters,
    year=years,
    country=some(["US", "DE", "LV"], 1),
    language=some(["ru", "en", "de"]),
    publisher=some(["publisher-1", "publisher-3", "publisher-7"], 2),
    org=some([MERIDIAN, ARCHIVE], 1),
    stance=some(["accusation", "defence", "context"], 2),
)


def count(key, filters, **options):
    numbers = COUNTED[key]
    return numbers.count(CATALOG, filters, numbers.defaults() | options)


def within(filters, start):
    return filters.year is None or filters.year[0] <= int(str(start)[:4]) <= filters.year[1]


@settings(max_examples=40, deadline=None)
@given(
    designations_asked,
    st.sampled_from(["year", "quarter", "month"]),
    st.sampled_from(["plain", "category", "country"]),
)
def test_every_chart_of_designations_draws_the_whole_selection(filters, period, by):
    selection = select(CATALOG, filters)
    total, undated = len(selection.designations), selection.undated

    counted = count("timeline", filters, period=period, by=by)
    drawn = Figure(
        timeline.figure(counted, period=period, palette=LIGHT, split=None if by == "plain" else by)
    )
    bars = [
        y
        for trace in drawn.select_traces({"type": "bar"})
        for (start, _group), y in zip(trace.customdata, trace.y, strict=True)
        if within(filters, start)
    ]
    assert sum(bars) + undated == total

    curve = Figure(growth.figure(count("growth", filters), palette=LIGHT)).data
    assert (curve[0].y[-1] if curve else 0) + undated == total

    places = count("countries", filters)
    chosen = set(places.loc[places["chosen"], "country"])
    assert places.loc[places["chosen"], "count"].sum() == total
    row = Figure(countries.figure(places, palette=LIGHT)).data[0]
    of = dict(zip(row.customdata, row.text, strict=True))
    assert sum(int(of[code]) for code in of if code in chosen) + (
        int(of.get("", 0)) if not filters.country else 0
    ) == (total)
    on_map = sum(
        round(z**2)
        for trace in Figure(world.figure(places, palette=LIGHT)).data
        for code, z in zip(trace.locations, trace.z, strict=True)
        if code in chosen
    )
    unknown = places.loc[places["country"] == "unknown", "count"].sum()
    assert on_map + (unknown if "unknown" in chosen else 0) == total

    kinds = count("categories", filters)
    cells = Figure(by_year.figure(kinds, "category", palette=LIGHT)).data[:1]
    shown = [
        number or 0
        for heatmap in cells
        for marks, numbers in zip(heatmap.customdata, heatmap.z, strict=True)
        for (value, year), number in zip(marks, numbers, strict=True)
        if within(filters, year) and (not filters.category or value in filters.category)
    ]
    assert sum(shown) + undated == total


@settings(max_examples=25, deadline=None)
@given(designations_asked)
def test_dots_and_days_are_the_selections_own(filters):
    selection = select(CATALOG, filters).designations
    dated = selection[selection["listed_date_basis"] == "order"]
    dated = dated.dropna(subset=["listed_date", "decision_date"])
    each = count("delays", filters)
    dots = Figure(delays.figure(each, palette=LIGHT)).data
    ids = set(dots[1].customdata) if dots else set()
    if filters.basis == "listing":
        assert {i for i in ids if within(filters, each.at[i, "year"])} == set(dated.index)
    days = count("calendar", filters)
    heatmap = Figure(calendar.figure(days, palette=LIGHT)).data
    drawn = sum(z or 0 for each_map in heatmap for row in each_map.z for z in row)
    assert drawn == selection["decision_date"].notna().sum()


@settings(max_examples=25, deadline=None)
@given(articles_asked)
def test_every_chart_of_articles_draws_the_whole_selection(filters):
    articles = select(CATALOG, filters).articles
    counted = count("coverage", filters)
    rows = Figure(coverage.figure(counted, period="year", palette=LIGHT)).data
    drawn = sum(
        y
        for trace in rows[1:]
        for start, y in zip(trace.customdata, trace.y, strict=True)
        if within(filters, start)
    )
    assert drawn == articles["published"].notna().sum()
    for key, field in (("languages", "language"), ("publishers", "publisher")):
        table = count(key, filters)
        assert table.loc[table["chosen"], "count"].sum() == len(articles)
        bars = Figure(
            ranking.ranking(table, field, names=table[field], hover=str, palette=LIGHT, limit=3)
        ).data[0]
        assert sum(map(int, (text.replace(",", "") for text in bars.text))) == table["count"].sum()
    claims = CATALOG.claims[CATALOG.claims["article_id"].isin(articles.index)]
    if filters.stance:
        claims = claims[claims["stance"].isin(filters.stance)]
    said = count("voices", filters)
    marks = [
        abs(x)
        for trace in Figure(voices.figure(said, palette=LIGHT)).data
        for (_speaker, stance), x in zip(trace.customdata, trace.x, strict=True)
        if not filters.stance or stance in filters.stance
    ]
    assert sum(marks) == claims["statement_id"].nunique()
    assert said.loc[said["chosen"], "reports"].sum() == len(claims)
    # What the subtitle says is not shown makes up the number that files and API give.
    listed = VIEWS["statements"].rows(CATALOG, filters)
    assert sum(marks) + unreported(CATALOG, filters) == len(listed)


@pytest.mark.parametrize("key", COUNTED)
@pytest.mark.parametrize(
    "filters", [Filters(), Filters(year=(2023, 2024), country=("DE",)), Filters(q="nothing at all")]
)
def test_every_chart_has_a_table_of_the_rows_chosen(key, filters):
    numbers = COUNTED[key]
    table = numbers.table(CATALOG, count(key, filters), numbers.defaults())
    assert table.columns.is_unique
    assert all(isinstance(column, str) for column in table.columns)
    if filters.year and key in ("timeline", "coverage"):
        assert list(table["Period"]) == ["2023", "2024"]


def test_the_table_over_time_has_a_column_for_each_group_and_their_sum():
    numbers = COUNTED["timeline"]
    options = {"period": "quarter", "by": "country"}
    filters = Filters(year=(2024, 2024), country=("DE", "LV"))
    catalog = large_sample()
    table = numbers.table(catalog, numbers.count(catalog, filters, options), options)
    assert list(table["Period"]) == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    assert list(table.columns) == ["Period", "Germany", "Latvia", "All", "Unfinished"]
    assert table["All"].sum() == len(select(catalog, filters).designations)


def test_shares_of_a_year_add_up_to_all_of_it():
    numbers = COUNTED["categories"]
    options = {"measure": "share"}
    table = numbers.table(CATALOG, numbers.count(CATALOG, Filters(), options), options)
    for year in table.columns[2:]:
        assert math.isclose(table[year].sum(), 1, abs_tol=0.005)


def test_a_day_of_decision_is_one_cell_of_the_calendar():
    day = CATALOG.designations["decision_date"].dropna().mode().iloc[0]
    filters = Filters(day=day.date(), basis="decision")
    days = count("calendar", filters)
    assert len(days) > 1
    assert list(days.loc[days["chosen"], "date"]) == [pd.Timestamp(day)]
    assert int(days.loc[days["chosen"], "count"].iloc[0]) == len(
        select(CATALOG, filters).designations
    )


def test_an_organizations_strip_counts_its_dated_events_and_the_articles_about_it():
    row = CATALOG.designations.loc[ARCHIVE]
    counted = count("strip", Filters(org=(ARCHIVE,)))
    assert set(counted["org"]) == {ARCHIVE}
    events = counted[counted["kind"] != "articles"]
    days = {
        "decision": row["decision_date"],
        "announcement": row["announced_date"],
        "listing": row["listed_date"],
        "delisting": row["delisted_date"],
    }
    assert dict(zip(events["kind"], events["date"], strict=True)) == {
        kind: day for kind, day in days.items() if not pd.isna(day)
    }
    mentions = CATALOG.mentions
    about = mentions.loc[
        (mentions["designation_id"] == row["id"]) & (mentions["role"] == "subject"), "article_id"
    ]
    written = counted.loc[counted["kind"] == "articles", "count"].sum()
    assert written == published_to(CATALOG.articles.loc[about], "day").notna().sum()


@pytest.mark.parametrize("org", [ARCHIVE, "rowan-courier"])
def test_the_two_sides_are_of_the_statements_about_the_organization_alone(org):
    claims = pd.DataFrame(list(map(dict, CATALOG.claims_about(org))))
    dated = claims[claims["article_id"].map(CATALOG.articles["published"]).notna()]
    dated = dated.drop_duplicates("statement_id")
    counted = count("sides", Filters(org=(org,)))
    assert counted["accusations"].sum() == (dated["stance"] == "accusation").sum()
    assert counted["answers"].sum() == dated["stance"].isin(["defence", "criticism"]).sum()
