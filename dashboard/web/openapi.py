"""`/api/v1/openapi.json`: the API described, from the schema, the filters and the counts themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard import __version__, locale
from dashboard.catalog import Catalog, schema
from dashboard.catalog.bulk.bundles import MEDIA_TYPES, NAMES
from dashboard.catalog.counts.crossed import DIMENSIONS, TIMES
from dashboard.catalog.filter_schema import filter_schemas
from dashboard.catalog.filters import Scope
from dashboard.catalog.numbers import NUMBERS
from dashboard.catalog.views import VIEWS, View
from dashboard.web import charts, parameters
from dashboard.web.api import Sync, grouping, sorting
from dashboard.web.check import describe_paths
from dashboard.web.negotiation import FORMATS, unchanged, validators
from dashboard.web.parameters import Parameter
from dashboard.web.problems import MEDIA_TYPE, served_catalog
from dashboard.web.site import Site

JsonObject = dict[str, Any]

_COUNTED = {
    "year": {"type": ["integer", "null"]},
    **{name: {"type": ["string", "null"]} for name in TIMES if name != "year"},
}
_VERSIONED: JsonObject = {
    "version": {"type": "string", "description": "The version of the data."},
    "as_of": {"type": "string", "format": "date"},
    "licence": {"type": "string", "const": "CC-BY-4.0"},
}
_SELECTED: JsonObject = {
    "selection": {"type": "string", "description": "The selection in words."},
    "filters": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
}  # fmt: skip


def field_schema(field: schema.Field) -> JsonObject:
    """A field of a table as JSON Schema."""
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


def row_schema(fields: Iterable[schema.Field], description: str) -> JsonObject:
    """A row of a table as JSON Schema."""
    properties = {field.name: field_schema(field) for field in fields}
    return _object(properties, description=description)


def _object(properties: JsonObject, **more: Any) -> JsonObject:
    return {"type": "object", "properties": properties, "required": list(properties), **more}


def _list(items: JsonObject) -> JsonObject:
    return {"type": "array", "items": items}


def _reference(kind: str, name: str) -> JsonObject:
    return {"$ref": f"#/components/{kind}/{name}"}


def described(parameter: Parameter) -> JsonObject:
    """A parameter of the address as OpenAPI has it."""
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


def _path_parameter(field: schema.Field) -> JsonObject:
    whole: JsonObject = {"type": "integer", "minimum": 1}
    kind = whole if field.type == "integer" else {"type": "string", "pattern": f"^(?:{schema.SLUG})$"}  # fmt: skip
    return {"name": field.name, "in": "path", "required": True, "description": field.description, "schema": kind}  # fmt: skip


_FORMAT: JsonObject = {
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


def answers(body: JsonObject, problems: Sequence[int], *, formats: bool = True) -> JsonObject:
    """The responses of an operation.

    Args:
        body: The JSON Schema of the answer.
        problems: The statuses of the problems that there may be.
        formats: Whether it comes as CSV and NDJSON too.
    """
    content: JsonObject = {"application/json": {"schema": body}}
    if formats:
        others = [media_type.split(";")[0] for media_type in FORMATS.values()][1:]
        content |= {media_type: {"schema": {"type": "string"}} for media_type in others}
    return {
        "200": {"description": "What was asked for.", "headers": _VALIDATORS, "content": content},
        "304": {"description": "It has not changed."},
        **{str(status): _reference("responses", f"problem{status}") for status in problems},
    }


_PROBLEMS = {
    400: "A parameter, or its value, means nothing; `parameter` names it.",
    404: "There is nothing of this name.",
    406: "There is no such format.",
    413: "The body is too large.",
    415: "The body is no JSON.",
    422: "The body is not as it should be.",
    429: "Too many requests; `Retry-After` says when to come again.",
    503: "The data cannot be served at present.",
}


def _problem_responses() -> JsonObject:
    content = {MEDIA_TYPE: {"schema": _reference("schemas", "Problem")}}
    return {
        f"problem{status}": {"description": description, "content": content}
        for status, description in _PROBLEMS.items()
    }


_PROBLEM = {
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


def _filters(scope: Scope | None, catalog: Catalog) -> list[JsonObject]:
    # Those of the other table are taken too, and do nothing, as in the address of a page.
    if scope is None:
        return []
    return [_reference("parameters", name) for name in filter_schemas(catalog)]


def _operation(
    summary: str, key: str, given: Sequence[JsonObject], responses: JsonObject
) -> JsonObject:
    return {"get": {"summary": summary, "operationId": key, "parameters": list(given), "responses": responses}}  # fmt: skip


def _table_paths(view: View, catalog: Catalog) -> JsonObject:
    row = _reference("schemas", view.name)
    body = _object(
        _VERSIONED
        | _SELECTED
        | {
            "total": {"type": "integer", "description": "How many rows the selection has."},
            "limit": {"type": "integer"},
            "offset": {"type": "integer"},
            "next": {"type": ["string", "null"]},
            "previous": {"type": ["string", "null"]},
            "results": _list(row),
        }
    )
    own = [sorting(view), *parameters.paging(), parameters.language()]
    given = [*_filters(view.scope, catalog), *map(described, own)]
    base = f"/api/v1/{view.name}"
    paths = {
        base: _operation(view.table.description, view.name, given, answers(body, (400, 406, 503))),
        f"{base}.{{format}}": _operation(
            f"{view.table.title} in a format.", f"{view.name}_in_format",
            [_FORMAT, *given], answers(body, (400, 404, 503)),
        ),
    }  # fmt: skip
    if view.key:
        path = "/".join(f"{{{name}}}" for name in view.key)
        keys = [_path_parameter(view.table[name]) for name in view.key]
        one = _object(_VERSIONED | {"result": row})
        paths[f"{base}/{path}"] = _operation(
            f"One row: {view.table.row}, with what refers to it.",
            f"{view.name}_one",
            [*keys, described(parameters.language())],
            answers(one, (400, 404, 503), formats=False),
        )
    return paths


def _count_paths(table: str, catalog: Catalog) -> JsonObject:
    dimensions = DIMENSIONS[table]
    row = {
        "type": "object",
        "properties": {name: _COUNTED.get(name, {"type": "string"}) for name in dimensions}
        | {"count": {"type": "integer"}},
        "required": ["count"],
    }
    body = _object(
        _VERSIONED
        | _SELECTED
        | {
            "counted": {"type": "string", "const": table},
            "by": _list({"type": "string"}),
            "total": {"type": "integer"},
            "results": _list(row),
        }
    )
    given = [*_filters(VIEWS[table].scope, catalog), described(grouping(table)), described(parameters.language())]  # fmt: skip
    base = "/api/v1/counts" if table == "designations" else f"/api/v1/counts/{table}"
    summary = f"How many {table} a selection has, by one or more dimensions."
    return {
        base: _operation(summary, f"counts_{table}", given, answers(body, (400, 406, 503))),
        f"{base}.{{format}}": _operation(
            summary, f"counts_{table}_in_format", [_FORMAT, *given], answers(body, (400, 404, 503))
        ),
    }


def _chart_paths(catalog: Catalog) -> JsonObject:
    row = {"type": "object", "description": "Titles of columns, and cells."}
    paths: JsonObject = {}
    for numbers in NUMBERS.values():
        body = _object(
            _VERSIONED
            | {"title": {"type": "string"}, "selection": {"type": "string"}, "results": _list(row)}
        )
        given = [*_filters(numbers.scope, catalog), *map(described, charts.options(numbers))]
        paths[f"/api/v1/charts/{numbers.key}.{{format}}"] = _operation(
            f"The numbers behind a chart: {numbers.title}.", f"chart_{numbers.key}",
            [_FORMAT, *given], answers(body, (400, 404, 503)),
        )  # fmt: skip
    chart = _object(
        {
            "key": {"type": "string"},
            "title": {"type": "string"},
            "of": {"type": "string"},
            "options": {"type": "object"},
            "address": {"type": "string"},
        }
    )
    paths["/api/v1/charts"] = _operation(
        "The charts whose numbers there are.",
        "charts",
        [described(parameters.language())],
        answers(_object(_VERSIONED | {"results": _list(chart)}), (400, 503), formats=False),
    )
    return paths


def _bulk_paths() -> JsonObject:
    text = {"type": "string"}
    file = _object(dict.fromkeys(("name", "title", "address", "media_type", "sha256"), text) | {"size": {"type": "integer"}})  # fmt: skip
    listed = answers(_object(_VERSIONED | {"results": _list(file)}), (400, 503), formats=False)
    name = {"name": "name", "in": "path", "required": True, "schema": text | {"enum": list(NAMES)}}
    whole = answers({}, (400, 404, 503), formats=False)
    whole["200"]["content"] = {kind: {} for kind in MEDIA_TYPES}
    return {
        "/api/v1/bulk": _operation(
            "The whole dataset as files, each with size and checksum.",
            "bulk",
            [described(parameters.language())],
            listed,
        ),
        "/api/v1/bulk/{name}": _operation("One of these files.", "bulk_file", [name], whole),
    }


def document(catalog: Catalog, server: str) -> JsonObject:
    """The description of the API.

    Args:
        catalog: Knows which values there are.
        server: The address of the site.

    Returns:
        A JSON-ready OpenAPI 3.1 document.
    """
    paths: JsonObject = {}
    for view in VIEWS.values():
        paths |= _table_paths(view, catalog)
    for table in DIMENSIONS:
        paths |= _count_paths(table, catalog)
    paths |= _chart_paths(catalog)
    paths |= _bulk_paths()
    paths |= describe_paths(answers, described(parameters.language()))
    filters = {
        name: described(Parameter(name, description, values))
        for name, (description, values) in filter_schemas(catalog).items()
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "The Undesirable Register",
            "version": __version__,
            "description": (
                f"{catalog.title}. Data version {catalog.version}, as of {catalog.as_of}. The "
                "filters are those of the pages: put those of a page behind an address of the API, "
                "and its numbers are those of the page."
            ),
            "license": {"name": "Data: CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "parameters": filters,
            "responses": _problem_responses(),
            "schemas": {
                "Problem": _PROBLEM,
                **{view.name: row_schema(view.fields, view.table.row) for view in VIEWS.values()},
            },
        },
    }


def answer_document(site: Site) -> Sync:
    """What answers `/api/v1/openapi.json`."""

    def answer(request: Request) -> Response:
        catalog = served_catalog()
        parameters.read(request.query_params, (), filters=False)
        headers = validators(catalog, request)
        if same := unchanged(request, headers):
            return same
        with locale.using(locale.FALLBACK):
            described_api = document(catalog, site.origin(request) + site.base)
        return JSONResponse(described_api, headers=headers)

    return answer
