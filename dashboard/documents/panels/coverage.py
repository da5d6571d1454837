"""Coverage: articles under designations, and what and who is covered by whom."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.facets import facet
from dashboard.asking.selection import article_rows
from dashboard.catalog import Catalog
from dashboard.charts import coverage, ranking
from dashboard.charts.numbers import NUMBERS
from dashboard.documents.chart import Panel, Shown, chart, of
from dashboard.documents.panels import sentences
from dashboard.locale import gettext as _
from dashboard.screen import theme
from dashboard.text.dates import published_to

KEY = "coverage"


@of(KEY)
def panel(catalog: Catalog, address: Address, page: str) -> Shown | None:
    """Show articles and designations over time."""
    numbers = NUMBERS[KEY]
    filters = address.filters
    options = {name: address.option(name, values) for name, values in numbers.options.items()}
    articles = article_rows(catalog, filters).columns("published", "published_precision")
    undated = int(published_to(articles, options["period"]).isna().sum())  # type: ignore[arg-type]
    if few := sentences.few_articles(KEY, _(numbers.title), len(articles) - undated):
        return few
    counted = numbers.count(catalog, filters, options)
    period = options["period"]
    return chart(
        Panel(
            key=KEY,
            figure=coverage.figure(counted, period=period, palette=theme.palette()),  # type: ignore[arg-type]
            title=sentences.titled(
                catalog,
                filters,
                "articles",
                coverage.finding(counted, period, undated=undated),  # type: ignore[arg-type]
                _(numbers.title),
            ),
            subtitle=sentences.subtitle(
                catalog,
                filters,
                "articles",
                locale.ngettext(
                    "{n} undated article left out", "{n} undated articles left out", undated
                )
                if undated
                else "",
                _("the hatched bar ends on {day}").format(day=locale.day(catalog.as_of))
                if counted["unfinished"].any()
                else "",
            ),
            alt=coverage.alt(counted, period),  # type: ignore[arg-type]
            filters=filters,
            options=options,
            link=lambda start: address.here(page, filters.toggled_year(int(start[:4]))),
            row_link=lambda row: address.here(
                page, filters.toggled_year(int(row[_("Period")][:4]))
            ),
            switches=(
                (
                    "period",
                    _("Period"),
                    {"year": _("Year"), "quarter": _("Quarter"), "month": _("Month")},
                ),
            ),
        ),
        catalog,
        address,
        page,
    )


def _ranked(
    key: str, field: str, *, single: bool = True
) -> Callable[[Catalog, Address, str], Shown | None]:
    """A panel of bars of the articles by the values of one filter.

    Args:
        key: The key of its numbers.
        field: The filter.
        single: Whether an article has one value at most, so that shares mean something.
    """

    @of(key)
    def panel(catalog: Catalog, address: Address, page: str) -> Shown | None:
        numbers = NUMBERS[key]
        filters = address.filters
        articles = article_rows(catalog, filters)
        if few := sentences.few_articles(key, _(numbers.title), len(articles)):
            return few
        counted = numbers.count(catalog, filters, {})
        if counted.empty:
            return sentences.few_articles(key, _(numbers.title), 0)
        names = _names(catalog, field, counted[field])

        def link(value: str) -> str | None:
            return address.here(page, filters.toggled(field, value)) if value else None

        return chart(
            Panel(
                key=key,
                figure=ranking.ranking(
                    counted,
                    field,
                    names=names,
                    hover=lambda count: locale.ngettext("{n} article", "{n} articles", count),
                    palette=theme.palette(),
                ),
                title=sentences.titled(
                    catalog,
                    filters,
                    "articles",
                    ranking.finding(counted, names) if single else "",
                    _(numbers.title),
                ),
                subtitle=sentences.subtitle(
                    catalog,
                    filters,
                    "articles",
                    "" if single else _("an article about several counts for each"),
                ),
                alt=ranking.alt(counted, names, title=_(numbers.title)),
                filters=filters,
                options={},
                link=link,
                row_link=lambda row: link(row[_("Code")]),
            ),
            catalog,
            address,
            page,
        )

    return panel


def _names(catalog: Catalog, field: str, values: pd.Series) -> list[str]:
    label = facet(field).label
    return [label(catalog, value) for value in values]


organizations = _ranked("organizations", "org", single=False)
languages = _ranked("languages", "language")
publishers = _ranked("publishers", "publisher")
