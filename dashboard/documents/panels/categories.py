"""What they do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, select_designations
from dashboard.catalog import Catalog
from dashboard.charts import categories
from dashboard.charts.numbers import NUMBERS
from dashboard.dataset.choices import CATEGORIES
from dashboard.documents.chart import Panel, Shown, chart, of
from dashboard.documents.panels import sentences
from dashboard.locale import gettext as _
from dashboard.screen import theme

KEY = "categories"


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
    share = options["measure"] == "share"
    labels = {_(choice.label): choice.value for choice in CATEGORIES}
    return chart(
        Panel(
            key=KEY,
            figure=categories.figure(counted, palette=theme.palette(), share=share),
            title=sentences.titled(
                catalog, filters, "designations", categories.finding(counted), _(numbers.title)
            ),
            subtitle=sentences.subtitle(
                catalog,
                filters,
                "designations",
                _("per cent of each year") if share else "",
                sentences.basis(filters),
                sentences.left_out(len(designations) - len(dated), filters),
            ),
            alt=categories.alt(counted),
            filters=filters,
            options=options,
            link=lambda cell: address.here(page, _narrowed(filters, *cell)),
            row_link=lambda row: address.here(
                page, filters.toggled("category", labels[row[_("Category")]])
            ),
            switches=(("measure", _("Measure"), {"count": _("Numbers"), "share": _("Shares")}),),
        ),
        catalog,
        address,
        page,
    )


def _narrowed(filters: Filters, category: str, year: Any) -> Filters:
    cell = replace(filters, category=(category,), year=(int(year), int(year)))
    return replace(filters, category=(), year=None) if filters == cell else cell
