"""`POST /api/v1/suggest` and `POST /search`: suggest organizations while somebody types a name.

The text is in the request body, so that no log and no browser history contains it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import locale
from dashboard.asking.address import Address, Site
from dashboard.catalog import Catalog
from dashboard.dataset.choices import STATUSES
from dashboard.documents import suggestions
from dashboard.names import Suggestion
from dashboard.names.awaiting import with_undescribed
from dashboard.names.worker import checker
from dashboard.web import negotiation, parameters
from dashboard.web.api import METHODS, V1, about
from dashboard.web.limited import Limits, Spend
from dashboard.web.openapi_parts import posted, unvalidated
from dashboard.web.pages import VARY, language, plain_address, unlisted
from dashboard.web.problems import Problem, served_catalog

LONGEST = 200
"""Maximum number of characters of a text."""
MOST = 8
"""Maximum number of suggestions."""
KEYS = 5
"""How many suggestion requests are allowed per allowed check, because each keystroke sends one."""
_CHARACTERS = 100
"""The cost of a request, in characters of a check, before its real cost is known."""
_LARGEST_FORM = 4_096

REQUEST: dict[str, Any] = {
    "type": "object",
    "properties": {
        "text": {
            "type": "string",
            "maxLength": LONGEST,
            "description": "What was typed so far: the beginning of a name in any script, a "
            "web address, the number of an order or of an entry.",
        }
    },
    "required": ["text"],
    "additionalProperties": False,
    "example": {"text": "медуз"},
}
"""The JSON Schema of what is asked."""


def suggest_routes(site: Site, limits: Limits) -> list[BaseRoute]:
    """Return the route of the suggestions, within the API.

    Args:
        site: The base URL of the site.
        limits: What clients may have looked up.
    """
    return [Route(f"{V1}/suggest", _suggest(limits), methods=["POST"])]


def routes(site: Site, limits: Limits) -> list[BaseRoute]:
    """Return the routes of the search without a script.

    Args:
        site: The base URL of the site.
        limits: What clients may have looked up.
    """
    return [
        Route(site.path("search"), _search(site, limits), methods=["POST"]),
        Route(site.path("search"), _nothing_asked(site), methods=METHODS),
    ]


def _suggest(limits: Limits) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        limits.count(request)
        values = parameters.read(request.query_params, (parameters.language(),), filters=False)
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind != "application/json":
            raise Problem(415, "Send JSON, with Content-Type: application/json.")
        text = read(await request.body())

        def answered(spent: Spend) -> Response:
            catalog, found = _looked_up(text, spent)
            with locale.using(negotiation.language(request, values)):
                shown = suggestions.shown(catalog, Address(), found)
                said = {"suggestions": shown, "said": suggestions.counted(shown)}
            return JSONResponse(about(catalog) | said, headers={"Cache-Control": "no-store"})

        return await limits.run(request, _CHARACTERS, answered)

    return answer


def _search(site: Site, limits: Limits) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        limits.count(request)
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > _LARGEST_FORM:
                raise Problem(413, f"The form is larger than {_LARGEST_FORM} bytes.")
        try:
            form = parse_qs(body.decode("utf-8", "replace"), max_num_fields=8)
        except ValueError:
            raise Problem(400, "The form has too many fields.") from None
        text = form.get("q", [""])[0].strip()[:LONGEST]

        def answered(spent: Spend) -> Response:
            catalog, found = _looked_up(text, spent)
            with locale.using(language(request)):
                address = plain_address(site, request)
                shown = suggestions.shown(catalog, address, found)
                made = suggestions.document(catalog, address, text, shown)
                page = unlisted(site, request, made)
            return HTMLResponse(page, headers={"Cache-Control": "no-store"} | VARY)

        return await limits.run(request, _CHARACTERS, answered)

    return answer


def _nothing_asked(site: Site) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        kept = {key: value for key, value in request.query_params.items() if key == "lang"}
        query = f"?{urlencode(kept)}" if kept else ""
        return RedirectResponse(site.path("check") + query, 303)

    return answer


def _looked_up(text: str, spent: Spend) -> tuple[Catalog, Sequence[Suggestion]]:
    """Return the catalog, and the suggestions for a text."""
    catalog = with_undescribed(served_catalog())
    return catalog, checker(catalog, spent).suggest(text, MOST) if text else ()


def read(body: bytes) -> str:
    """Read the body of a request.

    Raises:
        Problem: The body is not JSON, or does not match `REQUEST`. The error does not quote the body.
    """
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        raise Problem(400, "The body is not valid JSON.") from None
    if not isinstance(asked, dict) or asked.keys() != {"text"}:
        raise Problem(422, "The body must be an object with: text.")
    text = asked["text"]
    whole = isinstance(text, str) and not any("\ud800" <= sign <= "\udfff" for sign in text)
    if not whole or len(text) > LONGEST:
        detail = f"text must hold text of at most {LONGEST} characters."
        raise Problem(422, detail, parameter="text")
    return str(text).strip()


def suggest_paths(
    answers: Callable[..., dict[str, Any]], language: dict[str, Any]
) -> dict[str, Any]:
    """Describe the suggestions for OpenAPI.

    Args:
        answers: Makes the responses from the schema of the answer and the statuses of problems.
        language: The parameter of the language.
    """
    text, either = {"type": "string"}, {"type": ["string", "null"]}
    one = {
        "type": "object",
        "properties": {
            **dict.fromkeys(("id", "name", "other_name", "standing", "country_name"), text),
            **dict.fromkeys(("date", "country"), either),
            "href": text,
            "status": {"type": "string", "enum": [each.value for each in STATUSES]},
            "matched_name": text,
            "match": {"type": "string", "enum": ["exact", "likely", "possible"]},
            "described": {"type": "boolean"},
        },
        "required": ["id", "name", "status", "match"],
    }
    body = {
        "type": "object",
        "properties": {
            "version": text,
            "as_of": text,
            "suggestions": {"type": "array", "items": one, "maxItems": MOST},
            "said": {"type": "string", "description": "How many there are, in words."},
        },
        "required": ["version", "as_of", "suggestions"],
    }
    responses = answers(body, (400, 413, 415, 422, 429, 503), formats=False)
    return {
        f"/api{V1}/suggest": posted(
            "What may somebody who types this be looking for?",
            "suggest",
            REQUEST,
            unvalidated(responses),
            parameters=[language],
            description="A suggestion is no answer to “is it listed?”: ask the check.",
        )
    }
