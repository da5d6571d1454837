"""Render a page without scripts, from the same document as Streamlit's page."""

from __future__ import annotations

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.catalog import Catalog
from dashboard.charts.palette import LIGHT
from dashboard.documents.block_markup import block_markup
from dashboard.documents.document import Block, Document, FilterBar, page
from dashboard.documents.embed import embedded
from dashboard.documents.filter_form import filter_form
from dashboard.documents.frame import footer, masthead, notice
from dashboard.documents.pages import Page, menu
from dashboard.documents.prepared import prepared
from dashboard.locale import gettext as _


def static_page(catalog: Catalog, of: Page, address: Address, *, light: bool) -> Document:
    """Return a page as a document without widgets, with header and footer.

    Args:
        catalog: The dataset.
        of: The page.
        address: The address of the page, read as static.
        light: Whether it is all that the reader wants.
    """
    # What marks up a color names that of both papers; see `charts/static_drawing.py`.
    return framed(catalog, of, address, of.make(catalog, address, LIGHT), light=light)


def framed(
    catalog: Catalog, of: Page, address: Address, document: Document, *, light: bool
) -> Document:
    """Return a document without widgets, between masthead and foot.

    Args:
        catalog: The dataset.
        of: The page.
        address: The address of the page.
        document: What the page says.
        light: Whether it is all that the reader wants.
    """
    scope = of.filters(address)
    choose = filter_form if address.served else prepared
    bar = choose(catalog, address, scope, of.path) if scope else ""
    shown = [each for block in document.blocks for each in _static(block, bar)]
    if not embedded(address, of.path):
        before = [masthead(address, menu(), of.path), notice(address.dropped)]
        shown = [*before, *shown, footer(catalog, address, of.path, light=light)]
    whole = page(shown, lang=locale.current().code)
    return Document((whole,), title=document.title or _(of.title))


def _static(block: Block, bar: str) -> list[str]:
    return [bar] if isinstance(block, FilterBar) else block_markup(block)
