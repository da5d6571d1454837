"""Where they are registered: the bars, and the map that has the same numbers."""

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from dashboard.charts import countries
from dashboard.charts import map as world
from dashboard.charts.palette import DARK, LIGHT


def counted(chosen=(), **numbers):
    table = pd.DataFrame({"country": list(numbers), "count": list(numbers.values())})
    return table.assign(chosen=table["country"].isin(chosen) if chosen else True)


def bars(table, **options):
    return Figure(countries.figure(table, palette=LIGHT, **options))


def test_the_rest_is_named_together_and_an_unknown_country_is_no_further_country():
    drawn = bars(counted(US=5, unknown=4, DE=2, LV=1, PL=1), limit=2)
    assert list(drawn.data[0].x) == [5, 2, 2, 4]
    assert list(drawn.data[0].customdata) == ["US", "DE", "", "unknown"]
    assert list(drawn.layout.yaxis.ticktext) == [
        "United States", "Germany", "2 others", "Country unknown",
    ]  # fmt: skip
    assert "Latvia 1, Poland 1" in drawn.data[0].hovertext[2]


def test_one_other_is_no_others():
    drawn = bars(counted(US=5, DE=2, LV=1), limit=2)
    assert list(drawn.layout.yaxis.ticktext) == ["United States", "Germany", "Latvia"]


def test_a_chosen_country_is_red_and_has_a_bar_however_small():
    drawn = bars(counted(("PL",), US=5, DE=2, LV=1, CZ=1, PL=1), limit=2)
    colours = dict(zip(drawn.data[0].customdata, drawn.data[0].marker.color, strict=True))
    assert colours == {"US": LIGHT.other, "DE": LIGHT.other, "PL": LIGHT.accent, "": LIGHT.other}


def test_a_rest_that_would_press_the_bars_together_is_a_number_without_a_bar():
    numbers = {"US": 3, "DE": 2} | dict.fromkeys(("LV", "PL", "CZ", "FR", "GB", "NL", "NO"), 1)
    drawn = bars(counted(**numbers), limit=2)
    assert drawn.data[0].x[-1] == 0
    assert drawn.data[0].text[-1] == "7"


def test_the_largest_share_is_named_unless_it_is_tied_or_of_few_or_chosen_from():
    assert countries.finding(counted(US=75, DE=25)) == (
        "most are from the United States (75 of 100)"
    )
    assert countries.finding(counted(US=50, DE=50)) == (
        "most often from the United States and Germany (50 each of 100)"
    )
    assert countries.finding(counted(US=40, DE=30, LV=30)) == (
        "most often from the United States (40 of 100)"
    )
    assert countries.finding(counted(US=25, DE=25, LV=25, GB=25)) == ""
    assert countries.finding(counted(US=3, DE=1)) == ""
    assert countries.finding(counted(("DE",), US=75, DE=25)) == ""


def test_its_words_speak_of_what_was_chosen():
    assert "United States 75, Germany 25." in countries.alt(counted(US=75, DE=25))
    assert "United States" not in countries.alt(counted(("DE",), US=75, DE=25))
    assert "without" in countries.alt(counted())


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("view", ["world", "europe"])
def test_the_map_shades_by_the_square_root_and_leaves_the_unknown_out(palette, view):
    drawn = Figure(world.figure(counted(US=64, DE=4, unknown=9), palette=palette, view=view))
    (countries_drawn,) = drawn.data
    assert list(countries_drawn.locations) == ["US", "DE"]
    assert list(countries_drawn.z) == [8, 2]
    assert list(countries_drawn.customdata) == ["US", "DE"]


def test_the_map_shows_the_choice_in_red_among_the_others():
    others, chosen = Figure(world.figure(counted(("DE",), US=64, DE=4), palette=LIGHT)).data
    assert list(others.locations) == ["US"]
    assert list(chosen.locations) == ["DE"]
    assert {colour for _stop, colour in chosen.colorscale} == {LIGHT.accent}


def test_the_map_keeps_its_place_while_the_selection_changes():
    before, after = (
        Figure(world.figure(table, palette=LIGHT)) for table in (counted(US=1), counted(US=1, DE=1))
    )
    assert before.layout.uirevision == after.layout.uirevision
