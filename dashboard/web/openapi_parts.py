"""Building blocks of the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.dataset.fields import SLUG, Field
from dashboard.web.negotiation import FORMATS
from dashboard.web.parameters import Parameter
from dashboard.web.problems import MEDIA_TYPE

JsonObject = dict[str, Any]


def field_schema(field: Field) -> JsonObject:
    """Describe a field of a table as JSON Schema."""
    item: JsonObject = {"type": "string"}
    if field.choices:
        item["enum"] = [choice.value for choice in field.choices]
    if field.pattern:
        item["pattern"] = f"^(?:{field.pattern})$"
    if field.type == "list":
        described: JsonObject = {"type": "array", "items": item}
    else:
        described = item if field.type in ("string", "date") else {"type": field.type}
        if field.type == "date":
            described["format"] = "date"
        if not field.required:
            described["type"] = [described["type"], "null"]
            if "enum" in described:
                described["enum"] = [*described["enum"], None]
    return {"title": field.title, "description": field.description, **described}


def row_schema(fields: Iterable[Field], description: str) -> JsonObject:
    """Describe a row of a table as JSON Schema."""
    properties = {field.name: field_schema(field) for field in fields}
    return an_object(properties, description=description)


def an_object(properties: JsonObject, **more: Any) -> JsonObject:
    """Return the JSON Schema of an object whose properties are all required."""
    return {"type": "object", "properties": properties, "required": list(properties), **more}


def a_list(items: JsonObject) -> JsonObject:
    """Return the JSON Schema of a list of such items."""
    return {"type": "array", "items": items}


def reference(kind: str, name: str) -> JsonObject:
    """Return a reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


def described(parameter: Parameter) -> JsonObject:
    """Describe a URL parameter for OpenAPI."""
    array = parameter.schema["type"] == "array"
    style = {"style": "form", "explode": not parameter.commas} if array else {}
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "required": False,
        "schema": dict(parameter.schema),
        **style,
    }


def path_parameter(field: Field) -> JsonObject:
    """Describe a key in a URL path."""
    whole: JsonObject = {"type": "integer", "minimum": 1}
    kind = whole if field.type == "integer" else {"type": "string", "pattern": f"^(?:{SLUG})$"}  # fmt: skip
    return {"name": field.name, "in": "path", "required": True, "description": field.description, "schema": kind}  # fmt: skip


FORMAT: JsonObject = {
    "name": "format",
    "in": "path",
    "required": True,
    "description": "The format, instead of an `Accept` header.",
    "schema": {"type": "string", "enum": list(FORMATS)},
}

_VALIDATORS: JsonObject = {
    "ETag": {"description": "Send it back as `If-None-Match`.", "schema": {"type": "string"}},
    "Last-Modified": {"description": "The day of the data.", "schema": {"type": "string"}},
}

LINKED: JsonObject = {
    "Link": {
        "description": "The other parts of the list: `first`, `prev`, `next`, `last` (RFC 8288).",
        "schema": {"type": "string"},
    }
}


def answers(body: JsonObject, problems: Sequence[int], *, formats: bool = True) -> JsonObject:
    """Return the responses of an operation.

    Args:
        body: The JSON Schema of the answer.
        problems: The status codes of possible problems.
        formats: Whether it comes as CSV and NDJSON too.
    """
    content: JsonObject = {"application/json": {"schema": body}}
    if formats:
        others = [media_type.split(";")[0] for media_type in FORMATS.values()][1:]
        content |= {media_type: {"schema": {"type": "string"}} for media_type in others}
    return {
        "200": {"description": "What was asked for.", "headers": _VALIDATORS, "content": content},
        "304": {"description": "It has not changed."},
        **{str(status): reference("responses", f"problem{status}") for status in problems},
    }


_PROBLEMS = {
    400: "A parameter, or its value, means nothing; `parameter` names it.",
    404: "There is nothing of this name.",
    406: "There is no such format.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "The body is invalid.",
    429: "Too many requests; `Retry-After` says when to try again.",
    503: "The data cannot be served at present.",
}


def problem_responses() -> JsonObject:
    """Return the possible problems as components."""
    content = {MEDIA_TYPE: {"schema": reference("schemas", "Problem")}}
    return {
        f"problem{status}": {"description": description, "content": content}
        for status, description in _PROBLEMS.items()
    }


PROBLEM = {
    "type": "object",
    "description": "A problem document (RFC 9457).",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "parameter": {"type": "string"},
    },
    "required": ["type", "title", "status", "detail"],
}


def operation(
    summary: str, key: str, given: Sequence[JsonObject], responses: JsonObject
) -> JsonObject:
    """Describe a GET operation."""
    return {"get": {"summary": summary, "operationId": key, "parameters": list(given), "responses": responses}}  # fmt: skip


def posted(
    summary: str,
    key: str,
    schema: JsonObject,
    responses: JsonObject,
    *,
    parameters: Sequence[JsonObject] = (),
    media_type: str = "application/json",
    description: str = "",
) -> JsonObject:
    """Describe a POST operation.

    Args:
        summary: What it does.
        key: The identifier of the operation.
        schema: The JSON Schema of the body.
        responses: The answers by status.
        parameters: The parameters of the address.
        media_type: The media type of the body.
        description: What else a client should know.
    """
    operation: JsonObject = {"summary": summary, "operationId": key, "parameters": [*parameters]}
    if description:
        operation["description"] = description
    operation["requestBody"] = {"required": True, "content": {media_type: {"schema": schema}}}
    return {"post": operation | {"responses": responses}}


def unvalidated(responses: JsonObject) -> JsonObject:
    """Remove the response 304: requests with typed text are not cached."""
    kept = {status: answer for status, answer in responses.items() if status != "304"}
    kept["200"] = {name: part for name, part in kept["200"].items() if name != "headers"}
    return kept
