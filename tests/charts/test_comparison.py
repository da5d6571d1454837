"""Two years compared."""

import re

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from dashboard.asking.filters import OPEN, Filters
from dashboard.charts import compare_categories, compare_countries
from dashboard.charts.chart import Panel, Sentence
from dashboard.charts.palette import LIGHT
from dashboard.charts.static_drawing import static_drawing

NOTHING = "Organizations declared “undesirable” in Russia, by country: 2024 and 2025"
RISE = {
    ("2023-05-01", "US", "media"): 4,
    ("2024-05-01", "GB", "media"): 3,
    ("2024-06-01", "DE", "religion"): 5,
    ("2024-07-01", "", "religion"): 1,
    ("2025-02-01", "GB", "human-rights"): 15,
    ("2025-03-01", "DE", "religion"): 4,
}


def drawn(catalog, filters=None, chart=compare_countries.CHART, **options):
    return chart.draw(catalog, filters or Filters(), options, LIGHT)


def table(catalog, filters=None, chart=compare_countries.CHART, **options):
    counted = chart.count(catalog, filters or Filters(), options)
    return chart.table(catalog, counted, options)


def test_the_last_two_years_that_are_over_are_compared_by_their_change(made):
    read = table(made(RISE))
    assert list(read.columns) == ["Country", "Code", "2024", "2025", "Change"]
    assert read[["Code", "2024", "2025", "Change"]].to_numpy().tolist() == [
        ["GB", 3, 15, 12],
        ["DE", 5, 4, -1],
        ["unknown", 1, 0, -1],
    ]


def test_the_title_names_the_greatest_change_with_both_numbers(made):
    panel = drawn(made(RISE))
    assert panel.title == (
        "Organizations from the United Kingdom declared “undesirable” in Russia: 3 in 2024, 15 in 2025"
    )
    assert "Total: 9 in 2024, 19 in 2025" in panel.subtitle


def test_a_dumbbell_goes_from_the_first_number_to_the_second(made):
    figure = Figure(drawn(made(RISE)).figure)
    before, after, words = figure.data
    assert list(before.customdata) == list(after.customdata) == ["GB", "DE"]
    assert (list(before.x), list(after.x)) == ([3, 5], [15, 4])
    assert [text.strip() for text in words.text] == ["3 → 15", "5 → 4"]
    assert [(line.x0, line.x1) for line in figure.layout.shapes] == [(3, 15), (5, 4)]


def test_any_years_and_spans_are_compared(made):
    read = table(made(RISE), **{"from": "2023-2024", "to": "2025-"})
    assert list(read.columns[2:4]) == ["2023-2024", "2025"]
    assert read.set_index("Code").loc["US", "Change"] == -4


@pytest.mark.parametrize(
    ("filters", "options", "columns"),
    [
        (Filters(year=(2023, 2025)), {}, ["2023", "2025"]),
        (Filters(year=(2024, 2024)), {}, ["2023", "2024"]),
        (Filters(year=(2023, OPEN)), {}, ["2023", "2025"]),
        (Filters(year=(2023, 2023)), {"from": "2024", "to": "2025"}, ["2024", "2025"]),
        (Filters(), {"to": "2024"}, ["2023", "2024"]),
        (Filters(), {"from": "2023"}, ["2023", "2025"]),
        (Filters(), {"from": "1900", "to": "soon"}, ["2024", "2025"]),
        (Filters(), {"from": "2025", "to": "2025"}, ["2024", "2025"]),
    ],
)
def test_years_that_nobody_named_follow_from_the_filter_or_from_the_data(
    made, filters, options, columns
):
    assert list(table(made(RISE), filters, **options).columns[2:4]) == columns


def test_a_year_that_is_not_over_is_compared_in_no_title_and_says_so_in_subtitle_and_table(made):
    catalog = made(RISE | {("2026-01-01", "GB", "media"): 30})
    panel = drawn(catalog, **{"from": "2025", "to": "2026"})
    assert panel.title == NOTHING.replace("2024 and 2025", "2025 and 2026")
    assert "2026 (to 1 January)" in panel.subtitle
    assert "2026 (–2026-01-01)" in table(catalog, **{"from": "2025", "to": "2026"}).columns


def test_years_whose_dates_are_not_known_are_not_compared_in_the_title(made):
    panel = drawn(made(RISE | {("", "DE", "media"): 9}))
    assert panel.title == NOTHING
    assert "too few dates of 2024 and 2025 are known" in panel.subtitle


@pytest.mark.parametrize(
    ("numbers", "title"),
    [
        # Two that changed as much are both named.
        (
            {("2025-01-01", "GB", "media"): 11, ("2025-02-01", "DE", "media"): 11},
            "Organizations declared “undesirable” in Russia: "
            "United Kingdom, 0 in 2024, 11 in 2025; Germany, 0 in 2024, 11 in 2025",
        ),
        # Three say nothing, few neither.
        (
            {("2025-01-01", code, "media"): 9 for code in ("GB", "DE", "FR")},
            NOTHING,
        ),
        (
            {("2025-01-01", "GB", "media"): 6},
            NOTHING,
        ),
    ],
)
def test_ties_are_named_and_few_are_no_finding(made, numbers, title):
    catalog = made({("2024-01-01", "LV", "media"): 1, ("2023-01-01", "LV", "media"): 1} | numbers)
    found = drawn(catalog).title
    assert sorted(found) == sorted(title)


def test_without_a_script_the_numbers_stand_beside_their_dot(made):
    figure = drawn(made(RISE)).figure
    plain = static_drawing(figure, figure, "compared")
    assert re.search(r'text-anchor="start"[^>]*> *3 → 15<', plain)


def test_the_categories_are_compared_within_a_selection(made):
    panel = drawn(made(RISE), Filters(country=("GB",)), compare_categories.CHART)
    assert isinstance(panel, Panel)
    assert "Total: 3 in 2024, 15 in 2025" in panel.subtitle
    read = table(made(RISE), Filters(country=("GB",)), compare_categories.CHART)
    assert read["Change"].tolist() == [15, -3]


def test_a_selection_without_a_date_is_a_sentence(made):
    found = drawn(
        made({("", "DE", "media"): 2, ("2020-01-01", "US", "media"): 1}), Filters(q="nobody")
    )
    assert isinstance(found, Sentence)


def test_nothing_counted_makes_a_table_without_rows(made):
    read = table(made(RISE), Filters(q="nobody"))
    assert len(read) == 0
    assert isinstance(read, pd.DataFrame)
