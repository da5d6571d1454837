"""Content negotiation and conditional requests: suffix, `Accept`, `Accept-Language`, ETag."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dashboard import __version__, locale
from dashboard.catalog import Catalog
from dashboard.web.problems import Problem

FORMATS: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
}
"""Media types by suffix, the preferred first."""

SUFFIXES = ("", *(f".{name}" for name in FORMATS))

CACHE_CONTROL = "public, max-age=60"


def accepted(request: Request) -> str:
    """Choose the format that the ``Accept`` header prefers.

    Raises:
        Problem: It accepts none of the available formats (406).
    """
    header = request.headers.get("accept", "*/*")
    ranked = sorted(_ranges(header), key=lambda each: -each[1])
    refused = {kind for kind, quality in ranked if quality == 0}
    for kind, quality in ranked:
        for name, media_type in FORMATS.items():
            plain = media_type.split(";")[0]
            if quality > 0 and plain not in refused and _covers(kind, plain):
                return name
    known = ", ".join(media_type.split(";")[0] for media_type in FORMATS.values())
    raise Problem(406, f"This format is not available: accept {known}, or add .csv to the URL.")


def _ranges(header: str) -> list[tuple[str, float]]:
    ranges = []
    for part in header.split(","):
        kind, *parameters = (word.strip().lower() for word in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        ranges.append((kind, quality))
    return ranges


def _covers(kind: str, media_type: str) -> bool:
    aliases = {
        "application/jsonl": "application/x-ndjson",
        "application/ndjson": "application/x-ndjson",
    }
    kind = aliases.get(kind, kind)
    return kind in (media_type, "*/*", f"{media_type.split('/')[0]}/*")


def language(request: Request, values: Mapping[str, Any]) -> str:
    """Return the language of a response: that of ``lang``, else that of ``Accept-Language``.

    Args:
        request: The request.
        values: Its parameters; ``lang`` may be missing.
    """
    return str(values.get("lang") or locale.negotiate(request.headers.get("accept-language", "")))


def varying(values: Mapping[str, Any], suffix: str, *, worded: bool = True) -> dict[str, str]:
    """Return the `Vary` header.

    Args:
        values: The parameters of the request; ``lang`` may be missing.
        suffix: The format in the URL; "" if `Accept` decides.
        worded: Whether the response contains text in a language.
    """
    names = [] if suffix else ["Accept"]
    if worded and "lang" not in values:
        names.append("Accept-Language")
    return {"Vary": ", ".join(names)} if names else {}


def last_modified(catalog: Catalog) -> datetime:
    """Return when the data last changed: the day of their version, else the day of the register."""
    try:
        day = datetime.strptime(catalog.version[:10], "%Y.%m.%d").date()
    except ValueError:
        day = catalog.as_of
    return datetime.combine(day, time(), UTC)


def validators(catalog: Catalog, request: Request, *also: str) -> dict[str, str]:
    """Return the headers for conditional requests: `ETag` and `Last-Modified`.

    Args:
        catalog: The dataset.
        request: The request, whose URL is part of the ETag.
        *also: Further parts of the ETag, such as the format.
    """
    # Do not use `request.url`: urllib would cache the parsed URL, which may contain search words.
    told = (
        catalog.fingerprint, __version__, request.scope["path"], request.scope["query_string"].decode("latin-1"),
        str(request.base_url), *also,
    )  # fmt: skip
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]
    return {
        # A weak ETag, because the same response may be sent compressed.
        "ETag": f'W/"{digest}"',
        "Last-Modified": format_datetime(last_modified(catalog), usegmt=True),
        # Prevent caches from storing search words.
        "Cache-Control": "no-store" if request.query_params.get("q") else CACHE_CONTROL,
    }


def negotiated(
    catalog: Catalog,
    request: Request,
    values: Mapping[str, Any],
    suffix: str,
    *,
    worded: bool = True,
) -> tuple[str, str, dict[str, str]]:
    """Return format, language and caching headers of a response.

    Args:
        catalog: The dataset.
        request: The request.
        values: Its parameters, as `read` returned them.
        suffix: The format in the URL; "" if `Accept` decides.
        worded: Whether the response contains text in a language.
    """
    kind, code = suffix or accepted(request), language(request, values)
    kept = validators(catalog, request, kind, code) | varying(values, suffix, worded=worded)
    return kind, code, kept


def unchanged(request: Request, headers: Mapping[str, str]) -> Response | None:
    """Return a 304 response if the client's cached copy is current, else None."""
    match = request.headers.get("if-none-match")
    if match is not None:
        own = headers["ETag"].removeprefix("W/")
        tags = [tag.strip().removeprefix("W/") for tag in match.split(",")]
        fresh = "*" in tags or own in tags
    else:
        fresh = _not_since(request.headers.get("if-modified-since"), headers.get("Last-Modified"))
    return Response(status_code=304, headers=dict(headers)) if fresh else None


def _not_since(asked: str | None, modified: str | None) -> bool:
    if not asked or not modified:
        return False
    try:
        since = parsedate_to_datetime(asked)
    except (ValueError, TypeError, OverflowError):  # a year of eleven digits
        return False
    if since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    return parsedate_to_datetime(modified) <= since
