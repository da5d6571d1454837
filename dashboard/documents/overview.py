"""`/`: key figures, when, where and what, and the newest."""

from __future__ import annotations

from typing import Any

from dashboard import locale
from dashboard.asking.absence import not_found
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.asking.selection import Selection, select
from dashboard.catalog import Catalog
from dashboard.catalog.bodies import entries, entries_label
from dashboard.catalog.register_state import register_state
from dashboard.charts.certainty import sure_years
from dashboard.charts.palette import Palette
from dashboard.charts.registry import CHARTS, SUBJECTS
from dashboard.documents import tables
from dashboard.documents.chart import chart
from dashboard.documents.document import Document, FilterBar, beside
from dashboard.documents.markup import markup
from dashboard.documents.part import part
from dashboard.documents.selection import selection_line
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

PATH = ""
_NEWEST = 6
_NAMED = 5
"""Maximum number of results that are named at the top."""
_FEW_DAYS = 10
"""Minimum number of values for a median."""


def document(catalog: Catalog, address: Address, colours: Palette) -> Document:
    """Return the first page.

    Args:
        catalog: The dataset.
        address: The address of the page.
        colours: The colors of the charts.
    """
    filters = address.filters.within("designations")
    selection = select(catalog, filters)
    empty = selection.designations.empty
    heading = _("Overview") if empty else ""
    line = selection_line(
        catalog, address, selection, "designations", PATH, heading=heading, counted=not empty
    )
    if empty:
        return Document((line, FilterBar(), _empty(catalog, address, filters)))

    def drawn(key: str) -> str:
        return chart(CHARTS[key], catalog, address, colours, PATH)

    return Document(
        (
            _lead(catalog, address, selection),
            f'<div class="ur-strip">{_figures(address, selection)}{line}</div>',
            FilterBar(),
            drawn("timeline"),
            beside([drawn("map"), drawn("countries")], wide=True),
            drawn("categories"),
            _more_charts(address),
            beside([part(latest, catalog, address) for latest in (_designations, _articles)]),
        )
    )


def _empty(catalog: Catalog, address: Address, filters: Filters) -> str:
    return markup(
        "empty.html",
        title=_("Nothing matches. Remove a filter."),
        text=not_found(catalog, filters),
        links=[{"label": _("Clear filters"), "href": address.to(PATH, Filters())}],
    )


def _more_charts(address: Address) -> str:
    return markup(
        "links.html",
        links=[
            {"href": address.to("charts", show=subject.key), "label": _(subject.title)}
            for subject in SUBJECTS
        ],
        label=_("More charts:"),
    )


def _figures(address: Address, selection: Selection) -> str:
    designations = selection.designations
    countries, articles = designations["country"].nunique(), len(selection.article_rows)
    values: list[dict[str, Any]] = [
        *(
            {"label": label, "value": locale.number(number), "href": address.to("organizations")}
            for label, number in zip(
                entries_label(designations).split(" · "), entries(designations), strict=True
            )
        ),
        {
            "label": ngettext("country", "countries", countries),
            "value": locale.number(countries),
            "href": address.to("charts", show="where"),
        },
        {
            "label": ngettext("article naming them", "articles naming them", articles)
            if selection.filters
            else ngettext("article", "articles", articles),
            "value": locale.number(articles),
            "href": address.to("articles", selection.filters),
        },
    ]
    days = designations["days_to_listing"].dropna()
    if len(days) >= _FEW_DAYS:
        values.append(
            {
                "label": _("days from decision to listing (median)"),
                "value": locale.number(round(days.median())),
                "href": address.to("charts", show="delay"),
            }
        )
    return markup("figures.html", figures=values)


def _lead(catalog: Catalog, address: Address, selection: Selection) -> str:
    """Summarize the selection: by a quotable sentence, or by the organizations themselves."""
    found = selection.designations
    narrowed = selection.filters != Filters(basis=selection.filters.basis)
    few = narrowed and len(found) <= _NAMED
    return markup(
        "lead.html",
        sentence=_sentence(catalog, selection, narrowed=narrowed),
        organizations=(
            tables.designation_records(catalog.rows("designations", found.index), address)
            if few
            else []
        ),
        register=register_state(catalog).day,
        data=address.to("data"),
        about=address.to("about"),
    )


def _sentence(catalog: Catalog, selection: Selection, *, narrowed: bool) -> str:
    designations, filters = selection.designations, selection.filters
    if narrowed and filters == Filters(q=filters.q, basis=filters.basis):
        found = ngettext(
            "{n} entry of Russia's register matches “{{query}}”",
            "{n} entries of Russia's register match “{{query}}”",
            len(designations),
        )
        return found.format(query=filters.q) + "."
    if narrowed:
        subject = filters.subject(catalog, "designations", dated=False)
        count = locale.number(len(designations))
        return _("{subject}: {count}").format(subject=subject, count=count) + "."
    lead = ngettext(
        "Russia has declared {n} foreign organization “undesirable”",
        "Russia has declared {n} foreign organizations “undesirable”",
        len(designations),
    )
    dates = designations["date"].dropna()
    if dates.empty:
        return f"{lead}."
    first = int(dates.dt.year.min())
    lead = _("{lead} since {year}").format(lead=lead, year=first)
    this = catalog.as_of
    sure = sure_years(designations, absent=register_state(catalog).absent)
    if this.year not in sure or first == this.year:
        return f"{lead}."
    counts = dates.dt.year.value_counts()
    number = int(counts[this.year])
    before = counts.drop(this.year)
    most = sure.issuperset(before.index) and number > before.max()
    said = (
        _("{lead}: {count} of them in {year} so far, more than in any whole year before")
        if most
        else _("{lead}: {count} of them in {year} so far, to {day}")
    )
    count, until = locale.number(number), locale.day_of_year(this)
    return said.format(lead=lead, count=count, year=this.year, day=until) + "."


def _designations(catalog: Catalog, address: Address) -> str:
    designations = select(catalog, address.filters.within("designations")).designations
    dates = designations["date"].dropna().sort_values(ascending=False, kind="stable")
    return markup(
        "newest.html",
        heading=_("Latest designations"),
        designations=tables.designation_records(
            catalog.rows("designations", dates.index[:_NEWEST]), address
        ),
        articles=[],
        more={"href": address.to("organizations"), "label": _("All organizations")},
    )


def _articles(catalog: Catalog, address: Address) -> str:
    selection = select(catalog, address.filters.within("designations"))
    published = selection.article_rows.where(catalog.articles["published"].notna().to_numpy())
    return markup(
        "newest.html",
        heading=_("Latest articles"),
        designations=[],
        articles=tables.article_records(
            catalog, catalog.cells("articles").at(published.positions[:_NEWEST]), address
        ),
        more={"href": address.to("articles", selection.filters), "label": _("All articles")},
    )
