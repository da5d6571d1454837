"""Every chart is a figure as Plotly defines it, made of plain values."""

import itertools
import json

import plotly.graph_objects as go
import pytest

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.charts.chart import Panel
from dashboard.charts.figure import checked
from dashboard.charts.palette import DARK, LIGHT
from dashboard.charts.registry import CHARTS
from tests.support.sample import ARCHIVE, MERIDIAN, sample_catalog

SELECTIONS = {
    "all": Filters(),
    "countries": Filters(country=("DE", "unknown"), year=(2022, 2024)),
    "one": Filters(category=("media",), basis="decision", org=(MERIDIAN,)),
    "answers": Filters(year=(2021, 2021), stance=("defence",), language=("ru",)),
    "both sides": Filters(org=(ARCHIVE,)),
    "none": Filters(q="no such organization"),
}


@pytest.fixture(scope="module")
def catalog():
    return sample_catalog()


def each_option(chart):
    names = [switch.name for switch in chart.switches]
    return [
        dict(zip(names, values, strict=True))
        for values in itertools.product(*(switch.choices for switch in chart.switches))
    ]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("key", CHARTS)
def test_every_chart_is_what_plotly_defines_and_plain(catalog, key, selection, language):
    chart = CHARTS[key]
    filters = SELECTIONS[selection].within(chart.scope)
    with locale.using(language):
        for options, colours in zip(
            each_option(chart), itertools.cycle((LIGHT, DARK)), strict=False
        ):
            panel = chart.draw(catalog, filters, options, colours)
            if not isinstance(panel, Panel):
                assert selection != "all" or key in ("strip", "sides")
                continue
            assert set(panel.figure) == {"data", "layout"}
            # Neither a value of pandas nor NaN, which no browser reads.
            assert json.loads(json.dumps(panel.figure, allow_nan=False)) == panel.figure
            checked(panel.figure)


def test_both_charts_of_an_organization_are_drawn_for_one(catalog):
    for key in ("strip", "sides"):
        assert CHARTS[key].figure(catalog, SELECTIONS["both sides"]).data


def test_a_chart_hands_out_a_figure_for_a_notebook(catalog):
    figure = CHARTS["timeline"].figure(catalog, Filters(country=("DE",)), DARK, period="month")
    assert isinstance(figure, go.Figure)
    assert sum(figure.data[0].y) == (catalog.designations["country"] == "DE").sum() - (
        catalog.designations.loc[catalog.designations["country"] == "DE", "date"].isna().sum()
    )
    assert figure.layout.font.color == DARK.ink


def test_a_chart_refuses_what_it_cannot_draw(catalog):
    with pytest.raises(ValueError, match="period=week"):
        CHARTS["timeline"].figure(catalog, period="week")
    with pytest.raises(ValueError, match="No designation in this selection"):
        CHARTS["timeline"].figure(catalog, Filters(q="no such organization"))
    with pytest.raises(ValueError, match="has nothing to show"):
        CHARTS["strip"].figure(catalog)


def test_plotly_refuses_what_it_does_not_define(catalog):
    panel = CHARTS["countries"].draw(catalog, Filters(), {}, LIGHT)
    panel.figure["data"][0]["colour"] = "red"
    with pytest.raises(ValueError, match="colour"):
        checked(panel.figure)
