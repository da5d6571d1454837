"""`POST /api/v1/check`: check a name, several names, or a text.

The question is in the request body, so that no log and no browser history contains it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import locale
from dashboard.asking.address import Site
from dashboard.catalog import Catalog
from dashboard.catalog.register_state import register_state
from dashboard.dataset.choices import STATUSES
from dashboard.dataset.identifiers import is_described
from dashboard.names import MATCHES, VERDICTS, Answer, Candidate, Mention
from dashboard.names.awaiting import with_undescribed
from dashboard.names.matching import LONGEST
from dashboard.names.worker import checker
from dashboard.sheets.representation import plain
from dashboard.web import parameters
from dashboard.web.api import V1, about
from dashboard.web.limited import Limits, Spend, given
from dashboard.web.negotiation import language
from dashboard.web.openapi_parts import posted, unvalidated
from dashboard.web.problems import Problem, served_catalog

MOST_NAMES = 200
LONGEST_TEXT = 20_000

_NAME = {"type": "string", "maxLength": LONGEST}
REQUEST: dict[str, Any] = {
    "type": "object",
    "description": "One of the three.",
    "properties": {
        "name": _NAME | {"description": "One name, in any script."},
        "names": {
            "type": "array", "items": _NAME, "minItems": 1, "maxItems": MOST_NAMES,
            "description": "Several names; the answers come in their order.",
        },
        "text": {
            "type": "string", "maxLength": LONGEST_TEXT,
            "description": "Prose in Russian, Ukrainian, Belarusian, English, German, Polish or "
            "French; HTML and Markdown are read as well.",
        },
    },
    "additionalProperties": False,
    "minProperties": 1,
    "maxProperties": 1,
    "example": {"name": "Эмнести Интернешнл"},
}  # fmt: skip
"""The JSON Schema of the request."""

_SHOWN = (
    "id", "name", "name_ru", "country", "status", "date",
    "decision_date", "announced_date", "listed_date", "delisted_date",
)  # fmt: skip


def check_routes(site: Site, limits: Limits) -> list[BaseRoute]:
    """Return the route of the check.

    Args:
        site: The base URL of the site.
        limits: The limits of checks.
    """
    return [Route(f"{V1}/check", _check(site, limits), methods=["POST"])]


def _check(site: Site, limits: Limits) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        limits.count(request)
        values = parameters.read(request.query_params, (parameters.language(),), filters=False)
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind != "application/json":
            raise Problem(415, "Send JSON, with Content-Type: application/json.")
        asked = await given(request, read)
        return await limits.run(
            request,
            sum(map(len, _texts(asked))),
            lambda spent: _answer(site, request, asked, language(request, values), spent),
        )

    return answer


def _texts(asked: dict[str, Any]) -> list[str]:
    (value,) = asked.values()
    return value if isinstance(value, list) else [value]


def read(body: bytes) -> dict[str, Any]:
    """Read the body of a request.

    Raises:
        Problem: The body is not JSON, or does not match `REQUEST`. The error does not quote the body.
    """
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        raise Problem(400, "The body is not valid JSON.") from None
    if (
        not isinstance(asked, dict)
        or len(asked) != 1
        or not asked.keys() <= {"name", "names", "text"}
    ):
        raise _unfit("", "The body must be an object with one of: name, names, text.")
    ((member, value),) = asked.items()
    if member == "names":
        if not isinstance(value, list) or not 1 <= len(value) <= MOST_NAMES:
            raise _unfit(member, f"names must be a list of 1 to {MOST_NAMES} names.")
        texts, longest = value, LONGEST
    else:
        texts, longest = [value], LONGEST_TEXT if member == "text" else LONGEST
    for text in texts:
        if not isinstance(text, str) or len(text) > longest or not is_whole(text):
            raise _unfit(member, f"{member} must be text of at most {longest} characters.")
    return asked


def _unfit(member: str, detail: str) -> Problem:
    return Problem(422, detail, parameter=member) if member else Problem(422, detail)


def is_whole(text: str) -> bool:
    """Return whether a text has no lone surrogates, which could not be encoded in the response."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _answer(
    site: Site,
    request: Request,
    asked: dict[str, Any],
    language: str,
    spent: Spend,
) -> Response:
    catalog = with_undescribed(served_catalog())
    made = checker(catalog, spent)
    with locale.using(language):
        body: dict[str, Any] = about(catalog)
        if "text" in asked:
            found = made.mentions(asked["text"])
            body["mentions"] = [_mention(site, request, catalog, each) for each in found]
        else:
            names = asked.get("names", [asked.get("name", "")])
            answers = made.check_many(names)
            body["results"] = [_result(site, request, catalog, each) for each in answers]
    return JSONResponse(body, headers={"Cache-Control": "no-store"})


def _result(site: Site, request: Request, catalog: Catalog, answer: Answer) -> dict[str, Any]:
    found = {
        "query": answer.query,
        "verdict": answer.verdict,
        "match": answer.match,
        "status": answer.status,
        "designation_id": answer.designation_id,
        "score": answer.score,
        "matched_name": answer.matched_name,
        "reason": register_state(catalog).not_found()
        if answer.verdict == "none"
        else answer.reason,
        "designation": _designation(site, request, catalog, answer.designation_id),
        "candidates": [_candidate(each) for each in answer.candidates],
    }
    if answer.parts:
        found["parts"] = [_result(site, request, catalog, each) for each in answer.parts]
    return found


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "designation_id": candidate.designation_id,
        "score": candidate.score,
        "verdict": candidate.verdict,
        "match": candidate.match,
        "status": candidate.status,
        "matched_name": candidate.matched_name,
        "reason": candidate.reason,
    }


def _mention(site: Site, request: Request, catalog: Catalog, mention: Mention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "certainty": mention.certainty,
        "verdict": mention.verdict,
        "status": mention.status,
        "designation_id": mention.designation_id,
        "others": list(mention.others),
        "matched_name": mention.matched_name,
        "score": mention.score,
        "reason": mention.reason,
        "designation": _designation(site, request, catalog, mention.designation_id),
    }


def _designation(
    site: Site, request: Request, catalog: Catalog, key: str | None
) -> dict[str, Any] | None:
    if key is None:
        return None
    row = catalog.designations.loc[key]
    facts = {name: plain(row[name]) for name in _SHOWN}
    described = is_described(key)
    page = site.url(request, f"o/{key}") if described else None
    return facts | {"page": page, "described": described}


def describe_paths(
    answers: Callable[..., dict[str, Any]], language: dict[str, Any]
) -> dict[str, Any]:
    """Describe the check for OpenAPI.

    Args:
        answers: Makes the responses from the schema of the response and the status codes of problems.
        language: The parameter of the language.
    """
    text, score = {"type": "string"}, {"type": "number"}
    designation: dict[str, Any] = {
        "type": ["object", "null"],
        "properties": {
            **{name: {"type": ["string", "null"]} for name in (*_SHOWN, "page")},
            "described": {
                "type": "boolean",
                "description": "False for an entry of the official register that this site found "
                "there and does not describe yet: its id begins with `register:`, is not permanent, "
                "and has no page.",
            },
        },
    }
    verdict: dict[str, Any] = {
        "type": "string", "enum": list(VERDICTS),
        "description": "Of an exact or likely match the status of the designation, else the match. "
        "`none`: no name in the data is like it; the reason says of which state of the register. `unchecked`: nothing could be compared, "
        "or it is too short or too general to tell names apart; it is not \"not found\".",
    }  # fmt: skip
    match: dict[str, Any] = {"type": "string", "enum": list(MATCHES)}
    status = {"type": ["string", "null"], "enum": [*(each.value for each in STATUSES), None]}
    found: dict[str, Any] = {
        "designation_id": {"type": ["string", "null"]},
        "score": score,
        "matched_name": text,
        "reason": text,
        "verdict": verdict,
        "status": status,
    }
    candidate = {"type": "object", "properties": found | {"match": match}}
    one: dict[str, Any] = {
        "type": "object",
        "properties": found
        | {"query": text, "match": match, "designation": designation}
        | {"candidates": {"type": "array", "items": candidate}},
        "required": ["query", "verdict", "match", "designation_id", "score", "reason"],
    }
    parts = {
        "type": "array", "items": one,
        "description": "The answers to the names in it, where it holds several; the answer itself "
        "is then the gravest of them.",
    }  # fmt: skip
    result = one | {"properties": one["properties"] | {"parts": parts}}
    place = {"type": "integer", "minimum": 0}
    mention = {
        "type": "object",
        "properties": found
        | {"start": place, "end": place, "text": text, "designation": designation}
        | {"certainty": {"type": "string", "enum": ["certain", "possible"]}}
        | {"others": {"type": "array", "items": text}},
        "required": ["start", "end", "certainty", "designation_id"],
    }
    body = {
        "type": "object",
        "properties": {
            "version": text,
            "as_of": text,
            "results": {"type": "array", "items": result},
            "mentions": {"type": "array", "items": mention},
        },
        "required": ["version", "as_of"],
    }
    responses = answers(body, (400, 413, 415, 422, 429, 503), formats=False)
    summary = "Is this name, or each of these, or anybody in this text, on the list?"
    return {
        "/api/v1/check": posted(
            summary, "check", REQUEST, unvalidated(responses), parameters=[language]
        )
    }
