"""How many articles there are, beside how many designations."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from dashboard.catalog.joins import Joins
from dashboard.charts.counts.periods import Period, by_period
from dashboard.text.dates import published_to


def coverage(
    designations: pd.DataFrame,
    articles: pd.DataFrame,
    period: Period,
    *,
    column: str = "date",
    as_of: date,
) -> pd.DataFrame:
    """Designations and published articles in each year, quarter or month.

    Args:
        designations: Rows of the catalog's designations.
        articles: Rows of its articles; undated ones are left out.
        period: The length of a period.
        column: The date by which designations count.
        as_of: The day to which the data go.

    Returns:
        Columns ``period`` (first day), ``designations``, ``articles`` and ``unfinished``, a row for
        each period from the first to the last in which there was either.
    """
    first = by_period(designations, period, column=column, as_of=as_of).set_index("period")
    published = published_to(articles, period).to_frame()
    second = by_period(published, period, column="published", as_of=as_of).set_index("period")
    seen = first.index.union(second.index)
    if seen.empty:
        return pd.DataFrame(
            {
                "period": pd.Series(dtype="datetime64[us]"),
                "designations": pd.Series(dtype="int64"),
                "articles": pd.Series(dtype="int64"),
                "unfinished": pd.Series(dtype="bool"),
            }
        )
    frequency = {"year": "YS", "quarter": "QS", "month": "MS"}[period]
    every = pd.date_range(seen.min(), seen.max(), freq=frequency, unit="us")
    # Only the last periods can be unfinished, and both tables say the same of those that they share.
    unfinished = pd.concat([first["unfinished"], second["unfinished"]]).groupby(level=0).any()
    return pd.DataFrame(
        {
            "period": every,
            "designations": first["count"].reindex(every, fill_value=0).to_numpy(),
            "articles": second["count"].reindex(every, fill_value=0).to_numpy(),
            "unfinished": unfinished.reindex(every, fill_value=False).to_numpy(),
        }
    )


def by_organization(joins: Joins, articles: np.ndarray) -> pd.Series:
    """How many of some articles are about each designation, most first.

    Args:
        joins: What the catalog knows of mentions.
        articles: A boolean for each of its articles.

    Returns:
        Counts by position of the designation; an article about several counts for each.
    """
    about = joins.mention_subject & articles[joins.mention_article]
    return pd.Series(joins.mention_designation[about]).value_counts().rename("count")
