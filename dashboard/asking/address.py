"""The address of the page: what it asks for, and the addresses of other pages.

The URL is the one place where a selection lives. A run begins by reading it; links and widgets
change it, and nothing else holds state. So a link, a reload and the browser's back button all show
the same thing. Every link of the site, also of share pages, feed and API, is built here.
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
"""Parameters other than filters."""

_PAGE = re.compile(r"[1-9][0-9]{0,7}")

_VERSION = re.compile(r"[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,2}(\.[0-9]{1,3})?")

Options = Mapping[str, Collection[str]]


def query(filters: Filters, **extra: str | int | None) -> str:
    """Return the parameters of an address, with the question mark; "" without any.

    Args:
        filters: The selection.
        **extra: Further parameters, which come first; None or "" leaves one out.
    """
    pairs = [(key, str(value)) for key, value in extra.items() if value is not None and value != ""]
    pairs += filters.to_params()
    return f"?{urlencode(pairs)}" if pairs else ""


def rooted(path: str) -> str:
    """Return an address on this host from a path without its first slash, below the base path."""
    base = settings.base_path()
    return f"{base}/{path}" if path or not base else base


def asset(name: str) -> str:
    """Return the address of a file in `web/assets`."""
    return rooted(f"assets/{name}")


class Connection(Protocol):
    """The address of a request, as Starlette's requests and sockets give it."""

    @property
    def base_url(self) -> Any:
        """Scheme and host, as the client asked for them."""


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

    def url(self, connection: Connection, path: str = "") -> str:
        """Return a whole address, as others can open it."""
        return self.origin(connection) + self.path(path)

    def origin(self, connection: Connection) -> str:
        """Return scheme and host: as the settings say, else as the client asked for."""
        asked = connection.base_url
        return settings.public_url() or f"{asked.scheme}://{asked.netloc}"


@dataclass(frozen=True)
class Address:
    """The selection and options in the URL of a page. It is frozen and hashable, so a cache can be keyed by it.

    Attributes:
        filters: The selection.
        options: The known parameters other than filters, each with its last value.
        lang: The language asked for, or "" where the URL does not say.
        origin: Scheme and host by which others can open the site.
        embedded: Whether the page stands in a frame of another site.
        static: Whether the page must be readable without a script: its charts are drawings.
        served: Whether a server answers. Without one there is no form, and a selection has a page only where
            one was prepared: it does not follow the reader to other pages.
        free: Whether an option holds what somebody may have typed: an id that the catalog has not.
        dropped: The parameters that could not be used.
        given: Every parameter as it was given.
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
        """Read an address, and find its unknown values once.

        Args:
            params: Names and values of the parameters, in their order.
            catalog: Knows which values exist.
            options: The values that each parameter of `PAGE_KEYS` may have, except ``id``, ``page``,
                ``version`` and ``lang``.
            origin: Scheme and host by which others can open the site.
            embedded: Whether the page stands in a frame of another site.
            static: Whether the page must be readable without a script.
            served: Whether a server answers.
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
        """Whether it holds words that a reader typed, which no cache may keep."""
        return self.free or self.filters.typed

    def bare(self) -> Address:
        """Return this address without its unknown values: what a page depends on."""
        return replace(self, dropped=(), given=())

    def text(self, key: str) -> str:
        """Return an option; "" if absent."""
        return dict(self.options).get(key, "")

    def option(self, key: str, allowed: Sequence[str]) -> str:
        """Return an option with few values; the first allowed one if it is absent or another."""
        given = self.text(key)
        return given if given in allowed else allowed[0]

    def page(self, pages: int) -> int:
        """Return the number of the page of a long list, from 1; 1 if there are not so many."""
        given = int(self.text("page") or 1)
        return given if given <= pages else 1

    def to(self, page: str, filters: Filters | None = None, /, **extra: str | int | None) -> str:
        """Return the address of a page with the present selection, or another.

        Args:
            page: Its path without the slash; "" for the overview.
            filters: The selection to show there; the present one if None, or everything without a server.
            **extra: Further parameters; None leaves one out.
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
        """Return this page's own address in another language, with everything else as it is."""
        kept = [(key, value) for key, value in self.given if key != "lang"]
        return f"{rooted(page)}?{urlencode([*kept, ('lang', code)])}"

    def here(self, page: str, filters: Filters | None = None, /, **extra: str | int | None) -> str:
        """Return this page's own address with some parameters changed, on the first page of lists."""
        kept: dict[str, str | int | None] = {
            key: value for key, value in self.options if key != "page"
        }
        return self.to(page, self.filters if filters is None else filters, **(kept | extra))

    def public(self, href: str) -> str:
        """Return an address on this host as others can open it."""
        return self.origin + href


def _bounded(
    params: Iterable[tuple[str, str]],
) -> tuple[tuple[tuple[str, str], ...], list[Dropped]]:
    """Return the parameters, and the first that was one too many.

    A browser cannot open a longer address (see `web.refusals`); another client can send megabytes, which
    every link of the page would repeat.
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
    """Return whether an option has a value that means something."""
    if key == "id":
        return True
    if key == "version":
        return _VERSION.fullmatch(value) is not None
    if key == "page":
        return _PAGE.fullmatch(value) is not None
    return value in (locale.languages() if key == "lang" else options.get(key, ()))
