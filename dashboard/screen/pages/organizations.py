"""`/organizations`: the table of designations."""

from __future__ import annotations

from dashboard.asking.absence import not_found
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.documents import tables
from dashboard.documents.chart import source
from dashboard.documents.embed import embedded, foot, table_snippet
from dashboard.locale import gettext as _
from dashboard.screen.filter_bar import filter_bar, selection_line
from dashboard.screen.pages.context import Context
from dashboard.screen.render import render, write

PATH = "organizations"
_SHOWN = [
    "id", "name", "abbreviation", "name_ru", "country", "category", "status",
    "decision_date", "announced_date", "listed_date", "listed_date_basis", "days_to_listing", "other_registers", "articles",
]  # fmt: skip


def show(context: Context) -> None:
    """Show the page."""
    catalog, address = context.catalog, context.address
    alone = embedded(address, PATH)
    if not alone:
        filter_bar(catalog, address, "designations")
    selection = select(catalog, address.filters.within("designations"))
    selection_line(
        catalog, address, selection, "designations", PATH, heading=_("Organizations"), alone=alone
    )
    if selection.designations.empty:
        render(
            "empty.html",
            title=_("Nothing matches. Remove a filter."),
            text=" ".join(
                part
                for part in (
                    not_found(catalog, selection.filters),
                    _("It may be there under another name: check the spelling or remove a filter."),
                )
                if part
            ),
            links=[{"label": _("Clear filters"), "href": address.to(PATH, Filters())}],
        )
        return
    table, order = tables.sorted_designations(selection.designations, address)
    rows, page, total = tables.page_of(table, address)
    render(
        "designations.html",
        caption=address.filters.within("designations").sentence(catalog, "designations"),
        columns=tables.designation_headings(address, order, PATH),
        rows=tables.designation_records(rows, address),
    )
    if alone:
        write(foot(address, PATH, source(catalog), sort=order))
        return
    tables.pager(address, PATH, page, total)
    tables.downloads(
        catalog,
        address,
        lambda: table[_SHOWN],
        rows=len(table),
        scope="designations",
        name="designations",
    )
    table_snippet(address, PATH, _("Organizations"), sort=order)
