"""Map URLs of the site to files of a mirror."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from dashboard import locale, settings
from dashboard.asking.facets import Scope
from dashboard.asking.filters import FILTER_KEYS
from dashboard.asking.views import VIEWS
from dashboard.catalog import Catalog
from dashboard.charts.registry import COUNTED, SUBJECTS, Subject
from dashboard.documents.bulk_files import API, NAMES
from dashboard.documents.prepared import LISTS, lists
from dashboard.documents.tables import DESIGNATION_COLUMNS

SINGLE = ("about", "changes", "check", "data")
"""Pages without parameters."""
DETAILS = {"organization": "o", "article": "a"}
FEEDS = ("designations", "articles", "changes")
ORDERS = tuple(f"{'-' if each.descending else ''}{each.key}" for each in DESIGNATION_COLUMNS)
"""The orders of the list of organizations that are prepared: the first click on each heading."""
TABLES = tuple(f"{API}/{name}.{kind}" for name in VIEWS for kind in ("csv", "json"))
BULK = (*(f"{API}/bulk/{name}" for name in NAMES), f"{API}/bulk/SHA256SUMS")
_SAVED = {f"{page}.csv": f"{API}/{scope}.csv" for scope, page in LISTS.items()} | {
    f"data/{name}.csv": f"{API}/{name}.csv" for name in VIEWS
}
"""Downloads of pages, and the tables with the same content."""
_FILES = {f"data/{name}.csv": f"{API}/{name}.csv" for name in VIEWS} | {
    f"{page}.csv": f"{API}/{scope}.csv" for scope, page in LISTS.items()
}
"""Tables as the pages offer them, by the file that holds the same rows."""
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_OF_DRAWING = ("table", "theme", "page")
"""Parameters that do not change a chart's page in a mirror."""

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, eq=False)
class Places:
    """The files of a mirror.

    Attributes:
        designations: The ids of the organizations that have a page.
        articles: The ids of the articles that have a page.
        lists: For each table the filters whose values have a list.
        feeds: Whether there are feeds, which need the address of the mirror.
    """

    designations: frozenset[str]
    articles: frozenset[str]
    lists: Mapping[Scope, Mapping[str, Mapping[str, int]]]
    feeds: bool

    @classmethod
    def of(cls, catalog: Catalog, *, feeds: bool) -> Places:
        """Return the files of the mirror of a dataset.

        Args:
            catalog: The dataset.
            feeds: Whether there are feeds.
        """
        return cls(
            frozenset(map(str, catalog.designations.index)),
            frozenset(map(str, catalog.articles.index)),
            {scope: lists(catalog, scope) for scope in LISTS},
            feeds,
        )

    def file(self, address: str, language: str) -> str | None:
        """Return the file for a URL, relative to the root of the mirror; None if there is none.

        Args:
            address: Path and query of an address of the site, with a slash before.
            language: The language that is meant where the address names none.
        """
        path, _mark, query = address.partition("?")
        path = path.removeprefix(settings.base_path()).strip("/")
        pairs = [pair for pair in parse_qsl(query) if pair[0] != "lang"]
        asked = dict(parse_qsl(query)).get("lang", language)
        if path.startswith("assets/") or (path in BULK and not pairs):
            return path
        path = _SAVED.get(path, path)
        path = _FILES.get(path, path)
        if (table := path if path in TABLES else f"{path}.json") in TABLES:
            return None if pairs else table
        found = self._of_language(path, pairs)
        return found and within(found, asked)

    def _of_language(self, path: str, pairs: Pairs) -> str | None:
        if path in SINGLE:
            return f"{path}.html"
        if path in DETAILS:
            return self._detail(DETAILS[path], dict(pairs).get("id", ""))
        if path[:2] in ("o/", "a/"):
            return self._detail(path[0], path[2:])
        if path in ("", "charts"):
            return self._charts(path, pairs)
        if path in LISTS.values():
            return self._list(path, pairs)
        if path == "feed.xml":
            return self._feed(pairs)
        if path.startswith(f"{API}/charts/"):
            return _numbers(path.removeprefix(f"{API}/charts/"), pairs)
        return None

    def _detail(self, kind: str, identifier: str) -> str | None:
        known = self.designations if kind == "o" else self.articles
        named = identifier in known and _SAFE.fullmatch(identifier)
        return f"{kind}/{identifier}.html" if named else None

    def _feed(self, pairs: Pairs) -> str | None:
        asked = dict(pairs)
        of = asked.pop("of", FEEDS[0])
        if asked or of not in FEEDS or not self.feeds:
            return None
        return "feed.xml" if of == FEEDS[0] else f"feed.{of}.xml"

    def _charts(self, path: str, pairs: Pairs) -> str | None:
        narrowed = [pair for pair in pairs if pair[0] in FILTER_KEYS]
        other = {key: value for key, value in pairs if key not in (*FILTER_KEYS, *_OF_DRAWING)}
        subject = _subject(other.pop("show", ""), other)
        if narrowed:
            # A mirror has no charts of a selection, but may have a list.
            return self._list(LISTS[subject.scope if path else "designations"], narrowed)
        switches = choices(subject)
        if not other.keys() <= switches.keys() and path == "":
            return None
        if path == "" and not other:
            return "index.html"
        chosen = [
            f".{name}-{other[name]}"
            for name, values in switches.items()
            if other.get(name, values[0]) != values[0]
        ]
        usable = all(other.get(name, values[0]) in values for name, values in switches.items())
        return f"charts/{subject.key}{''.join(chosen)}.html" if usable else None

    def _list(self, path: str, pairs: Pairs) -> str | None:
        kept = [pair for pair in pairs if pair not in (("page", "1"), ("view", "list"))]
        asked = dict(kept)
        number = asked.pop("page", "")
        if len(kept) != len(asked) + bool(number) or len(asked) > 1:
            return None
        key, value = next(iter(asked.items()), ("", ""))
        scope = next(scope for scope, page in LISTS.items() if page == path)
        if not key:
            name = "index"
        elif key == "sort" and scope == "designations" and value in ORDERS:
            name = f"by-{value.removeprefix('-')}"
        elif value in self.lists[scope].get(key, ()) and _SAFE.fullmatch(value):
            name = f"{key}-{value}"
        else:
            return None
        return f"{path}/{name}{number and '.'}{number}.html"


def within(file: str, language: str) -> str:
    """Return the place of a file of a language: that of the fallback stands in the root."""
    return file if language == locale.FALLBACK else f"{language}/{file}"


def choices(subject: Subject) -> dict[str, tuple[str, ...]]:
    """Return the options of the charts of a question with their values, the default first."""
    return {
        switch.name: tuple(switch.choices)
        for row in subject.rows
        for chart in row
        for switch in chart.switches
    }


def _subject(key: str, options: Mapping[str, str]) -> Subject:
    """Return the question of that key, else the first whose charts have some options."""
    for each in SUBJECTS:
        if each.key == key or (not key and options.keys() <= choices(each).keys()):
            return each
    return SUBJECTS[0]


def _numbers(name: str, pairs: Pairs) -> str | None:
    """Return the file with the numbers of a chart, for its options."""
    key, _dot, kind = name.partition(".")
    if key not in COUNTED or kind != "csv":
        return None
    options = COUNTED[key].options
    if any(value not in options.get(name, ()) for name, value in pairs):
        return None
    asked = dict(pairs)
    chosen = [f".{name}-{asked[name]}" for name, values in options.items() if asked.get(name, values[0]) != values[0]]  # fmt: skip
    return f"{API}/charts/{key}{''.join(chosen)}.csv"
