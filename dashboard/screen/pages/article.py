"""`/article?id=…`: one article."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.asking.address import Address
from dashboard.asking.facets import facet
from dashboard.asking.filters import Filters
from dashboard.asking.selection import article_rows
from dashboard.catalog import Catalog, clock, naming
from dashboard.catalog.rows import Rows
from dashboard.charts import strip
from dashboard.charts.chart import Chart
from dashboard.charts.palette import Palette
from dashboard.documents import tables
from dashboard.documents.chart import Shown
from dashboard.documents.citation import cite_article
from dashboard.documents.markup import known, markup, rough
from dashboard.documents.missing import missing
from dashboard.documents.plot import plot
from dashboard.locale import gettext as _
from dashboard.screen.cite_box import cite
from dashboard.screen.pages.context import Context
from dashboard.screen.placing import made, place
from dashboard.screen.render import render
from dashboard.text.dates import published_to

PATH = "article"
_DAYS_NEAR = 14
_RELATED_SHOWN = 8
_STRIPS_SHOWN = 1


def show(context: Context) -> None:
    """Show the page."""
    catalog, address = context.catalog, context.address
    asked = address.text("id")
    if asked not in catalog.articles.index:
        missing(
            catalog,
            address,
            asked,
            title=_("There is no article at this address."),
            table="articles",
        )
        return
    row = catalog.articles.loc[asked]
    st.set_page_config(page_title=f"{row['title'][:80]} · {_('The Undesirable Register')}")
    publisher = catalog.publishers.loc[row["publisher_id"]]
    organizations = _organizations(catalog, address, asked)
    _article(catalog, address, row, publisher, organizations)
    place(made(_strip, catalog, address, PATH, strip.CHART, asked))
    _related(catalog, address, row, organizations)
    cite(
        lambda style: cite_article(row, publisher, style=style, accessed=clock.today(catalog)),
        key=asked,
    )


def _organizations(catalog: Catalog, address: Address, asked: str) -> list[dict[str, Any]]:
    mentions = catalog.mentions
    mentions = mentions[mentions["article_id"] == asked].sort_values("role", kind="stable")
    table = catalog.designations.loc[mentions["designation_id"]].assign(
        role=mentions["role"].astype("object").to_numpy()
    )
    return tables.designation_records(table, address)


def _article(
    catalog: Catalog,
    address: Address,
    row: pd.Series,
    publisher: pd.Series,
    organizations: list[dict[str, Any]],
) -> None:
    selected = article_rows(catalog, address.filters)
    place = selected.place(row["id"])
    claims = _claims(catalog, address, row["id"])
    render(
        "article.html",
        row=row.to_dict(),
        publisher=publisher.to_dict(),
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
        previous=_neighbour(selected, address, place - 1) if place else None,
        next=_neighbour(selected, address, place + 1) if place else None,
        permanent=address.to(PATH, Filters(), id=row["id"]),
        json=address.to(f"api/v1/articles/{row['id']}", Filters()),
        organizations=organizations,
        accusations=[claim for claim in claims if claim["stance"] == "accusation"],
        answers=[claim for claim in claims if claim["stance"] in ("defence", "criticism")],
        context=[claim for claim in claims if claim["stance"] == "context"],
    )


def _neighbour(selected: Rows, address: Address, place: int) -> str | None:
    """Return the address of the article at a place of the selection, from 1; None where it ends."""
    for identifier in selected.part(place - 1, place)["id"] if place > 0 else ():
        return address.to(PATH, id=identifier)
    return None


def _claims(catalog: Catalog, address: Address, asked: str) -> list[dict[str, Any]]:
    claims = catalog.claims
    names = naming.titles(catalog.designations)

    def about(claim: dict[str, Any]) -> list[dict[str, str]]:
        ids = [claim["designation_id"]] if known(claim["designation_id"]) else []
        return [
            {"name": names[found], "href": address.to("organization", id=found)}
            for found in (*ids, *claim["also_about"])
        ]

    return tables.records(claims[claims["article_id"] == asked], about=about)


def _own_designation(
    catalog: Catalog, address: Address, publisher: pd.Series
) -> dict[str, Any] | None:
    if not known(publisher["designation_id"]):
        return None
    own = catalog.designations.loc[[publisher["designation_id"]]]
    return tables.designation_records(own, address)[0]


def _strip(
    catalog: Catalog, address: Address, _page: str, colours: Palette, chart: Chart, asked: str
) -> Shown | None:
    row = catalog.articles.loc[asked]
    # One strip can tell one story; an article about several organizations has a list instead.
    subjects = [
        each for each in _organizations(catalog, address, asked) if each["role"] == "subject"
    ]
    if len(subjects) != _STRIPS_SHOWN or not known(row["published"]) or rough(row):
        return None
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
        return None
    published = pd.Series([row["published"]])
    name = naming.title(organization)
    heading = markup(
        "chart_heading.html",
        title=_("When"),
        subtitle=_("{name}, and this article below the line").format(name=name),
    )
    figure = strip.figure(events, published, palette=colours)
    alt = strip.alt(events, published, name=name)
    return Shown(chart.key, heading + plot(figure, key=chart.key, alt=alt))


def _related(
    catalog: Catalog, address: Address, row: pd.Series, organizations: list[dict[str, Any]]
) -> None:
    articles = catalog.articles
    others = articles.index != row["id"]
    groups: list[dict[str, Any]] = []
    subjects = tuple(each["id"] for each in organizations if each["role"] == "subject")
    if subjects and known(row["published"]) and not rough(row):
        same = catalog.joins.articles_naming(catalog.designations.index.isin(subjects))
        apart = (published_to(articles, "day") - row["published"]).abs()
        near = same & others & (apart <= pd.Timedelta(days=_DAYS_NEAR)).to_numpy()
        groups.append(
            {
                "label": _("Same organizations, within {days} days").format(days=_DAYS_NEAR),
                "rows": Rows(articles, np.flatnonzero(near)).by(apart),
                "more": address.to("articles", Filters(org=subjects)),
            }
        )
    newest = Rows(articles, catalog.newest_first["articles"])
    groups.append(
        {
            "label": _("By the same publisher"),
            "rows": newest.where(
                others & (articles["publisher_id"] == row["publisher_id"]).to_numpy()
            ),
            "more": address.to("articles", Filters(publisher=(row["publisher_id"],))),
        }
    )
    shown = []
    for group in groups:
        if count := len(group["rows"]):
            more = group["more"] if count > _RELATED_SHOWN else None
            rows = tables.article_records(catalog, group["rows"].part(0, _RELATED_SHOWN), address)
            shown.append(group | {"rows": rows, "count": count, "more": more})
    if shown:
        render("related.html", groups=shown)
