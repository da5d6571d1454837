"""`/o/`: the designations of a selection as a plain list, and what links to a selection show."""

from __future__ import annotations

from dashboard import locale
from dashboard.asking.address import query, rooted
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select_designations
from dashboard.catalog import Catalog
from dashboard.catalog.bodies import entries_text
from dashboard.catalog.register_state import register_state
from dashboard.documents import tables
from dashboard.documents.document import Document
from dashboard.documents.markup import markup
from dashboard.documents.meta import LICENCE, Card, Meta
from dashboard.documents.plain import PlainAddress
from dashboard.locale import gettext as _
from dashboard.locale import mark

PATH = "o/"
_SAID = {
    "articles": (
        mark("Articles on organizations declared “undesirable” in Russia"),
        mark(
            "What media, authorities and the organizations themselves published: dates, sources, our summaries, "
            "who accuses and who answers."
        ),
    ),
    "charts": (
        mark("Charts of organizations declared “undesirable” in Russia"),
        mark(
            "Designations by year, country and field, delays, court cases and statements, each as an image "
            "and as data."
        ),
    ),
    "check": (
        mark("Is a name on Russia's list of “undesirable” organizations?"),
        mark(
            "Check a name, a list of names or a text. What you enter is neither logged nor stored."
        ),
    ),
    "data": (
        mark("Data on organizations declared “undesirable” in Russia"),
        mark("Downloads and an API, coverage, method, quality and codebook. CC BY 4.0."),
    ),
    "changes": (
        mark("What changed in the data on “undesirable” organizations"),
        mark("What was added and what was corrected, version by version."),
    ),
    "about": (
        mark("What “undesirable” means in Russian law"),
        mark(
            "What is punishable, and what it means for people, media, NGOs and donors: from published reports, "
            "not legal advice."
        ),
    ),
}
"""The title and the description of a page that shows no selection, by its path."""


def plain(catalog: Catalog, address: PlainAddress) -> Document:
    """Return the plain list of a selection.

    Args:
        catalog: The dataset.
        address: The address of the list.
    """
    filters = address.filters
    table = select_designations(catalog, filters)
    return Document(
        (
            markup(
                "plain/list.html",
                heading=filters.sentence(catalog, "designations"),
                rows=tables.designation_records(catalog.rows("designations", table.index), address),
                count=entries_text(table),
                explorer=address.explorer("organizations", filters),
                json=rooted("api/v1/designations") + query(filters),
                csv=rooted("api/v1/designations.csv") + query(filters),
                feed=rooted("feed.xml") + query(filters),
                plain=True,
            ),
        )
    )


def card(catalog: Catalog, filters: Filters) -> Card:
    """Return what the image beside a link to a selection says.

    Args:
        catalog: The dataset.
        filters: The selection.
    """
    return Card(
        kicker=_("Organizations declared “undesirable” in Russia"),
        title=entries_text(select_designations(catalog, filters)),
        subtitle=filters.sentence(catalog, "designations") if filters else "",
        facts=(_("register of {date}").format(date=locale.day(catalog.as_of)),),
    )


def meta(catalog: Catalog, origin: str, path: str, filters: Filters) -> Meta:
    """Return what a page of a selection says of itself to programs that show a link to it.

    Args:
        catalog: The dataset.
        origin: Scheme and host by which others can open the site.
        path: The path of the page.
        filters: The selection.
    """
    sentence = filters.sentence(catalog, "designations")
    shown = entries_text(select_designations(catalog, filters))
    description = (
        _(
            "Every organization that Russia has declared “undesirable” since 2015: when and why it "
            "happened, and what was written about it."
        )
        if register_state(catalog).whole
        else _(
            "Organizations that Russia has declared “undesirable”: when and why it happened, and "
            "what was written about it."
        )
    )
    found = f"{sentence}: {shown}. " if filters else ""
    asked = query(filters)
    title = _("Organizations declared “undesirable” in Russia")
    name, said = map(_, _SAID[path]) if path in _SAID else (title, description)
    return Meta(
        title=sentence if filters else name,
        description=f"{found}{description}" if filters else said,
        url=origin + rooted(path) + asked,
        image=origin + rooted("preview.png") + asked,
        image_alt=f"{sentence}: {shown}",
        alternates=(
            ("application/json", origin + rooted("api/v1/designations") + asked),
            ("application/atom+xml", origin + rooted("feed.xml") + asked),
        ),
        data={
            "@context": "https://schema.org",
            "@type": "Dataset",
            "name": catalog.title,
            "description": description,
            "version": catalog.version,
            "license": LICENCE,
            "url": origin + rooted(""),
            "isAccessibleForFree": True,
        },
    )
