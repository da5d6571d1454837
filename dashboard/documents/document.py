"""Define a document: the blocks of a page in order, with a placeholder for the filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import escape

from dashboard.asking.address import Address
from dashboard.catalog import Catalog
from dashboard.charts.palette import Palette


@dataclass(frozen=True, eq=False)
class Download:
    """A file that a reader can save.

    Attributes:
        label: What the link says.
        href: Where the file is.
        help: What is in it, where the label does not say.
        first: Whether it is the file that most readers want.
    """

    label: str
    href: str
    help: str | None = None
    first: bool = False


@dataclass(frozen=True)
class Downloads:
    """Links beside each other, each of which saves a file."""

    files: tuple[Download, ...]


@dataclass(frozen=True)
class Prose:
    """A text of the data package, in Markdown and in English whatever the language of the page.

    Attributes:
        text: The Markdown.
        title: What it is folded under; "" where it is open.
        narrow: Whether its lines are as long as those of a text, and not of a table.
        anchor: By which a link leads to it; "" if none does.
    """

    text: str
    title: str = ""
    narrow: bool = False
    anchor: str = ""


@dataclass(frozen=True)
class FilterBar:
    """The place of the form that filters what the page shows."""


Block = str | Downloads | Prose | FilterBar
"""HTML, or an object that is rendered as HTML."""


@dataclass(frozen=True)
class Document:
    """The content of a page.

    Attributes:
        blocks: Its parts from top to bottom; parts without words are left out.
        title: What the browser's tab says; "" for the name of the page.
    """

    blocks: tuple[Block, ...]
    title: str = ""

    @property
    def markup(self) -> str:
        """Its HTML without downloads, package texts and filters."""
        return page([block for block in self.blocks if isinstance(block, str)])


Make = Callable[[Catalog, Address, Palette], Document]
"""A function that makes the document of a page. It depends only on its arguments and the reader's language."""


def page(blocks: Sequence[str], **attributes: str) -> str:
    """Join blocks of HTML vertically; "" if all are empty.

    Args:
        blocks: Markup, each with one element around it; what is blank is left out.
        **attributes: Attributes of the element around all.
    """
    shown = [each for each in blocks if each.strip()]
    if not shown:
        return ""
    given = "".join(
        f' {name.replace("_", "-")}="{escape(value)}"' for name, value in attributes.items()
    )
    return f'<div class="ur-page"{given}>{"".join(shown)}</div>'


def beside(columns: Sequence[str], *, wide: bool = False) -> str:
    """Place blocks side by side, or below each other on a narrow screen.

    Args:
        columns: Their markup; a blank one leaves its column empty.
        wide: Whether the first has three fifths of the width.
    """
    if len(columns) == 1:
        return columns[0]
    kind = "ur-beside ur-wide-first" if wide else "ur-beside"
    return f'<div class="{kind}">{"".join(f"<div>{each}</div>" for each in columns)}</div>'
