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
from dashboard.catalog.events import event_text
from dashboard.catalog.register_state import register_state
from dashboard.catalog.rows import row_of
from dashboard.charts.certainty import sure_years
from dashboard.charts.palette import Palette
from dashboard.charts.registry import CHARTS, SUBJECTS
from dashboard.documents import tables
from dashboard.documents.chart import chart
from dashboard.documents.document import Document, beside
from dashboard.documents.markup import markup
from dashboard.documents.part import part
from dashboard.documents.selection import selection_line
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

PATH = ""
_NEWEST = 6
_RECENT = 3


def document(catalog: Catalog, address: Address, colours: Palette) -> Document:
    """Return the first page.

    Args:
        catalog: The dataset.
        address: The address of the page.
        colours: The colours of the charts.
    """
    filters = address.filters.within("designations")
    selection = select(catalog, filters)
    empty = selection.designations.empty
    line = ""
    if filters:
        heading = _("Overview") if empty else ""
        line = selection_line(catalog, address, selection, "designations", PATH, heading=heading)
    if empty:
        return Document((line, _empty(catalog, address, filters)))

    def drawn(key: str) -> str:
        return chart(CHARTS[key], catalog, address, colours, PATH)

    tour = markup("tour.html", search=address.to("organizations"), about=address.to("about"))
    return Document(
        (
            line,
            "" if filters else tour,
            _figures(catalog, address, selection),
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


def _figures(catalog: Catalog, address: Address, selection: Selection) -> str:
    designations, filters = selection.designations, selection.filters
    years = _recent_years(catalog, selection)
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
            "value": _newest(selection),
            "href": None,
        },
        {
            "label": _("checked against the register of"),
            "value": locale.day(register_state(catalog).day),
            "href": address.to("data"),
        },
    ]
    return markup(
        "figures.html",
        lead=_lead(catalog, selection),
        figures=[value for value in values if value["label"]],
    )


def _newest(selection: Selection) -> str:
    """Return when the newest designation of a selection happened; a dash where no date is known."""
    dates = selection.designations[selection.date_column]
    if not dates.notna().any():
        return "–"
    row = row_of(selection.designations, str(dates.idxmax()))
    if selection.filters.basis == "decision":
        return locale.day(row["decision_date"])
    return event_text(row)


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
    """Return what the selection holds, in a sentence that can be quoted."""
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


def _designations(catalog: Catalog, address: Address) -> str:
    designations = select(catalog, address.filters.within("designations")).designations
    dates = designations["date"].dropna().sort_values(ascending=False, kind="stable")
    return markup(
        "newest.html",
        heading=_("Latest designations"),
        designations=tables.designation_records(designations.loc[dates.index[:_NEWEST]], address),
        articles=[],
        more={"href": address.to("organizations"), "label": _("All in the table")},
    )


def _articles(catalog: Catalog, address: Address) -> str:
    selection = select(catalog, address.filters.within("designations"))
    published = selection.article_rows.where(catalog.articles["published"].notna().to_numpy())
    return markup(
        "newest.html",
        heading=_("Latest articles"),
        designations=[],
        articles=tables.article_records(catalog, published.part(0, _NEWEST), address),
        more={"href": address.to("articles", selection.filters), "label": _("All articles")},
    )
