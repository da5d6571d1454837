"""`POST /check`: the check without scripts, answered by a plain page.

As with `POST /api/v1/check`, the question is in the request body, so that no log, cache or browser
history contains it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import locale
from dashboard.asking.address import Address, Site
from dashboard.catalog import Catalog
from dashboard.charts.palette import LIGHT
from dashboard.documents import check
from dashboard.documents.document import Document
from dashboard.documents.pages import page_at
from dashboard.documents.static_page import framed
from dashboard.locale import gettext as _
from dashboard.names.awaiting import with_undescribed
from dashboard.names.matching import LONGEST
from dashboard.names.worker import checker
from dashboard.web.head import document
from dashboard.web.limited import Limits, Spend, given, in_turn
from dashboard.web.limits import Sizes
from dashboard.web.pages import language, read
from dashboard.web.problems import Problem, served_catalog

Say = Callable[[Catalog, Address], Document]
_FIELDS = ("name", "names", "text")


def routes(site: Site, limits: Limits, most: int) -> list[BaseRoute]:
    """Return the route that answers the forms of the page.

    Args:
        site: The base URL of the site.
        limits: The limits of checks.
        most: The maximum bytes of a body.
    """
    return [
        Route(
            site.path(check.PATH),
            _answer(site, limits),
            methods=["POST"],
            middleware=[Middleware(Sizes, most=most)],
        )
    ]


def _answer(site: Site, limits: Limits) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        asked = await given(request, _read)
        try:
            return await limits.run(
                request,
                sum(map(len, asked.values())),
                lambda spend: _page(
                    site, request, lambda catalog, address: _said(catalog, address, asked, spend)
                ),
            )
        except Problem as problem:
            if problem.status not in (429, 503):
                raise
            # Show the error clearly as an error, so that nobody mistakes it for "not listed".
            return await in_turn(request, _page, site, request, _refused, problem.status)

    return answer


def _read(body: bytes) -> dict[str, str]:
    """Return the first non-empty field of a submitted form; empty if there is none.

    Raises:
        Problem: The form has too many fields (400).
    """
    try:
        given = parse_qs(body.decode("utf-8", "replace"), max_num_fields=8)
    except ValueError:
        raise Problem(400, "The form has too many fields.") from None
    for field in _FIELDS:
        if text := given.get(field, [""])[0].strip():
            return {field: text}
    return {}


def _page(site: Site, request: Request, say: Say, status: int = 200) -> Response:
    catalog = with_undescribed(served_catalog())
    with locale.using(language(request)):
        address = read(site, request, catalog)
        page = framed(catalog, page_at(check.PATH), address, say(catalog, address), light=True)
        body = document(site, page, None, light=True)
    return HTMLResponse(body, status, headers={"Cache-Control": "no-store"})


def _refused(catalog: Catalog, address: Address) -> Document:
    return check.refused(catalog, address, check.busy())


def _said(catalog: Catalog, address: Address, asked: dict[str, str], spend: Spend) -> Document:
    made = checker(catalog, spend)
    if name := asked.get("name", "")[:LONGEST]:
        return check.answered_name(catalog, address, made.check(name))
    if names := asked.get("names"):
        lines = [line.strip()[:LONGEST] for line in names.splitlines() if line.strip()]
        answers = made.check_many(lines[: check.MOST_NAMES])
        return check.answered_list(catalog, address, answers, len(lines))
    if text := asked.get("text", ""):
        if len(text) > check.LONGEST_TEXT:
            return check.refused(catalog, address, _too_long())
        return check.answered_text(catalog, address, text, made.mentions(text))
    return check.document(catalog, address, LIGHT)


def _too_long() -> str:
    return _("Not checked: the text is too long for one page. Send it in parts.")
