"""The page of an unknown identifier."""

from __future__ import annotations

from typing import Literal, Protocol

from rapidfuzz import fuzz, process

from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog, naming
from dashboard.catalog.register_state import register_state
from dashboard.charts.palette import Palette
from dashboard.documents.document import Document, Make
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _
from dashboard.text.folding import fold

Identified = Literal["designations", "articles"]
"""The tables whose rows have a page each."""

_SUGGESTIONS = 5
_NEAR = 75


class OfRow(Protocol):
    """Makes the page of a row from the dataset, the address, the colours and the id of the row."""

    def __call__(
        self, catalog: Catalog, address: Address, colours: Palette, asked: str, /
    ) -> Document:
        """Make the page."""


def one_of(table: Identified, make: OfRow) -> Make:
    """Make the document of a row that an address names by its id, or of an id that is unknown.

    Args:
        table: The table in which the id is looked up.
        make: Makes the page of an id that exists.
    """

    def document(catalog: Catalog, address: Address, colours: Palette) -> Document:
        asked = address.text("id")
        if asked not in catalog[table].index:
            return missing(catalog, address, asked, table)
        return make(catalog, address, colours, asked)

    return document


def title(table: Identified) -> str:
    """Return a page that says that there is no such row.

    Args:
        table: The table in which it was looked up.
    """
    return {
        "designations": _("There is no organization at this address."),
        "articles": _("There is no article at this address."),
    }[table]


def missing(catalog: Catalog, address: Address, asked: str, table: Identified) -> Document:
    """Explain that an id is unknown, and suggest similar ones and a search.

    Args:
        catalog: The dataset.
        address: The address of the page.
        asked: The id in the URL; may be anything.
        table: Where the id was looked up.
    """
    page, listing, label = {
        "designations": ("organization", "organizations", "name"),
        "articles": ("article", "articles", "title"),
    }[table]
    words = fold(asked.replace("-", " "))
    near = process.extract(
        asked,
        list(catalog[table].index),
        scorer=fuzz.WRatio,
        limit=_SUGGESTIONS,
        score_cutoff=_NEAR,
    )
    labels = naming.titles(catalog[table]) if table == "designations" else catalog[table][label]
    links = [
        {"label": labels[found], "href": address.to(page, id=found)}
        for found, _score, _position in (near if asked else [])
    ]
    if words:
        links.append(
            {
                "label": _("Search for “{words}”").format(words=words),
                "href": address.to(listing, Filters(q=words)),
            }
        )
    links.append({"label": _("Browse all"), "href": address.to(listing, Filters())})
    text = (
        _("“{asked}” is not in this version of the data. Did you mean one of these?")
        if len(links) > 2
        else _("“{asked}” is not in this version of the data.")
    ).format(asked=asked)
    shown = markup(
        "empty.html",
        whole=True,
        title=title(table),
        text=" ".join(
            part
            for part in (
                text if asked else _("The link names none."),
                register_state(catalog).holds() if table == "designations" else "",
            )
            if part
        ),
        links=links,
    )
    return Document((shown,))
