"""Designations by country, as bars."""

from __future__ import annotations

import pandas as pd

from dashboard.asking.facets import UNKNOWN, from_countries
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.charts import sentences
from dashboard.charts.chart import Chart, Options, Panel, Sentence, once
from dashboard.charts.figure import Figure
from dashboard.charts.palette import Palette
from dashboard.charts.ranking import ranking
from dashboard.charts.values import by_value, chosen_of, value_table
from dashboard.charts.words import label, leading, most
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext


@once
def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    """Count the designations of each country, including countries outside of the selection.

    Returns:
        Columns ``country`` (ISO code or "unknown"), ``count`` and ``chosen``, most first.
    """
    everywhere = select_designations(catalog, filters.with_values("country", ()))
    counted = by_value(everywhere, "country").rename_axis("country").reset_index()
    return counted.assign(chosen=chosen_of(counted["country"], filters.country))


table = value_table("country", mark("Country"))


def figure(counted: pd.DataFrame, *, palette: Palette, limit: int = 12) -> Figure:
    """Draw bars of the countries with most designations; the others together in one.

    Unknown countries have a separate bar below.

    Args:
        counted: The return value of `count`.
        palette: The colors of the theme.
        limit: How many countries have a bar of their own.

    Returns:
        The figure; a bar's ``customdata`` is the code, "" for the others.
    """
    return ranking(
        counted,
        "country",
        names=[label("country", code) for code in counted["country"].tolist()],
        hover=lambda count: ngettext("{n} designation", "{n} designations", count),
        palette=palette,
        limit=limit,
    )


def from_country(code: str) -> str:
    """Return a phrase such as "from Latvia"."""
    return from_countries([code])


def finding(counted: pd.DataFrame) -> str:
    """Return a sentence about the countries with most designations; "" for few designations, or if
    countries are chosen."""
    rows = _rows(counted)
    if not all(chosen for *_row, chosen in rows):
        return ""
    return leading(
        [(from_country(code), number) for code, number, _chosen in rows if code != UNKNOWN],
        total=sum(number for _code, number, _chosen in rows),
        one=_("most are {name} ({count} of {total})"),
        first=_("most often {name} ({count} of {total})"),
        tied=_("most often {names} ({count} each of {total})"),
    )


def alt(counted: pd.DataFrame) -> str:
    """Describe the bars, or the map, by country."""
    kept = [(label("country", code), number) for code, number, chosen in _rows(counted) if chosen]
    if not kept:
        return _("Bar chart without a designation.")
    return _("Bar chart of designations by country of registration: {most}.").format(
        most=most(kept)
    )


def _rows(counted: pd.DataFrame) -> list[tuple[str, int, bool]]:
    columns = (counted[name].tolist() for name in ("country", "count", "chosen"))
    return list(zip(*columns, strict=True))


def draw(
    catalog: Catalog, filters: Filters, options: Options, colours: Palette
) -> Panel | Sentence | None:
    """Draw the selection."""
    counted = count(catalog, filters, options)
    chosen = select_designations(catalog, filters)
    # With a chosen country the others are shown too; without one, a single designation needs no
    # bar.
    few = sentences.few_designations(chosen, DATE_COLUMN[filters.basis])
    if few and counted["chosen"].all():
        return few

    def link(code: str) -> Filters | None:
        return filters.toggled("country", code) if code else None

    return Panel(
        figure=figure(counted, palette=colours),
        title=sentences.titled(catalog, filters, "designations", finding(counted), _(CHART.title)),
        subtitle=sentences.subtitle(
            _("by country of registration or seat"),
            sentences.beside(counted),
        ),
        alt=alt(counted),
        filters=filters,
        link=link,
        row_link=lambda row: link(row[_("Code")]),
    )


CHART = Chart("countries", mark("Where they are registered"), "designations", count, table, draw)
