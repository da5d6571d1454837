"""`POST /check`: the check without a script, answered on a plain page.

What is asked is in the body, as of `POST /api/v1/check`: no log, cache or history of addresses holds it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
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
from dashboard.names.allowance import Allowance
from dashboard.names.awaiting import with_undescribed
from dashboard.names.matcher import LONGEST
from dashboard.names.worker import BusyError, checker
from dashboard.web.check import SECONDS_A_CHARACTER
from dashboard.web.head import document
from dashboard.web.limits import Sizes
from dashboard.web.pages import language, read
from dashboard.web.problems import served_catalog

_FIELDS = ("name", "names", "text")


def routes(site: Site, work: Allowance, most: int) -> list[BaseRoute]:
    """Return the route that answers the forms of the page.

    Args:
        site: Where the site lives.
        work: The seconds of processor that checks may take.
        most: How many bytes a body may have.
    """
    return [
        Route(
            site.path(check.PATH),
            _answer(site, work),
            methods=["POST"],
            middleware=[Middleware(Sizes, most=most)],
        )
    ]


def _answer(site: Site, work: Allowance) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        asked = _read(await request.body())
        client = request.client.host if request.client else ""
        estimate = SECONDS_A_CHARACTER * sum(map(len, asked.values()))
        wait = work.wait(client, estimate) if asked else 0.0
        spent: list[float] = []

        def answered() -> Response:
            begun = time.thread_time()
            try:
                return _page(site, request, asked, bool(wait), spent.append)
            finally:
                spent.append(time.thread_time() - begun)

        try:
            return await run_in_threadpool(answered)
        finally:
            if asked and not wait:
                work.settle(client, estimate, sum(spent))

    return answer


def _read(body: bytes) -> dict[str, str]:
    """Return the first field that is filled in, of a form as browsers send it; nothing if none is."""
    given = parse_qs(body.decode("utf-8", "replace"), max_num_fields=8)
    for field in _FIELDS:
        if text := given.get(field, [""])[0].strip():
            return {field: text}
    return {}


def _page(
    site: Site, request: Request, asked: dict[str, str], busy: bool, spent: Callable[[float], None]
) -> Response:
    catalog = with_undescribed(served_catalog())
    with locale.using(language(request)):
        address = read(site, request, catalog)
        if busy:
            said, status = check.refused(catalog, address, check.busy()), 503
        else:
            said, status = _said(catalog, address, asked, spent)
        page = framed(catalog, page_at(check.PATH), address, said, light=True)
        body = document(site, page, None, light=True, noindex=True)
    return HTMLResponse(body, status, headers={"Cache-Control": "no-store"})


def _said(
    catalog: Catalog, address: Address, asked: dict[str, str], spent: Callable[[float], None]
) -> tuple[Document, int]:
    made = checker(catalog, spent)
    try:
        if name := asked.get("name", "")[:LONGEST]:
            return check.answered_name(catalog, address, made.check(name)), 200
        if names := asked.get("names"):
            lines = [line.strip()[:LONGEST] for line in names.splitlines() if line.strip()]
            answers = made.check_many(lines[: check.MOST_NAMES])
            return check.answered_list(catalog, address, answers, len(lines)), 200
        if text := asked.get("text", ""):
            if len(text) > check.LONGEST_TEXT:
                return check.refused(catalog, address, _too_long()), 413
            return check.answered_text(catalog, address, text, made.mentions(text)), 200
    except BusyError:
        return check.refused(catalog, address, check.busy()), 503
    return check.document(catalog, address, LIGHT), 200


def _too_long() -> str:
    return _("Not checked: the text is too long for one page. Send it in parts.")
