"""A chart on a page, with what every chart has: title, selection, source, image, data, table, link."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import pandas as pd

from dashboard import locale
from dashboard.asking.address import Address, asset, rooted
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog
from dashboard.charts.figure import Figure
from dashboard.charts.numbers import NUMBERS
from dashboard.documents.embed import embedded, foot, snippet
from dashboard.documents.markup import markup
from dashboard.documents.plot import Link, height_of, plot
from dashboard.locale import gettext as _
from dashboard.screen import theme

_AROUND = 230
"""Pixels for the words around an embedded chart, on a narrow page too."""


Maker = TypeVar("Maker", bound=Callable[..., Any])


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
    figure: Figure
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


@dataclass(frozen=True)
class Shown:
    """What stands on a page for a chart: the chart with all that belongs to it, or a sentence.

    Attributes:
        key: Its name in addresses; "" for the sentence that says that it could not be made.
        markup: HTML.
    """

    key: str
    markup: str


def of(key: str) -> Callable[[Maker], Maker]:
    """Note on what makes a chart which numbers it shows, so that its place can say what failed.

    Args:
        key: The key of the numbers.
    """

    def noted(make: Maker) -> Maker:
        make.numbers = key  # type: ignore[attr-defined]
        return make

    return noted


def chart(panel: Panel, catalog: Catalog, address: Address, page: str) -> Shown:
    """A chart with everything around it.

    Args:
        panel: The chart.
        catalog: The dataset.
        address: The address of the page.
        page: Its path.
    """
    if embedded(address, "charts"):
        return _alone(panel, catalog, address)
    key = panel.numbers or panel.key
    opened = address.text("table") == panel.key
    here = address.here(page)
    return Shown(
        panel.key,
        markup(
            "chart.html",
            **_head(panel, _switches(panel, address, page)),
            plot=plot(panel.figure, key=panel.key, alt=panel.alt, link=panel.link),
            notes=panel.notes,
            source=source(catalog),
            image=json.dumps(_image(panel, catalog), ensure_ascii=False),
            file=address.to(f"api/v1/charts/{key}.csv", panel.filters, **panel.options),
            table=address.here(page, table=None if opened else panel.key),
            opened=_table(panel, catalog) if opened else "",
            link=f"{here}#chart-{panel.key}",
            frame=_frame(panel, address),
        ),
    )


def _head(panel: Panel, switches: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    return {
        "anchor": f"chart-{panel.key}",
        "title": panel.title,
        "subtitle": panel.subtitle,
        "switches": switches,
        "legend": panel.legend,
    }


def _switches(panel: Panel, address: Address, page: str) -> list[dict[str, Any]]:
    return [
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
    ]


def _alone(panel: Panel, catalog: Catalog, address: Address) -> Shown:
    """The chart inside a page of somebody else: its marks lead nowhere, its foot to the whole."""
    subject = address.text("show")
    extra = panel.options | ({"show": subject} if subject else {})
    return Shown(
        panel.key,
        markup("chart_head.html", **_head(panel))
        + plot(panel.figure, key=panel.key, alt=panel.alt)
        + foot(address, "charts", source(catalog), panel.notes, **extra),
    )


def _frame(panel: Panel, address: Address) -> str:
    height = height_of(panel.figure) + _AROUND + 24 * len(panel.notes)
    options = panel.options | {"chart": panel.key}
    title = _(NUMBERS[panel.numbers or panel.key].title)
    return snippet(address, "charts", panel.filters, title, height, **options)


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


def _table(panel: Panel, catalog: Catalog) -> str:
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
    return markup(
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


def say(key: str, title: str, text: str) -> Shown:
    """What stands in the place of a chart that would have nothing, or one thing, to show."""
    return Shown(key, markup("chart_few.html", anchor=f"chart-{key}", title=title, text=text))
