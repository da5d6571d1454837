"""Cache pages and their parts, and isolate the failure of a part."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from contextvars import ContextVar

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.charts.palette import Palette
from dashboard.documents import document
from dashboard.documents.document import Document
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _

_LOG = logging.getLogger(__name__)
_KEPT = 512
"""Maximum number of cached parts; a chart is about 20 KB of HTML."""
_PAGES = 128
"""Maximum number of cached pages of about 50 KB."""
_failed: ContextVar[bool] = ContextVar("failed", default=False)
"""Whether a part of the page being made has failed."""

Make = Callable[..., str]


def part(
    make: Make, catalog: Catalog, address: Address, *arguments: Hashable, title: str = ""
) -> str:
    """Return a part of a page, or an error message if it fails.

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
        # Do not cache a failure, so that the next run tries again.
        _failed.set(True)
        _LOG.exception("The part %s could not be rendered.", title or make.__name__)
        return markup("failure.html", title="", text=_sentence(title))


def whole(make: document.Make, catalog: Catalog, address: Address, colours: Palette) -> Document:
    """Return the cached document of a page that depends only on the arguments and the reader's language.

    Args:
        make: Makes it; it depends neither on the day nor on anything outside the dataset.
        catalog: The dataset.
        address: The address of the page.
        colours: The colors of its charts.
    """
    _failed.set(False)
    try:
        return _whole(catalog, make, locale.current().code, address.bare(), colours)
    except _PartlyFailedError as error:
        return error.made


class _PartlyFailedError(Exception):
    """A part of a page has failed, so the page must not be cached."""

    def __init__(self, made: Document) -> None:
        self.made = made


@remembered(_PAGES)
def _whole(
    catalog: Catalog, make: document.Make, _language: str, address: Address, colours: Palette
) -> Document:
    made = make(catalog, address, colours)
    if _failed.get():
        raise _PartlyFailedError(made)
    return made


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
