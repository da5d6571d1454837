"""Designations over time."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, select_designations
from dashboard.catalog import Catalog
from dashboard.catalog.register_state import register_state
from dashboard.charts import timeline
from dashboard.charts.frame import DAYS
from dashboard.charts.numbers import NUMBERS
from dashboard.documents.chart import Panel, Shown, chart, of
from dashboard.documents.panels import sentences
from dashboard.locale import gettext as _
from dashboard.screen import theme

KEY = "timeline"


@of(KEY)
def panel(catalog: Catalog, address: Address, page: str) -> Shown | None:
    """Show the chart."""
    numbers = NUMBERS[KEY]
    filters = address.filters.within("designations")
    options = {name: address.option(name, values) for name, values in numbers.options.items()}
    designations = select_designations(catalog, filters)
    column = DATE_COLUMN[filters.basis]
    dated = designations.dropna(subset=column)
    if few := sentences.few_designations(KEY, _(numbers.title), dated, column):
        return few
    counted = numbers.count(catalog, filters, options)
    period, split = options["period"], options["by"]
    colours = theme.palette()
    yearly = numbers.count(catalog, filters, numbers.defaults())

    def link(mark: list[str]) -> str:
        start, group = mark
        chosen = filters
        if split != "plain" and group:
            chosen = chosen.toggled(split, group)
        else:
            chosen = chosen.toggled_year(int(start[:4]))
        return address.here(page, chosen)

    return chart(
        Panel(
            key=KEY,
            figure=timeline.figure(
                counted,
                period=period,  # type: ignore[arg-type]
                palette=colours,
                milestones=catalog.milestones,
                split=None if split == "plain" else split,  # type: ignore[arg-type]
            ),
            title=sentences.titled(
                catalog,
                replace(filters, year=None, basis="listing"),
                "designations",
                _finding(catalog, filters, yearly),
                _(numbers.title),
                whole=True,
            ),
            subtitle=sentences.subtitle(
                catalog,
                filters,
                "designations",
                sentences.basis(filters),
                sentences.left_out(len(designations) - len(dated), filters),
                _unfinished(catalog, counted),
                sentences.absent(catalog),
            ),
            alt=timeline.alt(counted, period),  # type: ignore[arg-type]
            filters=filters,
            options=options,
            link=link,
            row_link=lambda row: address.here(
                page, filters.toggled_year(int(next(iter(row.values()))[:4]))
            ),
            legend=()
            if split == "plain"
            else timeline.legend(counted, split=split, palette=colours),  # type: ignore[arg-type]
            notes=sentences.milestones(
                catalog,
                counted["period"].min(),
                counted["period"].max() + pd.Timedelta(days=DAYS[options["period"]]),  # type: ignore[index]
            ),
            switches=(
                (
                    "period",
                    _("Period"),
                    {"year": _("Year"), "quarter": _("Quarter"), "month": _("Month")},
                ),
                (
                    "by",
                    _("Stacked by"),
                    {"plain": _("Total"), "category": _("By category"), "country": _("By country")},
                ),
            ),
        ),
        catalog,
        address,
        page,
    )


def _unfinished(catalog: Catalog, counted: pd.DataFrame) -> str:
    unfinished = counted[counted["unfinished"]]
    if unfinished.empty:
        return ""
    if not unfinished["sure"].all():
        return _("the hatched bar is incomplete")
    return _("the hatched bar ends on {day}").format(day=locale.day(catalog.as_of))


def _finding(catalog: Catalog, filters: Filters, yearly: pd.DataFrame) -> str:
    if filters.day:
        return ""  # one day of a year says nothing about the year
    around = select_designations(catalog, replace(filters, year=None))
    state = register_state(catalog)
    column = DATE_COLUMN[filters.basis]
    return timeline.finding(
        yearly,
        until=catalog.as_of,
        decided=filters.basis == "decision",
        at_least=not state.whole or bool(around[column].isna().any()),
    )
