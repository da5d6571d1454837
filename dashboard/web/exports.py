"""`/organizations.csv`, `/articles.xlsx`, `/data/<table>.csv`: the downloads of pages."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard import locale
from dashboard.asking.address import Address, Site
from dashboard.bulk import archive
from dashboard.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.dataset.fields import Table
from dashboard.dataset.tables import TABLES
from dashboard.documents import articles, organizations
from dashboard.documents.exported import MEDIA_TYPES, Export
from dashboard.web.api import METHODS, Sync, threaded
from dashboard.web.pages import language, read
from dashboard.web.problems import Problem, served_catalog

_CACHE = {"Cache-Control": "private, no-cache", "Vary": "Accept-Language, Cookie"}


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes of the files."""
    return [
        *(
            Route(
                site.path(f"{export.page}.{kind}"),
                threaded(_export(site, export, kind)),
                methods=METHODS,
            )
            for export in (organizations.EXPORT, articles.EXPORT)
            for kind in MEDIA_TYPES
        ),
        *(
            Route(site.path(f"data/{table.path}"), threaded(_table(table)), methods=METHODS)
            for table in TABLES
        ),
    ]


def _export(site: Site, export: Export, kind: str) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        with locale.using(language(request)):
            address = read(site, request, catalog)
            if address.dropped:  # do not send the whole table in place of an invalid selection
                names = ", ".join(dict.fromkeys(each.key for each in address.dropped))
                raise Problem(400, f"These parameters are invalid: {names}.")
            made = _file(catalog, export, address, kind, locale.current().code)
        name = f"undesirable-register-{export.scope}-{catalog.version}.{kind}"
        return _saved(made, MEDIA_TYPES[kind], name, typed=address.typed)

    return answer


def _table(table: Table) -> Sync:
    """Return the endpoint of an unchanged table of the package, in the served version."""

    def answer(_request: Request) -> Response:
        made = _csv(served_catalog(), table)
        return _saved(made, MEDIA_TYPES["csv"], table.path)

    return answer


@remembered(8)
def _file(catalog: Catalog, export: Export, address: Address, kind: str, _language: str) -> bytes:
    return export.file(catalog, address, kind)


@remembered(len(TABLES))
def _csv(catalog: Catalog, table: Table) -> bytes:
    return archive.to_csv(catalog[table.name], table)


def _saved(content: bytes, media_type: str, name: str, *, typed: bool = False) -> Response:
    disposition = f'attachment; filename="{name}"'
    headers = _CACHE | {"Content-Disposition": disposition}
    if typed:  # prevent caches from storing search words on a disk
        headers["Cache-Control"] = "no-store"
    return Response(content, media_type=media_type, headers=headers)
