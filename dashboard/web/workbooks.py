"""`/api/v1/designations.xlsx` and `/api/v1/articles.xlsx`: the tables of the pages as workbooks."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard import locale
from dashboard.asking.facets import Scope
from dashboard.asking.selection import Selection, select
from dashboard.catalog import Catalog
from dashboard.documents import articles, organizations, tables
from dashboard.locale import gettext as _
from dashboard.sheets import writing
from dashboard.web import parameters
from dashboard.web.api import METHODS, V1, Sync, threaded
from dashboard.web.charts import XLSX, attachment
from dashboard.web.negotiation import unchanged, validators
from dashboard.web.parameters import Parameter
from dashboard.web.problems import served_catalog

Exported = Callable[[Catalog, Selection], pd.DataFrame]

WORKBOOKS: dict[Scope, tuple[str, Exported]] = {
    "designations": (locale.mark("Organizations"), organizations.exported),
    "articles": (locale.mark("Articles"), articles.exported),
}
"""The tables that are saved as workbooks: the title of each, and what makes its rows of a selection."""


def own() -> tuple[Parameter, ...]:
    """Return the parameters of a workbook besides the filters."""
    return (parameters.language(),)


def workbook_routes() -> list[BaseRoute]:
    """Return the addresses of the workbooks."""
    return [
        Route(f"{V1}/{scope}.xlsx", threaded(_workbook(scope)), methods=METHODS)
        for scope in WORKBOOKS
    ]


def _workbook(scope: Scope) -> Sync:
    titled, exported = WORKBOOKS[scope]

    def answer(request: Request) -> Response:
        catalog = served_catalog()
        values = parameters.read(request.query_params, own())
        filters = parameters.read_filters(request.query_params, catalog).within(scope)
        headers = validators(catalog, request, "xlsx")
        if same := unchanged(request, headers):
            return same
        with locale.using(values["lang"]):
            rows = exported(catalog, select(catalog, filters))
            heading = tables.export_heading(catalog, filters, len(rows), scope)
            made = writing.to_xlsx(rows, heading=heading, sheet=scope)
            saved = f"{_(titled)} – {filters.sentence(catalog, scope)} – {catalog.version}"
        name = f"undesirable-register-{scope}-{catalog.version}"
        headers = {**headers, "Content-Disposition": attachment(name, saved, "xlsx")}
        return Response(made, media_type=XLSX, headers=headers)

    return answer
