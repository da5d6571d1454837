"""The filters of a page as a plain form, which works without a script."""

from __future__ import annotations

from typing import Any

from dashboard.asking.address import Address, rooted
from dashboard.asking.facets import FACETS, Facet, Scope, offered
from dashboard.asking.filters import MAX_QUERY
from dashboard.catalog import Catalog
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _

_FIRST: dict[Scope, tuple[str, ...]] = {
    "designations": ("country", "category", "status"),
    "articles": ("topic", "language"),
}
"""The facets that stand in the row; the others are folded away."""
_MOST = 120
"""Values of a facet that a form lists; of more it lists the chosen ones only."""


def filter_form(catalog: Catalog, address: Address, scope: Scope, page: str) -> str:
    """Return a form that asks for another selection, set as the address says.

    It sends both ends of the years under one name, and empty values where nothing is chosen;
    `web/tidying.py` makes the address of it that a link would have.

    Args:
        catalog: Knows the values to choose from.
        address: The address of the page.
        scope: The table that the page shows.
        page: The path of the page.
    """
    filters = address.filters
    facets = [each for each in FACETS if scope == "articles" or each.scope == scope]
    first, last = filters.year or ("", "")
    shown = {each.key for each in facets}
    options = [pair for pair in address.options if pair[0] != "page"]
    other = [pair for pair in filters.to_params() if pair[0] not in {*shown, "q", "year", "basis"}]
    lang = [("lang", address.lang)] if address.lang else []
    return markup(
        "filter_form.html",
        action=rooted(page),
        q=filters.q,
        longest=MAX_QUERY,
        years=range(catalog.years[1], catalog.years[0] - 1, -1),
        ends=[(_("From"), first), (_("To"), last)],
        first=[_field(catalog, address, each) for each in facets if each.key in _FIRST[scope]],
        more=[
            field
            for each in facets
            if each.key not in _FIRST[scope] and (field := _field(catalog, address, each))["values"]
        ],
        decision=filters.basis == "decision" if scope == "designations" else None,
        kept=[*options, *other, *lang],
    )


def _field(catalog: Catalog, address: Address, facet: Facet) -> dict[str, Any]:
    words, chosen = offered(catalog, facet.key), address.filters[facet.key]
    if len(words) > _MOST:
        words = {value: words[value] for value in chosen if value in words}
    return {"key": facet.key, "label": _(facet.title), "values": words.items(), "chosen": chosen}
