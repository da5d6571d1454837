"""`/`: key figures, when, where and what, and the newest."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import locale
from dashboard.asking.absence import not_found
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.asking.selection import Selection, select
from dashboard.catalog import Catalog
from dashboard.catalog.bodies import entries, entries_label
from dashboard.catalog.events import event_text
from dashboard.catalog.register_state import register_state
from dashboard.charts.certainty import sure_years
from dashboard.charts.palette import Palette
from dashboard.charts.registry import CHARTS, SUBJECTS
from dashboard.documents import tables
from dashboard.documents.chart import Shown, chart
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _
from dashboard.locale import ngettext
from dashboard.screen.filter_bar import filter_bar, selection_line
from dashboard.screen.pages.context import Context
from dashboard.screen.placing import made, place
from dashboard.screen.render import render

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
            title=_("Nothing matches. Remove a filter."),
            text=not_found(catalog, filters),
            links=[{"label": _("Clear filters"), "href": address.to(PATH, Filters())}],
        )
        return
    when, where, countries, what = (
        made(chart, catalog, address, PATH, CHARTS[key])
        for key in ("timeline", "map", "countries", "categories")
    )
    newest = [
        made(latest, catalog, address, PATH) for latest in (_latest_designations, _latest_articles)
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
    years = _recent_years(catalog, selection)
    newest = (
        designations.loc[designations[selection.date_column].idxmax()]
        if (designations[selection.date_column].notna().any())
        else None
    )
    state = register_state(catalog)
    values: list[dict[str, Any]] = [
        {
            "label": entries_label(designations),
            "value": " · ".join(map(locale.number, entries(designations))),
            "href": address.to("organizations"),
        },
        {
            "label": " · ".join(label for label, _number in years),
            "value": " · ".join(locale.number(number) for _label, number in years),
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
        {
            "label": _("latest decision") if filters.basis == "decision" else _("latest"),
            "value": "–"
            if newest is None
            else locale.day(newest["decision_date"])
            if filters.basis == "decision"
            else event_text(newest),
            "href": None,
        },
        {
            "label": _("checked against the register of"),
            "value": locale.day(state.day),
            "href": address.to("data"),
        },
    ]
    render(
        "figures.html",
        lead=_lead(catalog, selection),
        figures=[value for value in values if value["label"]],
    )


_RECENT = 3


def _recent_years(catalog: Catalog, selection: Selection) -> list[tuple[str, int]]:
    """Return the last years of the selection whose numbers are certain, as labels and numbers."""
    filters = selection.filters
    if filters.day:
        return []
    dates = selection.designations[selection.date_column]
    this = catalog.as_of.year
    first, last = filters.year or (this - _RECENT + 1, this)
    years = range(max(first, last - _RECENT + 1), last + 1)
    sure = sure_years(
        selection.designations,
        column=selection.date_column,
        absent=register_state(catalog).absent,
        years=years,
    )
    shown = []
    for year in years:
        if year in sure:
            label = (
                _("{year} to {day}").format(year=year, day=locale.day_of_year(catalog.as_of))
                if year == this
                else str(year)
            )
            shown.append((label, int((dates.dt.year == year).sum())))
    return shown


def _lead(catalog: Catalog, selection: Selection) -> str:
    """Say what the selection holds, in a sentence that can be quoted."""
    designations, filters = selection.designations, selection.filters
    if filters != Filters(basis=filters.basis):
        declared = ngettext(
            "Russia has declared {n} organization “undesirable”",
            "Russia has declared {n} organizations “undesirable”",
            len(designations),
        )
        subject = filters.sentence(catalog, "designations")
        return _("{subject}: {finding}").format(subject=subject, finding=declared) + "."
    lead = ngettext(
        "Russia has declared {n} foreign organization “undesirable”",
        "Russia has declared {n} foreign organizations “undesirable”",
        len(designations),
    )
    dates = designations["date"].dropna()
    if dates.empty:
        return f"{lead}."
    lead = _("{lead} since {year}").format(lead=lead, year=int(dates.dt.year.min()))
    this = catalog.as_of
    sure = sure_years(designations, absent=register_state(catalog).absent)
    if this.year not in sure or int(dates.dt.year.min()) == this.year:
        return f"{lead}."
    number = int((dates.dt.year == this.year).sum())
    return (
        _("{lead}: {count} of them in {year} so far, to {day}").format(
            lead=lead,
            count=locale.number(number),
            year=this.year,
            day=locale.day_of_year(this),
        )
        + "."
    )


def _latest_designations(
    catalog: Catalog, address: Address, _page: str, _colours: Palette
) -> Shown:
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


def _latest_articles(catalog: Catalog, address: Address, _page: str, _colours: Palette) -> Shown:
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
