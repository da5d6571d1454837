"""The values of a facet by year."""

import re

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.charts import by_year, categories
from dashboard.charts.palette import LIGHT
from dashboard.charts.static_drawing import static_drawing

SENTENCE = "Heatmap of designations by category and year, {years}: {most}."


@pytest.fixture
def counted():
    """Count two media and one religious body in 2022, none in 2023, and one of unknown category in 2024."""
    table = pd.DataFrame(
        {
            "date": pd.to_datetime(["2022-01-01", "2022-05-05", "2022-06-06", "2024-02-29", None]),
            "category": ["media", "media", "religion", None, "media"],
        }
    )
    return by_year.by_year_and_value(table, "category").assign(chosen=True)


def test_every_cell_has_its_number_and_says_what_it_stands_for(counted):
    drawn, labels = Figure(by_year.figure(counted, "category", palette=LIGHT)).data
    assert [list(row) for row in drawn.z] == [[2, None, None], [1, None, None], [None, None, 1]]
    assert list(zip(labels.x, labels.y, labels.text, strict=True)) == [
        (2022, 0, "2"), (2022, 1, "1"), (2024, 2, "1"),
    ]  # fmt: skip
    assert list(drawn.customdata[0][0]) == ["media", 2022]
    assert drawn.hovertext[0][0] == "Media · 2022 · 2 designations · 67% of the year"
    assert drawn.hovertext[2][2].startswith("Category unknown · 2024 · 1 designation")


def test_shares_are_of_the_year(counted):
    drawn, labels = Figure(by_year.figure(counted, "category", palette=LIGHT, share=True)).data
    assert drawn.z[0][0] == pytest.approx(2 / 3)
    assert list(labels.text) == ["67", "33", "100"]


def test_rows_chosen_beside_each_other_share_one_frame(counted):
    chosen = counted["value"].isin(["media", "religion"]) & (counted["year"] == 2022)
    (frame,) = Figure(
        by_year.figure(counted.assign(chosen=chosen), "category", palette=LIGHT)
    ).layout.shapes
    assert (frame.x0, frame.x1, frame.y0, frame.y1) == (2021.5, 2022.5, -0.5, 1.5)
    assert frame.line.color == LIGHT.accent


def many(media, religion):
    table = pd.DataFrame(
        {
            "date": pd.Timestamp(2022, 1, 1),
            "category": ["media"] * media + ["religion"] * religion + ["other"] * 30,
        }
    )
    return by_year.by_year_and_value(table, "category").assign(chosen=True)


@pytest.mark.parametrize(
    ("table", "finding"),
    [
        (many(20, 10), "most often media outlets (20 of 60)"),
        (many(15, 15), "most often media outlets and religious bodies (15 each of 60)"),
        (many(40, 5), "most are media outlets (40 of 75)"),
    ],
)
def test_the_leading_category_is_named_and_so_are_ties(table, finding):
    assert categories.finding(None, Filters(), table) == finding


def test_few_give_no_finding_and_none_no_error(counted):
    assert categories.finding(None, Filters(), counted) == ""
    nothing = counted.iloc[:0]
    assert not Figure(by_year.figure(nothing, "category", palette=LIGHT)).data
    assert categories.finding(None, Filters(), nothing) == ""
    assert "without" in by_year.alt(nothing, "category", SENTENCE)


def test_its_words_name_the_years_and_the_largest(counted):
    assert by_year.alt(counted, "category", SENTENCE).startswith(
        "Heatmap of designations by category and year, 2022–2024: Media 2, "
    )


def test_long_names_leave_room_for_the_cells(counted):
    with locale.using("ru"):
        table = counted.assign(value="humanitarian-charity").drop_duplicates(["value", "year"])
        plain = by_year.figure(table, "category", palette=LIGHT)
        narrow = static_drawing(plain, plain, "categories")
        figure = Figure(plain)
    names = re.findall(r'text-anchor="end"[^>]*>([^<]+)<', narrow)
    assert "Гуманитарная помощь и …" in names
    assert all(len(name) <= 24 for name in names)
    # Room is kept for the letters that stand there: Cyrillic ones are wider.
    assert float(re.search(r"0 0 ([\d.]+)px", narrow)[1]) > 155 + 6
    # Where there is room, as on a desk and in an image, the name is whole.
    assert figure.layout.yaxis.ticktext[0] == "Гуманитарная помощь и благотворительность"
    assert figure.data[0].hovertext[0][0].startswith("Гуманитарная помощь и благотворительность")


def test_by_year_and_value_has_every_year_and_its_shares():
    designations = pd.DataFrame(
        {
            "date": pd.to_datetime(
                ["2020-02-29", "2022-01-01", "2022-12-31", "2024-03-01", "2024-03-10", None]
            ),
            "category": pd.Categorical(["media", "media", "religion", "media", "other", "media"]),
        }
    )
    table = by_year.by_year_and_value(designations, "category")
    assert sorted(table["year"].unique()) == [2020, 2021, 2022, 2023, 2024]
    cell = table.set_index(["year", "value"])
    assert cell.at[(2022, "media"), "count"] == 1
    assert cell.at[(2022, "media"), "share"] == 0.5
    assert pd.isna(cell.at[(2021, "media"), "share"])
    assert table["count"].sum() == 5


def test_beyond_the_largest_the_others_share_a_row_that_selects_a_year_only():
    table = pd.DataFrame(
        {
            "date": pd.to_datetime(["2022-01-01"] * 6 + ["2023-01-01"]),
            "country": ["DE", "DE", "US", "US", "LV", "EE", None],
        }
    )
    counted = by_year.by_year_and_value(table, "country").assign(chosen=True)
    heat, labels = Figure(by_year.figure(counted, "country", palette=LIGHT, limit=2)).data
    assert [row[0][0] for row in heat.customdata] == ["DE", "US", "", "unknown"]
    assert [row[0] for row in heat.z] == [2, 2, 2, None]
    assert sum(int(text) for text in labels.text) == len(table)


def test_a_chosen_value_keeps_its_row_however_few_it_has():
    table = pd.DataFrame(
        {"date": pd.Timestamp(2022, 1, 1), "country": ["DE"] * 3 + ["US"] * 2 + ["LV", "EE", "LT"]}
    )
    counted = by_year.by_year_and_value(table, "country")
    counted = counted.assign(chosen=counted["value"] == "LV")
    heat = Figure(by_year.figure(counted, "country", palette=LIGHT, limit=2)).data[0]
    assert [row[0][0] for row in heat.customdata] == ["DE", "US", "LV", ""]
