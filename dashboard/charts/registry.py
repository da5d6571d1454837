"""The registry of charts, grouped by subject.

A new chart is a file in this folder that defines `CHART`, and its name in one line of `SUBJECTS`
(or of
`OF_ORGANIZATION`). Page, API, files, embeds and documentation use this registry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from dashboard.asking.facets import Scope
from dashboard.charts.chart import Chart
from dashboard.locale import mark as _


@dataclass(frozen=True)
class Subject:
    """Charts that answer one question.

    Attributes:
        key: Its name in the URL.
        title: The question in English; translated where shown.
        rows: The charts by row.
        scope: The scope of the filters that apply.
    """

    key: str
    title: str
    rows: tuple[tuple[Chart, ...], ...]
    scope: Scope = "designations"


def _chart(name: str) -> Chart:
    """Import the chart of a file in this folder."""
    found: Chart = import_module(f"dashboard.charts.{name}").CHART
    return found


def _rows(*names: str) -> tuple[tuple[Chart, ...], ...]:
    """Return rows of charts; names separated by a space are in the same row."""
    return tuple(tuple(_chart(name) for name in row.split()) for row in names)


SUBJECTS = (
    Subject("when", _("Over time"), _rows("timeline", "growth")),
    Subject("where", _("Countries"), _rows("map", "countries", "country_years")),
    Subject("what", _("Fields"), _rows("categories")),
    Subject("accused", _("Accusations"), _rows("accusations")),
    Subject("compare", _("Compare two years"), _rows("compare_countries", "compare_categories")),
    Subject("delay", _("Delays"), _rows("delays")),
    Subject("followed", _("Court cases"), _rows("prosecutions")),
    Subject("registers", _("Other registers"), _rows("registers")),
    Subject("calendar", _("Calendar"), _rows("calendar")),
    Subject(
        "coverage",
        _("Media"),
        _rows("coverage", "organizations publishers", "languages"),
        "articles",
    ),
    Subject("voices", _("Statements"), _rows("voices"), "articles"),
)

OF_ORGANIZATION = (_chart("strip"), _chart("sides"))
"""The charts on an organization's own page."""

CHARTS: Mapping[str, Chart] = {
    chart.key: chart
    for chart in (
        *(chart for subject in SUBJECTS for row in subject.rows for chart in row),
        *OF_ORGANIZATION,
    )
}
"""Every chart by its key, in the order of the pages."""

COUNTED: Mapping[str, Chart] = {key: chart for key, chart in CHARTS.items() if not chart.numbers}
"""The charts with their own numbers, which the API and the files contain."""
