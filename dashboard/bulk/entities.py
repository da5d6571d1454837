"""The dataset as FollowTheMoney entities, as Aleph and yente load them.

A designation is an organization, and a `Sanction`, which in this vocabulary is any listing of it by an
authority. Nothing is tagged with a topic of risk: the list says something about the authority, not
about the organization. Claims stay out, for the vocabulary cannot attribute them.

The entities are written here; `tests/web/test_bulk.py` has the `followthemoney` library validate each.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from rigour.langs import iso_639_alpha3
from rigour.urls import clean_url

from dashboard import locale
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.reasons import reason
from dashboard.dataset.elsewhere import SCHEMES
from dashboard.text.dates import iso

PREFIX = "undesirable-register"
_SCHEMAS = {"government-body": "PublicBody"}
_PROGRAM = 'Register of foreign and international organizations declared "undesirable" in Russia'
LANGUAGES = frozenset((
    "afr", "amh", "ara", "aze", "bel", "ben", "bos", "bul", "cat", "ces", "cnr", "dan", "deu",
    "ell", "eng", "est", "fas", "fil", "fin", "fra", "gle", "heb", "hin", "hrv", "hun", "hye",
    "ind", "isl", "ita", "jpn", "kan", "kat", "kaz", "khm", "kir", "kor", "lao", "lav", "lit",
    "ltz", "mkd", "mlt", "mon", "msa", "mul", "mya", "nep", "nld", "nor", "pol", "por", "pus",
    "ron", "rus", "sin", "slk", "slv", "spa", "sqi", "srp", "swa", "swe", "tam", "tel", "tgk",
    "tgl", "tha", "tuk", "tur", "ukr", "urd", "uzb", "vie", "zho",
))  # fmt: skip
"""The languages that the vocabulary has (ISO 639-3); articles in others get none."""
_AUTHORITY = "Ministry of Justice of the Russian Federation"


@dataclass(frozen=True)
class Entity:
    """An entity of the vocabulary.

    Attributes:
        id: Its identifier.
        schema: The name of its kind, such as ``Organization``.
        properties: The values of each property, without repetition.
    """

    id: str
    schema: str
    properties: dict[str, list[str]] = field(default_factory=dict)

    def add(self, prop: str, value: object) -> None:
        """Add the values of a cell to a property.

        Args:
            prop: The property.
            value: Text, a date, or a list of either; a missing value or empty text adds nothing.
        """
        if isinstance(value, tuple | list):
            for item in value:
                self.add(prop, item)
            return
        if isinstance(value, pd.Timestamp):
            value = value.date().isoformat()
        text = "" if pd.isna(value) else str(value)  # type: ignore[call-overload]
        if text and text not in self.properties.get(prop, ()):
            self.properties.setdefault(prop, []).append(text)


def write(catalog: Catalog, path: Path) -> None:
    """Write the entities, one JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for entity in entities(catalog):
            json.dump(asdict(entity), file, ensure_ascii=False, sort_keys=True)
            file.write("\n")


def entities(catalog: Catalog) -> Iterator[Entity]:
    """Yield organizations with their listings, articles, and the links between them."""
    evidence = catalog.evidence.groupby("designation_id")["url"].agg(list)
    for row in catalog.designations.to_dict("records"):
        yield from _designation(catalog, row, evidence.get(row["id"], []))
    for row in catalog.articles.to_dict("records"):
        article = _entity("Article", "article", row["id"])
        article.add("title", row["title"])
        article.add("name", row["title"])
        article.add("publisher", row["publisher"])
        if not pd.isna(row["published"]):
            article.add("publishedAt", iso(row["published"], row["published_precision"]))
        article.add("language", _language(row["language"]))
        article.add("sourceUrl", _urls([row["url"]]))
        article.add("summary", row["summary"])
        article.add("keywords", row["topics"])
        yield article
    for row in catalog.mentions.to_dict("records"):
        link = _entity("Documentation", "mention", row["article_id"], row["designation_id"])
        link.add("document", _id("article", row["article_id"]))
        link.add("entity", _id("designation", row["designation_id"]))
        link.add("role", row["role"])
        yield link


def _designation(catalog: Catalog, row: Mapping[Any, Any], evidence: list[str]) -> Iterator[Entity]:
    organization = _entity(_SCHEMAS.get(str(row["category"]), "Organization"), "designation", row["id"])  # fmt: skip
    for name, prop in (
        ("name", "name"), ("name_ru", "name"), ("name_native", "name"), ("aliases", "alias"),
        ("abbreviation", "abbreviation"), ("note", "notes"),
        ("category", "sector"),
    ):  # fmt: skip
        organization.add(prop, row[name])
    organization.add("country", row["country"].lower() if isinstance(row["country"], str) else None)
    organization.add("sourceUrl", _urls(evidence))
    for scheme, value in catalog.own_records.get(row["id"], ()):
        # A catalog for which the vocabulary has no property is a page that tells of the organization.
        prop, link = SCHEMES[scheme].prop, SCHEMES[scheme].link(value)
        organization.add(prop or "sourceUrl", value if prop else _urls([link]))
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
        listing.add(prop, row[name])
    with locale.using(locale.FALLBACK):
        # The vocabulary has no place for who said it: the words themselves name them.
        said = reason(catalog, row)
        listing.add("reason", str(said) if said else None)
    listing.add("sourceUrl", _urls(evidence))
    yield listing


def _entity(schema: str, *parts: object) -> Entity:
    return Entity(_id(*parts), schema)


def _language(code: object) -> str | None:
    found = iso_639_alpha3(str(code))
    return found if found in LANGUAGES else None


def _urls(urls: Iterable[object]) -> list[str | None]:
    """Return addresses as the vocabulary has them: with a path, if only "/"."""
    return [clean_url(url) for url in urls if isinstance(url, str)]


def _id(*parts: object) -> str:
    return "-".join((PREFIX, *map(str, parts)))
