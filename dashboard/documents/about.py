"""`/about`: what the status means, who may be concerned, who makes the site, its words, how it is made for all."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import settings
from dashboard.asking.address import Address
from dashboard.catalog import Catalog
from dashboard.catalog.register_state import register_state
from dashboard.charts.palette import Palette
from dashboard.documents.concerned import CONCERNED
from dashboard.documents.document import Document
from dashboard.documents.glossary import TERMS
from dashboard.documents.law import Consequence, consequence
from dashboard.documents.markup import markup
from dashboard.locale import mark as _

_REPOSITORY = "https://github.com/undesirable-register/undesirable-register"
_FINES, _TERMS = "administrative-fines", "criminal-funding"
"""The statements with the newest sources on fines and on prison terms."""


@dataclass(frozen=True)
class Section:
    """A part of what the law says.

    Attributes:
        anchor: Its anchor.
        title: Its heading in English; translated where shown.
        keys: The keys of its statements.
    """

    anchor: str
    title: str
    keys: tuple[str, ...]

    @property
    def consequences(self) -> tuple[Consequence, ...]:
        """Its statements."""
        return tuple(map(consequence, self.keys))


_SECTIONS = (
    Section("who", _("Who decides"), ("who-decides",)),
    Section(
        "what",
        _("What is punishable"),
        ("taking-part", "taking-part-abroad", "sharing-links", "reading"),
    ),
    Section(
        "how",
        _("How it is punished"),
        (
            "administrative-fines",
            "criminal-participation",
            "criminal-funding",
            "criminal-organizing",
        ),
    ),
    Section("more", _("What else follows"), ("banks", "websites-blocked")),
)


def document(catalog: Catalog, address: Address, _colours: Palette) -> Document:
    """Return the page about the law, the words and the site.

    Args:
        catalog: The dataset, of which it says how much of the register it has.
        address: The address of the page.
    """
    contact = settings.corrections()
    return Document(
        (
            markup(
                "about.html",
                sections=_SECTIONS,
                concerned=CONCERNED,
                fines=consequence(_FINES).as_of,
                prison=consequence(_TERMS).as_of,
                terms=TERMS,
                operator=settings.operator(),
                contact=contact,
                contact_name=_readable(contact or ""),
                repository=_REPOSITORY,
                register=register_state(catalog).holds(),
                unreviewed=int(catalog.designations["review"].notna().sum()),
                here=address.here("about"),
                data=address.to("data"),
                changes=address.to("changes"),
                check=address.to("check"),
            ),
        )
    )


def _readable(contact: str) -> str:
    """Return an address as people write it: without its scheme and its parameters."""
    return contact.removeprefix("mailto:").removeprefix("https://").partition("?")[0]
