"""`/`: key figures, when, where and what, and the newest."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import locale
from dashboard.catalog import Catalog, Filters, Selection, select
from dashboard.locale import gettext as _
from dashboard.locale import ngettext
from dashboard.pages.context import Context
from dashboard.ui import tables
from dashboard.ui.address import Address
from dashboard.ui.filter_bar import filter_bar, selection_line
from dashboard.ui.panel import Shown
from dashboard.ui.panels import SUBJECTS, categories, places, timeline
from dashboard.ui.placing import made, place
from dashboard.ui.render import markup, render

PATH = ""
_NEWEST = 6


def show(context: Context) -> None:
    """Show the page."""
    catalog, address = context.catalog, context.address
    filter_bar(catalog, address, "designations")
    filters = address.filters.within("designations")
    selection = select(catalog, filters)
    if filters:
        heading = _("Overview") if selection.designations.empty else ""
        selection_line(catalog, address, selection, "designations", PATH, heading=heading)
    if selection.designations.empty:
        render(
            "empty.html",
            title=_("No designation fits all of these filters."),
            text=_("There is nothing to count or to draw."),
            links=[{"label": _("Clear filters"), "href": address.to(PATH, Filters())}],
        )
        return
    when, where, countries, what = (
        made(panel, catalog, address, PATH)
        for panel in (timeline.panel, places.map_panel, places.panel, categories.panel)
    )
    newest = [
        made(panel, catalog, address, PATH) for panel in (_latest_designations, _latest_articles)
    ]
    if not filters:
        render("tour.html", search=address.to("organizations"), about=address.to("about"))
    _figures(catalog, address, selection)
    place(when)
    left, right = st.columns([3, 2], gap="large")
    with left:
        place(where)
    with right:
        place(countries)
    place(what)
    render(
        "links.html",
        links=[
            {"href": address.to("charts", show=subject.key), "label": _(subject.title)}
            for subject in SUBJECTS
        ],
        label=_("More charts:"),
    )
    for column, latest in zip(st.columns(2, gap="large"), newest, strict=True):
        if latest:
            column.html(latest.markup)


def _figures(catalog: Catalog, address: Address, selection: Selection) -> None:
    designations, filters = selection.designations, selection.filters
    this = catalog.as_of.year
    dates = designations[selection.date_column]
    by_year = dates.dt.year.value_counts()
    values: list[dict[str, Any]] = [
        {
            "label": _("designations"),
            "value": locale.number(len(designations)),
            "href": address.to("organizations"),
        },
        {
            "label": _("in {year} so far · all of {before}").format(year=this, before=this - 1),
            "value": f"{locale.number(int(by_year.get(this, 0)))} · "
            f"{locale.number(int(by_year.get(this - 1, 0)))}",
            "href": None,
        },
        {
            "label": _("countries"),
            "value": locale.number(designations["country"].nunique()),
            "href": None,
        },
        {
            "label": _("articles"),
            "value": locale.number(len(selection.article_rows)),
            "href": address.to("articles", filters),
        },
        {"label": _("latest"), "value": locale.day(dates.max()) or "–", "href": None},
        {
            "label": _("complete to"),
            "value": locale.day(COMPLETE_TO),
            "href": address.to("data"),
        },
    ]
    render("figures.html", lead=_lead(len(designations), by_year, filters), figures=values)


COMPLETE_TO = pd.Timestamp(2024, 9, 5)
"""The last day for which the official register itself was at hand; later entries rest on reports."""


def _lead(count: int, by_year: pd.Series, filters: Filters) -> str:
    if filters:
        return ngettext(
            "{n} designation in this selection.", "{n} designations in this selection.", count
        )
    lead = ngettext(
        'Since 2015 Russia has declared {n} foreign organization "undesirable".',
        'Since 2015 Russia has declared {n} foreign organizations "undesirable".',
        count,
    )
    if by_year.empty:
        return lead
    most, year = int(by_year.max()), int(by_year.idxmax())
    if int((by_year == most).sum()) == 1:
        lead += " " + _("{count} of them date from {year}, more than from any other year.").format(
            count=locale.number(most), year=year
        )
    return lead


def _latest_designations(catalog: Catalog, address: Address, _page: str) -> Shown:
    designations = select(catalog, address.filters.within("designations")).designations
    dates = designations["date"].dropna().sort_values(ascending=False, kind="stable")
    return Shown(
        "latest-designations",
        markup(
            "newest.html",
            heading=_("Latest designations"),
            designations=tables.designation_records(
                designations.loc[dates.index[:_NEWEST]], address
            ),
            articles=[],
            more={"href": address.to("organizations"), "label": _("All in the table")},
        ),
    )


def _latest_articles(catalog: Catalog, address: Address, _page: str) -> Shown:
    selection = select(catalog, address.filters.within("designations"))
    published = selection.article_rows.where(catalog.articles["published"].notna().to_numpy())
    return Shown(
        "latest-articles",
        markup(
            "newest.html",
            heading=_("Latest articles"),
            designations=[],
            articles=tables.article_records(catalog, published.part(0, _NEWEST), address),
            more={
                "href": address.to("articles", selection.filters),
                "label": _("All articles"),
            },
        ),
    )
