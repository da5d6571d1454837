"""The numbers behind each chart: one definition for the figure, its table, its CSV and its address.

A chart in which a reader can choose (a year, a country, a category) is drawn with its surroundings:
it leaves its own filter out and marks in ``chosen`` which rows the filter keeps. Tables and files
hold the chosen rows only, so that their total is that of the selection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard.charts.numbers.articles import ARTICLES
from dashboard.charts.numbers.designations import DESIGNATIONS
from dashboard.charts.numbers.number import Numbers, once, period_name
from dashboard.charts.numbers.organization import EVENTS, ORGANIZATION
from dashboard.charts.numbers.prosecutions import PROSECUTIONS

__all__ = ["EVENTS", "NUMBERS", "Numbers", "period_name", "read_options"]

NUMBERS: Mapping[str, Numbers] = {
    each.key: replace(each, count=once(each.count))
    for each in (*DESIGNATIONS, *PROSECUTIONS, *ARTICLES, *ORGANIZATION)
}
"""Every chart of a selection, by its key."""


def read_options(numbers: Numbers, given: Mapping[str, Any]) -> dict[str, str]:
    """The options of a chart from parameters, with the default where one is absent.

    Raises:
        KeyError: A value is not among those allowed; its argument is the name of the option.
    """
    chosen = numbers.defaults()
    for name, allowed in numbers.options.items():
        if name in given:
            if given[name] not in allowed:
                raise KeyError(name)
            chosen[name] = given[name]
    return chosen
