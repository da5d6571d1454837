"""Where the site lives, and the addresses on it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import HTTPConnection

from dashboard import settings
from dashboard.asking.filters import Filters


@dataclass(frozen=True)
class Site:
    """The site as its server knows it.

    Attributes:
        base: The path below which everything lives: "" or "/register".
        pages: The paths of its pages in the order of the menu, "" for the first.
        details: The paths of pages that need an ``id``.
    """

    base: str = ""
    pages: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    def path(self, path: str = "") -> str:
        """Return an address on this host, from a path without its first slash."""
        return f"{self.base}/{path}"

    def url(self, connection: HTTPConnection, path: str = "") -> str:
        """Return an absolute address, as others can open it."""
        return self.origin(connection) + self.path(path)

    def origin(self, connection: HTTPConnection) -> str:
        """Scheme and host: as the settings say, else as the client asked for."""
        asked = connection.base_url
        return settings.public_url() or f"{asked.scheme}://{asked.netloc}"


def query(filters: Filters, **extra: str) -> str:
    """Return the parameters of an address, with the question mark; "" without any."""
    pairs = [(key, value) for key, value in extra.items() if value]
    pairs = [*pairs, *filters.to_params()]
    return f"?{urlencode(pairs)}" if pairs else ""
