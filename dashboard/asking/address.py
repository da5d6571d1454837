"""Parse the URL of a page, and build the links to other pages.

The URL is the only place where a selection is stored: each run of a page begins by parsing it, and
links and widgets
open another URL. So a link, a reload and the back button all show the same page. Every link of the
site, including
those of share pages, feed and API, is built here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import urlencode

from dashboard import locale, settings
from dashboard.asking.appended import without_appended
from dashboard.asking.filters import FILTER_KEYS, LONGEST_QUERY, MAX_QUERY, Dropped, Filters
from dashboard.catalog.catalog import Catalog
from dashboard.text.unseen import seen

PAGE_KEYS = (
    "id", "page", "sort", "view", "show", "period", "by", "measure", "map", "relation", "from", "to", "table",
    "chart", "theme", "static", "version", "lang",
)  # fmt: skip
"""URL parameters other than filters."""

_PAGE = re.compile(r"[1-9][0-9]{0,7}")

_VERSION = re.compile(r"[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,2}(\.[0-9]{1,3})?")

Options = Mapping[str, Collection[str]]


def query(filters: Filters, **extra: str | int | None) -> str:
    """Return the query of a URL with the question mark; "" if there are no parameters.

    Args:
        filters: The selection.
        **extra: Further parameters, which come first; None or "" omits one.
    """
    pairs = [(key, str(value)) for key, value in extra.items() if value is not None and value != ""]
    pairs += filters.to_params()
    return f"?{urlencode(pairs)}" if pairs else ""


def rooted(path: str) -> str:
    """Return a URL path below the base path, from a path without its first slash."""
    base = settings.base_path()
    return f"{base}/{path}" if path or not base else base


def asset(name: str) -> str:
    """Return the URL path of a file in `web/assets`."""
    return rooted(f"assets/{name}")


class Connection(Protocol):
    """A request or WebSocket of Starlette, as far as URLs are concerned."""

    @property
    def base_url(self) -> Any:
        """Scheme and host of the request."""


@dataclass(frozen=True)
class Site:
    """The configuration of the site that links depend on.

    Attributes:
        base: The base path: "" or "/register".
        pages: The paths of its pages in the order of the menu, "" for the first.
        details: The paths of pages that need an ``id``.
    """

    base: str = ""
    pages: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    def path(self, path: str = "") -> str:
        """Return a URL path on this host, from a path without its first slash."""
        return f"{self.base}/{path}"

    def url(self, connection: Connection, path: str = "") -> str:
        """Return an absolute URL."""
        return self.origin(connection) + self.path(path)

    def origin(self, connection: Connection) -> str:
        """Return scheme and host from the settings, else from the request."""
        asked = connection.base_url
        return settings.public_url() or f"{asked.scheme}://{asked.netloc}"


@dataclass(frozen=True)
class Address:
    """The selection and options in the URL of a page. It is immutable and hashable, so it can be a cache key.

    Attributes:
        filters: The selection.
        options: The known parameters other than filters, each with its last value.
        lang: The language in the URL, or "".
        origin: The public scheme and host of the site.
        embedded: Whether the page is in an iframe of another site.
        static: Whether the page must work without scripts, with charts as SVG.
        served: Whether there is a server. A mirror has none, so it has no forms, only some
            selections have a page, and links to other pages do not keep the selection.
        free: Whether an option contains text that may have been typed: an id that the catalog does
            not have.
        dropped: The invalid parameters.
        given: All parameters as given.
    """

    filters: Filters = field(default_factory=Filters)
    options: tuple[tuple[str, str], ...] = ()
    lang: str = ""
    origin: str = ""
    embedded: bool = False
    static: bool = False
    served: bool = True
    free: bool = False
    dropped: tuple[Dropped, ...] = field(default=(), compare=False)
    given: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @classmethod
    def read(
        cls,
        params: Iterable[tuple[str, str]],
        catalog: Catalog,
        options: Options,
        *,
        origin: str = "",
        embedded: bool = False,
        static: bool = False,
        served: bool = True,
    ) -> Address:
        """Parse the parameters, and separate the invalid ones.

        Args:
            params: Names and values of the parameters, in their order.
            catalog: The dataset, which determines the valid values.
            options: The valid values of each parameter of `PAGE_KEYS`, except ``id``, ``page``,
                ``version`` and ``lang``.
            origin: The public scheme and host of the site.
            embedded: Whether the page is in an iframe of another site.
            static: Whether the page must work without scripts.
            served: Whether there is a server.
        """
        given, dropped = _bounded(without_appended(params))
        values: dict[str, list[str]] = {}
        for key, value in given:
            values.setdefault(key, []).append(value)
        filters, unusable = Filters.from_params(values, catalog)
        dropped = [*unusable, *dropped]
        kept: dict[str, str] = {}
        for key in sorted(values.keys() - {*FILTER_KEYS}):
            value = seen(values[key][-1][:MAX_QUERY]).strip()
            if key in PAGE_KEYS and (not value or _means(key, value, options)):
                kept[key] = value
            else:
                dropped.append(Dropped(key[:MAX_QUERY], value))
        named = kept.get("id", "")
        return cls(
            filters,
            tuple((key, value) for key, value in kept.items() if value and key != "lang"),
            kept.get("lang", ""),
            origin,
            embedded,
            static,
            served,
            bool(named)
            and named not in catalog.designations.index
            and named not in catalog.articles.index,
            tuple(dropped),
            given,
        )

    @property
    def typed(self) -> bool:
        """Whether it contains text that a reader typed, so that it must not be a cache key."""
        return self.free or self.filters.typed

    def bare(self) -> Address:
        """Return this address without invalid values, on which a page does not depend."""
        return replace(self, dropped=(), given=())

    def text(self, key: str) -> str:
        """Return an option; "" if absent."""
        return dict(self.options).get(key, "")

    def option(self, key: str, allowed: Sequence[str]) -> str:
        """Return an option; if it is absent or not allowed, the first allowed value."""
        given = self.text(key)
        return given if given in allowed else allowed[0]

    def page(self, pages: int) -> int:
        """Return the page number of a long list, from 1; 1 if there are fewer pages."""
        given = int(self.text("page") or 1)
        return given if given <= pages else 1

    def to(self, page: str, filters: Filters | None = None, /, **extra: str | int | None) -> str:
        """Return the URL of a page with the current selection, or another.

        Args:
            page: Its path without the slash; "" for the overview.
            filters: The selection; if None, the current one, or everything on a mirror.
            **extra: Further parameters; None omits one.
        """
        present = self.filters if self.served else Filters()
        chosen = present if filters is None else filters
        pairs = [(key, str(value)) for key, value in extra.items() if value is not None]
        pairs += chosen.to_params()
        if self.lang:
            pairs.append(("lang", self.lang))
        return rooted(page) + (f"?{urlencode(pairs)}" if pairs else "")

    def spoken(self) -> Address:
        """Return this address with the reader's language, for links that are sent to others."""
        return replace(self, lang=locale.current().code)

    def in_language(self, page: str, code: str) -> str:
        """Return the URL of this page in another language."""
        kept = [(key, value) for key, value in self.given if key != "lang"]
        return f"{rooted(page)}?{urlencode([*kept, ('lang', code)])}"

    def here(self, page: str, filters: Filters | None = None, /, **extra: str | int | None) -> str:
        """Return the URL of this page with some parameters changed, on the first page of lists."""
        kept: dict[str, str | int | None] = {
            key: value for key, value in self.options if key != "page"
        }
        return self.to(page, self.filters if filters is None else filters, **(kept | extra))

    def public(self, href: str) -> str:
        """Return the absolute URL of a path on this host."""
        return self.origin + href


def _bounded(
    params: Iterable[tuple[str, str]],
) -> tuple[tuple[tuple[str, str], ...], list[Dropped]]:
    """Return the parameters up to the limit of length, and the first one beyond it.

    The server refuses longer URLs (see `web.refusals`), but a WebSocket client can send megabytes,
    which every link of the page would repeat.
    """
    given: list[tuple[str, str]] = []
    room = LONGEST_QUERY
    for key, value in params:
        room -= len(key) + len(value) + 2
        if room < 0:
            return tuple(given), [Dropped(key[:MAX_QUERY], value[:MAX_QUERY])]
        given.append((key, value))
    return tuple(given), []


def _means(key: str, value: str, options: Options) -> bool:
    """Return whether an option has a valid value."""
    if key == "id":
        return True
    if key == "version":
        return _VERSION.fullmatch(value) is not None
    if key == "page":
        return _PAGE.fullmatch(value) is not None
    return value in (locale.languages() if key == "lang" else options.get(key, ()))
