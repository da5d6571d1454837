"""The filter form, which works without scripts; with scripts, every change opens a new URL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from dashboard import locale
from dashboard.asking.address import Address, rooted
from dashboard.asking.facets import FACETS, Facet, Scope, offered
from dashboard.asking.filters import MAX_QUERY
from dashboard.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _

_FIRST: dict[Scope, tuple[str, ...]] = {
    "designations": ("country", "category", "status"),
    "articles": ("org", "publisher", "topic", "language"),
}
"""The facets with their own button; the others share one."""
_OPENED: dict[Scope, str] = {"designations": "category", "articles": "topic"}
"""The facet whose choices the one button of a narrow screen opens too."""
_MOST = 60
"""Maximum number of values that are all shown; longer lists show those that contain the typed text."""
_ORDER = ("year", "day", "basis", "q", *(each.key for each in FACETS))
"""The parameters of a selection, in the order in links."""


def filter_form(catalog: Catalog, address: Address, scope: Scope, page: str) -> str:
    """Return the filter form with its fields set.

    It sends both ends of the years under one name, and empty values where nothing is chosen;
    `web/tidying.py` makes the address of it that a link would have.

    Args:
        catalog: Knows the values to choose from.
        address: The address of the page.
        scope: The table that the page shows.
        page: The path of the page.
    """
    filters = address.filters
    facets = _bearing(scope)
    shown = {each.key for each in facets}
    options = [pair for pair in address.options if pair[0] != "page"]
    other = [pair for pair in filters.to_params() if pair[0] not in {*shown, "q", "year", "basis"}]
    lang = [("lang", address.lang)] if address.lang else []
    return _form(catalog, address, scope, action=rooted(page), kept=[*options, *other, *lang])


def filter_row(catalog: Catalog, scope: Scope) -> str:
    """Return the filter form of a scope without values, the same for every selection; `filters.js` sets the fields.

    What never changes is neither sent nor drawn again, and keeps what is open in it, typed and focused.

    Args:
        catalog: Knows the values to choose from.
        scope: The table that the page shows.
    """
    return _row(catalog, scope, locale.current().code)


@remembered(8)
def _row(catalog: Catalog, scope: Scope, _language: str) -> str:
    return _form(catalog, Address(), scope)


def _form(
    catalog: Catalog,
    address: Address,
    scope: Scope,
    *,
    action: str = "",
    kept: Sequence[tuple[str, str]] = (),
) -> str:
    filters, facets = address.filters, _bearing(scope)
    first, last = filters.year or ("", "")
    by_key = {each.key: _field(catalog, address, each) for each in facets}
    decision = filters.basis == "decision" if scope == "designations" else None
    return markup(
        "filter_form.html",
        action=action,
        q=filters.q,
        longest=MAX_QUERY,
        order=" ".join(_ORDER),
        earliest=catalog.years[0],
        years=range(catalog.years[1], catalog.years[0] - 1, -1),
        ends=[(_("From year"), first), (_("To year"), last)],
        first=[by_key[key] for key in _FIRST[scope]],
        opened=_OPENED[scope],
        more=[field for key, field in by_key.items() if key not in _FIRST[scope]],
        decision=decision,
        kept=kept,
    )


def _bearing(scope: Scope) -> list[Facet]:
    return [each for each in FACETS if scope == "articles" or each.scope == scope]


def _field(catalog: Catalog, address: Address, facet: Facet) -> dict[str, Any]:
    words, chosen = offered(catalog, facet.key), address.filters[facet.key]
    every = ""
    if len(words) > _MOST:
        named = urlencode({"lang": locale.current().code, "of": catalog.fingerprint[:12]})
        every = f"{rooted(f'values/{facet.key}.json')}?{named}"
        words = {value: words[value] for value in chosen if value in words}
    return {
        "key": facet.key,
        "label": _(facet.title),
        "values": words.items(),
        "chosen": chosen,
        "every": every,
    }
