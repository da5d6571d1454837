"""Parse reconciliation queries strictly, in the formats of version 0.2 and of the 1.0 draft."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dashboard.names.engine import CANDIDATES
from dashboard.names.matching import LONGEST
from dashboard.web.check import is_whole
from dashboard.web.problems import Problem
from dashboard.web.reconcile.properties import COMPARED
from dashboard.web.reconcile.types import TYPES

BATCH = 50
"""Maximum number of queries in one request."""
MOST_PROPERTIES = 10
"""Maximum number of properties in one query; several columns may be compared with one property."""
MOST_VALUES = 20
"""Maximum number of values of a property in one query."""
MOST_CANDIDATES = 50

_MEMBERS = {"query", "type", "limit", "properties", "type_strict"}
_STRICT = ("any", "should", "all")


_VALUE = {"type": "string", "maxLength": LONGEST}
CONDITIONS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "queries": {
            "type": "array",
            "maxItems": BATCH,
            "items": {
                "type": "object",
                "properties": {
                    "type": {"type": "string", "enum": list(TYPES)},
                    "limit": {"type": "integer", "minimum": 1},
                    "conditions": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "anyOf": [
                                {
                                    "type": "object",
                                    "properties": {
                                        "matchType": {"enum": ["name", "id"]},
                                        "propertyValue": _VALUE | {"pattern": r"\S"},
                                        "matchQuantifier": {"const": "any"},
                                    },
                                    "required": ["matchType", "propertyValue"],
                                },
                                {
                                    "type": "object",
                                    "properties": {
                                        "matchType": {"const": "property"},
                                        "propertyId": {"enum": list(COMPARED)},
                                        "propertyValue": _VALUE,
                                        "matchQuantifier": {"const": "any"},
                                        "required": {"type": "boolean"},
                                    },
                                    "required": ["matchType", "propertyId", "propertyValue"],
                                },
                            ]
                        },
                    },
                },
                "required": ["conditions"],
            },
        }
    },
    "required": ["queries"],
}
"""The JSON Schema of queries in the form of the 1.0 draft, as far as they are described."""


@dataclass(frozen=True)
class Query:
    """One query.

    Attributes:
        text: The name to search; "" if only properties are given.
        types: The types that a candidate is expected to have.
        every: Whether it is expected to have all of them, not any.
        limit: Maximum number of candidates.
        properties: The expected properties: id and values.
        required: The properties that a candidate must have.
    """

    text: str = ""
    types: tuple[str, ...] = ()
    every: bool = False
    limit: int = CANDIDATES
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    required: frozenset[str] = frozenset()


def parsed(text: str | bytes, what: str) -> Any:
    """Parse JSON that a client sent.

    Args:
        text: The JSON.
        what: Its name in error messages.

    Raises:
        Problem: It is not JSON, or has lone surrogates, which could not be encoded in the response;
            nothing of it is repeated.
    """
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise unfit(f"{what} has a lone surrogate: encode it as UTF-8.") from None
    except (ValueError, RecursionError):
        raise Problem(400, f"{what} is not valid JSON.") from None
    return found


def read_batch(text: str) -> dict[str, Query]:
    """Read a batch in the form of 0.2: an object of queries by the client's keys.

    Raises:
        Problem: It is not JSON, is too long, or a query does not match the specification.
    """
    batch = parsed(text, "queries")
    if not isinstance(batch, dict):
        raise unfit("queries must be an object that holds each query under a key of your own.")
    _bounded(len(batch))
    return {key: _read(key, query) for key, query in batch.items()}


def read_conditions(body: Any) -> list[Query]:
    """Read a batch in the form of the 1.0 draft: a list of queries, each a list of conditions.

    Raises:
        Problem: It is too long, or a query is not as the draft has it.
    """
    if not isinstance(body, dict) or not isinstance(body.get("queries"), list):
        raise unfit("The body must be an object with a list of queries.")
    _bounded(len(body["queries"]))
    return [_read_conditions(str(place), each) for place, each in enumerate(body["queries"])]


def unfit(detail: str) -> Problem:
    """Return the problem of an invalid query."""
    return Problem(422, detail)


def _bounded(count: int) -> None:
    if count > BATCH:
        raise Problem(413, f"There are {count} queries: send at most {BATCH} at once.")


def _read(key: str, query: Any) -> Query:
    where = f"Query {key[:40]!r}"
    if not isinstance(query, dict):
        raise unfit(f"{where} must be an object.")
    if foreign := query.keys() - _MEMBERS:
        raise unfit(f"{where} has {min(foreign)[:40]!r}: use {', '.join(sorted(_MEMBERS))}.")
    strict = query.get("type_strict", "any")
    if strict not in _STRICT:
        raise unfit(f"{where}: type_strict must be one of {', '.join(_STRICT)}.")
    properties = query.get("properties", [])
    if not isinstance(properties, list) or not all(map(_is_mapping, properties)):
        raise unfit(f"{where}: properties must be a list of objects with pid and v.")
    return _query(
        where,
        query.get("query", ""),
        query.get("type", []),
        query.get("limit"),
        [(each["pid"], each["v"]) for each in properties],
        every=strict == "all",
    )


def _is_mapping(each: Any) -> bool:
    return isinstance(each, dict) and isinstance(each.get("pid"), str) and "v" in each


def _read_conditions(key: str, query: Any) -> Query:
    where = f"Query {key}"
    conditions = query.get("conditions") if isinstance(query, dict) else None
    if not isinstance(conditions, list) or not all(isinstance(each, dict) for each in conditions):
        raise unfit(f"{where} must be an object with a list of conditions.")
    text, properties, required = "", [], set()
    for each in conditions:
        value, key = each.get("propertyValue"), each.get("propertyId")
        if each.get("matchQuantifier", "any") != "any":
            raise unfit(f"{where}: matchQuantifier can only be any.")
        if each.get("matchType") in ("name", "id"):
            text = value if isinstance(value, str) else _texts(where, value)[0]
        elif each.get("matchType") == "property" and isinstance(key, str):
            properties.append((key, value))
            if each.get("required") is True:
                required.add(key)
        else:
            raise unfit(f"{where}: matchType must be name, id, or property with a propertyId.")
    made = _query(where, text, query.get("type", []), query.get("limit"), properties)
    return replace(made, required=frozenset(required))


def _query(
    where: str,
    text: Any,
    types: Any,
    limit: Any,
    properties: list[tuple[str, Any]],
    *,
    every: bool = False,
) -> Query:
    if not isinstance(text, str) or len(text) > LONGEST or not is_whole(text):
        raise unfit(f"{where} must look for a text of at most {LONGEST} characters.")
    if not text.strip() and not properties:
        raise unfit(f"{where} has neither a query nor properties.")
    if len(properties) > MOST_PROPERTIES:
        raise unfit(f"{where} has {len(properties)} properties: send at most {MOST_PROPERTIES}.")
    if limit is None:
        limit = CANDIDATES
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not limit >= 1:
        raise unfit(f"{where}: limit must be a number from 1.")
    return Query(
        text,
        _types(where, types),
        every,
        int(min(limit, MOST_CANDIDATES)),
        tuple((_known(where, pid), _texts(where, value)) for pid, value in properties),
    )


def _types(where: str, given: Any) -> tuple[str, ...]:
    types = [given] if isinstance(given, str) else given
    if not isinstance(types, list) or not all(isinstance(each, str) for each in types):
        raise unfit(f"{where}: type must be an id, or a list of ids.")
    for each in types:
        if each not in TYPES:
            raise unfit(f"{where}: there is no type {each[:40]!r}: use {', '.join(TYPES)}.")
    return tuple(types)


def _known(where: str, pid: str) -> str:
    if pid not in COMPARED:
        raise unfit(
            f"{where}: candidates cannot be compared by {pid[:40]!r}: use {', '.join(COMPARED)}."
        )
    return pid


def _texts(where: str, value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not 1 <= len(values) <= MOST_VALUES:
        raise unfit(f"{where}: a property must have 1 to {MOST_VALUES} values.")
    return tuple(_text(where, each) for each in values)


def _text(where: str, value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("id")
    if not isinstance(value, str | int | float) or len(str(value)) > LONGEST:
        raise unfit(f"{where}: a value must be a text, a number, or an object with an id.")
    return str(value)
