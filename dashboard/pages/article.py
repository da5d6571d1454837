"""`/article?id=…`: one article."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.catalog import Catalog, Filters, clock, naming, select
from dashboard.catalog.citation import cite_article
from dashboard.catalog.filters import facet
from dashboard.catalog.precision import published_to
from dashboard.charts import strip
from dashboard.locale import gettext as _
from dashboard.pages.context import Context
from dashboard.ui import tables, theme
from dashboard.ui.address import Address
from dashboard.ui.citing import cite
from dashboard.ui.failure import guarded
from dashboard.ui.figures import chart
from dashboard.ui.missing import missing
from dashboard.ui.render import known, render, rough

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
    _strip(catalog, row, organizations)
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
    order = list(select(catalog, address.filters).articles.index)
    place = order.index(row["id"]) + 1 if row["id"] in order else None
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
        total=len(order),
        previous=address.to(PATH, id=order[place - 2]) if place and place > 1 else None,
        next=address.to(PATH, id=order[place]) if place and place < len(order) else None,
        permanent=address.to(PATH, Filters(), id=row["id"]),
        json=address.to(f"api/v1/articles/{row['id']}", Filters()),
        organizations=organizations,
        accusations=[claim for claim in claims if claim["stance"] == "accusation"],
        answers=[claim for claim in claims if claim["stance"] in ("defence", "criticism")],
        context=[claim for claim in claims if claim["stance"] == "context"],
    )


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


@guarded("strip")
def _strip(catalog: Catalog, row: pd.Series, organizations: list[dict[str, Any]]) -> None:
    # One strip can tell one story; an article about several organizations has a list instead.
    subjects = [each for each in organizations if each["role"] == "subject"]
    if len(subjects) != _STRIPS_SHOWN or not known(row["published"]) or rough(row):
        return
    organization = subjects[0]
    events = pd.DataFrame(
        [
            {"date": organization[column], "label": label, "kind": kind}
            for column, kind, label in (
                ("decision_date", "decision", _("Decided")),
                ("announced_date", "announcement", _("Announced")),
                ("listed_date", "listing", _("Listed")),
                ("delisted_date", "delisting", _("Removed")),
            )
            if known(organization[column])
        ],
        columns=["date", "label", "kind"],
    )
    if events.empty:
        return
    published = pd.Series([row["published"]])
    chart(
        strip.figure(events, published, palette=theme.palette()),
        title=_("When"),
        subtitle=_("{name}, and this article below the line").format(
            name=naming.title(organization)
        ),
        alt=strip.alt(events, published, name=naming.title(organization)),
        key="strip",
    )


def _related(
    catalog: Catalog, address: Address, row: pd.Series, organizations: list[dict[str, Any]]
) -> None:
    others = catalog.articles.drop(index=row["id"])
    groups: list[dict[str, Any]] = []
    subjects = [each["id"] for each in organizations if each["role"] == "subject"]
    if subjects and known(row["published"]) and not rough(row):
        mentions = catalog.mentions
        same = mentions.loc[mentions["designation_id"].isin(subjects), "article_id"]
        apart = (published_to(others, "day") - row["published"]).abs()
        near = others[others.index.isin(same) & (apart <= pd.Timedelta(days=_DAYS_NEAR))]
        near = near.loc[apart[near.index].sort_values(kind="stable").index]
        groups.append(
            {
                "label": _("Same organizations, within {days} days").format(days=_DAYS_NEAR),
                "rows": near,
                "more": address.to("articles", Filters(org=tuple(subjects))),
            }
        )
    publisher = others[others["publisher_id"] == row["publisher_id"]]
    groups.append(
        {
            "label": _("By the same publisher"),
            "rows": publisher.sort_values("date", ascending=False, na_position="last"),
            "more": address.to("articles", Filters(publisher=(row["publisher_id"],))),
        }
    )
    shown = []
    for group in groups:
        if not group["rows"].empty:
            more = group["more"] if len(group["rows"]) > _RELATED_SHOWN else None
            rows = tables.article_records(catalog, group["rows"].head(_RELATED_SHOWN), address)
            shown.append(group | {"rows": rows, "count": len(group["rows"]), "more": more})
    if shown:
        render("related.html", groups=shown)
