"""A card of a designation for a small frame in another program: what it is, since when, and why."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog, naming
from dashboard.catalog.reasons import reason
from dashboard.catalog.register_state import register_state
from dashboard.dataset.identifiers import is_described
from dashboard.documents.markup import markup
from dashboard.documents.organization import PATH, happened

WIDTH, HEIGHT = 400, 220
"""The frame that it is made for, in pixels."""


def preview_card(catalog: Catalog, address: Address, identifier: str, style: str) -> str:
    """Return the card as a whole HTML document, in the language of the block around.

    Args:
        catalog: The dataset.
        address: An address, by which the card links to the page.
        identifier: The id of the designation.
        style: The style sheet of plain pages.

    Raises:
        KeyError: There is no such designation.
    """
    row: pd.Series[Any] = catalog.designations.loc[identifier]  # type: ignore[assignment]
    described = is_described(identifier)
    page = address.public(address.to(PATH, Filters(), id=identifier)) if described else None
    return markup(
        "plain/preview_card.html",
        lang=locale.current().code,
        row=row.to_dict(),
        names=naming.others(row),
        happened=happened(row),
        reason=reason(catalog, row),
        state=register_state(catalog).holds(),
        page=page,
        style=style,
        plain=True,
    )
