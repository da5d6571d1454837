"""`/api/v1/charts/<key>`: the numbers of a chart, with the same parameters as its page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import locale
from dashboard.asking.address import Site
from dashboard.catalog import Catalog
from dashboard.charts.chart import Chart
from dashboard.charts.registry import COUNTED
from dashboard.charts.spans import PATTERN, Span, pattern
from dashboard.locale import gettext as _
from dashboard.sheets import writing
from dashboard.web import parameters
from dashboard.web.api import METHODS, V1, Sync, about, formatted, threaded
from dashboard.web.negotiation import (
    FORMATS,
    SUFFIXES,
    language,
    negotiated,
    unchanged,
    validators,
    varying,
)
from dashboard.web.parameters import Parameter
from dashboard.web.problems import Problem, bad_parameter, served_catalog

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEADING = Parameter(
    "heading",
    "Of CSV: `1` puts lines above it that say what it is, each after a `#`, and a byte order mark, by which"
    " Excel knows UTF-8. Without it the first line has the names of the columns.",
    {"type": "string", "enum": ["0", "1"], "default": "0"},
)
VERSION = Parameter(
    "version",
    "The version of the data that the numbers must be of; another one is refused (404).",
    {"type": "string", "maxLength": 20, "pattern": r"^\d{4}(?:\.\d{1,4}){2,3}$"},
)
_LONGEST_NAME = 110
"""Maximum number of characters of a file name: file systems allow 255 bytes, and a Cyrillic letter takes two."""


def options(chart: Chart, years: tuple[int, int] | None = None) -> Iterable[Parameter]:
    """Yield the parameters of a chart besides the filters.

    Args:
        chart: The chart.
        years: The first and the last year of the data, to be named in the description.
    """
    for name, values in chart.options.items():
        yield Parameter(
            name,
            "How the chart counts.",
            {"type": "string", "enum": list(values), "default": values[0]},
        )
    for name in chart.spans:
        yield Parameter(
            name,
            "A year, a span of years (`2019-2021`), or all years since one (`2022-`).",
            {
                "type": "string",
                "pattern": f"^{pattern(years) if years else PATTERN}$",
                "maxLength": 9,
            },
        )
    yield _HEADING
    yield VERSION
    yield parameters.language()


def _chart(chart: Chart, suffix: str) -> Sync:
    own = tuple(options(chart))

    def answered(request: Request) -> Response:
        catalog = served_catalog()
        values = parameters.read(request.query_params, own)
        if (wanted := values.get("version", catalog.version)) != catalog.version:
            raise Problem(
                404,
                f"The numbers of version {wanted} are not served here, those of {catalog.version} are. "
                f"`undesirable-register data-of {wanted}` writes that version from the repository.",
                parameter="version",
            )
        filters = parameters.read_filters(request.query_params, catalog).within(chart.scope)
        kind, code, headers = negotiated(catalog, request, values, suffix)
        if same := unchanged(request, headers):
            return same
        chosen = {name: values[name] for name in chart.options} | _spans(chart, values, catalog)
        if chart.settle:
            chosen = chart.settle(catalog, filters, chosen)
        with locale.using(code):
            table = chart.table(catalog, chart.count(catalog, filters, chosen), chosen)
            name = f"undesirable-register-{chart.key}-{catalog.version}"
            title, selection = _(chart.title), filters.sentence(catalog, chart.scope)
            heading = _heading(catalog, f"{title}: {selection}")
            if kind == "xlsx":
                made = writing.to_xlsx(table, heading=heading, sheet=chart.key)
                answer = Response(made, media_type=XLSX, headers=headers)
            elif kind == "csv" and values["heading"] == "1":
                made = writing.to_csv(table, heading=heading)
                answer = Response(made, media_type=FORMATS["csv"], headers=headers)
            else:
                envelope = about(catalog) | {"title": title, "selection": selection} | chosen
                answer = formatted(table, kind, envelope, headers, name)
        if kind in ("csv", "xlsx"):
            # Readers save these files from a page, so they get a descriptive name.
            saved = f"{title} – {selection} – {catalog.version}"
            answer.headers["Content-Disposition"] = attachment(name, saved, kind)
        return answer

    return answered


def _spans(chart: Chart, values: Mapping[str, str], catalog: Catalog) -> dict[str, str]:
    """Return the requested periods.

    Raises:
        Problem: A period exceeds the years of the data.
    """
    asked = {name: values[name] for name in chart.spans if name in values}
    for name, text in asked.items():
        if Span.read(text, catalog.years) is None:
            first, last = catalog.years
            raise bad_parameter(
                name, f"{name}={text} is invalid: use years from {first} to {last}."
            )
    return asked


def _heading(catalog: Catalog, content: str) -> Sequence[str]:
    return (
        catalog.title,
        content,
        _("Data version {version}, as of {date}. License: CC BY 4.0.").format(
            version=catalog.version, date=locale.day(catalog.as_of)
        ),
    )


def attachment(plain: str, name: str, suffix: str) -> str:
    """Return the `Content-Disposition` header of a download (RFC 6266).

    Args:
        plain: Its ASCII name, for clients that support no other.
        name: Its name in the reader's language; characters that file systems forbid are removed.
        suffix: The extension, without the dot.
    """
    allowed = re.sub(r"\s+", " ", re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f]', " ", name)).strip(" .")
    shown = quote(f"{allowed[:_LONGEST_NAME].strip()}.{suffix}", safe="")
    return f"attachment; filename=\"{plain}.{suffix}\"; filename*=UTF-8''{shown}"


def _list(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        values = parameters.read(request.query_params, (parameters.language(),), filters=False)
        code = language(request, values)
        with locale.using(code):
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
            about(catalog) | {"results": results},
            headers=validators(catalog, request, code) | varying(values, "json"),
        )

    return answer


def _unknown(request: Request) -> Response:
    key = request.path_params["key"]
    for suffix in (*filter(None, SUFFIXES), ".xlsx"):
        key = key.removesuffix(suffix)
    raise Problem(404, f"There is no chart {key!r}: try {', '.join(COUNTED)}.")


def chart_routes(site: Site) -> list[BaseRoute]:
    """Return the routes of the charts."""
    routes: list[BaseRoute] = [Route(f"{V1}/charts", threaded(_list(site)), methods=METHODS)]
    for suffix in (*SUFFIXES, ".xlsx"):
        for chart in COUNTED.values():
            answer = _chart(chart, suffix.removeprefix("."))
            routes.append(
                Route(f"{V1}/charts/{chart.key}{suffix}", threaded(answer), methods=METHODS)
            )
    return [*routes, Route(f"{V1}/charts/{{key}}", threaded(_unknown), methods=METHODS)]
