"""The page of an unknown identifier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from rapidfuzz import fuzz, process

from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog, naming
from dashboard.catalog.register_state import register_state
from dashboard.documents.document import Document
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _
from dashboard.text.folding import fold

Identified = Literal["designations", "articles"]
"""The tables whose rows have a page each."""

_SUGGESTIONS = 5
_NEAR = 60


def one_of(
    catalog: Catalog, table: Identified, address: Address, make: Callable[[str], Document]
) -> Document:
    """Return the page of the row that the address names by its id, or the page that there is none.

    Args:
        catalog: The dataset.
        table: The table in which the id is looked up.
        address: The address of the page.
        make: Makes the page of an id that exists.
    """
    asked = address.text("id")
    return make(asked) if asked in catalog[table].index else missing(catalog, address, asked, table)


def title(table: Identified) -> str:
    """Say that there is no row at an address.

    Args:
        table: The table in which it was looked up.
    """
    return {
        "designations": _("There is no organization at this address."),
        "articles": _("There is no article at this address."),
    }[table]


def missing(catalog: Catalog, address: Address, asked: str, table: Identified) -> Document:
    """Explain that an id is unknown, and offer what may have been meant, and a search.

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
