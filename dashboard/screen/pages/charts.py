"""`/charts`: every chart of the selection, by the question that it answers."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import streamlit as st

from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.charts.registry import CHARTS, SUBJECTS
from dashboard.documents.chart import chart
from dashboard.documents.embed import embedded
from dashboard.documents.switches import switches
from dashboard.locale import gettext as _
from dashboard.screen.filter_bar import filter_bar, selection_line
from dashboard.screen.pages.context import Context
from dashboard.screen.placing import made, place
from dashboard.screen.render import render

PATH = "charts"


def show(context: Context) -> None:
    """Show the page."""
    catalog, address = context.catalog, context.address
    if embedded(address, PATH):
        alone = address.option("chart", ["", *CHARTS])
        if alone:
            place(made(chart, catalog, address, PATH, CHARTS[alone]))
            return
    key = address.option("show", [subject.key for subject in SUBJECTS])
    subject = next(each for each in SUBJECTS if each.key == key)
    scope = subject.scope
    filter_bar(catalog, address, scope)
    selection = select(catalog, address.filters.within(scope))
    selection_line(catalog, address, selection, scope, PATH, heading=_("Charts"))
    switches(
        address,
        PATH,
        ("show", _("Question"), key, {each.key: _(each.title) for each in SUBJECTS}),
    )
    if not len(selection.article_rows if scope == "articles" else selection.designations):
        render(
            "empty.html",
            title=_("Nothing fits all of these filters."),
            text=_("There is nothing to count or to draw."),
            links=[{"label": _("Clear filters"), "href": address.here(PATH, Filters())}],
        )
        return
    rows = [[made(chart, catalog, address, PATH, each) for each in row] for row in subject.rows]
    for row in rows:
        for column, shown in zip(_beside(len(row)), row, strict=True):
            with column:
                place(shown)
    render(
        "hint.html",
        text=_(
            "Click a bar, a country, a box or a cell to see only what it stands for; click it again to undo. The table of each chart does the same by keyboard."
        ),
    )


def _beside(number: int) -> Sequence[AbstractContextManager[Any]]:
    """Make columns for charts beside each other; a single one needs none."""
    return st.columns(number, gap="large") if number > 1 else [nullcontext()]
