"""An organization's own strip."""

from __future__ import annotations

import pandas as pd

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog, naming
from dashboard.charts import counts, strip
from dashboard.charts.numbers import EVENTS, NUMBERS
from dashboard.documents.chart import Panel, Shown, chart, of
from dashboard.locale import gettext as _
from dashboard.screen import theme

KEY = "strip"


@of(KEY)
def panel(catalog: Catalog, address: Address, page: str, organization: str) -> Shown | None:
    """Show what happened to an organization and when it was written about.

    Nothing is shown where no date is known.

    Args:
        catalog: The dataset.
        address: The address of the page.
        page: Its path.
        organization: The id of the designation.
    """
    numbers = NUMBERS[KEY]
    filters = Filters(org=(organization,))
    counted = numbers.count(catalog, filters, {})
    if counted.empty:
        return None
    row = catalog.designations.loc[[organization]]
    name = naming.title(row.iloc[0])
    about = counted["kind"] == "articles"
    events = counted[~about].assign(
        label=lambda t: [_(EVENTS[kind][1]) for kind in t["kind"]],
    )
    written = counted[about]
    published = pd.Series(written["date"].repeat(written["count"]))
    undated = int(row["articles"].iloc[0]) - len(published)
    left_out = locale.ngettext(
        "{n} article without a day is not drawn",
        "{n} articles without a day are not drawn",
        undated,
    )
    delay = counts.delays(row)["days"]
    parts = [name, _("events above, articles below"), *([left_out] if undated else [])]
    return chart(
        Panel(
            key=KEY,
            figure=strip.figure(events, published, palette=theme.palette()),
            title=strip.finding(events, published, delay=int(delay.iloc[0]) if len(delay) else None)
            or _(numbers.title),
            subtitle="; ".join(parts) + ".",
            alt=strip.alt(events, published, name=name),
            filters=filters,
            options={},
        ),
        catalog,
        address,
        page,
    )
