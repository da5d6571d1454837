"""Put charts onto pages: each is made once for all who ask for the same, and its failure spares the rest."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import streamlit as st

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.charts.chart import Chart
from dashboard.charts.palette import Palette
from dashboard.documents.chart import Shown
from dashboard.screen import theme
from dashboard.screen.failure import failed

Make = Callable[..., Shown | None]

_KEPT = 512
"""Parts of pages that are remembered; a chart is some 20 KB of markup."""


def made(
    make: Make, catalog: Catalog, address: Address, page: str, *about: Hashable
) -> Shown | None:
    """Return a chart as it stands on a page, remembered for the next who asks for the same.

    Pages make all their charts before they place the first: the browser then gets a page at once,
    and draws it once, not after each chart.

    Args:
        make: Makes it.
        catalog: The dataset.
        address: The address of the page; the chart depends on nothing else of the URL.
        page: Its path.
        *about: What else `make` takes: the chart, and what it is about.

    Returns:
        The chart, or a sentence in its place; None where nothing is to be shown.
    """
    colours, code = theme.palette(), locale.current().code
    try:
        return _remembered(catalog, make, page, address.bare(), colours, code, *about)
    except Exception:
        # One part that fails takes neither the page with it nor the reader's trust. It is not
        # remembered: the next run tries again.
        return failed(next((each for each in about if isinstance(each, Chart)), None))


@remembered(_KEPT)
def _remembered(
    catalog: Catalog,
    make: Make,
    page: str,
    address: Address,
    colours: Palette,
    code: str,
    *about: Hashable,
) -> Shown | None:
    # The language is the reader's own, and no part of the address.
    return make(catalog, address, page, colours, *about)


def place(shown: Shown | None) -> None:
    """Put a chart on the page, or nothing."""
    if shown and shown.key:
        with st.container(key=f"chart-{shown.key}", gap="xxsmall"):
            st.html(shown.markup)
    elif shown:
        st.html(shown.markup)
