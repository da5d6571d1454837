"""A page that needs no script: the document that the screen shows, with forms in place of widgets."""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt
from markupsafe import Markup

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.catalog import Catalog
from dashboard.charts.palette import LIGHT
from dashboard.documents.document import Block, Document, Downloads, FilterBar, Prose, page
from dashboard.documents.embed import embedded
from dashboard.documents.filter_form import filter_form
from dashboard.documents.frame import footer, masthead, notice
from dashboard.documents.markup import markup
from dashboard.documents.pages import Page, menu
from dashboard.documents.prepared import prepared
from dashboard.locale import gettext as _


def static_page(catalog: Catalog, of: Page, address: Address, *, light: bool) -> Document:
    """Return a page as a document without widgets, from its masthead to its foot.

    Args:
        catalog: The dataset.
        of: The page.
        address: The address of the page, read as static.
        light: Whether it is all that the reader wants.
    """
    # What marks up a colour names that of both papers; see `charts/static_drawing.py`.
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
    if isinstance(block, str):
        return [block]
    if isinstance(block, FilterBar):
        return [bar]
    if isinstance(block, Downloads):
        # A download that nobody can be given without a script is left out.
        return [markup("downloads.html", files=[each for each in block.files if each.href])]
    return _prose(block)


def _prose(block: Prose) -> list[str]:
    said = []
    if locale.current().code != locale.FALLBACK:
        said.append(
            markup("hint.html", text=_("This text is part of the data package and in English."))
        )
    text = Markup(_markdown().render(block.text))
    said.append(markup("prose.html", text=text, title=block.title))
    return said


@lru_cache
def _markdown() -> MarkdownIt:
    """Return what renders Markdown with tables, and neither HTML nor images."""
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
