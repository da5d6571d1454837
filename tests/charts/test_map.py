"""Where they are registered: the map."""

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from dashboard.charts import map as world
from dashboard.charts.palette import DARK, LIGHT


def counted(chosen=(), **numbers):
    table = pd.DataFrame({"country": list(numbers), "count": list(numbers.values())})
    return table.assign(chosen=table["country"].isin(chosen) if chosen else True)


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
