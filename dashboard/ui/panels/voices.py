"""Who says what; and for one organization the two sides over time."""

from __future__ import annotations

import streamlit as st

from dashboard import locale
from dashboard.catalog import Catalog, counts
from dashboard.catalog.numbers import NUMBERS
from dashboard.charts import sides, voices
from dashboard.locale import gettext as _
from dashboard.ui import theme
from dashboard.ui.address import Address
from dashboard.ui.panel import Panel, plot, show
from dashboard.ui.panels import sentences
from dashboard.ui.render import render

KEY = "voices"
_FEWEST_MONTHS = 2


def panel(catalog: Catalog, address: Address, page: str) -> None:
    """Show the claims by type of speaker and stance."""
    numbers = NUMBERS[KEY]
    filters = address.filters
    counted = numbers.count(catalog, filters, {})
    total = int(counted["count"].sum())
    if not total:
        sentences.few_articles(KEY, _(numbers.title), 0)
        return
    colours = theme.palette()
    show(
        Panel(
            key=KEY,
            figure=voices.figure(counted, palette=colours),
            title=voices.finding(counted) or _(numbers.title),
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


def sides_panel(catalog: Catalog, organization: str, name: str) -> None:
    """Show the claims about one organization face to face over time.

    Nothing is shown where they all are of one month: the lists beside each other say it better.
    """
    claims = catalog.claims_about
    claims = claims[claims["about"] == organization]
    counted = counts.sides_over_time(claims, catalog.articles["published"])
    if len(counted) < _FEWEST_MONTHS:
        return
    drawn = int(counted[["accusations", "answers"]].sum().sum())
    answering = claims[claims["stance"] != "context"]
    with st.container(key="chart-sides", gap="xxsmall"):
        render(
            "chart_heading.html",
            title=_("Accusations and answers over time"),
            subtitle=locale.ngettext(
                "By month of the article; {n} claim in an undated article is left out.",
                "By month of the article; {n} claims in undated articles are left out.",
                len(answering) - drawn,
            )
            if len(answering) > drawn
            else _("By month of the article."),
        )
        plot(
            sides.figure(counted, palette=theme.palette()),
            key="sides",
            alt=sides.alt(counted, name=name),
        )
