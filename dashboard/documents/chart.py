"""Show a chart on a page, with title, selection, source, image, data, table and link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import locale
from dashboard.asking.address import Address, asset, rooted
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog
from dashboard.catalog.register_state import register_state
from dashboard.charts.chart import Chart, Link, Panel, Sentence, Target
from dashboard.charts.palette import DARK, Palette
from dashboard.documents.embed import embedded, foot, snippet
from dashboard.documents.embeds import STATIC
from dashboard.documents.markup import as_json, joined, markup
from dashboard.documents.part import part
from dashboard.documents.plot import height_of, plot, static_plot
from dashboard.locale import gettext as _

_AROUND = 130
"""Pixels for the source line below an embedded chart, and for margins."""
_TITLE_LETTERS, _LETTERS = 26, 40
"""Letters in a line of its title, and of other words, in a frame of 320 pixels."""


def chart(
    made: Chart,
    catalog: Catalog,
    address: Address,
    colours: Palette,
    page: str,
    filters: Filters | None = None,
) -> str:
    """Return the HTML of a chart with everything around it, or of a sentence in its place; "" if
    there is nothing to show.

    Args:
        made: The chart.
        catalog: The dataset.
        address: The address of the page.
        colours: The colors of the reader's theme.
        page: The path of the page.
        filters: The selection that it draws; that of the address if None.
    """
    return part(_drawn, catalog, address, page, colours, made, filters, title=_(made.title))


def _drawn(
    catalog: Catalog,
    address: Address,
    page: str,
    colours: Palette,
    made: Chart,
    filters: Filters | None,
) -> str:
    asked = address.filters if filters is None else filters
    options = {
        switch.name: address.option(switch.name, tuple(switch.choices)) for switch in made.switches
    }
    options |= {name: address.text(name) for name in made.spans}
    if made.settle:
        options = made.settle(catalog, asked.within(made.scope), options)
    panel = made.draw(catalog, asked.within(made.scope), options, colours)
    if panel is None:
        return ""
    if isinstance(panel, Sentence):
        anchor, title = f"chart-{made.key}", _(made.title)
        few = markup("chart_few.html", anchor=anchor, title=title, text=panel.text)
        return framed(made.key, few)
    dark = made.draw(catalog, asked.within(made.scope), options, DARK) if address.static else None
    dark = dark if isinstance(dark, Panel) else None
    placed = _Placed(made, panel, dark, options, catalog, address, page, colours)
    alone = embedded(address, "charts")
    return framed(made.key, placed.alone() if alone else placed.with_everything())


def framed(key: str, markup: str) -> str:
    """Return the HTML of a chart as one block of a page.

    Args:
        key: The key of the chart.
        markup: The chart, and what is around it.
    """
    return f'<div class="ur-panel" data-panel="{key}">{markup}</div>'


@dataclass(frozen=True)
class _Placed:
    """A panel on a page.

    Attributes:
        chart: The chart.
        panel: What it made of the selection.
        dark: The same for dark paper, where the page needs no script and must be ready for both.
        options: The value of each of its switches and periods.
        catalog: The dataset.
        address: The address of the page.
        page: Its path.
        colours: The colors.
    """

    chart: Chart
    panel: Panel
    dark: Panel | None
    options: dict[str, str]
    catalog: Catalog
    address: Address
    page: str
    colours: Palette

    @property
    def counted(self) -> dict[str, str]:
        """The options that change its numbers."""
        return {name: self.options[name] for name in (*self.chart.options, *self.chart.spans)}

    @property
    def _spans(self) -> dict[str, str]:
        """The periods that it compares, which a link names even if they are the defaults."""
        return {name: self.options[name] for name in self.chart.spans}

    def with_everything(self) -> str:
        """Return the HTML of the chart with its switches, and a footer with downloads and links."""
        key, panel, address = self.chart.key, self.panel, self.address
        numbers = self.chart.numbers or key
        opened = address.text("table") == key
        # Links of downloads contain the language, because the recipient's browser may prefer
        # another.
        spoken = address.spoken()

        def file(suffix: str) -> str:
            path = f"api/v1/charts/{numbers}.{suffix}"
            return spoken.to(path, panel.filters, **self.counted)

        return markup(
            "chart.html",
            **self._head(self._switches()),
            plot=self._plot(self._href(panel.link)),
            notes=panel.notes,
            source=source(self.catalog),
            image=as_json(self._image(spoken)),
            file=file("csv"),
            workbook=file("xlsx"),
            table=address.here(self.page, table=None if opened else key),
            opened=self._table() if opened or not address.served else "",
            link=f"{spoken.here(self.page, **self._spans)}#chart-{key}",
            frame=self._frame() if address.served else "",
            # A map needs a script; the chart with the same numbers is shown beside it.
            light_frame=""
            if self.chart.numbers or not address.served
            else self._frame(**{STATIC: "true"}),
            served=address.served,
        )

    def alone(self) -> str:
        """Return the embedded chart: its marks are not links, its footer links to the full page."""
        subject = self.address.text("show")
        extra = self.counted | ({"show": subject} if subject else {})
        asked = self.address.text("version")
        earlier = asked if asked not in ("", self.catalog.version) else ""
        return (
            markup(
                "embed_version.html",
                asked=earlier,
                present=self.catalog.version,
                home=self.catalog.homepage,
            )
            + markup("chart_head.html", **self._head(first=True))
            + self._plot()
            + foot(self.address, "charts", source(self.catalog), self.panel.notes, **extra)
        )

    def _plot(self, link: Any = None) -> str:
        """Return the placeholder of the drawing, or a static drawing for pages without scripts."""
        panel, key = self.panel, self.chart.key
        if self.dark is None:
            return plot(panel.figure, key=key, alt=panel.alt, link=link, colours=self.colours)
        return static_plot(panel.figure, self.dark.figure, key=key, alt=panel.alt, link=link)

    def _legend(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return the legend: each name with its colors, in the order in which a browser tries them."""
        if self.dark is None:
            return [(name, (colour,)) for name, colour in self.panel.legend]
        pairs = zip(self.panel.legend, self.dark.legend, strict=True)
        return [
            (name, (light, f"light-dark({light},{dark})")) for (name, light), (_name, dark) in pairs
        ]

    def _head(
        self, switches: Sequence[dict[str, Any]] = (), *, first: bool = False
    ) -> dict[str, Any]:
        return {
            # A frame of another site begins with it.
            "first": first,
            "anchor": f"chart-{self.chart.key}",
            "title": self.panel.title,
            "subtitle": self.panel.subtitle,
            "switches": switches,
            "legend": self._legend(),
        }

    def _switches(self) -> list[dict[str, Any]]:
        return [
            {
                "label": _(switch.label),
                "options": [
                    {
                        "label": _(text),
                        "current": self.options[switch.name] == value,
                        "href": self.address.here(
                            self.page, **{switch.name: value if place else None}
                        ),
                    }
                    for place, (value, text) in enumerate(switch.choices.items())
                ],
            }
            for switch in self.chart.switches
        ]

    def _href(self, link: Link | None) -> Any:
        """Return a function from a mark or a row to its target URL."""
        if link is None:
            return None

        def href(mark: Any) -> str | None:
            target: Target | None = link(mark)
            if isinstance(target, Filters):
                return self.address.here(self.page, target)
            return self.address.to("organization", id=target) if target else None

        return href

    def _frame(self, **form: str) -> str:
        height = height_of(self.panel.figure) + self._around()
        options = self.counted | {"chart": self.chart.key}
        title = _(self.chart.title)
        theme = "dark" if self.colours is DARK else "light"
        return snippet(
            self.address.spoken(),
            "charts",
            self.panel.filters,
            title,
            height,
            **options,
            theme=theme,
            **form,
        )

    def _around(self) -> int:
        """Estimate the height in pixels of the text around the figure in an iframe 320 pixels wide."""
        panel = self.panel
        notes = sum(-(-len(f"{mark} {text} ↗") // _LETTERS) for mark, text, _url in panel.notes)
        legend = sum(len(name) + 6 for name, _colour in panel.legend)
        lines = (
            -(-len(panel.title) // _TITLE_LETTERS) * 26
            + -(-len(panel.subtitle) // _LETTERS) * 21
            + -(-legend // _LETTERS) * 24
            + notes * 21
        )
        return lines + _AROUND

    def _image(self, spoken: Address) -> dict[str, Any]:
        panel, colours = self.panel, self.colours
        view = spoken.public(spoken.here(self.page, **self._spans))
        return {
            "kicker": _("Organizations declared “undesirable” in Russia"),
            "title": joined(panel.title),
            "subtitle": joined(panel.subtitle),
            "legend": list(panel.legend),
            "notes": [f"{mark} {text}" for mark, text, _url in panel.notes],
            "source": f"{source(self.catalog)} {register_state(self.catalog).holds()}",
            "address": f"{view}#chart-{self.chart.key}",
            "fonts": asset("fonts/"),
            "paper": colours.paper,
            "ink": colours.ink,
            "muted": colours.muted,
            "alt": panel.alt,
            "lang": locale.current().code,
            "file": f"undesirable-register-{self.chart.key}-{self.catalog.version}",
            "geometry": asset("geo/"),
            "wide": panel.wide,
            "plotly": rooted("assets/plotly/plotly.min.js"),
        }

    def _table(self) -> str:
        counted = self.chart.count(self.catalog, self.panel.filters, self.counted)
        table = self.chart.table(self.catalog, counted, self.counted)
        href = self._href(self.panel.row_link)
        rows = []
        for row in table.to_dict("records"):
            cells = [(str(title), value) for title, value in row.items()]
            rows.append(
                {
                    "href": href(row) if href else None,
                    "head": _shown(*cells[0]),
                    "cells": [_shown(*cell) for cell in cells[1:]],
                }
            )
        return markup(
            "chart_table.html",
            caption=f"{_(self.chart.title)}. {self.panel.subtitle}",
            columns=list(table.columns),
            numeric=[pd.api.types.is_numeric_dtype(table[column]) for column in table.columns],
            rows=rows,
        )


def source(catalog: Catalog) -> str:
    """Return the source line."""
    return _(
        "Source: The Undesirable Register, version {version}, as of {date}. CC BY 4.0."
    ).format(version=catalog.version, date=locale.day(catalog.as_of))


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
