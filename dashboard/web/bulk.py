"""`/api/v1/bulk`: the whole dataset in several file formats, with version and checksums."""

from __future__ import annotations

import logging
import sqlite3
import threading
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import locale
from dashboard.asking.address import Site
from dashboard.bulk import bundles
from dashboard.bulk.bundles import Bundle
from dashboard.bulk.entities import PREFIX
from dashboard.catalog import Catalog
from dashboard.documents.bulk_files import NAMES, POCKET, bundle
from dashboard.locale import gettext as _
from dashboard.web import parameters
from dashboard.web.api import METHODS, V1, Sync, about, threaded
from dashboard.web.negotiation import (
    CACHE_CONTROL,
    language,
    last_modified,
    unchanged,
    validators,
    varying,
)
from dashboard.web.problems import Problem, served_catalog

WAITING = 3
"""Requests that wait while the files of a version are made; further ones are refused."""
_PLACES = threading.BoundedSemaphore(WAITING)


def bulk_routes(site: Site) -> list[BaseRoute]:
    """Return the routes of the bulk files and of their list."""
    return [
        Route(f"{V1}/bulk", threaded(_index(site)), methods=METHODS),
        Route(f"{V1}/bulk/SHA256SUMS", threaded(_sums), methods=METHODS),
        Route(f"{V1}/bulk/catalog.json", threaded(_catalog(site)), methods=METHODS),
        Route(f"{V1}/bulk/{{name}}", threaded(_file), methods=METHODS),
    ]


def _bundle(catalog: Catalog) -> Bundle:
    """Return the files; while they are made, which takes seconds, only a few requests wait for them.

    Raises:
        Problem: Others wait already, or the files cannot be made (503).
    """
    try:
        if bundles.place(catalog)[1]:
            return bundle(catalog)
        # Each that waits holds a turn, of which there are few for all.
        if not _PLACES.acquire(blocking=False):
            detail = "The bulk files are being made: try again in half a minute."
            raise Problem(503, detail, headers={"Retry-After": "30"})
        try:
            return bundle(catalog)
        finally:
            _PLACES.release()
    except (OSError, sqlite3.OperationalError):
        logging.getLogger(__name__).exception("The bulk files could not be made.")
        detail = "The bulk files cannot be made just now. The tables under /api/v1/ are there."
        raise Problem(503, detail, headers={"Retry-After": "60"}) from None


def _index(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        values = parameters.read(request.query_params, (parameters.language(),), filters=False)
        code = language(request, values)
        headers = validators(catalog, request, code) | varying(values, "json")
        if same := unchanged(request, headers):
            return same
        with locale.using(code):
            results = [
                {
                    "name": each.name,
                    "title": _(each.title),
                    "address": site.url(request, f"api/v1/bulk/{each.name}"),
                    "media_type": each.media_type,
                    "size": each.size,
                    "sha256": each.sha256,
                }
                for each in _bundle(catalog).artifacts.values()
            ]
        return JSONResponse(about(catalog) | {"results": results}, headers=headers)

    return answer


def _sums(request: Request) -> Response:
    parameters.read(request.query_params, (), filters=False)
    artifacts = _bundle(served_catalog()).artifacts.values()
    body = "".join(f"{each.sha256}  {each.name}\n" for each in artifacts)
    return PlainTextResponse(body, headers={"Cache-Control": CACHE_CONTROL})


def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in NAMES:
        raise Problem(404, f"There is no bulk file {name!r}: there are {', '.join(NAMES)}.")
    parameters.read(request.query_params, (), filters=False)
    catalog = served_catalog()
    made = _bundle(catalog)
    artifact = made.artifacts[name]
    headers = validators(catalog, request) | {
        "ETag": f'"{artifact.sha256[:32]}"',
        "X-Data-Version": catalog.version,
        "X-Checksum-Sha256": artifact.sha256,
    }
    if same := unchanged(request, headers):
        return same
    stem, dot, suffix = name.partition(".")
    return FileResponse(
        made.directory / name,
        media_type=artifact.media_type,
        headers=headers,
        filename=f"{stem}-{catalog.version}{dot}{suffix}",
        # The pocket register may be opened in the browser; its own content security policy blocks
        # requests.
        content_disposition_type="inline" if name == POCKET else "attachment",
    )


def _catalog(site: Site) -> Sync:
    """Return the endpoint of a catalog of FollowTheMoney datasets, which yente reads as a manifest."""

    def answer(request: Request) -> Response:
        parameters.read(request.query_params, (), filters=False)
        catalog = served_catalog()
        entities = _bundle(catalog).artifacts["entities.ftm.json"]
        address = site.url(request, f"api/v1/bulk/{entities.name}")
        moment = f"{last_modified(catalog):%Y-%m-%dT00:00:00}"
        dataset: dict[str, Any] = {
            "name": PREFIX.replace("-", "_"),
            "title": catalog.title,
            "url": site.url(request, "data"),
            "version": f"{last_modified(catalog):%Y%m%d}000000-reg",
            "updated_at": moment,
            "last_change": moment,
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "entities_url": address,
            "resources": [
                {
                    "name": entities.name,
                    "title": entities.title,
                    "url": address,
                    "mime_type": entities.media_type,
                    "size": entities.size,
                }
            ],
        }
        return JSONResponse({"datasets": [dataset]}, headers={"Cache-Control": CACHE_CONTROL})

    return answer
