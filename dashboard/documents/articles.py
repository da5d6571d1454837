"""`/articles`: the articles."""

from __future__ import annotations

import pandas as pd

from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.asking.selection import Selection, select
from dashboard.catalog import Catalog, naming
from dashboard.charts.palette import Palette
from dashboard.charts.registry import SUBJECTS
from dashboard.documents import tables
from dashboard.documents.chart import source
from dashboard.documents.document import Document, FilterBar
from dashboard.documents.embed import embedded, foot, table_snippet
from dashboard.documents.exported import Export
from dashboard.documents.markup import markup
from dashboard.documents.selection import selection_line
from dashboard.documents.switches import switches
from dashboard.locale import gettext as _

PATH = "articles"
LIST_LENGTH = 20
"""Number of articles on a page of the list."""
_EXPORTED = [
    "id", "published", "published_precision", "publisher", "publisher_ru", "title", "title_supplied", "language", "kind", "topics", "url", "summary", "summary_ru",
]  # fmt: skip


def document(catalog: Catalog, address: Address, _colours: Palette) -> Document:
    """Return the selected articles as a list or as a table, or only the table if it is embedded.

    Args:
        catalog: The dataset.
        address: The address of the page.
    """
    alone = embedded(address, PATH)
    selection = select(catalog, address.filters)
    line = selection_line(
        catalog, address, selection, "articles", PATH, heading=_("Articles"), alone=alone
    )
    if not selection.article_rows:
        return Document((line, FilterBar(), _empty(address)))
    if alone:
        table, _page, _total = _table(catalog, address, selection)
        return Document((line, table, foot(address, PATH, source(catalog))))
    view = address.option("view", tables.VIEWS)
    shown, page, total = (_list if view == "list" else _table)(catalog, address, selection)
    return Document(
        (
            line,
            FilterBar(),
            _views(address, view),
            _charts(address),
            shown,
            tables.pager(address, PATH, page, total),
            EXPORT.links(address),
            table_snippet(address, PATH, _("Articles")),
        )
    )


def _views(address: Address, view: str) -> str:
    if not address.served:
        return ""
    labels = {"list": _("List"), "table": _("Table")}
    return switches(address, PATH, ("view", _("View"), view, labels))


def _empty(address: Address) -> str:
    return markup(
        "empty.html",
        title=_("Nothing matches. Remove a filter."),
        text=_("The dataset holds a selection of what was published, not everything."),
        links=[{"label": _("Clear filters"), "href": address.to(PATH, Filters())}],
    )


def _charts(address: Address) -> str:
    return markup(
        "links.html",
        label=_("Charts of these articles:"),
        links=[
            {"href": address.to("charts", show=subject.key), "label": _(subject.title)}
            for subject in SUBJECTS
            if subject.scope == "articles"
        ],
    )


def _list(catalog: Catalog, address: Address, selection: Selection) -> tuple[str, int, int]:
    places, page, total = tables.page_of(selection.article_rows.positions, address, LIST_LENGTH)
    rows = catalog.cells("articles").at(places)
    records = tables.article_records(catalog, rows, address, organizations=True)
    undated = int(selection.article_rows.columns("published")["published"].isna().sum())
    return markup("articles.html", rows=records, undated=undated), page, total


def _table(catalog: Catalog, address: Address, selection: Selection) -> tuple[str, int, int]:
    places, page, total = tables.page_of(selection.article_rows.positions, address)
    shown = markup(
        "article_rows.html",
        caption=address.filters.sentence(catalog, "articles"),
        rows=tables.article_records(catalog, catalog.cells("articles").at(places), address),
    )
    return shown, page, total


def _exported(catalog: Catalog, address: Address) -> pd.DataFrame:
    articles = select(catalog, address.filters).articles
    mentions = catalog.mentions
    names = mentions["designation_id"].map(naming.titles(catalog.designations))
    organizations = names.groupby(mentions["article_id"]).agg(tuple)
    return articles[_EXPORTED].assign(
        organizations=[organizations.get(article_id, ()) for article_id in articles.index]
    )


EXPORT = Export(PATH, "articles", _exported)
