"""`/api/v1/openapi.json`: the description of the API, generated from the schema, the filters and the counts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard import __version__, locale
from dashboard.asking.address import Site
from dashboard.asking.crossed import DIMENSIONS, TIMES
from dashboard.asking.facets import Scope
from dashboard.asking.filter_schema import filter_schemas
from dashboard.asking.views import VIEWS, View
from dashboard.catalog import Catalog
from dashboard.charts.registry import COUNTED
from dashboard.documents.bulk_files import MEDIA_TYPES, NAMES
from dashboard.web import charts, parameters
from dashboard.web.api import Sync, grouping, sorting
from dashboard.web.check import describe_paths
from dashboard.web.examples import with_examples
from dashboard.web.negotiation import unchanged, validators
from dashboard.web.openapi_parts import (
    FORMAT,
    LINKED,
    PROBLEM,
    JsonObject,
    a_list,
    an_object,
    answers,
    described,
    operation,
    path_parameter,
    problem_responses,
    reference,
    row_schema,
)
from dashboard.web.parameters import Parameter
from dashboard.web.problems import served_catalog
from dashboard.web.reconcile.description import reconcile_paths
from dashboard.web.suggest import suggest_paths

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


def _filters(scope: Scope | None, catalog: Catalog) -> list[JsonObject]:
    # Filters of the other table are accepted and ignored, as in URLs of pages.
    if scope is None:
        return []
    return [reference("parameters", name) for name in filter_schemas(catalog)]


def _table_paths(view: View, catalog: Catalog) -> JsonObject:
    row = reference("schemas", view.name)
    body = an_object(
        _VERSIONED
        | _SELECTED
        | {
            "total": {"type": "integer", "description": "How many rows the selection has."},
            "limit": {"type": "integer"},
            "offset": {"type": "integer"},
            "next": {"type": ["string", "null"]},
            "previous": {"type": ["string", "null"]},
            "results": a_list(row),
        }
    )
    own = [sorting(view), *parameters.paging(), parameters.language()]
    given = [*_filters(view.scope, catalog), *map(described, own)]
    base = f"/api/v1/{view.name}"
    whole, parts = answers(body, (400, 406, 503)), answers(body, (400, 404, 503))
    for told in (whole, parts):
        told["200"]["headers"] = told["200"]["headers"] | LINKED
    paths = {
        base: operation(view.table.description, view.name, given, whole),
        f"{base}.{{format}}": operation(
            f"{view.table.title} in a format.", f"{view.name}_in_format",
            [FORMAT, *given], parts,
        ),
    }  # fmt: skip
    if view.key:
        path = "/".join(f"{{{name}}}" for name in view.key)
        keys = [path_parameter(view.table[name]) for name in view.key]
        one = an_object(_VERSIONED | {"result": row})
        paths[f"{base}/{path}"] = operation(
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
    body = an_object(
        _VERSIONED
        | _SELECTED
        | {
            "counted": {"type": "string", "const": table},
            "by": a_list({"type": "string"}),
            "total": {"type": "integer"},
            "results": a_list(row),
        }
    )
    given = [*_filters(VIEWS[table].scope, catalog), described(grouping(table)), described(parameters.language())]  # fmt: skip
    base = "/api/v1/counts" if table == "designations" else f"/api/v1/counts/{table}"
    summary = f"How many {table} a selection has, by one or more dimensions."
    return {
        base: operation(summary, f"counts_{table}", given, answers(body, (400, 406, 503))),
        f"{base}.{{format}}": operation(
            summary, f"counts_{table}_in_format", [FORMAT, *given], answers(body, (400, 404, 503))
        ),
    }


def _chart_paths(catalog: Catalog) -> JsonObject:
    row = {"type": "object", "description": "Titles of columns, and cells."}
    paths: JsonObject = {}
    for each in COUNTED.values():
        body = an_object(
            _VERSIONED
            | {"title": {"type": "string"}, "selection": {"type": "string"}, "results": a_list(row)}
        )
        given = [
            *_filters(each.scope, catalog),
            *map(described, charts.options(each, catalog.years)),
        ]
        paths[f"/api/v1/charts/{each.key}.{{format}}"] = operation(
            f"The numbers behind a chart: {each.title}.", f"chart_{each.key}",
            [FORMAT, *given], answers(body, (400, 404, 503)),
        )  # fmt: skip
    chart = an_object(
        {
            "key": {"type": "string"},
            "title": {"type": "string"},
            "of": {"type": "string"},
            "options": {"type": "object"},
            "address": {"type": "string"},
        }
    )
    paths["/api/v1/charts"] = operation(
        "The charts whose numbers there are.",
        "charts",
        [described(parameters.language())],
        answers(an_object(_VERSIONED | {"results": a_list(chart)}), (400, 503), formats=False),
    )
    return paths


def _bulk_paths() -> JsonObject:
    text = {"type": "string"}
    file = an_object(dict.fromkeys(("name", "title", "address", "media_type", "sha256"), text) | {"size": {"type": "integer"}})  # fmt: skip
    listed = answers(an_object(_VERSIONED | {"results": a_list(file)}), (400, 503), formats=False)
    name = {"name": "name", "in": "path", "required": True, "schema": text | {"enum": list(NAMES)}}
    whole = answers({}, (400, 404, 503), formats=False)
    whole["200"]["content"] = {kind: {} for kind in MEDIA_TYPES}
    return {
        "/api/v1/bulk": operation(
            "The whole dataset as files, each with size and checksum.",
            "bulk",
            [described(parameters.language())],
            listed,
        ),
        "/api/v1/bulk/{name}": operation("One of these files.", "bulk_file", [name], whole),
    }


def document(catalog: Catalog, server: str) -> JsonObject:
    """Return the description of the API.

    Args:
        catalog: The dataset, which determines the valid values.
        server: The URL of the site.

    Returns:
        A JSON-serializable OpenAPI 3.1 document.
    """
    paths: JsonObject = {}
    for view in VIEWS.values():
        paths |= _table_paths(view, catalog)
    for table in DIMENSIONS:
        paths |= _count_paths(table, catalog)
    paths |= _chart_paths(catalog)
    paths |= _bulk_paths()
    language = described(parameters.language())
    paths |= suggest_paths(answers, language) | describe_paths(answers, language)
    paths |= reconcile_paths()
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
        "paths": with_examples(paths),
        "components": {
            "parameters": filters,
            "responses": problem_responses(),
            "schemas": {
                "Problem": PROBLEM,
                **{view.name: row_schema(view.fields, view.table.row) for view in VIEWS.values()},
            },
        },
    }


def answer_document(site: Site) -> Sync:
    """Return the endpoint of `/api/v1/openapi.json`."""

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
