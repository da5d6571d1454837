"""For one organization, the two sides over time."""

from __future__ import annotations

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog, naming
from dashboard.charts import sides
from dashboard.charts.numbers import NUMBERS
from dashboard.documents.chart import Panel, Shown, chart, of
from dashboard.locale import gettext as _
from dashboard.screen import theme

KEY = "sides"
_FEWEST_MONTHS = 2


@of(KEY)
def panel(catalog: Catalog, address: Address, page: str, organization: str) -> Shown | None:
    """Show the claims about one organization face to face.

    Nothing is shown where they all are of one month: the lists beside each other say it better.

    Args:
        catalog: The dataset.
        address: The address of the page.
        page: Its path.
        organization: The id of the designation.
    """
    numbers = NUMBERS[KEY]
    filters = Filters(org=(organization,))
    counted = numbers.count(catalog, filters, {})
    if len(counted) < _FEWEST_MONTHS:
        return None
    name = naming.title(catalog.designations.loc[organization])
    claims = catalog.claims_about
    answering = claims[(claims["about"] == organization) & (claims["stance"] != "context")]
    undated = len(answering) - int(counted[["accusations", "answers"]].sum().sum())
    left_out = locale.ngettext(
        "{n} claim in an undated article is left out",
        "{n} claims in undated articles are left out",
        undated,
    )
    parts = [name, _("claims by month of the article"), *([left_out] if undated else [])]
    return chart(
        Panel(
            key=KEY,
            figure=sides.figure(counted, palette=theme.palette()),
            title=sides.finding(counted) or _(numbers.title),
            subtitle="; ".join(parts) + ".",
            alt=sides.alt(counted, name=name),
            filters=filters,
            options={},
        ),
        catalog,
        address,
        page,
    )
