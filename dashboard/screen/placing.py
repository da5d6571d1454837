"""Charts onto pages: each made once for all who ask for the same, and none able to harm the rest."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.charts.palette import DARK
from dashboard.documents.chart import Shown
from dashboard.screen import theme
from dashboard.screen.failure import failed

Make = Callable[..., Shown | None]

_KEPT = 512
"""Parts of pages that are remembered; a chart is some 20 KB of markup."""


def made(panel: Make, catalog: Catalog, address: Address, page: str, *about: str) -> Shown | None:
    """A chart as it stands on a page, remembered for the next who asks for the same.

    Pages make all their charts before they place the first: the browser then gets a page at once,
    and draws it once, not after each chart.

    Args:
        panel: Makes it.
        catalog: The dataset.
        address: The address of the page; the chart depends on nothing else of the URL.
        page: Its path.
        *about: What else the panel takes: the organization that it is about.

    Returns:
        The chart, or a sentence in its place; None where nothing is to be shown.
    """
    code, dark = locale.current().code, theme.palette() is DARK
    try:
        return _remembered(catalog, panel, page, address.bare(), code, dark, *about)
    except Exception:
        # One part that fails takes neither the page with it nor the reader's trust. It is not
        # remembered: the next run tries again.
        return failed(getattr(panel, "numbers", ""))


@remembered(_KEPT)
def _remembered(
    catalog: Catalog, panel: Make, page: str, address: Address, code: str, dark: bool, *about: str
) -> Shown | None:
    # The language and the theme are the reader's own, and no part of the address.
    return panel(catalog, address, page, *about)


def place(shown: Shown | None) -> None:
    """Put a chart on the page, or nothing."""
    if shown and shown.key:
        with st.container(key=f"chart-{shown.key}", gap="xxsmall"):
            st.html(shown.markup)
    elif shown:
        st.html(shown.markup)
