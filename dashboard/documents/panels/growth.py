"""The register grows."""

from __future__ import annotations

import pandas as pd

from dashboard.asking.address import Address
from dashboard.asking.selection import DATE_COLUMN, select_designations
from dashboard.catalog import Catalog
from dashboard.catalog.register_state import register_state
from dashboard.charts import counts, growth
from dashboard.charts.numbers import NUMBERS
from dashboard.documents.chart import Panel, Shown, chart, of
from dashboard.documents.panels import sentences
from dashboard.locale import gettext as _
from dashboard.locale import number
from dashboard.screen import theme

KEY = "growth"


@of(KEY)
def panel(catalog: Catalog, address: Address, page: str) -> Shown | None:
    """Show the chart."""
    numbers = NUMBERS[KEY]
    filters = address.filters.within("designations")
    designations = select_designations(catalog, filters)
    column = DATE_COLUMN[filters.basis]
    dated = designations.dropna(subset=column)
    counted = numbers.count(catalog, filters, {})
    few = sentences.few_designations(KEY, _(numbers.title), dated, column)
    if few or len(counted) < 2:  # a curve needs two days
        return few
    pace = counts.pace(counted)
    return chart(
        Panel(
            key=KEY,
            figure=growth.figure(
                counted, palette=theme.palette(), pace=pace, milestones=catalog.milestones
            ),
            title=sentences.titled(
                catalog,
                filters,
                "designations",
                growth.finding(counted)
                if counts.is_sure(
                    designations, column=column, absent=register_state(catalog).absent
                )
                else "",
                _(numbers.title),
            ),
            subtitle=sentences.subtitle(
                catalog,
                filters,
                "designations",
                sentences.basis(filters),
                sentences.left_out(len(designations) - len(dated), filters),
                _("each dot marks another {step}, and how long they took").format(
                    step=number(int(pace["entries"].iloc[0]))
                )
                if len(pace)
                else "",
            ),
            alt=growth.alt(counted),
            filters=filters,
            options={},
            notes=sentences.milestones(
                catalog,
                pd.Timestamp(counted["date"].iloc[0].year, 1, 1),
                counted["date"].iloc[-1],
            ),
        ),
        catalog,
        address,
        page,
    )
