"""`/`: key figures, the curve, where and what, and the newest."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import locale
from dashboard.catalog import Catalog, Filters, Selection, counts, select
from dashboard.charts import findings
from dashboard.charts.categories import categories
from dashboard.charts.countries import countries
from dashboard.charts.frame import in_span, label_of
from dashboard.charts.growth import growth
from dashboard.charts.timeline import legend, timeline
from dashboard.locale import gettext as _
from dashboard.locale import ngettext
from dashboard.pages.context import Context
from dashboard.ui import tables, theme
from dashboard.ui.address import Address
from dashboard.ui.figures import chart, switches
from dashboard.ui.filter_bar import filter_bar, selection_line
from dashboard.ui.render import render

PATH = ""
_NEWEST = 6


def show(context: Context) -> None:
    """Show the page."""
    catalog, address = context.catalog, context.address
    filter_bar(catalog, address, "designations")
    filters = address.filters.within("designations")
    selection = select(catalog, filters)
    if filters:
        selection_line(catalog, address, selection, "designations", PATH)
    if selection.designations.empty:
        render(
            "empty.html",
            title=_("No designation fits all of these filters."),
            text=_("There is nothing to count or to draw."),
            links=[{"label": _("Clear filters"), "href": address.to(PATH, Filters())}],
        )
        return
    _figures(catalog, address, selection)
    _timeline(catalog, address, selection)
    left, right = st.columns(2, gap="large")
    with left:
        _countries(address, selection)
    with right:
        _categories(selection)
    _growth(catalog, selection)
    _newest(catalog, address, selection)


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
            "value": locale.number(len(selection.articles)),
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


FRAGMENTARY_AFTER = pd.Timestamp(2026, 3, 4)
"""From here on only single reports of designations were found (see the data's README)."""

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


def _timeline(catalog: Catalog, address: Address, selection: Selection) -> None:
    period = address.option("period", ["year", "quarter", "month"])
    split = address.option("by", ["plain", "category", "country"])
    column = selection.date_column
    counted = counts.by_period(
        selection.designations,
        period,  # type: ignore[arg-type]
        column=column,
        split=None if split == "plain" else split,  # type: ignore[arg-type]
        as_of=catalog.as_of,
    )
    if counted.empty:
        return
    plain = counts.by_period(
        selection.designations, "year", column=column, split=None, as_of=catalog.as_of
    )
    undated = selection.undated
    notes = [
        _("By the prosecutors' decision") if column == "decision_date" else _("By listing; by announcement while no listing date is known"),
        ngettext("{n} without a date left out", "{n} without a date left out", undated) if undated else "",
        _("the hatched bar is unfinished") if counted["unfinished"].any() else "",
        _("reports are fragmentary after {month}").format(month=locale.month(FRAGMENTARY_AFTER))
        if counted["period"].max() >= FRAGMENTARY_AFTER.replace(month=1, day=1)
        else "",
    ]  # fmt: skip
    chart_slot = st.container()
    switches(
        address,
        PATH,
        ("period", _("Period"), period, {"year": _("Year"), "quarter": _("Quarter"), "month": _("Month")}),
        ("by", _("Stacked by"), split, {"plain": _("Plain"), "category": _("By category"), "country": _("By country")}),
    )  # fmt: skip
    with chart_slot:
        chart(
            timeline(
                counted,
                period=period,  # type: ignore[arg-type]
                palette=theme.palette(),
                milestones=catalog.milestones,
                split=None if split == "plain" else split,  # type: ignore[arg-type]
            ),
            title=findings.timeline_finding(plain, "year") or _("Designations over time"),
            subtitle="; ".join(note for note in notes if note) + ".",
            alt=findings.timeline_alt(counted, period),  # type: ignore[arg-type]
            key="timeline",
        )
        if split != "plain":
            render(
                "legend.html",
                layers=legend(counted, split=split, palette=theme.palette()),  # type: ignore[arg-type]
            )
        _milestones(catalog, counted["period"].min(), counted["period"].max())


def _milestones(catalog: Catalog, first: pd.Timestamp, last: pd.Timestamp) -> None:
    shown = in_span(catalog.milestones, first, last + pd.DateOffset(years=1))
    render(
        "milestones.html",
        milestones=[
            {"label": label_of(each), "date": each.date, "url": each.url}
            for each in shown.itertuples()
        ],
    )


def _countries(address: Address, selection: Selection) -> None:
    counted = counts.by_value(selection.designations, "country")
    chart(
        countries(counted, palette=theme.palette()),
        title=findings.countries_finding(counted) or _("Where they are registered"),
        alt=findings.countries_alt(counted),
        key="countries",
    )


def _categories(selection: Selection) -> None:
    counted = counts.by_value(selection.designations, "category")
    chart(
        categories(counted, palette=theme.palette()),
        title=_("What they do"),
        alt=findings.categories_alt(counted),
        key="categories",
    )


def _growth(catalog: Catalog, selection: Selection) -> None:
    total = counts.cumulative(selection.designations, column=selection.date_column)
    if len(total) < 2:
        return
    chart(
        growth(total, palette=theme.palette(), milestones=catalog.milestones),
        title=findings.growth_finding(total) or _("The register grows"),
        subtitle=_("Designations so far; the rules mark laws and events."),
        alt=findings.growth_alt(total),
        key="growth",
    )


def _newest(catalog: Catalog, address: Address, selection: Selection) -> None:
    left, right = st.columns(2, gap="large")
    dated = selection.designations.dropna(subset="date").sort_values("date", ascending=False)
    published = selection.articles.dropna(subset="published")
    with left:
        render(
            "newest.html",
            heading=_("Latest designations"),
            designations=tables.designation_records(dated.head(_NEWEST), address),
            articles=[],
            more={"href": address.to("organizations"), "label": _("All in the table")},
        )
    with right:
        render(
            "newest.html",
            heading=_("Latest articles"),
            designations=[],
            articles=tables.article_records(
                catalog,
                published.sort_values("published", ascending=False).head(_NEWEST),
                address,
            ),
            more={
                "href": address.to("articles", selection.filters),
                "label": _("All articles"),
            },
        )
