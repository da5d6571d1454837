"""Who says what."""

from __future__ import annotations

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.catalog import Catalog
from dashboard.charts import voices
from dashboard.charts.numbers import NUMBERS
from dashboard.documents.chart import Panel, Shown, chart, of
from dashboard.documents.panels import sentences
from dashboard.locale import gettext as _
from dashboard.screen import theme

KEY = "voices"


@of(KEY)
def panel(catalog: Catalog, address: Address, page: str) -> Shown | None:
    """Show the claims by type of speaker and stance."""
    numbers = NUMBERS[KEY]
    filters = address.filters
    counted = numbers.count(catalog, filters, {})
    total = int(counted["count"].sum())
    if not total:
        return sentences.few_articles(KEY, _(numbers.title), 0)
    colours = theme.palette()
    return chart(
        Panel(
            key=KEY,
            figure=voices.figure(counted, palette=colours),
            title=sentences.titled(
                catalog, filters, "articles", voices.finding(counted), _(numbers.title)
            ),
            subtitle=sentences.subtitle(
                catalog,
                filters,
                "articles",
                locale.ngettext(
                    "{n} claim reported in them", "{n} claims reported in them",
                    int(counted.loc[counted["chosen"], "count"].sum()),
                ),
                _("accusations to the left, answers and context to the right"),
            ),
            alt=voices.alt(counted),
            filters=filters,
            options={},
            link=lambda mark: address.here(page, filters.toggled("stance", mark[1])),
            legend=voices.legend(colours),
        ),
        catalog,
        address,
        page,
    )  # fmt: skip
