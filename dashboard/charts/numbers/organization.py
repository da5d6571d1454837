"""The numbers of the charts on an organization's own page; elsewhere they are of a selection."""

from __future__ import annotations

import pandas as pd

from dashboard.asking.filters import Filters
from dashboard.asking.selection import articles_kept, select_articles, select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.charts import counts
from dashboard.charts.numbers.number import Numbers, Options, name_of, period_name
from dashboard.locale import gettext as _
from dashboard.locale import mark
from dashboard.text.dates import published_to

EVENTS = {
    "decision": ("decision_date", mark("Decided")),
    "announcement": ("announced_date", mark("Announced")),
    "listing": ("listed_date", mark("Listed")),
    "delisting": ("delisted_date", mark("Removed")),
}
"""What happens to a designation: the field with its date, and the word for it in English."""


def _chosen(catalog: Catalog, filters: Filters) -> pd.DataFrame:
    chosen = select_designations(catalog, filters.within("designations"))
    return chosen[chosen.index.isin(filters.org)] if filters.org else chosen


def _strip(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    return counts.strip(
        _chosen(catalog, filters),
        select_articles(catalog, filters),
        catalog.mentions,
        {kind: column for kind, (column, _label) in EVENTS.items()},
    )


def _strip_table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    words = {kind: _(label) for kind, (_column, label) in EVENTS.items()}
    return pd.DataFrame(
        {
            _("Day"): counted["date"].to_numpy(),
            _("Event"): [words.get(kind, _("Articles published")) for kind in counted["kind"]],
            _("Organization"): [name_of(catalog, "org", value) for value in counted["org"]],
            _("Number"): counted["count"].to_numpy(),
        }
    )


def _sides(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    claims = catalog.claims_about[["about", "stance"]]
    claims = claims[claims["about"].isin(_chosen(catalog, filters).index)]
    article = catalog.joins.claim_article[claims.index]
    published = published_to(catalog.articles, "month").array.take(article)
    return counts.sides_over_time(
        claims.assign(published=published)[articles_kept(catalog, filters)[article]]
    )


def _sides_table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Month"): [period_name(month, "month") for month in counted["month"]],
            _("Accusations"): counted["accusations"].to_numpy(),
            _("Answers"): counted["answers"].to_numpy(),
        }
    )


ORGANIZATION = (
    Numbers("strip", mark("Dates and coverage"), "articles", _strip, _strip_table),
    Numbers("sides", mark("Accusations and answers over time"), "articles", _sides, _sides_table),
)
"""In the order of the page."""
