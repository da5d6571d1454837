"""`/api/v1/`: tables, single rows and counts, in three formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from dashboard import locale
from dashboard.asking.address import Site
from dashboard.asking.crossed import DIMENSIONS
from dashboard.asking.filters import Filters
from dashboard.asking.ordering import ordered, sort_keys
from dashboard.asking.tally import tally
from dashboard.asking.views import VIEWS, View, related
from dashboard.catalog import Catalog
from dashboard.catalog.rows import Rows
from dashboard.sheets.representation import csv_text, ndjson, objects
from dashboard.web import parameters
from dashboard.web.limited import in_turn, in_turns
from dashboard.web.negotiation import FORMATS, SUFFIXES, negotiated, unchanged, validators
from dashboard.web.parameters import DEFAULT_LIMIT, Parameter
from dashboard.web.problems import Problem, served_catalog

METHODS = ["GET"]
V1 = "/v1"
_UNWORDED = ("csv", "ndjson")
"""Formats that contain only rows, which are the same in every language."""
_LONGEST_LINKED = 1_000
"""Maximum bytes of a query for which a `Link` header is sent."""

Sync = Callable[[Request], Response]


def threaded(answer: Sync) -> Callable[[Request], Any]:
    """Run an endpoint in a thread, in a turn of the client's network (`names/turns.py`)."""

    async def endpoint(request: Request) -> Response:
        return await in_turn(request, answer, request)

    return endpoint


def sorting(view: View) -> Parameter:
    """Return the parameter for the field by which to sort."""
    keys = sort_keys(view)
    return Parameter(
        "sort",
        "The field to sort by; a minus before it begins with the largest.",
        {"type": "string", "enum": [*keys, *(f"-{key}" for key in keys)]},
    )


def grouping(table: str) -> Parameter:
    """Return the parameter for the dimensions to count by."""
    return Parameter(
        "by",
        "By what to count, with commas between; without it, all.",
        {
            "type": "array",
            "items": {"type": "string", "enum": list(DIMENSIONS[table])},
            "minItems": 1,
            "uniqueItems": True,
        },
        commas=True,
    )


def about(catalog: Catalog) -> dict[str, Any]:
    """Return the metadata of every response: version, day and license of the data."""
    return {
        "version": catalog.version,
        "as_of": catalog.as_of.isoformat(),
        "licence": "CC-BY-4.0",
    }


def told(catalog: Catalog, filters: Filters, view: View) -> dict[str, Any]:
    """Return the metadata of a selection for a response."""
    if view.scope is None:
        return {"selection": "", "filters": {}}
    applied: dict[str, list[str]] = {}
    for key, value in filters.within(view.scope).to_params():
        applied.setdefault(key, []).append(value)
    return {
        "selection": filters.within(view.scope).sentence(catalog, view.scope),
        "filters": applied,
    }


def formatted(
    rows: pd.DataFrame | Rows,
    kind: str,
    envelope: Mapping[str, Any],
    headers: Mapping[str, str],
    name: str,
) -> Response:
    """Return a response with rows in a format.

    Args:
        rows: The rows; only the rows that are sent are copied.
        kind: One of `FORMATS`.
        envelope: The JSON object around the rows.
        headers: Headers of the response.
        name: The name under which to save a file.
    """
    if kind == "json":
        return JSONResponse({**envelope, "results": list(objects(rows))}, headers=dict(headers))
    make = {"csv": csv_text, "ndjson": ndjson}[kind]
    disposition = f'attachment; filename="{name}.{kind}"'
    return StreamingResponse(
        in_turns(make(rows)),
        media_type=FORMATS[kind],
        headers={**headers, "Content-Disposition": disposition},
    )


def _table(site: Site, view: View, suffix: str) -> Sync:
    own = (sorting(view), *parameters.paging(), parameters.language())

    def answer(request: Request) -> Response:
        catalog = served_catalog()
        given = request.query_params
        values = parameters.read(given, own, filters=view.scope is not None)
        filters = parameters.read_filters(given, catalog) if view.scope else Filters()
        kind, code, headers = negotiated(
            catalog, request, values, suffix, worded=suffix not in _UNWORDED
        )
        if same := unchanged(request, headers):
            return same
        with locale.using(code):
            rows = ordered(view.rows(catalog, filters), values.get("sort", ""))
            selected = told(catalog, filters, view)
        total, offset = len(rows), values["offset"]
        limit = values.get("limit", DEFAULT_LIMIT if kind == "json" else total)
        envelope = about(catalog) | selected | {"total": total, "limit": limit, "offset": offset}
        path = f"api/v1/{view.name}{suffix and '.'}{suffix}"
        for name, place in (("next", offset + limit), ("previous", max(0, offset - limit))):
            there = place < total if name == "next" else offset > 0
            envelope[name] = _turned(site, request, path, place, limit) if there else None
        headers["X-Total-Count"] = str(total)
        if links := _links(site, request, path, total, offset, limit):
            headers["Link"] = links
        name = f"undesirable-register-{view.name}-{catalog.version}"
        shown = rows.only(view.columns).at(slice(offset, offset + limit))
        return formatted(shown, kind, envelope, headers, name)

    return answer


def _links(site: Site, request: Request, path: str, total: int, offset: int, limit: int) -> str:
    """Return the `Link` header of a page of a list (RFC 8288), or "".

    Headers must be shorter than URLs, so for a long query the links are only in the body.
    """
    if len(request.scope["query_string"]) > _LONGEST_LINKED:
        return ""
    places: dict[str, int] = {}
    if offset > 0:
        places |= {"first": 0, "prev": max(0, offset - limit)}
    if offset + limit < total:
        last = offset + (total - 1 - offset) // limit * limit
        places |= {"next": offset + limit, "last": last}
    return ", ".join(
        f'<{_turned(site, request, path, place, limit)}>; rel="{name}"'
        for name, place in places.items()
    )


def _turned(site: Site, request: Request, path: str, offset: int, limit: int) -> str:
    kept = [
        (key, value)
        for key, value in request.query_params.multi_items()
        if key not in ("offset", "limit")
    ]
    return f"{site.url(request, path)}?{urlencode([*kept, ('limit', limit), ('offset', offset)])}"


def _record(site: Site, view: View, suffix: str) -> Sync:
    own = (parameters.language(),)

    def answer(request: Request) -> Response:
        catalog = served_catalog()
        parameters.read(request.query_params, own, filters=False)
        key = tuple(str(request.path_params[name]) for name in view.key)
        row = view.row(catalog, key)
        if row.empty:
            raise Problem(404, f"There is no {'/'.join(key)!r} among the {view.name}.")
        headers = validators(catalog, request)
        if same := unchanged(request, headers):
            return same
        record = next(objects(row[view.columns]))
        for name, rows in related(catalog, view, key).items():
            record[name if name not in record else f"{name}_of_it"] = list(objects(rows[[each for each in VIEWS[name].columns if each in rows]]))  # fmt: skip
        if page := {"designations": "o", "articles": "a"}.get(view.name):
            record["page"] = site.url(request, f"{page}/{key[0]}")
        return JSONResponse(about(catalog) | {"result": record}, headers=headers)

    return answer


def _counts(table: str, suffix: str) -> Sync:
    own = (grouping(table), parameters.language())

    def answer(request: Request) -> Response:
        catalog = served_catalog()
        values = parameters.read(request.query_params, own)
        filters = parameters.read_filters(request.query_params, catalog)
        kind, code, headers = negotiated(
            catalog, request, values, suffix, worded=suffix not in _UNWORDED
        )
        if same := unchanged(request, headers):
            return same
        by = values.get("by", ())
        counted = tally(catalog, filters, table, by)
        view = VIEWS[table]
        with locale.using(code):
            envelope = about(catalog) | told(catalog, filters, view)
        envelope |= {"counted": table, "by": list(by), "total": len(view.rows(catalog, filters))}
        name = f"undesirable-register-counts-{catalog.version}"
        return formatted(counted, kind, envelope, headers, name)

    return answer


def _index(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        parameters.read(request.query_params, (), filters=False)
        headers = validators(catalog, request)
        if same := unchanged(request, headers):
            return same
        here = site.url(request, "api/v1")
        addresses = {name: f"{here}/{name}" for name in (*VIEWS, "counts", "charts", "bulk")}
        addresses |= {"openapi": f"{here}/openapi.json", "documentation": site.url(request, "data")}
        return JSONResponse(
            {"title": catalog.title} | about(catalog) | {"addresses": addresses}, headers=headers
        )

    return answer


def table_routes(site: Site) -> list[BaseRoute]:
    """Return the routes of the tables, their rows, and counts."""
    routes: list[BaseRoute] = [
        Route(V1, threaded(_index(site)), methods=METHODS),
        Route(f"{V1}/", threaded(_index(site)), methods=METHODS),
    ]
    for suffix in SUFFIXES:
        kind = suffix.removeprefix(".")
        for view in VIEWS.values():
            routes.append(
                Route(
                    f"{V1}/{view.name}{suffix}", threaded(_table(site, view, kind)), methods=METHODS
                )
            )
        for table in DIMENSIONS:
            routes.append(
                Route(
                    f"{V1}/counts/{table}{suffix}", threaded(_counts(table, kind)), methods=METHODS
                )
            )
        routes.append(
            Route(f"{V1}/counts{suffix}", threaded(_counts("designations", kind)), methods=METHODS)
        )
    for suffix in (".json", ""):
        for view in VIEWS.values():
            if view.key:
                path = "/".join(f"{{{name}}}" for name in view.key)
                routes.append(
                    Route(
                        f"{V1}/{view.name}/{path}{suffix}",
                        threaded(_record(site, view, suffix)),
                        methods=METHODS,
                    )
                )
    return routes
