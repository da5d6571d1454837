"""The dataset as FollowTheMoney entities, as Aleph and yente load them.

A designation is an organization, and a `Sanction`, which in this vocabulary is any listing of it by an
authority. Nothing is tagged with a topic of risk: the list says something about the authority, not
about the organization. Claims stay out, for the vocabulary cannot attribute them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from followthemoney import model
from followthemoney.proxy import EntityProxy

from dashboard import locale
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.reasons import reason
from dashboard.text.dates import iso

PREFIX = "undesirable-register"
_SCHEMAS = {"government-body": "PublicBody"}
_PROGRAM = 'Register of foreign and international organizations declared "undesirable" in Russia'
_AUTHORITY = "Ministry of Justice of the Russian Federation"


def write(catalog: Catalog, path: Path) -> None:
    """Write the entities, one JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for entity in entities(catalog):
            json.dump(entity.to_dict(), file, ensure_ascii=False, sort_keys=True)
            file.write("\n")


def entities(catalog: Catalog) -> Iterator[EntityProxy]:
    """Yield organizations with their listings, articles, and the links between them."""
    evidence = catalog.evidence.groupby("designation_id")["url"].agg(list)
    for row in catalog.designations.to_dict("records"):
        yield from _designation(catalog, row, evidence.get(row["id"], []))
    for row in catalog.articles.to_dict("records"):
        article = _entity("Article", "article", row["id"])
        _add(article, "title", row["title"])
        _add(article, "name", row["title"])
        _add(article, "publisher", row["publisher"])
        if not pd.isna(row["published"]):
            _add(article, "publishedAt", iso(row["published"], row["published_precision"]))
        _add(article, "language", row["language"])
        _add(article, "sourceUrl", row["url"])
        _add(article, "summary", row["summary"])
        _add(article, "keywords", row["topics"])
        yield article
    for row in catalog.mentions.to_dict("records"):
        link = _entity("Documentation", "mention", row["article_id"], row["designation_id"])
        link.add("document", _id("article", row["article_id"]))
        link.add("entity", _id("designation", row["designation_id"]))
        _add(link, "role", row["role"])
        yield link


def _designation(
    catalog: Catalog, row: Mapping[Any, Any], evidence: list[str]
) -> Iterator[EntityProxy]:
    organization = _entity(_SCHEMAS.get(str(row["category"]), "Organization"), "designation", row["id"])  # fmt: skip
    for name, prop in (
        ("name", "name"), ("name_ru", "name"), ("name_native", "name"), ("aliases", "alias"),
        ("abbreviation", "abbreviation"), ("country", "country"), ("note", "notes"),
        ("category", "sector"),
    ):  # fmt: skip
        _add(organization, prop, row[name])
    _add(organization, "sourceUrl", evidence)
    yield organization
    listing = _entity("Sanction", "listing", row["id"])
    listing.add("entity", organization.id)
    listing.add("country", "ru")
    listing.add("authority", _AUTHORITY)
    listing.add("program", _PROGRAM)
    for name, prop in (
        ("status", "status"), ("decision_date", "startDate"), ("listed_date", "listingDate"),
        ("announced_date", "date"), ("delisted_date", "endDate"), ("order_number", "recordId"),
        ("register_name", "namesMentioned"),
    ):  # fmt: skip
        _add(listing, prop, row[name])
    with locale.using(locale.FALLBACK):
        # The vocabulary has no place for who said it: the words themselves name them.
        said = reason(catalog, row)
        _add(listing, "reason", str(said) if said else None)
    _add(listing, "sourceUrl", evidence)
    yield listing


def _entity(schema: str, *parts: object) -> EntityProxy:
    entity = model.make_entity(schema)
    entity.id = _id(*parts)
    return entity


def _id(*parts: object) -> str:
    return "-".join((PREFIX, *map(str, parts)))


def _add(entity: EntityProxy, prop: str, value: object) -> None:
    if isinstance(value, tuple | list):
        for item in value:
            entity.add(prop, item)
    elif isinstance(value, pd.Timestamp):
        entity.add(prop, value.date().isoformat())
    elif not pd.isna(value):  # type: ignore[call-overload]
        entity.add(prop, str(value))
