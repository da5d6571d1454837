"""Where they are registered: the map, and the bars that need none."""

from __future__ import annotations

import pandas as pd

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, select_designations
from dashboard.catalog import Catalog
from dashboard.charts import countries
from dashboard.charts import map as world
from dashboard.charts.numbers import NUMBERS
from dashboard.documents.chart import Panel, Shown, chart, of
from dashboard.documents.panels import sentences
from dashboard.locale import gettext as _
from dashboard.screen import theme

KEY = "countries"

VIEWS = ("world", "europe")
"""The values of ``map``, the default first."""


@of(KEY)
def panel(catalog: Catalog, address: Address, page: str) -> Shown | None:
    """Show the bars."""
    numbers = NUMBERS[KEY]
    filters = address.filters.within("designations")
    counted = numbers.count(catalog, filters, {})
    chosen = select_designations(catalog, filters)
    # Beside one chosen country stand the others; without a choice one designation needs no bar.
    few = sentences.few_designations(KEY, _(numbers.title), chosen, DATE_COLUMN[filters.basis])
    if few and counted["chosen"].all():
        return few

    def link(code: str) -> str | None:
        return address.here(page, filters.toggled("country", code)) if code else None

    return chart(
        Panel(
            key=KEY,
            figure=countries.figure(counted, palette=theme.palette()),
            title=sentences.titled(
                catalog, filters, "designations", countries.finding(counted), _(numbers.title)
            ),
            subtitle=sentences.subtitle(
                catalog, filters, "designations", _("by country of registration or seat")
            ),
            alt=countries.alt(counted),
            filters=filters,
            options={},
            link=link,
            row_link=lambda row: link(row[_("Code")]),
        ),
        catalog,
        address,
        page,
    )


@of(KEY)
def map_panel(catalog: Catalog, address: Address, page: str) -> Shown | None:
    """Show the map, whose numbers are those of the bars."""
    filters = address.filters.within("designations")
    counted = NUMBERS[KEY].count(catalog, filters, {})
    known = counted[counted["country"] != "unknown"]
    if known.empty:
        return None
    view = address.option("map", VIEWS)
    chosen = known[known["chosen"]]
    return chart(
        Panel(
            key="map",
            numbers=KEY,
            figure=world.figure(counted, palette=theme.palette(), view=view),  # type: ignore[arg-type]
            title=sentences.titled(
                catalog, filters, "designations", _map_title(chosen, filters), _(NUMBERS[KEY].title)
            ),
            subtitle=sentences.subtitle(
                catalog,
                filters,
                "designations",
                _("the stronger the shade, the more (by the square root)"),
                _(
                    "Crimea is drawn as part of Ukraine, following UN General Assembly resolution 68/262"
                ),
            ),
            alt=_("World map of designations by country of registration. {rest}").format(
                rest=countries.alt(counted)
            ),
            filters=filters,
            options={},
            link=lambda code: address.here(page, filters.toggled("country", code)),
            row_link=lambda row: address.here(page, filters.toggled("country", row[_("Code")])),
            wide=2.1 if view == "world" else 1.3,
            switches=(("map", _("View"), {"world": _("World"), "europe": _("Europe")}),),
        ),
        catalog,
        address,
        page,
    )


def _map_title(chosen: pd.DataFrame, filters: Filters) -> str:
    if filters.country and len(chosen) == len(filters.country):
        return ""  # what was asked for is no finding
    return locale.ngettext("based in {n} country", "based in {n} countries", len(chosen))
