"""A chart as a part of a page."""

from __future__ import annotations

from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog
from dashboard.charts.chart import Chart
from dashboard.charts.palette import Palette
from dashboard.documents.chart import chart
from dashboard.documents.part import part
from dashboard.locale import gettext as _


def panel(
    drawn: Chart,
    catalog: Catalog,
    address: Address,
    colours: Palette,
    page: str,
    filters: Filters | None = None,
) -> str:
    """Return a chart with everything around it, or a sentence in its place.

    Args:
        drawn: The chart.
        catalog: The dataset.
        address: The address of the page.
        colours: The colours of the reader's theme.
        page: The path of the page.
        filters: The selection that it draws; that of the address if None.
    """
    return part(_made, catalog, address, page, colours, drawn, filters, title=_(drawn.title))


def _made(
    catalog: Catalog,
    address: Address,
    page: str,
    colours: Palette,
    drawn: Chart,
    filters: Filters | None,
) -> str:
    shown = chart(catalog, address, page, colours, drawn, filters)
    return framed(shown.key, shown.markup) if shown else ""


def framed(key: str, markup: str) -> str:
    """Return the markup of a chart as one block of a page.

    Args:
        key: The key of the chart.
        markup: The chart, and what is around it.
    """
    return f'<div class="ur-panel" data-panel="{key}">{markup}</div>'
