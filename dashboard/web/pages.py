"""Plain HTML of our own: made from a template, readable without a script."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jinja2
import pandas as pd
from starlette.requests import Request
from starlette.responses import HTMLResponse

from dashboard import locale
from dashboard.asking.address import Site
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog
from dashboard.documents import markup
from dashboard.web.stylesheet import STYLE


@lru_cache
def _environment() -> jinja2.Environment:
    return markup.environment("dashboard.web")


def html(template: str, **context: Any) -> str:
    """Render a template."""
    return _environment().get_template(template).render(**context)


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table for a template."""
    rows: list[dict[str, Any]] = table.to_dict("records")  # type: ignore[assignment]
    return rows


VARY = {"Vary": "Accept-Language"}
"""Of pages whose language may be the browser's."""


def language(request: Request) -> str:
    """Return the language that the address asks for, else the browser's."""
    asked = request.query_params.get("lang", "")
    if asked in locale.languages():
        return asked
    return locale.negotiate(request.headers.get("accept-language", ""))


def lenient(request: Request, catalog: Catalog) -> Filters:
    """Read the filters of an address as pages do: without unknown values."""
    given = request.query_params
    return Filters.from_params({key: given.getlist(key) for key in given}, catalog)[0]


def missing(site: Site, request: Request, title: str, text: str = "") -> HTMLResponse:
    """Return the page for a missing row, in the language of the block around.

    Args:
        site: Where everything lives.
        request: What was asked.
        title: What there is not.
        text: What that does not mean, if anything.
    """
    body = html(
        "missing.html",
        title=title,
        text=text,
        lang=locale.current().code,
        meta=None,
        home=site.path(),
        style=STYLE,
        icon=site.path("assets/mark.svg"),
        search=site.path("organizations"),
        index=site.path("o/"),
    )
    return HTMLResponse(body, 404, headers={"Cache-Control": "no-store"})
