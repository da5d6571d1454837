"""Errors as problem documents (RFC 9457)."""

from __future__ import annotations

import logging
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from dashboard.catalog import Catalog, PackageError, load_catalog

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):  # noqa: N818
    """An error that is sent as a problem document.

    Attributes:
        status: The HTTP status code.
        detail: A sentence that says what is wrong, and how to fix it.
        members: Further members of the document, such as the name of a parameter.
        headers: Further headers of the response.
    """

    def __init__(
        self, status: int, detail: str, *, headers: dict[str, str] | None = None, **members: str
    ) -> None:
        """Create an error."""
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.members = members
        self.headers = headers or {}


def problem(
    status: int, detail: str, *, headers: dict[str, str] | None = None, **members: str
) -> Response:
    """Return a problem document (RFC 9457)."""
    return JSONResponse(
        {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": detail,
            **members,
        },
        status,
        headers={"Cache-Control": "no-store", **(headers or {})},
        media_type=MEDIA_TYPE,
    )


def bad_parameter(name: str, detail: str) -> Problem:
    """Return the problem of an unknown parameter or value."""
    return Problem(400, detail, parameter=name)


def served_catalog() -> Catalog:
    """Return the dataset.

    Raises:
        Problem: It is missing or invalid (503); only the log says why.
    """
    try:
        return load_catalog()
    except PackageError as error:
        error.log_once(logging.getLogger(__name__))
        detail = "The dataset is missing or does not pass its checks."
        raise Problem(503, detail, headers={"Retry-After": "60"}) from None


async def _problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return problem(error.status, error.detail, headers=error.headers, **error.members)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    allowed = (error.headers or {}).get("Allow", "")
    use = f": use {allowed}" if allowed else ""
    sentences = {
        404: "There is nothing at this address: /api/v1/ lists what there is.",
        405: f"{request.method} is not possible here{use}.",
    }
    detail = sentences.get(error.status_code, error.detail)
    return problem(error.status_code, detail, headers=dict(error.headers or {}))


async def http_error_outside(request: Request, error: Exception) -> Response:
    """Answer an unknown URL; within the API with a problem document."""
    assert isinstance(error, HTTPException)
    # The router does not match API URLs with a line break, so handle them here. Not `request.url`:
    # Python keeps the addresses that it split last, with what was searched.
    path = request.scope["path"].translate(dict.fromkeys(map(ord, "\t\r\n")))
    if "/api/" in path:
        return await _http_error(request, error)
    return PlainTextResponse(error.detail, error.status_code, headers=error.headers)


async def _failure(_request: Request, _error: Exception) -> Response:
    return problem(500, "Something went wrong on the server; its log has the details.")


HANDLERS = {Problem: _problem, HTTPException: _http_error, Exception: _failure}
"""The error handlers of an application that reports all errors as problem documents."""
