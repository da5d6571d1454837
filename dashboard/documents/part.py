"""One part of a page, made once for all who ask for the same, and unable to harm the other parts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _

_LOG = logging.getLogger(__name__)
_KEPT = 512
"""Parts of pages that are remembered; a chart is some 20 KB of markup."""

Make = Callable[..., str]


def part(
    make: Make, catalog: Catalog, address: Address, *arguments: Hashable, title: str = ""
) -> str:
    """Return a part of a page, or a sentence in its place where it cannot be made.

    Args:
        make: Makes its markup from catalog, address and the arguments, in the reader's language.
        catalog: The dataset.
        address: The address of the page.
        *arguments: What else it depends on.
        title: What the sentence calls the part, if it is a chart: its title.
    """
    try:
        return _remembered(catalog, make, locale.current().code, address.bare(), *arguments)
    except Exception:
        # It is not remembered: the next run tries again.
        _LOG.exception("The part %s could not be made.", title or make.__name__)
        return markup("failure.html", title="", text=_sentence(title))


@remembered(_KEPT)
def _remembered(
    catalog: Catalog, make: Make, _language: str, address: Address, *arguments: Hashable
) -> str:
    return make(catalog, address, *arguments)


def _sentence(title: str) -> str:
    if title:
        return _(
            "The chart “{title}” cannot be drawn just now. Nothing else on this page is affected; whoever runs the site finds the reason in its log."
        ).format(title=title)
    return _(
        "This part cannot be shown just now. Nothing else on this page is affected; whoever runs the site finds the reason in its log."
    )
