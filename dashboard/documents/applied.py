"""List the active filter values, each with the URL that removes it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.facets import FACETS, Scope
from dashboard.asking.filters import Filters, years_in_words
from dashboard.catalog import Catalog
from dashboard.locale import gettext as _


@dataclass(frozen=True)
class Applied:
    """One value of a filter.

    Attributes:
        kind: What it is a value of: "Country".
        label: The value in the reader's words: "Latvia".
        href: The address of the page without it.
    """

    kind: str
    label: str
    href: str


def applied(catalog: Catalog, address: Address, scope: Scope, page: str) -> list[Applied]:
    """Return the active values of a page, in the order of the filters.

    Args:
        catalog: Knows the words for the values.
        address: The address of the page.
        scope: The table that the page shows.
        page: The path of the page.
    """
    filters = address.filters.within(scope)
    found: list[tuple[str, str, Filters]] = []
    # An address is asked for without the value; filters that do not bear on this page are kept.
    kept = address.filters
    if filters.q:
        found.append(
            (_("Filter by words"), _("“{query}”").format(query=filters.q), replace(kept, q=""))
        )
    if filters.year:
        found.append((_("Years"), years_in_words(filters.year), replace(kept, year=None)))
    if filters.day:
        found.append((_("Day"), locale.day(filters.day), replace(kept, day=None)))
    for facet in FACETS:
        found += [
            (_(facet.title), facet.label(catalog, value), kept.toggled(facet.key, value))
            for value in filters[facet.key]
        ]
    if scope == "designations" and filters.basis == "decision":
        label = _("Count by decision date")
        found.append((_("Counting"), label, replace(kept, basis="listing")))
    return [Applied(kind, label, address.here(page, left)) for kind, label, left in found]
