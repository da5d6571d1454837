"""`/articles`: what was written."""

from __future__ import annotations

import pandas as pd

from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.catalog import Catalog, naming
from dashboard.charts.registry import SUBJECTS
from dashboard.documents import tables
from dashboard.documents.chart import source
from dashboard.documents.embed import embedded, foot, table_snippet
from dashboard.documents.switches import switches
from dashboard.locale import gettext as _
from dashboard.screen.filter_bar import filter_bar, selection_line
from dashboard.screen.pages.context import Context
from dashboard.screen.render import render, write

PATH = "articles"
_LIST_LENGTH = 20


def show(context: Context) -> None:
    """Show the page."""
    catalog, address = context.catalog, context.address
    alone = embedded(address, PATH)
    if not alone:
        filter_bar(catalog, address, "articles")
    selection = select(catalog, address.filters)
    selection_line(
        catalog, address, selection, "articles", PATH, heading=_("Articles"), alone=alone
    )
    articles = selection.article_rows
    if not articles:
        render(
            "empty.html",
            title=_("No article fits all of these filters."),
            text=_("The dataset holds a selection of what was published, not everything."),
            links=[{"label": _("Clear filters"), "href": address.to(PATH, Filters())}],
        )
        return
    if alone:
        rows, *_pages = tables.page_of(articles, address)
        render(
            "article_rows.html",
            caption=address.filters.sentence(catalog, "articles"),
            rows=tables.article_records(catalog, rows, address),
        )
        write(foot(address, PATH, source(catalog)))
        return
    view = address.option("view", tables.VIEWS)
    switches(
        address,
        PATH,
        ("view", _("View"), view, {"list": _("List"), "table": _("Table")}),
    )
    render(
        "links.html",
        label=_("Charts of these articles:"),
        links=[
            {"href": address.to("charts", show=subject.key), "label": _(subject.title)}
            for subject in SUBJECTS
            if subject.scope == "articles"
        ],
    )
    if view == "list":
        rows, page, total = tables.page_of(articles, address, _LIST_LENGTH)
        render(
            "articles.html",
            rows=tables.article_records(catalog, rows, address, organizations=True),
        )
    else:
        rows, page, total = tables.page_of(articles, address)
        render(
            "article_rows.html",
            caption=address.filters.sentence(catalog, "articles"),
            rows=tables.article_records(catalog, rows, address),
        )
    tables.pager(address, PATH, page, total)
    tables.downloads(
        catalog,
        address,
        lambda: _exported(catalog, selection.articles),
        rows=len(articles),
        scope="articles",
        name="articles",
    )
    table_snippet(address, PATH, _("Articles"))


def _exported(catalog: Catalog, articles: pd.DataFrame) -> pd.DataFrame:
    mentions = catalog.mentions
    names = mentions["designation_id"].map(naming.titles(catalog.designations))
    organizations = names.groupby(mentions["article_id"]).agg(tuple)
    shown = articles[
        ["id", "published", "published_precision", "publisher", "title", "title_supplied", "language", "kind", "topics", "url", "summary", "summary_ru"]
    ]  # fmt: skip
    return shown.assign(
        organizations=[organizations.get(article_id, ()) for article_id in articles.index]
    )
