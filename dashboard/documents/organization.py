"""`/organization?id=…` and `/o/<id>`: what is known of one designation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import locale
from dashboard.asking.address import Address, rooted
from dashboard.asking.facets import facet
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog, clock, naming
from dashboard.catalog.accusations import EMPTY
from dashboard.catalog.events import event
from dashboard.catalog.reasons import Reason, reason
from dashboard.catalog.rows import Row, Rows, row_of
from dashboard.charts.palette import Palette
from dashboard.charts.registry import CHARTS
from dashboard.dataset.choices import CONFIDENCE, STATUSES
from dashboard.dataset.tables import DESIGNATIONS
from dashboard.documents import tables
from dashboard.documents.chart import chart
from dashboard.documents.citation import cite_designation
from dashboard.documents.cite import cite
from dashboard.documents.document import Document
from dashboard.documents.law import CONSEQUENCES
from dashboard.documents.markup import choice, known, markup
from dashboard.documents.meta import Card, Meta, page_data, shortened
from dashboard.documents.missing import missing
from dashboard.documents.plain import PlainAddress
from dashboard.documents.statements import Voices, statements_about
from dashboard.locale import gettext as _

PATH = "organization"
_ARTICLES_SHOWN = 25
_NEIGHBOURS_SHOWN = 12
_DAYS = ("announced_date", "decision_date", "listed_date")
_NAME_FIELDS = (
    "name", "name_ru", "name_native", "abbreviation", "aliases", "register_name", "register_number",
)  # fmt: skip


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
    """

    row: pd.Series[Any]
    reason: Reason | None
    voices: Voices
    articles: Rows
    evidence: pd.DataFrame
    registers: pd.DataFrame
    cases: pd.DataFrame

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.row["id"])

    @property
    def title(self) -> str:
        """Its name in the reader's language."""
        return naming.title(self.row)


def gather(catalog: Catalog, identifier: str) -> Organization:
    """Gather what is known of a designation.

    Args:
        catalog: The dataset.
        identifier: Its id.

    Raises:
        KeyError: There is no such designation.
    """
    row = row_of(catalog.designations, identifier)
    about = catalog.joins.articles_about(catalog.designations.index == identifier)

    def own(table: pd.DataFrame) -> pd.DataFrame:
        return table[table["designation_id"] == identifier]

    return Organization(
        row=row,
        reason=reason(catalog, row),
        voices=statements_about(catalog, identifier),
        articles=Rows(catalog.articles, catalog.newest_first["articles"]).where(about),
        evidence=own(catalog.evidence),
        registers=own(catalog.other_designations),
        cases=own(catalog.prosecutions).sort_values(
            ["date", "id"], ascending=False, na_position="last"
        ),
    )


def document(catalog: Catalog, address: Address, colours: Palette) -> Document:
    """Return the page of the designation that the address names.

    Args:
        catalog: The dataset.
        address: The address of the page.
        colours: The colours of the charts.
    """
    asked = address.text("id")
    if asked not in catalog.designations.index:
        return missing(
            catalog,
            address,
            asked,
            title=_("There is no organization at this address."),
            table="designations",
        )
    found = gather(catalog, asked)
    own = Filters(org=(asked,))
    return Document(
        (
            _head(address, found),
            chart(CHARTS["strip"], catalog, address, colours, PATH, own),
            _sides(catalog, address, found),
            chart(CHARTS["sides"], catalog, address, colours, PATH, own),
            *_rest(catalog, address, found),
            _cite(catalog, address, found),
        ),
        title=found.title,
    )


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
    return Document(
        (_head(address, found), _sides(catalog, address, found), *_rest(catalog, address, found)),
        title=found.title,
    )


def _rest(catalog: Catalog, address: Address, found: Organization) -> tuple[str, ...]:
    return (
        _followed(address, found),
        _articles(catalog, address, found),
        _more(catalog, address, found),
    )


def _cite(catalog: Catalog, address: Address, found: Organization) -> str:
    return cite(
        lambda style: cite_designation(
            found.row,
            style=style,
            url=address.public(address.to(PATH, Filters(), id=found.id)),
            version=catalog.version,
            as_of=catalog.as_of,
            accessed=clock.today(catalog),
        )
    )


def _head(address: Address, found: Organization) -> str:
    row = found.row
    country = row["country"] if known(row["country"]) else "unknown"
    return markup(
        "organization_head.html",
        back=address.to("organizations"),
        row=row.to_dict(),
        names=naming.others(row),
        country_href=address.to("organizations", Filters(country=(country,))),
        category_href=address.to("organizations", Filters(category=(row["category"],))),
        permanent=address.to(PATH, Filters(), id=found.id),
        json=address.to(f"api/v1/designations/{found.id}", Filters()),
        feed=address.to("feed.xml", Filters(org=(found.id,)), of="articles"),
        explorer=address.explorer(PATH, id=found.id) if isinstance(address, PlainAddress) else None,
        plain=isinstance(address, PlainAddress),
    )


def _sides(catalog: Catalog, address: Address, found: Organization) -> str:
    within = Filters(org=(found.id,))
    labels = facet("accusation").label
    return markup(
        "organization_sides.html",
        reason=found.reason,
        voices=found.voices,
        accused_of=[
            {
                "label": labels(catalog, each),
                "href": address.to("organizations", Filters(accusation=(each,))),
            }
            for each in found.row["accusations"]
            if each not in EMPTY
        ],
        link=lambda article: address.to("article", within, id=article),
        plain=isinstance(address, PlainAddress),
    )


def _followed(address: Address, found: Organization) -> str:
    if found.registers.empty and found.cases.empty:
        return ""
    within = Filters(org=(found.id,))
    return markup(
        "organization_followed.html",
        registers=found.registers.to_dict("records"),
        cases=tables.records(
            found.cases,
            href=lambda case: (
                address.to("article", within, id=case["article_id"])
                if known(case["article_id"])
                else None
            ),
        ),
    )


def _articles(catalog: Catalog, address: Address, found: Organization) -> str:
    within = Filters(org=(found.id,))
    articles = found.articles
    return markup(
        "organization_articles.html",
        caption=_("Articles about {name}").format(name=found.title),
        rows=tables.article_records(catalog, articles.part(0, _ARTICLES_SHOWN), address, within),
        total=len(articles),
        more=address.to("articles", within),
    )


def _more(catalog: Catalog, address: Address, found: Organization) -> str:
    row = found.row
    return markup(
        "organization_more.html",
        row=row.to_dict(),
        consequences=CONSEQUENCES,
        about=address.to("about"),
        name_fields=[
            {
                "title": _(DESIGNATIONS[field].title),
                "text": " · ".join(row[field]) if field == "aliases" else row[field],
                "lang": "ru" if field in ("name_ru", "register_name") else "",
            }
            for field in _NAME_FIELDS
            if known(row[field])
        ],
        evidence=found.evidence.to_dict("records"),
        confidence=choice(CONFIDENCE, row["confidence"]).lower(),
        groups=_neighbours(catalog, address, row),
        plain=isinstance(address, PlainAddress),
    )


def _neighbours(catalog: Catalog, address: Address, row: pd.Series[Any]) -> list[dict[str, Any]]:
    # Whole rows are dear to copy: of neighbours a link, a place and a date are shown.
    table = catalog.designations
    # A name stands in a column for each language.
    names = [column for column in table.columns if column.startswith("name")]
    dates = [name for name in (*_DAYS, "published_date", "listed_date_basis") if name in table]
    others = table[["id", *names, "country", "category", "date", *dates]]
    others = others[others["id"] != row["id"]]
    groups: list[dict[str, Any]] = []
    labels = (
        _("Announced on the same day"),
        _("Decided on the same day"),
        _("Listed on the same day"),
    )
    for column, label in zip(_DAYS, labels, strict=True):
        if known(row[column]):
            same = others[others[column] == row[column]]
            if column == "listed_date":
                # The day on which an entry was made public, or reported, is not that of its order.
                ordered = same["listed_date_basis"].astype("object").isin(["order"])
                same = same[ordered & (row["listed_date_basis"] == "order")]
            if not same.empty:
                groups.append({"label": label, "rows": same, "more": None})
    if known(row["country"]):
        near = others[
            (others["country"] == row["country"]) & (others["category"] == row["category"])
        ]
        if not near.empty:
            near = near.sort_values("date", ascending=False)
            filters = Filters(country=(row["country"],), category=(row["category"],))
            label = filters.sentence(catalog, "designations")
            more = address.to("organizations", filters) if len(near) > _NEIGHBOURS_SHOWN else None
            groups.append({"label": label, "rows": near.head(_NEIGHBOURS_SHOWN), "more": more})
    for group in groups:
        group["rows"] = tables.designation_records(group["rows"], address)
    return groups


def happened(row: Row) -> str:
    """Say what is known of when a designation happened: "Announced 19 May 2025".

    Args:
        row: The row of the designation.
    """
    found = event(row, removal=True)
    return found.sentence() if found else choice(STATUSES, row["status"])


def _facts(row: pd.Series[Any]) -> tuple[str, str]:
    return happened(row), locale.country(row["country"]) if known(row["country"]) else ""


def card(row: pd.Series[Any]) -> Card:
    """Return what the image beside a link says.

    Args:
        row: The row of the designation.
    """
    also = naming.others(row)
    return Card(
        kicker=_("Declared “undesirable” in Russia"),
        title=naming.title(row),
        subtitle=also[0][0] if also else "",
        facts=_facts(row),
    )


def meta(catalog: Catalog, origin: str, row: pd.Series[Any]) -> Meta:
    """Return what the page says of itself to programs that show a link to it.

    Args:
        catalog: The dataset.
        origin: Scheme and host by which others can open the site.
        row: The row of the designation.
    """
    title, facts, what = naming.title(row), _facts(row), _("Declared “undesirable” in Russia")
    url = origin + rooted(f"o/{row['id']}")
    names = [row["name_ru"], row["name_native"], row["abbreviation"], *row["aliases"]]
    described: dict[str, Any] = {
        "@type": "Organization",
        "name": row["name"],
        "alternateName": [name for name in dict.fromkeys(names) if known(name)],
    }
    if known(row["country"]):
        described["address"] = {"@type": "PostalAddress", "addressCountry": row["country"]}
    said = str(reason(catalog, row) or "")
    description = shortened(" · ".join(part for part in (what, *facts, said) if part), 280)
    return Meta(
        title=title,
        description=description,
        url=url,
        image=f"{url}.png",
        image_alt=" · ".join(part for part in (title, what, *facts) if part),
        alternates=(
            ("application/json", origin + rooted(f"api/v1/designations/{row['id']}")),
            ("application/atom+xml", origin + rooted(f"feed.xml?of=articles&org={row['id']}")),
        ),
        data=page_data(catalog, origin, title, description, url) | {"about": described},
    )
