"""The calendar of decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select_designations
from dashboard.catalog import Catalog
from dashboard.charts import calendar
from dashboard.charts.numbers import NUMBERS
from dashboard.documents.chart import Panel, Shown, chart, of
from dashboard.documents.panels import sentences
from dashboard.locale import gettext as _
from dashboard.screen import theme

KEY = "calendar"


@of(KEY)
def panel(catalog: Catalog, address: Address, page: str) -> Shown | None:
    """Show the chart."""
    numbers = NUMBERS[KEY]
    filters = address.filters.within("designations")
    around = select_designations(catalog, replace(filters, day=None))
    decided = around.dropna(subset="decision_date")
    if few := sentences.few_designations(KEY, _(numbers.title), decided, "decision_date"):
        return few
    counted = numbers.count(catalog, filters, {})

    def link(day: str) -> str | None:
        return address.here(page, _toggled(filters, date.fromisoformat(day))) if day else None

    return chart(
        Panel(
            key=KEY,
            figure=calendar.figure(counted, palette=theme.palette()),
            title=sentences.titled(
                catalog, filters, "designations", calendar.finding(counted), _(numbers.title)
            ),
            subtitle=sentences.subtitle(
                catalog,
                filters,
                "designations",
                _("days of the prosecutors' decisions; rows run from Monday"),
                calendar.busiest(counted) if not filters.day else "",
                sentences.left_out(len(around) - len(decided), replace(filters, basis="decision"))
                if not filters.day
                else "",
            ),
            alt=calendar.alt(counted),
            filters=filters,
            options={},
            link=link,
            row_link=lambda row: link(row[_("Day")].date().isoformat()),
        ),
        catalog,
        address,
        page,
    )


def _toggled(filters: Filters, day: date) -> Filters:
    if filters.day == day:
        return replace(filters, day=None, basis="listing")
    return replace(filters, day=day, basis="decision")
