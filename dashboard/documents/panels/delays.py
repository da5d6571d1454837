"""From decision to listing."""

from __future__ import annotations

from typing import Any

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.selection import select_designations
from dashboard.catalog import Catalog, naming
from dashboard.charts import delays
from dashboard.charts.numbers import NUMBERS
from dashboard.documents.chart import Panel, Shown, chart, of
from dashboard.documents.panels import sentences
from dashboard.locale import gettext as _
from dashboard.screen import theme

KEY = "delays"


@of(KEY)
def panel(catalog: Catalog, address: Address, page: str) -> Shown | None:
    """Show the chart."""
    numbers = NUMBERS[KEY]
    filters = address.filters.within("designations")
    counted = numbers.count(catalog, filters, {})
    # The count is the same for all readers, the names are not.
    counted = counted.assign(name=naming.titles(catalog.designations.loc[counted.index]))
    chosen = counted[counted["chosen"]]
    listed = select_designations(catalog, filters)
    if few := sentences.few_designations(
        KEY, _(numbers.title), listed.loc[listed.index.isin(chosen.index)], "listed_date"
    ):
        return few

    def link(mark: Any) -> str:
        # A dot is an organization, a box a year.
        if isinstance(mark, str):
            return address.to("organization", id=mark)
        return address.here(page, filters.toggled_year(int(mark)))

    return chart(
        Panel(
            key=KEY,
            figure=delays.figure(counted, palette=theme.palette()),
            title=sentences.titled(
                catalog, filters, "designations", delays.finding(counted), _(numbers.title)
            ),
            subtitle=sentences.subtitle(
                catalog,
                filters,
                "designations",
                _(
                    "days from the prosecutors' decision to the Ministry's order, by year of the order"
                ),
                locale.ngettext(
                    "{n} without both dates left out",
                    "{n} without both dates left out",
                    len(listed) - len(chosen),
                )
                if len(listed) > len(chosen)
                else "",
                delays.medians(counted),
                _("box: middle half; line and number: median"),
            ),
            alt=delays.alt(counted),
            filters=filters,
            options={},
            link=link,
            row_link=lambda row: address.here(
                page, filters.toggled_year(int(row[_("Year of listing")]))
            ),
        ),
        catalog,
        address,
        page,
    )
