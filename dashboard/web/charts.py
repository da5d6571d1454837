"""`/api/v1/charts/<key>.csv`: the numbers behind a chart, under the same parameters as its page."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import locale
from dashboard.catalog import Filters, PackageError, exports, load_catalog
from dashboard.catalog.filters import FILTER_KEYS
from dashboard.catalog.numbers import NUMBERS, read_options
from dashboard.locale import gettext as _


def problem(status: int, title: str, detail: str) -> JSONResponse:
    """What went wrong, as a problem document (RFC 9457)."""
    return JSONResponse(
        {"type": "about:blank", "title": title, "status": status, "detail": detail},
        status,
        media_type="application/problem+json",
    )


async def chart_csv(request: Request) -> Response:
    """The numbers of one chart as CSV; a parameter that means nothing is refused, not passed over."""
    return await run_in_threadpool(_chart_csv, request)


def _chart_csv(request: Request) -> Response:
    key = request.path_params["key"]
    numbers = NUMBERS.get(key)
    if numbers is None:
        return problem(404, "Not found", f"There is no chart {key!r}: try {', '.join(NUMBERS)}.")
    try:
        catalog = load_catalog()
    except PackageError:
        return problem(503, "Unavailable", "The dataset is missing or does not pass its checks.")
    given = {name: request.query_params.getlist(name) for name in request.query_params}
    known = {*FILTER_KEYS, *numbers.options, "lang"}
    if unknown := sorted(given.keys() - known):
        return problem(400, "Bad parameter", f"Unknown parameter {unknown[0]!r}.")
    filters, dropped = Filters.from_params(given, catalog)
    if dropped:
        return problem(400, "Bad parameter", f"{dropped[0]} means nothing here.")
    try:
        options = read_options(numbers, {name: values[-1] for name, values in given.items()})
    except KeyError as error:
        name = error.args[0]
        allowed = ", ".join(numbers.options[name])
        return problem(400, "Bad parameter", f"{name} must be one of: {allowed}.")
    filters = filters.within(numbers.scope)
    with locale.using(given.get("lang", [locale.FALLBACK])[-1]):
        table = numbers.table(catalog, numbers.count(catalog, filters, options), options)
        body = exports.to_csv(
            table,
            heading=(
                catalog.title,
                f"{_(numbers.title)}: {filters.sentence(catalog, numbers.scope)}",
                _("Data version {version}, as of {date}. Licence: CC BY 4.0.").format(
                    version=catalog.version, date=locale.day(catalog.as_of)
                ),
            ),
        )
    name = f"undesirable-register-{key}-{catalog.version}.csv"
    return Response(
        body,
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


ROUTES = [Route("/api/v1/charts/{key}.csv", chart_csv, methods=["GET"])]
