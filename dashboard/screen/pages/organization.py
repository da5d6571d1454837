"""`/organization?id=…`: one designation."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog, clock, naming
from dashboard.catalog.reasons import reason
from dashboard.catalog.rows import Rows
from dashboard.charts.registry import CHARTS
from dashboard.dataset.choices import CONFIDENCE
from dashboard.dataset.tables import DESIGNATIONS
from dashboard.documents import tables
from dashboard.documents.chart import chart
from dashboard.documents.citation import cite_designation
from dashboard.documents.law import CONSEQUENCES
from dashboard.documents.markup import choice, known, published
from dashboard.documents.missing import missing
from dashboard.locale import gettext as _
from dashboard.screen.cite_box import cite
from dashboard.screen.pages.context import Context
from dashboard.screen.placing import made, place
from dashboard.screen.render import render

PATH = "organization"
_ARTICLES_SHOWN = 25
_NEIGHBOURS_SHOWN = 12
_DAYS = ("announced_date", "decision_date", "listed_date")


def show(context: Context) -> None:
    """Show the page."""
    catalog, address = context.catalog, context.address
    asked = address.text("id")
    if asked not in catalog.designations.index:
        missing(
            catalog,
            address,
            asked,
            title=_("There is no organization at this address."),
            table="designations",
        )
        return
    row = catalog.designations.loc[asked]
    st.set_page_config(page_title=f"{naming.title(row)} · {_('The Undesirable Register')}")
    articles = _articles_about(catalog, asked)
    of_it = Filters(org=(asked,))
    _head(catalog, address, row)
    place(made(chart, catalog, address, PATH, CHARTS["strip"], of_it))
    _sides(catalog, address, row)
    place(made(chart, catalog, address, PATH, CHARTS["sides"], of_it))
    _followed(catalog, address, row)
    _articles(catalog, address, row, articles)
    _more(catalog, address, row)
    cite(
        lambda style: cite_designation(
            row,
            style=style,
            url=address.public(address.to(PATH, Filters(), id=asked)),
            version=catalog.version,
            as_of=catalog.as_of,
            accessed=clock.today(catalog),
        ),
        key=asked,
    )


def _articles_about(catalog: Catalog, asked: str) -> Rows:
    about = catalog.joins.articles_about(catalog.designations.index == asked)
    return Rows(catalog.articles, catalog.newest_first["articles"]).where(about)


def _head(catalog: Catalog, address: Address, row: pd.Series) -> None:
    country = row["country"] if known(row["country"]) else "unknown"
    render(
        "organization_head.html",
        back=address.to("organizations"),
        row=row.to_dict(),
        names=naming.others(row),
        country_href=address.to("organizations", Filters(country=(country,))),
        category_href=address.to("organizations", Filters(category=(row["category"],))),
        permanent=address.to(PATH, Filters(), id=row["id"]),
        json=address.to(f"api/v1/designations/{row['id']}", Filters()),
    )


def _sides(catalog: Catalog, address: Address, row: pd.Series) -> None:
    claims = catalog.claims_about
    claims = claims[claims["about"] == row["id"]]
    articles = Rows(catalog.articles, catalog.joins.claim_article[claims.index])
    columns = articles.columns("date", "published", "published_precision", "publisher")
    claims = pd.concat([claims, columns.set_index(claims.index)], axis="columns")
    within = Filters(org=(row["id"],))
    records = tables.records(
        claims.sort_values("date", kind="stable"),
        href=lambda claim: address.to("article", within, id=claim["article_id"]),
        when=lambda claim: published(claim, "medium") or _("undated"),
    )
    render(
        "organization_sides.html",
        reason=reason(catalog, row),
        accusations=[claim for claim in records if claim["stance"] == "accusation"],
        answers=[claim for claim in records if claim["stance"] in ("defence", "criticism")],
        context=[claim for claim in records if claim["stance"] == "context"],
    )


def _followed(catalog: Catalog, address: Address, row: pd.Series) -> None:
    registers, cases = catalog.other_designations, catalog.prosecutions
    registers = registers[registers["designation_id"] == row["id"]]
    cases = cases[cases["designation_id"] == row["id"]]
    if registers.empty and cases.empty:
        return
    within = Filters(org=(row["id"],))
    render(
        "organization_followed.html",
        registers=registers.to_dict("records"),
        cases=tables.records(
            cases.sort_values(["date", "id"], ascending=False, na_position="last"),
            href=lambda case: (
                address.to("article", within, id=case["article_id"])
                if known(case["article_id"])
                else None
            ),
        ),
    )


def _articles(catalog: Catalog, address: Address, row: pd.Series, articles: Rows) -> None:
    render("chart_heading.html", title=_("Articles"), subtitle="")
    if not articles:
        render("hint.html", text=_("No article about it is in the dataset yet."))
        return
    within = Filters(org=(row["id"],))
    render(
        "article_rows.html",
        caption=_("Articles about {name}").format(name=naming.title(row)),
        rows=tables.article_records(catalog, articles.part(0, _ARTICLES_SHOWN), address, within),
    )
    render(
        "links.html",
        links=[
            {
                "href": address.to("articles", within),
                "label": _("All articles that name it, with filters and downloads"),
            }
        ],
    )


def _more(catalog: Catalog, address: Address, row: pd.Series) -> None:
    evidence = catalog.evidence
    evidence = evidence[evidence["designation_id"] == row["id"]]
    shown = ("name", "name_ru", "name_native", "abbreviation", "aliases", "register_name", "register_number")  # fmt: skip
    render(
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
            for field in shown
            if known(row[field])
        ],
        evidence=evidence.to_dict("records"),
        confidence=choice(CONFIDENCE, row["confidence"]).lower(),
        groups=_neighbours(catalog, address, row),
    )


def _neighbours(catalog: Catalog, address: Address, row: pd.Series) -> list[dict[str, Any]]:
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
