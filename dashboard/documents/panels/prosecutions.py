"""What followed: cases about the designations."""

from __future__ import annotations

from dashboard.asking.address import Address
from dashboard.catalog import Catalog
from dashboard.charts import prosecutions
from dashboard.charts.numbers import NUMBERS
from dashboard.charts.numbers.prosecutions import cases_about
from dashboard.documents.chart import Panel, Shown, chart, of, say
from dashboard.documents.panels import sentences
from dashboard.locale import gettext as _
from dashboard.screen import theme

KEY = "prosecutions"


@of(KEY)
def panel(catalog: Catalog, address: Address, page: str) -> Shown | None:
    """Show the cases by year and article of law."""
    numbers = NUMBERS[KEY]
    filters = address.filters.within("designations")
    counted = numbers.count(catalog, filters, {})
    total = int(counted.loc[counted["chosen"], "count"].sum()) if len(counted) else 0
    if not total:
        return say(KEY, _(numbers.title), _("No case of this selection is in the dataset."))
    undated = int(cases_about(catalog, filters)["date"].isna().sum())
    colours = theme.palette()
    return chart(
        Panel(
            key=KEY,
            figure=prosecutions.figure(counted, palette=colours),
            title=sentences.titled(
                catalog, filters, "designations", prosecutions.finding(counted), _(numbers.title)
            ),
            subtitle=sentences.subtitle(
                catalog,
                filters,
                "designations",
                _("a sample from published reports: courts decide many more"),
                _("by year of the last step known"),
                sentences.left_out(undated),
            ),
            alt=prosecutions.alt(counted),
            filters=filters,
            options={},
            link=lambda year: address.here(page, filters.toggled_year(int(year))),
            row_link=lambda row: address.here(page, filters.toggled_year(int(row[_("Year")]))),
            legend=prosecutions.legend(colours),
        ),
        catalog,
        address,
        page,
    )
