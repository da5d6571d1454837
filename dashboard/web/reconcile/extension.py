"""The data extension service: values of properties for entities that a client has matched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.catalog import Catalog
from dashboard.catalog.rows import records
from dashboard.web.problems import Problem
from dashboard.web.reconcile.properties import PROPERTIES, Property, Row, Value
from dashboard.web.reconcile.queries import unfit

MOST_IDS = 200
"""Maximum number of entities in one request."""


EXTENSION: dict[str, Any] = {
    "type": "object",
    "properties": {
        "ids": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_IDS},
        "properties": {
            "type": "array",
            "minItems": 1,
            "maxItems": len(PROPERTIES),
            "items": {
                "type": "object",
                "properties": {
                    "id": {"type": "string", "enum": list(PROPERTIES)},
                    "settings": {
                        "type": "object",
                        "properties": {"limit": {"type": "integer", "minimum": 1}},
                    },
                },
                "required": ["id"],
            },
        },
    },
    "required": ["ids", "properties"],
}
"""The JSON Schema of the request."""


@dataclass(frozen=True)
class Extension:
    """A data extension query.

    Attributes:
        ids: The entities.
        properties: The properties, each with its maximum number of values; None for all.
    """

    ids: tuple[str, ...]
    properties: tuple[tuple[Property, int | None], ...]


def read_extension(asked: Any) -> Extension:
    """Read a data extension query.

    Args:
        asked: The parsed JSON.

    Raises:
        Problem: It does not match the specification, or is too large.
    """
    if not isinstance(asked, dict):
        raise unfit("A data extension query must be an object with ids and properties.")
    ids, properties = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        raise unfit("ids must be a list of identifiers.")
    if len(ids) > MOST_IDS:
        raise Problem(413, f"There are {len(ids)} ids: send at most {MOST_IDS} at once.")
    if not isinstance(properties, list) or not properties:
        raise unfit("properties must be a list of objects with an id.")
    if len(properties) > len(PROPERTIES):
        raise Problem(413, f"There are {len(properties)} properties: send each of the {len(PROPERTIES)} once.")  # fmt: skip
    return Extension(tuple(ids), tuple(map(_property, properties)))


def _property(asked: Any) -> tuple[Property, int | None]:
    key = asked.get("id") if isinstance(asked, dict) else None
    if not isinstance(key, str) or key not in PROPERTIES:
        said = f"There is no property {key[:40]!r}" if isinstance(key, str) else "A property needs an id"  # fmt: skip
        raise unfit(f"{said}: use {', '.join(PROPERTIES)}.")
    settings = asked.get("settings", {})
    if not isinstance(settings, dict):
        raise unfit(f"{key}: settings must be an object.")
    given = settings.get("limit")
    try:
        most = int(given) if given not in (None, "") else None
    except (TypeError, ValueError, OverflowError):
        most = 0
    if most is not None and most < 1:
        raise unfit(f"{key}: the setting limit must be a whole number from 1.")
    return PROPERTIES[key], most


def extend(catalog: Catalog, asked: Extension) -> dict[str, Any]:
    """Return the values in the form of 0.2, in the language of the block around.

    Args:
        catalog: The dataset.
        asked: What is asked; an unknown entity has no values.
    """
    rows = {
        key: {each.key: values for each, values in found}
        for key, found in _values(catalog, asked).items()
    }
    return {"meta": _meta(asked), "rows": rows}


def extend_listed(catalog: Catalog, asked: Extension) -> dict[str, Any]:
    """Return the values in the form of the 1.0 draft, where everything is a list."""
    rows = [
        {"id": key, "properties": [{"id": each.key, "values": values} for each, values in found]}
        for key, found in _values(catalog, asked).items()
    ]
    return {"meta": _meta(asked), "rows": rows}


def _meta(asked: Extension) -> list[dict[str, str]]:
    return [each.described() for each, _most in asked.properties]


_Found = list[tuple[Property, list[Value]]]


def _values(catalog: Catalog, asked: Extension) -> dict[str, _Found]:
    """Return the values of each entity, which is answered once however often it is asked about."""
    designations = catalog.designations
    ids = dict.fromkeys(asked.ids)
    known = [key for key in ids if key in designations.index]
    rows = dict(zip(known, records(designations.loc[known]), strict=True))
    return {key: _row_values(catalog, rows.get(key), asked) for key in ids}


def _row_values(catalog: Catalog, row: Row | None, asked: Extension) -> _Found:
    if row is None:
        return [(each, []) for each, _most in asked.properties]
    whole: dict[str, list[Value]] = {}
    for each, _most in asked.properties:
        if each.key not in whole:
            whole[each.key] = list(each.values(catalog, row))
    return [(each, whole[each.key][:most]) for each, most in asked.properties]
