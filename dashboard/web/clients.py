"""Clients as the limits count them: by network, under a keyed hash that dies with the process."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets

from starlette.types import Scope

_KEY = secrets.token_bytes(16)
_IPV6_PREFIX = 64


def network(address: str) -> str:
    """Return the network by which an address is limited.

    A provider gives each customer at least a /64 of IPv6 addresses, so a limit for each single
    address would limit nobody (RFC 6177).

    Args:
        address: The address of a client as the server has it; a zone (`%eth0`) is ignored.

    Returns:
        An IPv4 address as it is, also one mapped into IPv6; the /64 of an IPv6 address; any other
        text as it is.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, _IPV6_PREFIX), strict=False))
    return str(parsed)


def key(address: str) -> bytes:
    """Return the keyed hash under which the network of an address is counted.

    Args:
        address: The address of a client.
    """
    return hashlib.blake2b(network(address).encode(), key=_KEY, digest_size=12).digest()


def of(scope: Scope) -> bytes:
    """Return the key of the client of an ASGI scope; clients without an address share one.

    Args:
        scope: The scope of a request or a WebSocket. uvicorn has already put in the address from
            `X-Forwarded-For` where the proxy is trusted (`FORWARDED_ALLOW_IPS`).
    """
    client = scope.get("client")
    return key(client[0] if client else "")
