"""The reconciliation service, described for OpenAPI."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dashboard.web.openapi_parts import (
    JsonObject,
    a_list,
    answers,
    described,
    operation,
    posted,
    unvalidated,
)
from dashboard.web.parameters import Parameter
from dashboard.web.reconcile.extension import EXTENSION
from dashboard.web.reconcile.given import (
    CALLBACK,
    CURSOR,
    EXTEND,
    ID,
    LANGUAGE,
    LIMIT,
    PREFIX,
    QUERIES,
    TYPE,
)
from dashboard.web.reconcile.manifest import PATH, PREVIEW
from dashboard.web.reconcile.queries import CONDITIONS

_TEXT: JsonObject = {"type": "string"}
_NAMED: JsonObject = {
    "type": "object",
    "properties": {"id": _TEXT, "name": _TEXT, "description": _TEXT},
    "required": ["id", "name"],
}
_CANDIDATE: JsonObject = {
    "type": "object",
    "properties": _NAMED["properties"]
    | {"score": {"type": "number", "minimum": 0, "maximum": 100}, "match": {"type": "boolean"}}
    | {"type": a_list(_NAMED), "features": a_list({"type": "object"})},
    "required": ["id", "name", "score", "match", "type"],
}
_BATCH = {"q0": {"query": "Эмнести Интернешнл", "properties": [{"pid": "country", "v": "GB"}]}}
_CONDITIONS = [
    {"matchType": "name", "propertyValue": "Эмнести Интернешнл"},
    {"matchType": "property", "propertyId": "country", "propertyValue": "GB"},
]
_EXTENSION = {"ids": ["amnesty-international"], "properties": [{"id": "listed_date"}]}
_ASKED = (400, 413, 415, 422, 429, 503)


def reconcile_paths() -> JsonObject:
    """Return the addresses of the service for OpenAPI's ``paths``."""
    base = f"/{PATH}"
    root = _answered({"type": "object"}, _ASKED)
    return {
        base: _get("The manifest; with `queries` or `extend`, what POST answers.", "reconcile",
                   (QUERIES, EXTEND, CALLBACK), root)
        | _post("Reconciliation Service API 0.2: candidates for a batch of queries, or values of entities.",
                "reconcile_form", root, "application/x-www-form-urlencoded", {
            "type": "object",
            "properties": {"queries": _TEXT, "extend": _TEXT},
            "example": {"queries": json.dumps(_BATCH, ensure_ascii=False)},
        }),
        f"{base}/match": _post(
            "The same queries in the form of the 1.0 draft.", "reconcile_match",
            _plain(_object(results=a_list(_object(candidates=a_list(_CANDIDATE)))), _ASKED),
            "application/json", CONDITIONS | {"example": {"queries": [{"conditions": _CONDITIONS}]}}),
        f"{base}/extend": _post(
            "Values of entities in the form of the 1.0 draft.", "reconcile_extend",
            _plain(_object(meta=a_list(_NAMED), rows=a_list({"type": "object"})), _ASKED),
            "application/json", EXTENSION | {"example": _EXTENSION}),
        f"{base}/extend/propose": _get(
            "The properties whose values can be fetched.", "reconcile_propose", (TYPE, LIMIT, CALLBACK),
            _answered(_object(properties=a_list(_NAMED)), (400,))),
        f"/{PREVIEW}": _get(
            "A card of an organization, for a frame.", "reconcile_preview", (ID,),
            _html((400, 404, 503))),
        **{
            f"{base}/suggest/{kind}": _get(
                f"Suggestions of {plural} while somebody types.", f"reconcile_suggest_{kind}",
                (PREFIX, CURSOR, CALLBACK), _answered(_object(result=a_list(_NAMED)), problems))
            for kind, plural, problems in (
                ("entity", "organizations", (400, 429, 503)),
                ("property", "properties", (400,)),
                ("type", "types", (400,)),
            )
        },
    }  # fmt: skip


def _object(**properties: JsonObject) -> JsonObject:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _plain(body: JsonObject, problems: Sequence[int]) -> JsonObject:
    return unvalidated(answers(body, problems, formats=False))


def _answered(body: JsonObject, problems: Sequence[int]) -> JsonObject:
    made = _plain(body, problems)
    made["200"]["content"]["text/javascript"] = {"schema": _TEXT}
    return made


def _html(problems: Sequence[int]) -> JsonObject:
    made = _plain({}, problems)
    made["200"]["content"] = {"text/html": {"schema": _TEXT}}
    return made


def _given(parameters: Sequence[Parameter]) -> list[JsonObject]:
    return [described(each) for each in (*parameters, LANGUAGE)]


def _get(
    summary: str, key: str, parameters: Sequence[Parameter], responses: JsonObject
) -> JsonObject:
    return operation(summary, key, _given(parameters), responses)


def _post(
    summary: str, key: str, responses: JsonObject, media_type: str, schema: dict[str, Any]
) -> JsonObject:
    return posted(summary, key, schema, responses, parameters=_given(()), media_type=media_type)
