"""`/about`: what the status means, who risks what, the words of the site, and how it is made for all."""

from __future__ import annotations

from dashboard.asking.address import Address
from dashboard.catalog import Catalog
from dashboard.charts.palette import Palette
from dashboard.documents.document import Document
from dashboard.documents.glossary import TERMS
from dashboard.documents.law import CONSEQUENCES, Consequence
from dashboard.documents.markup import markup
from dashboard.locale import mark as _

_SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("who", _("Who decides"), ("who-decides",)),
    (
        "what",
        _("What is punishable"),
        ("taking-part", "taking-part-abroad", "sharing-links", "reading"),
    ),
    (
        "how",
        _("How it is punished"),
        (
            "administrative-fines",
            "criminal-participation",
            "criminal-funding",
            "criminal-organising",
        ),
    ),
    ("more", _("What else follows"), ("banks", "websites-blocked")),
)


def document(_catalog: Catalog, address: Address, _colours: Palette) -> Document:
    """Return the page about the law, the words and the site.

    Args:
        address: The address of the page.
    """
    return Document(
        (
            markup(
                "about.html",
                sections=[
                    (anchor, title, [_consequence(key) for key in keys])
                    for anchor, title, keys in _SECTIONS
                ],
                terms=TERMS,
                data=address.to("data"),
                organizations=address.to("organizations"),
            ),
        )
    )


def _consequence(key: str) -> Consequence:
    return next(each for each in CONSEQUENCES if each.key == key)
