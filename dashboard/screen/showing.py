"""Show a page: its document with its filters, between header and footer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.asking.address import Address
from dashboard.asking.facets import Scope
from dashboard.catalog import Catalog
from dashboard.charts.palette import Palette
from dashboard.documents.document import Block, Document, FilterBar, Make
from dashboard.documents.failure import failed_page
from dashboard.documents.filter_form import filter_row
from dashboard.documents.pages import Scoped
from dashboard.documents.part import whole
from dashboard.locale import gettext as _
from dashboard.screen import theme
from dashboard.screen.mount import mount

_ICON = Path(__file__).resolve().parents[1] / "web" / "assets" / "mark.svg"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Context:
    """The arguments of every page.

    Attributes:
        catalog: The dataset.
        address: The address of the page.
        name: The name of the page.
        before: HTML above the page.
        after: HTML below it.
    """

    catalog: Catalog
    address: Address
    name: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


Show = Callable[[Context], None]


def document(make: Make, filters: Scoped) -> Show:
    """Return a function that shows a document.

    Args:
        make: Makes the document.
        filters: Returns its filters.
    """

    def show(context: Context) -> None:
        catalog, address = context.catalog, context.address
        blocks: tuple[Block, ...]
        try:
            # Pages without filters may depend on the current day, or on the last fetch of the
            # register.
            made = (whole if filters(address) else _made)(make, catalog, address, theme.palette())
            blocks = made.blocks
        except Exception:
            _LOG.exception("The page of %s could not be rendered.", make.__module__)
            made = failed_page()
            # Show the filters, so that the reader can undo the one that led here.
            blocks = (FilterBar(), *made.blocks)
        scope = filters(address)
        title(made.title or _selected(catalog, address, scope) or context.name)
        row = filter_row(catalog, scope) if scope else ""
        mount((*context.before, *blocks, *context.after), row)

    return show


def _made(make: Make, catalog: Catalog, address: Address, colours: Palette) -> Document:
    return make(catalog, address, colours)


def _selected(catalog: Catalog, address: Address, scope: Scope | None) -> str:
    """Describe the selection in words, as a more precise title than "Organizations"; "" for everything."""
    asked = address.filters.within(scope) if scope else None
    return asked.sentence(catalog, scope) if asked and scope else ""


def title(text: str) -> None:
    """Set the title of the browser tab."""
    configure(f"{text} · {_('The Undesirable Register')}")


def configure(title: str) -> None:
    """Set title and icon of the browser tab and the page width; call it once per run, because each
    call is a message."""
    st.set_page_config(
        page_title=title,
        # Every reader's browser would load a Material icon from Google.
        page_icon=str(_ICON),
        layout="wide",
    )


def fail(context: Context) -> None:
    """Show an error message for the rest of a page; call it in an exception handler."""
    _LOG.exception("A page could not be shown.")
    mount((*failed_page().blocks, *context.after))
