"""What a document is: the words of a page in order, and between them the places of widgets."""

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
        key: A name for the button, unique on the page.
        label: What the button says.
        data: Makes the file, once somebody asks for it.
        file: The name of the file.
        media_type: Its media type.
        help: What is in it, where the label does not say.
        first: Whether it is the file that most readers want.
        href: Where the same facts can be had by a link; "" where nowhere.
    """

    key: str
    label: str
    data: Callable[[], bytes | str]
    file: str
    media_type: str
    help: str | None = None
    first: bool = False
    href: str = ""


@dataclass(frozen=True)
class Downloads:
    """Buttons beside each other, each of which saves a file."""

    files: tuple[Download, ...]


@dataclass(frozen=True)
class Prose:
    """A text of the data package, in Markdown and in English whatever the language of the page.

    Attributes:
        key: A name for it, unique on the page.
        text: The Markdown.
        title: What it is folded under; "" where it is open.
        width: How wide it may be, in pixels; None for the width of the page.
    """

    key: str
    text: str
    title: str = ""
    width: int | None = None


@dataclass(frozen=True)
class FilterBar:
    """The place of the widgets that filter what the page shows."""


Block = str | Downloads | Prose | FilterBar
"""Markup, or the place of a widget."""


@dataclass(frozen=True)
class Document:
    """What a page says.

    Attributes:
        blocks: Its parts from top to bottom; parts without words are left out.
        title: What the browser's tab says; "" for the name of the page.
    """

    blocks: tuple[Block, ...]
    title: str = ""

    @property
    def markup(self) -> str:
        """All its words without the widgets."""
        return page([block for block in self.blocks if isinstance(block, str)])


Make = Callable[[Catalog, Address, Palette], Document]
"""Makes the document of a page. It depends on the arguments and the reader's language only."""


def page(blocks: Sequence[str], **attributes: str) -> str:
    """Return blocks of markup below each other, as one piece; "" where none says anything.

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
    """Return blocks beside each other, or below each other where the screen is narrow.

    Args:
        columns: Their markup; a blank one leaves its column empty.
        wide: Whether the first has three fifths of the width.
    """
    if len(columns) == 1:
        return columns[0]
    kind = "ur-beside ur-wide-first" if wide else "ur-beside"
    return f'<div class="{kind}">{"".join(f"<div>{each}</div>" for each in columns)}</div>'
