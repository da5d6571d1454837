"""The filters of a page as links to prepared lists, for mirrors."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.asking.address import Address
from dashboard.asking.facets import FACETS, Scope, offered
from dashboard.asking.filters import Filters
from dashboard.asking.selection import article_rows, select_designations
from dashboard.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _

LISTS: Mapping[Scope, str] = {"designations": "organizations", "articles": "articles"}
"""The page that lists the rows of a table."""

YEAR = "year"

_MANY = ("org", "publisher")
"""Filters with hundreds of values, most of which match few articles."""
_FEW = 9
"""So many articles of an organization or a publisher other pages show already."""


def lists(catalog: Catalog, scope: Scope) -> Mapping[str, Mapping[str, int]]:
    """Return the lists that are prepared: for each filter its values, each with the number of rows.

    What leaves everything, or hardly anything that other pages do not show, has no list.

    Args:
        catalog: The dataset.
        scope: The table that is listed.
    """
    return _lists(catalog, scope)


@remembered(2)
def _lists(catalog: Catalog, scope: Scope) -> Mapping[str, Mapping[str, int]]:
    first, last = catalog.years
    wanted = {YEAR: [str(year) for year in range(last, first - 1, -1)]} | {
        each.key: list(each.options(catalog)) for each in FACETS if each.scope == scope
    }
    every = len(catalog[scope])
    counted = {
        key: {value: _rows(catalog, scope, key, value) for value in values}
        for key, values in wanted.items()
    }
    return {
        key: {value: n for value, n in found.items() if (_FEW if key in _MANY else 0) < n < every}
        for key, found in counted.items()
    }


def narrowed(key: str, value: str) -> Filters:
    """Return the selection of one value of one filter.

    Args:
        key: The filter.
        value: Its value.
    """
    if key == YEAR:
        return Filters(year=(int(value), int(value)))
    return Filters().with_values(key, (value,))


def _rows(catalog: Catalog, scope: Scope, key: str, value: str) -> int:
    filters = narrowed(key, value)
    if scope == "designations":
        return len(select_designations(catalog, filters))
    return len(article_rows(catalog, filters))


def prepared(catalog: Catalog, address: Address, scope: Scope, _page: str) -> str:
    """Return links to the prepared lists of a table, a row for each filter.

    Args:
        catalog: Knows the values to choose from.
        address: The address of the page.
        scope: The table that the page shows.
    """
    found, path = lists(catalog, scope), LISTS[scope]

    def links(words: Mapping[str, str], key: str) -> list[dict[str, str]]:
        return [
            {"label": text, "href": address.to(path, narrowed(key, value))}
            for value, text in words.items()
            if value in found[key]
        ]

    fields = [{"label": _("Year"), "links": links({value: value for value in found[YEAR]}, YEAR)}]
    fields += [
        {"label": _(each.title), "links": links(offered(catalog, each.key), each.key)}
        for each in FACETS
        if each.scope == scope and each.key not in _MANY
    ]
    return markup(
        "prepared.html",
        fields=[field for field in fields if field["links"]],
        data=address.to("data", Filters()),
    )
