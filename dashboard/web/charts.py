"""`/api/v1/charts/<key>`: the numbers behind a chart, under the same parameters as its page."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import locale
from dashboard.asking.address import Site
from dashboard.charts.chart import Chart
from dashboard.charts.registry import COUNTED
from dashboard.locale import gettext as _
from dashboard.sheets import writing
from dashboard.web import parameters
from dashboard.web.api import METHODS, V1, Sync, about, formatted, threaded
from dashboard.web.negotiation import FORMATS, SUFFIXES, accepted, unchanged, validators
from dashboard.web.parameters import Parameter
from dashboard.web.problems import Problem, served_catalog


def options(chart: Chart) -> Iterable[Parameter]:
    """Yield the parameters of a chart besides the filters."""
    for name, values in chart.options.items():
        yield Parameter(
            name,
            "How the chart counts.",
            {"type": "string", "enum": list(values), "default": values[0]},
        )
    yield parameters.language()


def _chart(chart: Chart, suffix: str) -> Sync:
    own = tuple(options(chart))

    def answer(request: Request) -> Response:
        catalog = served_catalog()
        values = parameters.read(request.query_params, own)
        filters = parameters.read_filters(request.query_params, catalog).within(chart.scope)
        kind = suffix or accepted(request)
        headers = validators(catalog, request, kind)
        if not suffix:
            headers["Vary"] = "Accept"
        if same := unchanged(request, headers):
            return same
        chosen = {name: values[name] for name in chart.options}
        with locale.using(values["lang"]):
            table = chart.table(catalog, chart.count(catalog, filters, chosen), chosen)
            name = f"undesirable-register-{chart.key}-{catalog.version}"
            title, selection = _(chart.title), filters.sentence(catalog, chart.scope)
            if kind != "csv":
                envelope = about(catalog) | {"title": title, "selection": selection} | chosen
                return formatted(table, kind, envelope, headers, name)
            # Readers save this from a page: it names its content and source, and Excel can read it.
            body = writing.to_csv(
                table,
                heading=(
                    catalog.title,
                    f"{title}: {selection}",
                    _("Data version {version}, as of {date}. Licence: CC BY 4.0.").format(
                        version=catalog.version, date=locale.day(catalog.as_of)
                    ),
                ),
            )
        headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return Response(body, media_type=FORMATS["csv"], headers=headers)

    return answer


def _list(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        values = parameters.read(request.query_params, (parameters.language(),), filters=False)
        with locale.using(values["lang"]):
            results = [
                {
                    "key": chart.key,
                    "title": _(chart.title),
                    "of": chart.scope,
                    "options": {name: list(allowed) for name, allowed in chart.options.items()},
                    "address": site.url(request, f"api/v1/charts/{chart.key}"),
                }
                for chart in COUNTED.values()
            ]
        return JSONResponse(
            about(catalog) | {"results": results}, headers=validators(catalog, request)
        )

    return answer


def _unknown(request: Request) -> Response:
    key = request.path_params["key"]
    raise Problem(404, f"There is no chart {key!r}: try {', '.join(COUNTED)}.")


def chart_routes(site: Site) -> list[BaseRoute]:
    """Return the addresses of the charts' chart."""
    routes: list[BaseRoute] = [Route(f"{V1}/charts", threaded(_list(site)), methods=METHODS)]
    for suffix in SUFFIXES:
        for chart in COUNTED.values():
            answer = _chart(chart, suffix.removeprefix("."))
            routes.append(
                Route(f"{V1}/charts/{chart.key}{suffix}", threaded(answer), methods=METHODS)
            )
    return [*routes, Route(f"{V1}/charts/{{key}}", threaded(_unknown), methods=METHODS)]
