"""Every chart is a figure as Plotly defines it, made of plain values."""

import itertools
import json

import pandas as pd
import pytest
from plotly.graph_objects import Figure

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.catalog import load_catalog
from dashboard.charts import (
    calendar,
    categories,
    countries,
    counts,
    coverage,
    delays,
    growth,
    prosecutions,
    ranking,
    sides,
    strip,
    timeline,
    voices,
)
from dashboard.charts import map as world
from dashboard.charts.numbers import NUMBERS
from dashboard.charts.palette import DARK, LIGHT

SELECTIONS = {
    "all": Filters(),
    "countries": Filters(country=("DE", "unknown"), year=(2022, 2024)),
    "one": Filters(category=("media",), basis="decision", org=("meduza",)),
    "answers": Filters(year=(2021, 2021), stance=("defence",), language=("ru",)),
    "none": Filters(q="no such organization"),
}


@pytest.fixture(scope="module")
def catalog():
    return load_catalog()


def ranked(column):
    def draw(catalog, counted, options):
        return ranking.ranking(
            counted, column, names=list(counted[column]), hover=str, palette=LIGHT
        )

    return draw


def over_time(catalog, counted, options):
    split = None if options["by"] == "plain" else options["by"]
    return timeline.figure(
        counted,
        period=options["period"],
        palette=DARK,
        milestones=catalog.milestones,
        split=split,
    )


def of_events(catalog, counted, options):
    about = counted["kind"] == "articles"
    written = counted[about]
    events = counted[~about].assign(label=lambda table: table["kind"])
    return strip.figure(events, pd.Series(written["date"].repeat(written["count"])), palette=LIGHT)


DRAWN = {
    "timeline": over_time,
    "map": lambda catalog, counted, options: world.figure(counted, palette=LIGHT, view="europe"),
    "growth": lambda catalog, counted, options: growth.figure(
        counted, palette=LIGHT, pace=counts.pace(counted), milestones=catalog.milestones
    ),
    "countries": lambda catalog, counted, options: countries.figure(counted, palette=DARK),
    "categories": lambda catalog, counted, options: categories.figure(
        counted, palette=LIGHT, share=options["measure"] == "share"
    ),
    "delays": lambda catalog, counted, options: delays.figure(counted, palette=DARK),
    "prosecutions": lambda catalog, counted, options: prosecutions.figure(counted, palette=LIGHT),
    "calendar": lambda catalog, counted, options: calendar.figure(counted, palette=DARK),
    "coverage": lambda catalog, counted, options: coverage.figure(
        counted, period=options["period"], palette=LIGHT
    ),
    "organizations": ranked("org"),
    "languages": ranked("language"),
    "publishers": ranked("publisher"),
    "voices": lambda catalog, counted, options: voices.figure(counted, palette=DARK),
    "strip": of_events,
    "sides": lambda catalog, counted, options: sides.figure(counted, palette=LIGHT),
}
NUMBERS_OF = {key: "countries" if key == "map" else key for key in DRAWN}
"""The map has the numbers of the bars."""


def test_every_chart_is_drawn_here():
    assert set(NUMBERS_OF.values()) == set(NUMBERS)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("key", DRAWN)
def test_every_chart_is_what_plotly_defines_and_plain(catalog, key, selection, language):
    numbers = NUMBERS[NUMBERS_OF[key]]
    filters = SELECTIONS[selection].within(numbers.scope)
    with locale.using(language):
        for options in each_option(numbers):
            counted = numbers.count(catalog, filters, options)
            figure = DRAWN[key](catalog, counted, options)
            assert set(figure) == {"data", "layout"}
            # Neither a value of pandas nor NaN, which no browser reads.
            assert json.loads(json.dumps(figure, allow_nan=False)) == figure
            Figure(figure)


def each_option(numbers):
    return [
        dict(zip(numbers.options, values, strict=True))
        for values in itertools.product(*numbers.options.values())
    ]


def test_plotly_refuses_what_it_does_not_define(catalog):
    figure = countries.figure(NUMBERS["countries"].count(catalog, Filters(), {}), palette=LIGHT)
    figure["data"][0]["colour"] = "red"
    with pytest.raises(ValueError, match="colour"):
        Figure(figure)
