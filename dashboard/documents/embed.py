"""Embed one chart or table in a page of another site: its content, and the HTML to copy."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.documents.embeds import EMBEDS, STATIC
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _

_TABLE_HEIGHT = 640


def embedded(address: Address, page: str) -> bool:
    """Return whether the page shows only its chart or table."""
    needed = EMBEDS.get(page)
    return needed is not None and address.embedded and (not needed or bool(address.text(needed)))


def snippet(
    address: Address, page: str, filters: Filters, title: str, height: int, **extra: str
) -> str:
    """Return the markup that shows a chart or a table in another page.

    Args:
        address: The address of the page.
        page: The page that shows it.
        filters: The selection.
        title: What it shows.
        height: How high it is, in pixels.
        **extra: Further parameters.
    """
    source = address.public(address.to(page, filters, embed="true", **extra))
    return (
        f'<iframe src="{escape(source)}" title="{escape(title)}" width="100%" height="{height}" '
        'style="border:0" loading="lazy"></iframe>'
    )


def foot(
    address: Address,
    page: str,
    source: str,
    notes: Sequence[tuple[str, str, str | None]] = (),
    **extra: str,
) -> str:
    """Return the line below an embedded chart or table: its source, and a link to the whole.

    Args:
        address: The address of the page.
        page: Where the whole is.
        source: Where the numbers come from.
        notes: What marks of a chart mean: mark, words, and a page or None.
        **extra: Further parameters of the whole.
    """
    return markup(
        "embed_foot.html",
        notes=notes,
        source=source,
        href=address.to(page, address.filters, **{k: v for k, v in extra.items() if v}),
    )


def table_snippet(address: Address, page: str, title: str, **extra: str) -> str:
    """Return the markup to copy, as it stands below a table; "" where no server would show it."""
    if not address.served:
        return ""
    given = {key: value for key, value in extra.items() if value}

    def frame(**form: str) -> str:
        return snippet(address, page, address.filters, title, _TABLE_HEIGHT, **given, **form)

    light = frame(**{STATIC: "true"})
    return markup("embed.html", frame=frame(), light=light, label=_("Embed this table"))
