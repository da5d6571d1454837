"""Charts onto pages: each made once for all who ask for the same, and none able to harm the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from dashboard import locale
from dashboard.asking.address import PAGE_KEYS, Address
from dashboard.asking.filters import Dropped, Filters
from dashboard.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.charts.palette import DARK
from dashboard.documents.chart import Shown
from dashboard.documents.embed import embedded
from dashboard.screen import theme
from dashboard.screen.cite_box import public_address
from dashboard.screen.failure import failed

Make = Callable[..., Shown | None]

_KEPT = 512
"""Parts of pages that are remembered; a chart is some 20 KB of markup."""


@dataclass(frozen=True)
class _Asked:
    """Everything of a reader's request that a chart depends on."""

    filters: Filters
    params: tuple[str, ...]
    lang: str
    language: str
    dark: bool
    embedded: bool
    host: str

    @property
    def typed(self) -> bool:
        """Whether it holds words that the reader typed, which no cache may keep."""
        return self.filters.typed

    def address(self) -> Address:
        """An address that asks for this, and for nothing else."""
        given = zip(PAGE_KEYS, self.params, strict=True)
        return Address(self.filters, [], {key: [text] for key, text in given if text}, self.lang)


def made(panel: Make, catalog: Catalog, address: Address, page: str, *about: str) -> Shown | None:
    """A chart as it stands on a page, remembered for the next who asks for the same.

    Pages make all their charts before they place the first: the browser then gets a page at once,
    and draws it once, not after each chart.

    Args:
        panel: Makes it.
        catalog: The dataset.
        address: The address of the page; what of it the chart could not use is noted there.
        page: Its path.
        *about: What else the panel takes: the organization that it is about.

    Returns:
        The chart, or a sentence in its place; None where nothing is to be shown.
    """
    asked = _Asked(
        address.filters,
        tuple(address.text(key) for key in PAGE_KEYS),
        address.lang,
        locale.current().code,
        theme.palette() is DARK,
        embedded(address, page),
        public_address(""),
    )
    try:
        shown, dropped = _remembered(catalog, panel, page, asked, *about)
    except Exception:
        # One part that fails takes neither the page with it nor the reader's trust. It is not
        # remembered: the next run tries again.
        return failed(getattr(panel, "numbers", ""))
    address.dropped.extend(each for each in dropped if each not in address.dropped)
    return shown


@remembered(_KEPT)
def _remembered(
    catalog: Catalog, panel: Make, page: str, asked: _Asked, *about: str
) -> tuple[Shown | None, tuple[Dropped, ...]]:
    address = asked.address()
    return panel(catalog, address, page, *about), tuple(address.dropped)


def place(shown: Shown | None) -> None:
    """Put a chart on the page, or nothing."""
    if shown and shown.key:
        with st.container(key=f"chart-{shown.key}", gap="xxsmall"):
            st.html(shown.markup)
    elif shown:
        st.html(shown.markup)
