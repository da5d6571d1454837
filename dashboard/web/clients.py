"""Identify the client of a request for the limits."""

from __future__ import annotations

from starlette.types import Scope

from dashboard.names.allowance import CUSTOMER, key


def of(scope: Scope) -> bytes:
    """Return the key of the client's network; clients without an IP address share one.

    Args:
        scope: The scope of a request or a WebSocket. uvicorn has already replaced the IP address by
            that of `X-Forwarded-For` if the proxy is trusted (`FORWARDED_ALLOW_IPS`).
    """
    return key(address(scope))


def customer(scope: Scope) -> bytes:
    """Return the key of the customer of a provider, for what all clients share.

    Many customers have 256 networks (/64) or more, with which one of them could take everything.

    Args:
        scope: The scope of a request or a WebSocket.
    """
    return key(address(scope), CUSTOMER)


def address(scope: Scope) -> str:
    """Return the IP address of the client of an ASGI scope, or ""."""
    client = scope.get("client")
    return client[0] if client else ""
