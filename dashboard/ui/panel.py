"""A chart on a page, with what every chart has: title, selection, source, image, data, table, link."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import locale
from dashboard.catalog import Catalog, Filters
from dashboard.catalog.numbers import NUMBERS
from dashboard.locale import gettext as _
from dashboard.ui import theme
from dashboard.ui.address import Address, asset, rooted
from dashboard.ui.embed import embedded, foot, snippet
from dashboard.ui.render import render

Link = Callable[[Any], str | None]

_CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
}


_AROUND = 230
"""Pixels for the words around an embedded chart, on a narrow page too."""


@dataclass(frozen=True)
class Panel:
    """One chart.

    Attributes:
        key: Its name in addresses.
        figure: The chart; the ``customdata`` of a mark says what it stands for.
        title: What it says, or what it shows.
        subtitle: The selection in words, and caveats.
        alt: A description for those who do not see it.
        filters: The selection that its numbers are of.
        options: Its own parameters.
        numbers: The key of its numbers, where another chart has the same.
        link: From the ``customdata`` of a mark to the address that a click on it opens.
        row_link: The same for a row of the table, from the row.
        legend: Names and colours.
        notes: What its marks mean, which an image says too: mark, words, and a page or None.
        switches: (parameter, label, {value: label}) of the options that a reader may change.
        wide: How much wider than high an image of it is; None for the height that it has here.
    """

    key: str
    figure: go.Figure
    title: str
    subtitle: str
    alt: str
    filters: Filters
    options: dict[str, str]
    numbers: str = ""
    link: Link | None = None
    row_link: Callable[[Any], str | None] | None = None
    legend: Sequence[tuple[str, str]] = ()
    notes: Sequence[tuple[str, str, str | None]] = ()
    switches: Sequence[tuple[str, str, dict[str, str]]] = ()
    wide: float | None = None


def show(panel: Panel, catalog: Catalog, address: Address, page: str) -> None:
    """Put a chart on the page.

    Args:
        panel: The chart.
        catalog: The dataset.
        address: The address of the page.
        page: Its path.
    """
    file = address.to(
        f"api/v1/charts/{panel.numbers or panel.key}.csv", panel.filters, **panel.options
    )
    if embedded(address, "charts"):
        _alone(panel, catalog, address)
        return
    opened = address.text("table") == panel.key
    here = address.here(page)
    with st.container(key=f"chart-{panel.key}", gap="xxsmall"):
        render(
            "chart_head.html",
            anchor=f"chart-{panel.key}",
            title=panel.title,
            subtitle=panel.subtitle,
            switches=[
                {
                    "label": label,
                    "options": [
                        {
                            "label": text,
                            "current": panel.options.get(name, address.text(name)) == value
                            or (name not in panel.options and not address.text(name) and not place),
                            "href": address.here(page, **{name: None if not place else value}),
                        }
                        for place, (value, text) in enumerate(values.items())
                    ],
                }
                for name, label, values in panel.switches
            ],
            legend=panel.legend,
        )
        plot(panel.figure, key=panel.key, alt=panel.alt, link=panel.link)
        render(
            "chart_foot.html",
            notes=panel.notes,
            source=source(catalog),
            image=json.dumps(_image(panel, catalog), ensure_ascii=False),
            file=file,
            table=address.here(page, table=None if opened else panel.key),
            opened=opened,
            link=f"{here}#chart-{panel.key}",
            frame=_frame(panel, address),
        )
        if opened:
            _table(panel, catalog)


def _alone(panel: Panel, catalog: Catalog, address: Address) -> None:
    """The chart inside a page of somebody else: its marks lead nowhere, its foot to the whole."""
    render(
        "chart_head.html",
        anchor=f"chart-{panel.key}",
        title=panel.title,
        subtitle=panel.subtitle,
        switches=(),
        legend=panel.legend,
    )
    plot(panel.figure, key=panel.key, alt=panel.alt)
    subject = address.text("show")
    extra = panel.options | ({"show": subject} if subject else {})
    foot(address, "charts", source(catalog), panel.notes, **extra)


def _frame(panel: Panel, address: Address) -> str:
    height = int(panel.figure.layout.height or 450) + _AROUND + 24 * len(panel.notes)
    options = panel.options | {"chart": panel.key}
    title = _(NUMBERS[panel.numbers or panel.key].title)
    return snippet(address, "charts", panel.filters, title, height, **options)


def plot(figure: go.Figure, *, key: str, alt: str, link: Link | None = None) -> None:
    """Draw a figure, whose marks are links where `link` says so.

    A click opens the address that stands in the trace's ``meta``; `web/assets/chart.js` does it the
    way a link is opened, so that the URL stays the one place where a selection lives, and no chart
    has a selection of its own that another could contradict.
    """
    if link:
        for trace in figure.data:
            if trace.customdata is not None:
                trace.meta = {"href": _hrefs(trace, link)}
    st.plotly_chart(
        figure,
        theme=None,
        config=_CONFIG | {"topojsonURL": asset("geo/")},
        alt=alt,
        key=f"plot-{key}",
    )


def _hrefs(trace: Any, link: Link) -> list[Any]:
    if trace.type == "heatmap":
        return [[link(cell) for cell in row] for row in trace.customdata]
    return [link(mark) for mark in trace.customdata]


def source(catalog: Catalog) -> str:
    """The line that says where the numbers come from."""
    return _(
        "Source: The Undesirable Register, version {version}, as of {date}. CC BY 4.0."
    ).format(version=catalog.version, date=locale.day(catalog.as_of))


def _image(panel: Panel, catalog: Catalog) -> dict[str, Any]:
    colours = theme.palette()
    return {
        "title": panel.title,
        "subtitle": panel.subtitle,
        "legend": list(panel.legend),
        "notes": [f"{mark} {text}" for mark, text, _url in panel.notes],
        "source": source(catalog),
        "paper": colours.paper,
        "ink": colours.ink,
        "muted": colours.muted,
        "alt": panel.alt,
        "lang": locale.current().code,
        "file": f"undesirable-register-{panel.key}-{catalog.version}",
        "geometry": asset("geo/"),
        "wide": panel.wide,
        "plotly": rooted("assets/plotly/plotly.min.js"),
    }


def _table(panel: Panel, catalog: Catalog) -> None:
    numbers = NUMBERS[panel.numbers or panel.key]
    counted = numbers.count(catalog, panel.filters, panel.options)
    table = numbers.table(catalog, counted, panel.options)
    rows = []
    for row in table.to_dict("records"):
        cells = list(row.items())
        rows.append(
            {
                "href": panel.row_link(row) if panel.row_link else None,
                "head": _shown(*cells[0]),
                "cells": [_shown(*cell) for cell in cells[1:]],
            }
        )
    render(
        "chart_table.html",
        caption=f"{_(numbers.title)}. {panel.subtitle}",
        columns=list(table.columns),
        numeric=[pd.api.types.is_numeric_dtype(table[column]) for column in table.columns],
        rows=rows,
    )


def _shown(title: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else ""
    if isinstance(value, pd.Timestamp):
        return locale.day(value, "medium")
    if isinstance(value, float):
        if value != value:
            return "–"
        return (
            locale.percent(value) if title == _("Share") or 0 < value < 1 else locale.number(value)
        )
    if isinstance(value, int):
        return locale.number(value)
    return str(value)


def say(key: str, title: str, text: str) -> None:
    """What stands in the place of a chart that would have nothing, or one thing, to show."""
    with st.container(key=f"chart-{key}"):
        render("chart_few.html", anchor=f"chart-{key}", title=title, text=text)
