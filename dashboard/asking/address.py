"""The address of the page: what it asks for, and the addresses of other pages.

The URL is the one place where a selection lives. A run begins by reading it; links and widgets
change it, and nothing else holds state. So a link, a reload and the browser's back button all show
the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

import streamlit as st

from dashboard import locale
from dashboard.asking.filters import FILTER_KEYS, LONGEST_QUERY, MAX_QUERY, Dropped, Filters
from dashboard.catalog.catalog import Catalog
from dashboard.text.unseen import seen

PAGE_KEYS = (
    "id", "page", "sort", "view", "show", "period", "by", "measure", "map", "table", "chart", "lang",
)  # fmt: skip
"""Parameters that are no filters."""


@dataclass(frozen=True)
class Address:
    """What the URL of the page asks for.

    Attributes:
        filters: The selection.
        dropped: Parameters that could not be used; `option` adds to them.
        params: Every parameter as given.
        lang: The language asked for, or "" where the URL does not say.
    """

    filters: Filters
    dropped: list[Dropped]
    params: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lang: str = ""

    @classmethod
    def read(cls, catalog: Catalog) -> Address:
        """The address of the run under way."""
        params, cut = _given()
        filters, dropped = Filters.from_params(params, catalog)
        dropped += cut
        unknown = params.keys() - {*FILTER_KEYS, *PAGE_KEYS}
        dropped += [
            Dropped(key[:MAX_QUERY], params[key][-1][:MAX_QUERY]) for key in sorted(unknown)
        ]
        lang = params.get("lang", [""])[-1]
        if lang and lang not in locale.languages():
            dropped.append(Dropped("lang", lang[:MAX_QUERY]))
            lang = ""
        return cls(filters, dropped, params, lang)

    def text(self, key: str) -> str:
        """A free parameter, shortened to what any real value could be; "" if absent."""
        return seen(self.params.get(key, [""])[-1][:MAX_QUERY]).strip()

    def option(self, key: str, allowed: Sequence[str]) -> str:
        """A parameter with few values; the first allowed one if absent or unknown."""
        given = self.text(key)
        if given in allowed:
            return given
        if given:
            self.dropped.append(Dropped(key, given))
        return allowed[0]

    def page(self, pages: int) -> int:
        """The number of the page of a long list, from 1."""
        given = self.text("page")
        if not given:
            return 1
        if given.isascii() and given.isdigit() and len(given) < 9 and 1 <= int(given) <= pages:
            return int(given)
        self.dropped.append(Dropped("page", given))
        return 1

    def to(self, page: str, filters: Filters | None = None, /, **extra: str | int | None) -> str:
        """The address of a page with the present selection, or another.

        Args:
            page: Its path without the slash; "" for the overview.
            filters: The selection to show there; the present one if None.
            **extra: Further parameters; None leaves one out.
        """
        chosen = self.filters if filters is None else filters
        pairs = [(key, str(value)) for key, value in extra.items() if value is not None]
        pairs += chosen.to_params()
        if self.lang:
            pairs.append(("lang", self.lang))
        path = rooted(page)
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def in_language(self, page: str, code: str) -> str:
        """This page's own address in another language, with everything else as it is."""
        kept = {key: values for key, values in self.params.items() if key != "lang"}
        return f"{rooted(page)}?{urlencode(kept | {'lang': code}, doseq=True)}"

    def here(self, page: str, filters: Filters | None = None, /, **extra: str | int | None) -> str:
        """This page's own address with some parameters changed, back on the first page of lists."""
        kept = {
            key: values[-1]
            for key, values in self.params.items()
            if key in PAGE_KEYS and key not in ("page", "lang") and values[-1]
        }
        return self.to(page, filters, **(kept | extra))


def _given() -> tuple[dict[str, list[str]], list[Dropped]]:
    """The parameters of the run, and the first that was one too many.

    A browser cannot open a longer address (see `web.refusals`); another client can send megabytes, which
    every link of the page would repeat.
    """
    given: dict[str, list[str]] = {}
    room = LONGEST_QUERY
    for key in st.query_params:
        for value in st.query_params.get_all(key):
            room -= len(key) + len(value) + 2
            if room < 0:
                return given, [Dropped(key[:MAX_QUERY], value[:MAX_QUERY])]
            given.setdefault(key, []).append(value)
    return given, []


def rooted(path: str) -> str:
    """An address on this site from its path without the first slash, below the base path if any."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return "/" + "/".join(part for part in (base, path) if part)


def asset(name: str) -> str:
    """The address of a file in `web/assets`."""
    return rooted(f"assets/{name}")


def show(filters: Filters) -> None:
    """Put another selection into the URL of the page under way, back on the first page of lists.

    For the callbacks of widgets; everything else changes the URL through links.
    """
    kept = {
        key: st.query_params.get_all(key)
        for key in st.query_params
        if key in PAGE_KEYS and key != "page"
    }
    chosen: dict[str, list[str]] = {}
    for key, value in filters.to_params():
        chosen.setdefault(key, []).append(value)
    st.query_params.from_dict(kept | chosen)
