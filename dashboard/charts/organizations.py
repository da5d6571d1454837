"""The organizations with the most articles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from dashboard.asking.filters import Filters
from dashboard.asking.selection import articles_kept, select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.joins import Joins
from dashboard.charts.chart import Chart, Options, once
from dashboard.charts.ranking import articles_ranked
from dashboard.charts.values import chosen_of, value_table
from dashboard.locale import mark

TITLE = mark("Most covered organizations")


@once
def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    """Count the articles about each organization, also about those beside the ones asked for.

    Returns:
        Columns ``org`` (id), ``count`` and ``chosen``, most first.
    """
    around = articles_kept(catalog, replace(filters, org=()))
    about = by_organization(catalog.joins, around)
    about.index = catalog.designations.index[about.index]
    counted = about.rename_axis("org").reset_index()
    # An article selected for its country may be about an organization of another one too.
    kept = select_designations(
        catalog, replace(filters, year=None, day=None, q="").within("designations")
    )
    counted = counted[counted["org"].isin(kept.index)].reset_index(drop=True)
    return counted.assign(chosen=chosen_of(counted["org"], filters.org))


def by_organization(joins: Joins, articles: np.ndarray) -> pd.Series:
    """Count how many of some articles are about each designation, most first.

    Args:
        joins: What the catalog knows of mentions.
        articles: A boolean for each of its articles.

    Returns:
        Counts by position of the designation; an article about several counts for each.
    """
    about = joins.mention_subject & articles[joins.mention_article]
    return pd.Series(joins.mention_designation[about]).value_counts().rename("count")


# An article can be about several: shares would add up to more than all.
table = value_table("org", mark("Organization"), share=False)
draw = articles_ranked(count, "org", TITLE, single=False)

CHART = Chart("organizations", TITLE, "articles", count, table, draw)
