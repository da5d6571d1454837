"""The routes of the reconciliation service."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import locale
from dashboard.asking.address import Address, Site
from dashboard.catalog import Catalog
from dashboard.documents.preview_card import preview_card
from dashboard.names.awaiting import with_undescribed
from dashboard.names.worker import call, call_each, checker, portions
from dashboard.web import pages, parameters
from dashboard.web.api import METHODS, V1, threaded
from dashboard.web.limited import Limits, Spend, given, in_turn
from dashboard.web.negotiation import CACHE_CONTROL
from dashboard.web.parameters import Parameter
from dashboard.web.problems import Problem, bad_parameter, served_catalog
from dashboard.web.reconcile import answers, suggesting
from dashboard.web.reconcile.extension import read_extension
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
from dashboard.web.reconcile.manifest import manifest
from dashboard.web.reconcile.properties import PROPERTIES
from dashboard.web.reconcile.queries import Query, parsed, read_batch, read_conditions
from dashboard.web.stylesheet import STYLE

BASE = f"{V1}/reconcile"
_FORM = "application/x-www-form-urlencoded"
_PRIVATE = {"Cache-Control": "no-store", **pages.VARY}
_PUBLIC = {"Cache-Control": CACHE_CONTROL, **pages.VARY}
_MOST_SUGGESTED = 20
_CHARACTERS_A_PROPERTY = 10

Endpoint = Callable[[Request], Awaitable[Response]]


def reconcile_routes(site: Site, limits: Limits, typing: Limits) -> list[BaseRoute]:
    """Return the routes of the service.

    Args:
        site: The base URL of the site.
        limits: The limits of queries, shared with the check.
        typing: The limits of suggestions, shared with the search field.
    """
    return [
        Route(BASE, _service(site, limits), methods=["GET", "POST"]),
        Route(f"{BASE}/", _service(site, limits), methods=["GET", "POST"]),
        Route(f"{BASE}/match", _match_listed(limits), methods=["POST"]),
        Route(f"{BASE}/extend", _extend_listed(limits), methods=["POST"]),
        Route(f"{BASE}/extend/propose", threaded(_propose), methods=METHODS),
        Route(f"{BASE}/preview", threaded(_preview(site)), methods=METHODS),
        Route(f"{BASE}/suggest/entity", _suggest_entities(typing), methods=METHODS),
        Route(f"{BASE}/suggest/property", threaded(_suggest(suggesting.properties)), methods=METHODS),
        Route(f"{BASE}/suggest/type", threaded(_suggest(suggesting.types)), methods=METHODS),
    ]  # fmt: skip


def _read(request: Request, *own: Parameter) -> dict[str, Any]:
    values = parameters.read(request.query_params, (*own, LANGUAGE), filters=False)
    return {"lang": pages.language(request)} | values


def _answered(body: Any, values: Mapping[str, Any], headers: Mapping[str, str]) -> Response:
    """Return a JSON response, or JSONP if the client gives a callback."""
    return _sent(json.dumps(body), values, headers)


def _sent(body: str, values: Mapping[str, Any], headers: Mapping[str, str]) -> Response:
    if not (callback := values.get("callback")):
        return Response(body, media_type="application/json", headers=dict(headers))
    # The comment prevents browsers and plugins from interpreting the response as another file type.
    script = f"/**/{callback}({body});"
    return Response(script, media_type="text/javascript", headers=dict(headers))


def _service(site: Site, limits: Limits) -> Endpoint:
    """Return the root of the service: the manifest, queries, or a data extension query."""

    async def answer(request: Request) -> Response:
        values = _read(request, QUERIES, EXTEND, CALLBACK)
        if request.method == "POST" or "queries" in values or "extend" in values:
            limits.count(request)
        if request.method == "POST":
            values |= await given(request, partial(_form, request))
        if "queries" in values and "extend" in values:
            raise bad_parameter("extend", "Send queries or extend, not both at once.")
        if "queries" in values:
            batch = await in_turn(request, read_batch, values["queries"])
            keys, queries = list(batch), list(batch.values())
            return await limits.run(
                request,
                _characters(queries),
                lambda spent: _matched(spent, values, keys, queries),
            )
        if "extend" in values:
            asked, cost = await in_turn(request, _extension, values["extend"])
            return await limits.run(
                request,
                cost,
                lambda spent: _made(spent, values, answers.extended, asked),
            )
        with locale.using(values["lang"]):
            return _answered(manifest(site.url(request).rstrip("/")), values, _PUBLIC)

    return answer


def _form(request: Request, body: bytes) -> dict[str, str]:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != _FORM:
        raise Problem(415, f"Send a form, with Content-Type: {_FORM}.")
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=8, errors="strict")
    except ValueError:
        raise Problem(400, "The form cannot be read: encode it as UTF-8.") from None
    found: dict[str, str] = {
        name: fields[name][-1] for name in ("queries", "extend") if name in fields
    }
    if not found:
        raise Problem(422, "The form must hold queries or extend, as JSON.")
    return found


def _characters(queries: list[Query]) -> int:
    """Count the characters of queries."""
    return sum(map(_counted(served_catalog()), queries))


def _counted(catalog: Catalog) -> Callable[[Query], int]:
    """Return what counts the characters of a query; one without a name counts as many as there are designations,
    which it reads."""
    designations = len(catalog.designations)

    def counted(query: Query) -> int:
        values = sum(len(value) for _pid, given in query.properties for value in given)
        return (len(query.text) or designations) + values

    return counted


def _matched(
    spent: Spend, values: Mapping[str, Any], keys: list[str], queries: list[Query]
) -> Response:
    """Answer a batch in the form of 0.2, in portions between which others are answered."""
    catalog = with_undescribed(served_catalog())
    count = _counted(catalog)
    pairs = list(zip(keys, queries, strict=True))
    asked = (
        (values["lang"], [key for key, _query in some], [query for _key, query in some])
        for some in portions(pairs, lambda pair: count(pair[1]))
    )
    made = call_each(catalog, spent, answers.matched, asked)
    return _sent(answers.joined(made), values, _PRIVATE)


def _matched_listed(spent: Spend, values: Mapping[str, Any], queries: list[Query]) -> Response:
    """Answer queries in the form of the 1.0 draft, in portions between which others are answered."""
    catalog = with_undescribed(served_catalog())
    asked = ((values["lang"], some) for some in portions(queries, _counted(catalog)))
    made = call_each(catalog, spent, answers.matched_listed, asked)
    return _sent(answers.listed(catalog, answers.joined(made)), values, _PRIVATE)


def _extension(text: str) -> tuple[Any, int]:
    """Parse a data extension query; return it with its cost."""
    return _extended(parsed(text, "extend"))


def _extended(asked: Any) -> tuple[Any, int]:
    """Return a data extension query with its cost, estimated in characters of a check before it is known."""
    read = read_extension(asked)
    return asked, _CHARACTERS_A_PROPERTY * len(read.ids) * len(read.properties)


def _made(
    spent: Spend, values: Mapping[str, Any], make: Callable[..., str], *asked: Any
) -> Response:
    """Make the response in the worker process."""
    catalog = with_undescribed(served_catalog())
    return _sent(call(catalog, spent, make, values["lang"], *asked), values, _PRIVATE)


def _json(request: Request, body: bytes) -> Any:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/json":
        raise Problem(415, "Send JSON, with Content-Type: application/json.")
    return parsed(body, "The body")


def _match_listed(limits: Limits) -> Endpoint:
    """Return the endpoint of queries in the form of the 1.0 draft."""

    async def answer(request: Request) -> Response:
        values = _read(request)
        limits.count(request)
        queries = await given(request, lambda body: read_conditions(_json(request, body)))

        return await limits.run(
            request,
            _characters(queries),
            lambda spent: _matched_listed(spent, values, queries),
        )

    return answer


def _extend_listed(limits: Limits) -> Endpoint:
    """Return the endpoint of data extension queries in the form of the 1.0 draft."""

    async def answer(request: Request) -> Response:
        values = _read(request)
        limits.count(request)
        asked, cost = await given(request, lambda body: _extended(_json(request, body)))
        return await limits.run(
            request,
            cost,
            lambda spent: _made(spent, values, answers.extended_listed, asked),
        )

    return answer


def _propose(request: Request) -> Response:
    values = _read(request, TYPE, LIMIT, CALLBACK)
    with locale.using(values["lang"]):
        proposed = [each.described() for each in PROPERTIES.values()][: values["limit"]]
    body: dict[str, Any] = {"properties": proposed, "limit": values["limit"]}
    if "type" in values:
        body["type"] = values["type"]
    return _answered(body, values, _PUBLIC)


def _preview(site: Site) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        values = _read(request, ID)
        catalog = with_undescribed(served_catalog())
        key = values.get("id", "")
        if key not in catalog.designations.index:
            raise Problem(404, "There is no organization with this id.", parameter="id")
        with locale.using(values["lang"]):
            address = Address(
                lang=request.query_params.get("lang", ""), origin=site.origin(request)
            )
            body = preview_card(catalog, address, key, STYLE)
        return HTMLResponse(body, headers=_PRIVATE)

    return answer


def _suggest_entities(limits: Limits) -> Endpoint:
    async def answer(request: Request) -> Response:
        limits.count(request)
        values = _read(request, PREFIX, CURSOR, CALLBACK)

        def suggested(spent: Spend) -> Response:
            catalog = with_undescribed(served_catalog())
            with locale.using(values["lang"]):
                found = suggesting.entities(catalog, checker(catalog, spent), values["prefix"])
            return _answered(_page(found, values), values, _PRIVATE)

        return await limits.run(request, len(values["prefix"]), suggested)

    return answer


def _suggest(make: Callable[[str], list[dict[str, Any]]]) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        values = _read(request, PREFIX, CURSOR, CALLBACK)
        with locale.using(values["lang"]):
            return _answered(_page(make(values["prefix"]), values), values, _PUBLIC)

    return answer


def _page(found: list[dict[str, Any]], values: Mapping[str, Any]) -> dict[str, Any]:
    begin = values["cursor"]
    return {"result": found[begin : begin + _MOST_SUGGESTED]}
