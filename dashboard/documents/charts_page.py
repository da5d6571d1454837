"""`/charts`: every chart of the selection, by the question that it answers."""

from __future__ import annotations

from dashboard.asking.address import Address
from dashboard.asking.facets import Scope
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, select
from dashboard.catalog import Catalog
from dashboard.charts.palette import Palette
from dashboard.charts.registry import CHARTS, SUBJECTS, Subject
from dashboard.documents.chart import chart
from dashboard.documents.document import Block, Document, FilterBar, beside
from dashboard.documents.embed import embedded
from dashboard.documents.markup import markup
from dashboard.documents.selection import selection_line
from dashboard.documents.switches import spans, switches
from dashboard.documents.versions import other_version
from dashboard.locale import gettext as _

PATH = "charts"


def scope(address: Address) -> Scope:
    """Return whose filters bear on the charts of the question that an address asks."""
    return _subject(address).scope


def document(catalog: Catalog, address: Address, colours: Palette) -> Document:
    """Return the charts of one question, or one chart alone where it is embedded.

    Args:
        catalog: The dataset.
        address: The address of the page.
        colours: The colors of the charts.
    """
    if embedded(address, PATH) and (alone := address.option("chart", ["", *CHARTS])):
        made = CHARTS[alone]
        if address.static and made.numbers:
            made = CHARTS[made.numbers]  # a map needs a script
        return Document((chart(made, catalog, address, colours, PATH),))
    subject = _subject(address)
    selection = select(catalog, address.filters.within(subject.scope))
    head: tuple[Block, ...] = (
        *other_version(catalog, address),
        selection_line(catalog, address, selection, subject.scope, PATH, heading=_("Charts")),
        FilterBar(),
        switches(
            address,
            PATH,
            ("show", _("Question"), subject.key, {each.key: _(each.title) for each in SUBJECTS}),
        ),
        *_spans(catalog, address, subject),
    )
    of_articles = subject.scope == "articles"
    if not len(selection.article_rows if of_articles else selection.designations):
        return Document((*head, _empty(address)))
    return Document(
        (
            *head,
            *(
                beside([chart(each, catalog, address, colours, PATH) for each in row])
                for row in subject.rows
            ),
            markup("hint.html", text=_hint(address)),
        )
    )


def _hint(address: Address) -> str:
    if address.served:
        return _(
            "Click a bar, country, box or cell to filter; click again to undo. By keyboard, use the chart's table."
        )
    return _("A bar, country or cell leads to its list where this copy has one.")


def _subject(address: Address) -> Subject:
    key = address.option("show", [subject.key for subject in SUBJECTS])
    return next(each for each in SUBJECTS if each.key == key)


def _spans(catalog: Catalog, address: Address, subject: Subject) -> list[str]:
    """Return the links that choose the years, where the charts of a question compare some."""
    chart = next((each for row in subject.rows for each in row if each.settle), None)
    if chart is None or chart.settle is None or not address.served:
        return []
    asked = {name: address.text(name) for name in chart.spans}
    settled = chart.settle(catalog, address.filters.within(chart.scope), asked)
    dates = catalog.designations[DATE_COLUMN[address.filters.basis]].dropna().dt.year
    years = (int(dates.min()), int(dates.max())) if len(dates) else catalog.years
    return [spans(address, PATH, years, {name: settled[name] for name in chart.spans})]


def _empty(address: Address) -> str:
    return markup(
        "empty.html",
        title=_("Nothing fits all of these filters."),
        text=_("Remove a filter to see charts."),
        links=[{"label": _("Clear filters"), "href": address.here(PATH, Filters())}],
    )
