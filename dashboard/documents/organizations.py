"""`/organizations`: the table of designations."""

from __future__ import annotations

import pandas as pd

from dashboard.asking.absence import not_found
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.catalog import Catalog
from dashboard.charts.palette import Palette
from dashboard.documents import tables
from dashboard.documents.chart import source
from dashboard.documents.document import Document, FilterBar
from dashboard.documents.embed import embedded, foot, table_snippet
from dashboard.documents.exported import Export
from dashboard.documents.markup import markup
from dashboard.documents.selection import selection_line
from dashboard.locale import gettext as _

PATH = "organizations"
_EXPORTED = [
    "id", "name", "abbreviation", "name_ru", "country", "category", "status",
    "decision_date", "announced_date", "listed_date", "listed_date_basis", "days_to_listing", "other_registers", "articles",
]  # fmt: skip


def document(catalog: Catalog, address: Address, _colours: Palette) -> Document:
    """Return the table of the selected designations, or the table alone where it is embedded.

    Args:
        catalog: The dataset.
        address: The address of the page.
    """
    alone = embedded(address, PATH)
    selection = select(catalog, address.filters.within("designations"))
    line = selection_line(
        catalog, address, selection, "designations", PATH, heading=_("Organizations"), alone=alone
    )
    if selection.designations.empty:
        return Document((line, FilterBar(), _empty(catalog, address, selection.filters)))
    table, order = tables.sorted_designations(selection.designations, address)
    shown_ids, page, total = tables.page_of(table.index, address)
    shown = markup(
        "designations.html",
        caption=address.filters.within("designations").sentence(catalog, "designations"),
        columns=tables.designation_headings(address, order, PATH),
        rows=tables.designation_records(catalog.rows("designations", shown_ids), address),
    )
    if alone:
        return Document((line, shown, foot(address, PATH, source(catalog), sort=order)))
    return Document(
        (
            line,
            FilterBar(),
            shown,
            tables.pager(address, PATH, page, total),
            EXPORT.links(address, sort=order),
            table_snippet(address, PATH, _("Organizations"), sort=order),
        )
    )


def _exported(catalog: Catalog, address: Address) -> pd.DataFrame:
    selection = select(catalog, address.filters.within("designations"))
    table, _order = tables.sorted_designations(selection.designations, address)
    return table[_EXPORTED]


EXPORT = Export(PATH, "designations", _exported)


def _empty(catalog: Catalog, address: Address, filters: Filters) -> str:
    hint = _("It may be there under another name: check the spelling or remove a filter.")
    words = (not_found(catalog, filters), hint) if filters.q else ()
    return markup(
        "empty.html",
        title=_("Nothing matches. Remove a filter."),
        text=" ".join(part for part in words if part),
        links=[{"label": _("Clear filters"), "href": address.to(PATH, Filters())}],
    )
