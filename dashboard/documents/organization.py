"""`/organization?id=…` and `/o/<id>`: what is known of one designation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard import locale
from dashboard.asking.address import Address, rooted
from dashboard.asking.facets import facet
from dashboard.asking.filters import Filters
from dashboard.asking.selection import articles_kept
from dashboard.catalog import Catalog, clock, naming
from dashboard.catalog.accusations import EMPTY
from dashboard.catalog.events import event
from dashboard.catalog.reasons import Reason, reason
from dashboard.catalog.rows import Row, Rows, newest_first
from dashboard.charts.palette import Palette
from dashboard.charts.registry import CHARTS
from dashboard.dataset.choices import CONFIDENCE, STATUSES
from dashboard.dataset.elsewhere import SCHEMES
from dashboard.documents import tables
from dashboard.documents.chart import chart
from dashboard.documents.citation import cite_designation
from dashboard.documents.cite import cite
from dashboard.documents.concerned import CONCERNED
from dashboard.documents.document import Document
from dashboard.documents.facts import Evidence, facts, unknown
from dashboard.documents.law import PROHIBITIONS, READING, consequence
from dashboard.documents.markup import choice, known, markup
from dashboard.documents.meta import Card, Meta, page_data, shortened
from dashboard.documents.missing import one_of
from dashboard.documents.neighbours import neighbours, same_body
from dashboard.documents.plain import PlainAddress
from dashboard.documents.standing import Standing, standing
from dashboard.documents.statements import Voices, statements_about
from dashboard.locale import gettext as _
from dashboard.text.dates import published_to

PATH = "organization"
_ARTICLES_SHOWN = 25


@dataclass(frozen=True, eq=False)
class Organization:
    """What is known of a designation, gathered once for its page, its plain page and links to it.

    Attributes:
        row: Its row.
        reason: Why it was designated, as far as it was said.
        voices: What is said about it.
        articles: The articles about it, newest first.
        evidence: The pages that its row rests on.
        registers: The entries about it in other registers.
        cases: The cases against people because of it, newest first.
        sites: The addresses by which it publishes or is known.
        names: Its further names, each with the page that has it.
        elsewhere: Its records in open catalogs, and those of related bodies.
    """

    row: Row
    reason: Reason | None
    voices: Voices
    articles: Rows
    evidence: Sequence[Row]
    registers: Sequence[Row]
    cases: Sequence[Row]
    sites: Sequence[Row]
    names: Sequence[Row]
    elsewhere: Sequence[Row]

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.row["id"])

    @property
    def title(self) -> str:
        """Its name in the reader's language."""
        return naming.title(self.row)

    @property
    def standing(self) -> Standing:
        """Where it stands: listed, announced or delisted, since when."""
        dates = published_to(self.articles.columns("published", "published_precision"), "day")
        return standing(self.row, self.evidence, dates.min())


def gather(catalog: Catalog, identifier: str) -> Organization:
    """Gather what is known of a designation.

    Args:
        catalog: The dataset.
        identifier: Its id.

    Raises:
        KeyError: There is no such designation.
    """
    row = catalog.row("designations", identifier)

    def own(table: str) -> Sequence[Row]:
        return catalog.rows_of(table, identifier)

    return Organization(
        row=row,
        reason=reason(catalog, row),
        voices=statements_about(catalog, identifier),
        articles=catalog.articles_about(identifier),
        evidence=own("evidence"),
        registers=own("other_designations"),
        cases=newest_first(reversed(own("prosecutions"))),
        sites=own("sites"),
        names=own("names"),
        elsewhere=own("identifiers_elsewhere"),
    )


def _document(catalog: Catalog, address: Address, colours: Palette, asked: str) -> Document:
    found = gather(catalog, asked)
    own = Filters(org=(asked,))
    return Document(
        (
            *_words(catalog, address, found),
            _cite(catalog, address, found),
            chart(CHARTS["sides"], catalog, address, colours, PATH, own),
            chart(CHARTS["strip"], catalog, address, colours, PATH, own),
        ),
        title=found.title,
    )


document = one_of("designations", _document)
"""The page of the designation that the address names."""


def plain(catalog: Catalog, address: PlainAddress, identifier: str) -> Document:
    """Return the same without what needs a script or the day: charts and how to cite.

    Args:
        catalog: The dataset.
        address: The address of the plain page.
        identifier: The id of the designation.

    Raises:
        KeyError: There is no such designation.
    """
    found = gather(catalog, identifier)
    return Document(_words(catalog, address, found), title=found.title)


def _words(catalog: Catalog, address: Address, found: Organization) -> tuple[str, ...]:
    return (
        _head(catalog, address, found),
        _facts(address, found),
        _sides(catalog, address, found),
        _followed(catalog, address, found),
        _articles(catalog, address, found),
        _more(catalog, address, found),
    )


def _cite(catalog: Catalog, address: Address, found: Organization) -> str:
    return cite(
        lambda style: cite_designation(
            found.row,
            style=style,
            url=address.public(address.to(PATH, Filters(), id=found.id)) if address.served else "",
            version=catalog.version,
            as_of=catalog.as_of,
            accessed=clock.today(catalog) if address.served else None,
        )
    )


def _head(catalog: Catalog, address: Address, found: Organization) -> str:
    row = found.row
    country = row["country"] if known(row["country"]) else "unknown"
    about = address.to("about")
    return markup(
        "organization_head.html",
        back=address.to("organizations"),
        row=row,
        names=naming.others(row),
        country_href=address.to("organizations", Filters(country=(country,))),
        category_href=address.to("organizations", Filters(category=(row["category"],))),
        standing=found.standing,
        prohibitions=PROHIBITIONS,
        reading=consequence(READING),
        about=about,
        concerned=CONCERNED,
        register=catalog.as_of,
        permanent=address.spoken().to(PATH, Filters(), id=found.id),
        json=address.to(f"api/v1/designations/{found.id}", Filters()),
        feed=address.to("feed.xml", Filters(org=(found.id,)), of="articles"),
        explorer=address.explorer(PATH, id=found.id) if isinstance(address, PlainAddress) else None,
        plain=isinstance(address, PlainAddress),
    )


def _facts(address: Address, found: Organization) -> str:
    return markup(
        "organization_facts.html",
        facts=facts(found.row, Evidence.of(found.evidence), address, found.elsewhere),
        unknown=unknown(found.row),
        row=found.row,
        names=found.names,
    )


def _sides(catalog: Catalog, address: Address, found: Organization) -> str:
    within = Filters(org=(found.id,))
    labels = facet("accusation").label
    return markup(
        "organization_sides.html",
        reason=found.reason,
        sources=Evidence.of(found.evidence).supporting("stated_reason", "reason_source"),
        voices=found.voices,
        accused_of=[
            {
                "label": labels(catalog, each),
                "href": address.to("organizations", Filters(accusation=(each,))),
            }
            for each in found.row["accusations"]
            if each not in {*EMPTY, "other"}
        ],
        link=lambda article: address.to("article", within, id=article),
        more=address.to("articles", within),
        plain=isinstance(address, PlainAddress),
    )


def _followed(catalog: Catalog, address: Address, found: Organization) -> str:
    within = Filters(org=(found.id,))
    body = same_body(catalog, found.row, address)
    if not (found.registers or found.cases or found.sites or body):
        return ""
    return markup(
        "organization_followed.html",
        registers=found.registers,
        cases=tables.records(
            found.cases,
            href=lambda case: (
                address.to("article", within, id=case["article_id"])
                if known(case["article_id"])
                else None
            ),
        ),
        body=body,
        plain=isinstance(address, PlainAddress),
        sites=_addresses(found.sites),
    )


def _addresses(sites: Iterable[Row]) -> list[dict[str, Any]]:
    """Return each address once, with every page that names it."""
    found: dict[tuple[str, str], list[str]] = {}
    for site in sites:
        named = found.setdefault((site["kind"], site["value"]), [])
        if site["source"] not in named:
            named.append(site["source"])
    return [{"kind": kind, "value": value, "sources": by} for (kind, value), by in found.items()]


def _articles(catalog: Catalog, address: Address, found: Organization) -> str:
    within, words = Filters(org=(found.id,)), Filters(q=found.title)
    articles = found.articles
    return markup(
        "organization_articles.html",
        caption=_("Articles about {name}").format(name=locale.nested(found.title)),
        rows=tables.article_records(
            catalog,
            catalog.cells("articles").at(articles.positions[:_ARTICLES_SHOWN]),
            address,
            within,
        ),
        about=len(articles),
        undated=int(articles.columns("published")["published"].isna().sum()),
        naming=len(catalog.articles_naming(found.id)),
        more=address.to("articles", within),
        found=int(np.count_nonzero(articles_kept(catalog, words))),
        search=address.to("articles", words),
        name=found.title,
    )


def _more(catalog: Catalog, address: Address, found: Organization) -> str:
    row = found.row
    return markup(
        "organization_more.html",
        row=row,
        evidence=found.evidence,
        confidence=choice(CONFIDENCE, row["confidence"]).lower(),
        groups=neighbours(catalog, row, address),
        plain=isinstance(address, PlainAddress),
    )


def happened(row: Row) -> str:
    """Say what is known of when a designation happened: "Announced 19 May 2025".

    Args:
        row: The row of the designation.
    """
    found = event(row, removal=True)
    return found.sentence() if found else choice(STATUSES, row["status"])


def _shared(row: Row) -> tuple[str, str]:
    return happened(row), locale.country(row["country"]) if known(row["country"]) else ""


def card(row: Row) -> Card:
    """Return what the image beside a link says.

    Args:
        row: The row of the designation.
    """
    also = naming.others(row)
    return Card(
        kicker=_("Declared “undesirable” in Russia"),
        title=naming.title(row),
        subtitle=also[0][0] if also else "",
        facts=_shared(row),
    )


def meta(catalog: Catalog, origin: str, row: Row) -> Meta:
    """Return what the page says of itself to programs that show a link to it.

    Args:
        catalog: The dataset.
        origin: Scheme and host by which others can open the site.
        row: The row of the designation.
    """
    title, shared, what = naming.title(row), _shared(row), _("Declared “undesirable” in Russia")
    url = origin + rooted(f"o/{row['id']}")
    names = [row["name_ru"], row["name_native"], row["abbreviation"], *row["aliases"]]
    described: dict[str, Any] = {
        "@type": "Organization",
        "name": row["name"],
        "alternateName": [name for name in dict.fromkeys(names) if known(name)],
    }
    if known(row["country"]):
        described["address"] = {"@type": "PostalAddress", "addressCountry": row["country"]}
    if records := catalog.own_records.get(row["id"]):
        described["sameAs"] = [SCHEMES[scheme].link(value) for scheme, value in records]
    said = str(reason(catalog, row) or "")
    description = shortened(" · ".join(part for part in (what, *shared, said) if part), 280)
    return Meta(
        title=title,
        description=description,
        url=url,
        image=f"{url}.png",
        image_alt=" · ".join(part for part in (title, what, *shared) if part),
        alternates=(
            ("application/json", origin + rooted(f"api/v1/designations/{row['id']}")),
            ("application/atom+xml", origin + rooted(f"feed.xml?of=articles&org={row['id']}")),
        ),
        data=page_data(catalog, origin, title, description, url) | {"about": described},
    )
