"""What a chart is."""

from dataclasses import FrozenInstanceError

import pytest

from dashboard.asking.filters import Filters
from dashboard.charts.chart import Chart, Sentence, Switch, once
from dashboard.charts.registry import COUNTED


def test_an_option_is_one_of_those_allowed():
    timeline = COUNTED["timeline"]
    assert timeline.chosen(by="country") == {"period": "year", "by": "country"}
    with pytest.raises(ValueError, match="period=week"):
        timeline.chosen(period="week")
    with pytest.raises(ValueError, match="measure=share"):
        timeline.chosen(measure="share")


def test_a_chart_is_frozen_and_its_options_are_those_that_change_the_numbers():
    chart = Chart(
        "tiny", "Tiny", "designations", None, None, None,
        (Switch("by", "By", {"year": "Year", "month": "Month"}), Switch("map", "View", {"world": "World"}, counts=False)),
    )  # fmt: skip
    assert chart.options == {"by": ("year", "month")}
    assert chart.defaults() == {"by": "year", "map": "world"}
    with pytest.raises(FrozenInstanceError):
        chart.key = "other"


def test_what_was_counted_once_is_not_counted_again_nor_changed_by_who_asked(tiny_catalog):
    asked = []

    @once
    def count(catalog, filters, options):
        asked.append((filters, dict(options)))
        return catalog.designations[["id"]]

    first = count(tiny_catalog, Filters(), {"by": "year", "period": "month"})
    first["id"] = "changed"
    again = count(tiny_catalog, Filters(), {"period": "month", "by": "year"})
    assert list(again["id"]) == ["alpha", "beta", "gamma"]
    count(tiny_catalog, Filters(country=("DE",)), {"by": "year", "period": "month"})
    assert len(asked) == 2


def test_what_holds_words_that_somebody_typed_is_counted_anew(tiny_catalog):
    asked = []

    @once
    def count(catalog, filters, options):
        asked.append(filters)
        return catalog.designations

    for _time in range(2):
        count(tiny_catalog, Filters(q="alpha"), {})
    assert len(asked) == 2


def test_a_sentence_stands_for_a_chart_that_has_one_thing_to_show(tiny_catalog):
    chart = COUNTED["timeline"]
    drawn = chart.draw(tiny_catalog, Filters(country=("LV",)), chart.defaults(), None)
    assert drawn == Sentence("Only one matches: Alpha Media, listed 30 January 2022.")
