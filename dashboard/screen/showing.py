"""A page on the screen: its filters as widgets, and its document between masthead and footer."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from dashboard.asking.address import Address
from dashboard.asking.facets import Scope
from dashboard.catalog import Catalog
from dashboard.documents.document import Block, FilterBar, Make
from dashboard.documents.failure import failed_page
from dashboard.documents.pages import Scoped
from dashboard.locale import gettext as _
from dashboard.screen import theme
from dashboard.screen.filter_bar import filter_bar
from dashboard.screen.mount import mount

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Context:
    """What every page is given.

    Attributes:
        catalog: The dataset.
        address: The address of the page.
        before: Markup above the page.
        after: Markup below it.
    """

    catalog: Catalog
    address: Address
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


Show = Callable[[Context], None]


def document(make: Make, filters: Scoped) -> Show:
    """Return what shows a document.

    Args:
        make: Makes it.
        filters: Finds its filters.
    """

    def show(context: Context) -> None:
        catalog, address = context.catalog, context.address
        blocks: tuple[Block, ...]
        try:
            made = make(catalog, address, theme.palette())
            blocks = made.blocks
        except Exception:
            _LOG.exception("The page of %s could not be made.", make.__module__)
            made = failed_page()
            # The reader can still take back the filter that led here.
            blocks = (FilterBar(), *made.blocks)
        scope = filters(address)
        if named := made.title or _selected(catalog, address, scope):
            title(named)
        bar = functools.partial(filter_bar, catalog, address, scope) if scope else None
        mount((*context.before, *blocks, *context.after), bar)

    return show


def _selected(catalog: Catalog, address: Address, scope: Scope | None) -> str:
    """Return the selection in words, which names a page better than "Organizations"; "" for all."""
    asked = address.filters.within(scope) if scope else None
    return asked.sentence(catalog, scope) if asked and scope else ""


def title(text: str) -> None:
    """Put a title into the tab of the browser."""
    st.set_page_config(page_title=f"{text} · {_('The Undesirable Register')}")


def fail(context: Context) -> None:
    """Show, within the handler of an exception, that the rest of a page could not be shown."""
    _LOG.exception("A page could not be shown.")
    mount((*failed_page().blocks, *context.after))
