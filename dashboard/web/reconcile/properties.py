"""The properties of an entity: those that are compared, and those that clients may fetch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from dashboard import locale
from dashboard.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.catalog.reasons import reason
from dashboard.catalog.rows import Rows
from dashboard.dataset.choices import CATEGORIES, REASON_SOURCES, STATUSES, Choice
from dashboard.dataset.elsewhere import SCHEMES, Scheme
from dashboard.dataset.tables import DESIGNATIONS
from dashboard.locale import gettext as _
from dashboard.locale import mark
from dashboard.text.folding import fold
from dashboard.words.memo import briefly
from dashboard.words.places import country

Value = Mapping[str, Any]
"""A value in the format of the protocol: an object with one of ``str``, ``int`` and ``date``."""
Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Property:
    """One property.

    Attributes:
        key: Its id.
        title: Its English name, translated when shown.
        values: Returns its values for a row of the catalog's designations.
        code: Converts a value of a client to a value of the dataset, or None; properties without it are not compared.
    """

    key: str
    title: str
    values: Callable[[Catalog, Row], Iterator[Value]]
    code: Callable[[str], str | None] | None = None

    def described(self) -> dict[str, str]:
        """Return its id and its name in the reader's language."""
        return {"id": self.key, "name": _(self.title)}


def _known(value: object) -> bool:
    return not (pd.isna(value) or value == "")  # type: ignore[call-overload]


def _text(key: str) -> Property:
    def values(_catalog: Catalog, row: Row) -> Iterator[Value]:
        if _known(row[key]):
            yield {"str": str(row[key])}

    return Property(key, DESIGNATIONS[key].title, values)


def _day(key: str) -> Property:
    def values(_catalog: Catalog, row: Row) -> Iterator[Value]:
        if _known(row[key]):
            # The protocol requires date-times, so use midnight UTC.
            yield {"date": f"{row[key]:%Y-%m-%d}T00:00:00Z"}

    return Property(key, DESIGNATIONS[key].title, values)


def _record(scheme: Scheme) -> Property:
    def values(catalog: Catalog, row: Row) -> Iterator[Value]:
        for catalogued, identifier in catalog.own_records.get(row["id"], ()):
            if catalogued == scheme.choice.value:
                yield {"str": identifier}

    return Property(scheme.choice.value, scheme.choice.label, values)


def _choice(key: str, title: str, choices: tuple[Choice, ...]) -> Property:
    def values(_catalog: Catalog, row: Row) -> Iterator[Value]:
        yield from ({"str": _(each.label)} for each in choices if each.value == row[key])

    @cache
    def known() -> dict[str, str]:
        said: dict[str, str] = {}
        for each in choices:
            for label in (each.value, each.label, *_translations(each.label)):
                said.setdefault(fold(label), each.value)
        return said

    def code(given: str) -> str | None:
        return known().get(fold(given))

    return Property(key, title, values, code)


def _translations(label: str) -> Iterator[str]:
    for language in locale.languages():
        with locale.using(language):
            yield _(label)


def _countries(_catalog: Catalog, row: Row) -> Iterator[Value]:
    if _known(row["country"]):
        yield {"str": locale.country(row["country"])}


def _country_code(given: str) -> str | None:
    text = given.strip()
    if len(text) == 2 and text.isascii() and text.isalpha():
        return {"UK": "GB"}.get(text.upper(), text.upper())
    with briefly():
        return country(text)


def _aliases(catalog: Catalog, row: Row) -> Iterator[Value]:
    names = [row["name"], row["name_ru"], row["name_native"], row["abbreviation"], *row["aliases"]]
    names += _of_each(catalog, "names", "name").get(row["id"], ())
    yield from ({"str": str(name)} for name in dict.fromkeys(names) if _known(name))


def _sites(catalog: Catalog, row: Row) -> Iterator[Value]:
    yield from ({"str": str(each)} for each in _of_each(catalog, "sites", "value").get(row["id"], ()))  # fmt: skip


@remembered(2)
def _of_each(catalog: Catalog, table: str, column: str) -> Mapping[str, tuple[str, ...]]:
    """Return the values that a table has for each designation, in the order of its rows."""
    rows = catalog[table]
    found: dict[str, list[str]] = {}
    for key, value in zip(rows["designation_id"], rows[column], strict=True):
        found.setdefault(str(key), []).append(str(value))
    return {key: tuple(values) for key, values in found.items()}


def _reasons(catalog: Catalog, row: Row) -> Iterator[Value]:
    if said := reason(catalog, row):
        yield {"str": str(said)}


def _articles(catalog: Catalog, row: Row) -> Iterator[Value]:
    chosen = np.zeros(len(catalog.tables["designations"]), dtype=bool)
    chosen[catalog.tables["designations"].index.get_loc(row["id"])] = True
    about = catalog.joins.articles_about(chosen)
    newest = Rows(catalog.tables["articles"], catalog.newest_first["articles"]).where(about)
    urls = newest.columns("url")["url"]
    yield from ({"str": str(url)} for url in urls if _known(url))


def _count(_catalog: Catalog, row: Row) -> Iterator[Value]:
    yield {"int": int(row["articles"])}


PROPERTIES = {
    each.key: each
    for each in (
        _choice("status", mark("Status"), STATUSES),
        Property("country", DESIGNATIONS["country"].title, _countries, _country_code),
        _choice("category", DESIGNATIONS["category"].title, CATEGORIES),
        _day("decision_date"),
        _day("announced_date"),
        _day("listed_date"),
        _day("published_date"),
        _day("delisted_date"),
        _text("order_number"),
        _text("register_number"),
        _text("register_name"),
        Property("reason", mark("Reason, and who gave it"), _reasons),
        Property("reason_source", DESIGNATIONS["reason_source"].title, _choice("reason_source", "", REASON_SOURCES).values),
        _text("name_ru"),
        _text("name_native"),
        _text("abbreviation"),
        Property("names", mark("All names"), _aliases),
        Property("sites", mark("Sites, channels and accounts"), _sites),
        *map(_record, SCHEMES.values()),
        Property("article_count", mark("Number of articles"), _count),
        Property("articles", mark("Addresses of articles"), _articles),
    )
}  # fmt: skip
"""The properties by id, in the order in which they are proposed."""

COMPARED = tuple(key for key, each in PROPERTIES.items() if each.code)
"""The properties by which candidates are compared."""


def codes(key: str, given: tuple[str, ...]) -> frozenset[str]:
    """Convert the values that a client expects of a property.

    Args:
        key: A property of `COMPARED`.
        given: The values, as codes or as names in any language of the site.

    Returns:
        Values of the dataset; empty if no given value is valid.
    """
    read = PROPERTIES[key].code
    assert read is not None
    return frozenset(code for each in given if (code := read(each)) is not None)


def agrees(row: Row, key: str, expected: frozenset[str]) -> bool | None:
    """Return whether a designation has one of the values that a client expects.

    Args:
        row: The designation.
        key: A property of `COMPARED`.
        expected: The values, as `codes` returns them.

    Returns:
        None if the dataset has no value, or none is expected.
    """
    if not expected or not _known(row[key]):
        return None
    return str(row[key]) in expected
