"""`/article?id=…` and `/a/<id>`: one article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dashboard import locale
from dashboard.asking.address import Address, rooted
from dashboard.asking.facets import facet
from dashboard.asking.filters import Filters
from dashboard.asking.selection import article_rows
from dashboard.catalog import Catalog, clock, naming
from dashboard.catalog.rows import Row, Rows
from dashboard.catalog.wording import worded
from dashboard.charts import strip
from dashboard.charts.palette import DARK, Palette
from dashboard.dataset.choices import KINDS
from dashboard.documents import tables
from dashboard.documents.chart import framed
from dashboard.documents.citation import cite_article
from dashboard.documents.cite import cite
from dashboard.documents.document import Document
from dashboard.documents.markup import choice, known, markup, published, rough
from dashboard.documents.meta import Card, Meta, page_data, shortened
from dashboard.documents.missing import one_of
from dashboard.documents.part import part
from dashboard.documents.plain import PlainAddress
from dashboard.documents.plot import plot, static_plot
from dashboard.documents.statements import Statement, Voices, statements_in
from dashboard.locale import gettext as _
from dashboard.text.dates import iso, published_to

PATH = "article"
_DAYS_NEAR = 14
_RELATED_SHOWN = 8
_STRIPS_SHOWN = 1


@dataclass(frozen=True, eq=False)
class Article:
    """The facts of an article, collected once for its page, its plain page and link previews.

    Attributes:
        row: Its row.
        publisher: The row of its publisher.
        organizations: The designations that it names, subjects first, each with its ``role``.
        voices: What it reports that somebody said.
    """

    row: Row
    publisher: Row
    organizations: Sequence[Row]
    voices: Voices

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.row["id"])


def gather(catalog: Catalog, identifier: str) -> Article:
    """Collect the facts of an article.

    Args:
        catalog: The dataset.
        identifier: Its id.

    Raises:
        KeyError: There is no such article.
    """
    row = catalog.row("articles", identifier)
    return Article(
        row=row,
        publisher=catalog.row("publishers", row["publisher_id"]),
        organizations=_named(catalog, identifier),
        voices=statements_in(catalog, identifier),
    )


def _named(catalog: Catalog, identifier: str) -> list[Row]:
    """Return the designations that an article names, subjects first, each with its ``role``."""
    return [
        {**catalog.row("designations", each["designation_id"]), "role": each["role"]}
        for each in catalog.mentions_in(identifier)
    ]


def _document(catalog: Catalog, address: Address, colours: Palette, asked: str) -> Document:
    found = gather(catalog, asked)
    return Document(
        (
            _head(catalog, address, found),
            part(_strip, catalog, address, colours, asked, title=_(strip.CHART.title)),
            _related(catalog, address, found),
            _cite(catalog, address, found),
        ),
        title=worded(found.row, "title").text[:80],
    )


document = one_of("articles", _document)
"""The page of the article in the URL."""


def plain(catalog: Catalog, address: PlainAddress, identifier: str) -> Document:
    """Return the page without the chart and the citation, which need a script or the current day.

    Args:
        catalog: The dataset.
        address: The address of the plain page.
        identifier: The id of the article.

    Raises:
        KeyError: There is no such article.
    """
    found = gather(catalog, identifier)
    return Document((_head(catalog, address, found), _related(catalog, address, found)))


def _cite(catalog: Catalog, address: Address, found: Article) -> str:
    accessed = clock.today(catalog) if address.served else None
    return cite(
        lambda style: cite_article(found.row, found.publisher, style=style, accessed=accessed)
    )


def _head(catalog: Catalog, address: Address, found: Article) -> str:
    row, publisher = found.row, found.publisher
    explorer = None
    place: int | None = None
    selected = article_rows(catalog, address.filters)
    if isinstance(address, PlainAddress):
        explorer = address.explorer(PATH, id=found.id)
    else:
        place = selected.place(found.id)
    return markup(
        "article.html",
        row=row,
        publisher=publisher,
        publisher_designation=_own_designation(catalog, address, publisher),
        publisher_href=address.to("articles", Filters(publisher=(publisher["id"],))),
        topics=[
            {
                "label": facet("topic").label(catalog, topic),
                "href": address.to("articles", Filters(topic=(topic,))),
            }
            for topic in row["topics"]
        ],
        back=address.to("articles"),
        place=place,
        total=len(selected),
        previous=_neighbour(catalog, selected, address, place - 1) if place else None,
        next=_neighbour(catalog, selected, address, place + 1) if place else None,
        permanent=address.spoken().to(PATH, Filters(), id=found.id),
        json=address.to(f"api/v1/articles/{found.id}", Filters()),
        explorer=explorer,
        plain=explorer is not None,
        organizations=tables.designation_records(found.organizations, address),
        voices=found.voices,
        own=found.id,
        about=_about(catalog, address),
        link=lambda article: address.to(PATH, Filters(), id=article),
    )


def _neighbour(catalog: Catalog, selected: Rows, address: Address, place: int) -> str | None:
    """Return the URL of the article at a rank in the selection, from 1; None beyond the end."""
    if not 0 < place <= len(selected):
        return None
    return address.to(PATH, id=catalog.cells("articles")[selected.positions[place - 1]]["id"])


def _about(catalog: Catalog, address: Address) -> Callable[[Statement], list[dict[str, str]]]:
    def about(statement: Statement) -> list[dict[str, str]]:
        return [
            {
                "name": naming.title(catalog.row("designations", found)),
                "href": address.to("organization", id=found),
            }
            for found in statement.about
        ]

    return about


def _own_designation(catalog: Catalog, address: Address, publisher: Row) -> dict[str, Any] | None:
    if not known(publisher["designation_id"]):
        return None
    own = catalog.row("designations", publisher["designation_id"])
    return tables.designation_records([own], address)[0]


def _strip(catalog: Catalog, address: Address, colours: Palette, asked: str) -> str:
    row = catalog.row("articles", asked)
    if not known(row["published"]) or rough(row):
        return ""
    # A strip shows one organization; an article about several has a list instead.
    subjects = [each for each in _named(catalog, asked) if each["role"] == "subject"]
    if len(subjects) != _STRIPS_SHOWN:
        return ""
    organization = subjects[0]
    events = pd.DataFrame(
        [
            {"date": organization[column], "label": _(label), "kind": kind}
            for kind, (column, label) in strip.EVENTS.items()
            if known(organization[column])
        ],
        columns=["date", "label", "kind"],
    )
    if events.empty:
        return ""
    dates = pd.Series([row["published"]])
    name = naming.title(organization)
    heading = markup(
        "chart_heading.html",
        title=_("When"),
        subtitle=_("{name}, and this article below the line").format(name=name),
    )
    figure = strip.figure(events, dates, palette=colours)
    alt = strip.alt(events, dates, name=name)
    if address.static:
        dark = strip.figure(events, dates, palette=DARK)
        return framed("strip", heading + static_plot(figure, dark, key="strip", alt=alt))
    return framed("strip", heading + plot(figure, key="strip", alt=alt, colours=colours))


def _related(catalog: Catalog, address: Address, found: Article) -> str:
    row = found.row
    groups: list[dict[str, Any]] = []
    subjects = tuple(each["id"] for each in found.organizations if each["role"] == "subject")
    if subjects and known(row["published"]) and not rough(row):
        groups.append(
            {
                "label": _("Same organizations, within {days} days").format(days=_DAYS_NEAR),
                "places": _near(catalog, subjects, row["published"]),
                "more": address.to("articles", Filters(org=subjects)),
            }
        )
    publisher = Filters(publisher=(row["publisher_id"],))
    groups.append(
        {
            "label": _("By the same publisher"),
            "places": article_rows(catalog, publisher).positions,
            "more": address.to("articles", publisher),
        }
    )
    shown = []
    for group in groups:
        others = group["places"][group["places"] != catalog.place("articles", found.id)]
        if len(others):
            more = group["more"] if len(others) > _RELATED_SHOWN else None
            cells = catalog.cells("articles").at(others[:_RELATED_SHOWN])
            rows = tables.article_records(catalog, cells, address)
            shown.append(group | {"rows": rows, "count": len(others), "more": more})
    return markup("related.html", groups=shown) if shown else ""


def _near(catalog: Catalog, designations: tuple[str, ...], day: pd.Timestamp) -> np.ndarray:
    """Return the positions of articles that name any of some designations, those nearest to a day first."""
    places = np.unique(
        np.concatenate([catalog.articles_naming(each).positions for each in designations])
    )
    dates = Rows(catalog.articles, places).columns("published", "published_precision")
    apart = (published_to(dates, "day") - day).abs()
    near = apart[apart <= pd.Timedelta(days=_DAYS_NEAR)].sort_values(kind="stable")
    return np.asarray(places[near.index.to_numpy()])


def title(row: Row) -> str:
    """Return the title of an article, in brackets if this project supplied it."""
    return f"[{worded(row, 'title').text}]" if row["title_supplied"] else str(row["title"])


def card(row: Row, drawable: bool) -> Card:
    """Return the texts of the preview image.

    Args:
        row: The row of the article.
        drawable: Whether the image can show its title; if not, it shows our summary.
    """
    return Card(
        kicker=choice(KINDS, row["kind"]),
        title=title(row) if drawable else shortened(worded(row, "summary").text, 140),
        subtitle="",
        facts=(
            worded(row, "publisher").text,
            published(row) or _("undated"),
            locale.language(row["language"]),
        ),
    )


def meta(catalog: Catalog, origin: str, row: Row) -> Meta:
    """Return the metadata of the page for link previews.

    Args:
        catalog: The dataset.
        origin: Scheme and host by which others can open the site.
        row: The row of the article.
    """
    url, name = origin + rooted(f"a/{row['id']}"), title(row)
    outlet = worded(row, "publisher").text
    when = published(row) or _("undated")
    work: dict[str, Any] = {
        "@type": "Article",
        "headline": name,
        "inLanguage": row["language"],
        "publisher": {"@type": "Organization", "name": outlet},
    }
    if known(row["published"]):
        work["datePublished"] = iso(row["published"], row["published_precision"])
    if known(row["url"]):
        work["url"] = row["url"]
    said = locale.ended(f"{outlet}, {when}")
    description = shortened(f"{said} {worded(row, 'summary').text}", 280)
    return Meta(
        title=name,
        description=description,
        url=url,
        image=f"{url}.png",
        image_alt=f"{name} · {outlet} · {when}",
        kind="article",
        alternates=(("application/json", origin + rooted(f"api/v1/articles/{row['id']}")),),
        data=page_data(catalog, origin, name, description, url) | {"mainEntity": work},
        published=work.get("datePublished", ""),
    )
