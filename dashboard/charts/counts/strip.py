"""What happened to an organization, and what was published about it, day by day."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.text.dates import published_to

ARTICLES = "articles"
"""The kind of the rows that count articles."""


def strip(
    designations: pd.DataFrame,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    events: Mapping[str, str],
) -> pd.DataFrame:
    """The dated events of designations, and the days on which articles about them appeared.

    Args:
        designations: Rows of the catalog's designations.
        articles: Rows of the catalog's articles; those whose day is not known are left out.
        mentions: The catalog's mentions; an article is about its subjects.
        events: The column with the date of each kind of event.

    Returns:
        Columns ``org`` (id), ``date``, ``kind`` (one of `events`, or "articles") and ``count``, by
        organization and date.
    """
    happened = designations[list(events.values())].set_axis(list(events), axis="columns")
    happened = (
        happened.rename_axis("org")
        .reset_index()
        .melt(id_vars="org", var_name="kind", value_name="date")
        .dropna(subset="date")
        .assign(count=1)
    )
    about = mentions[
        (mentions["role"] == "subject") & mentions["designation_id"].isin(designations.index)
    ]
    written = (
        pd.DataFrame(
            {
                "org": about["designation_id"].to_numpy(),
                "date": published_to(articles, "day").reindex(about["article_id"]).to_numpy(),
                "kind": ARTICLES,
            }
        )
        .dropna(subset="date")
        .value_counts()
        .reset_index()
    )
    counted = pd.concat([happened, written], ignore_index=True)
    order = pd.Categorical(counted["kind"], [*events, ARTICLES], ordered=True)
    return (
        counted.assign(order=order)
        .sort_values(["org", "date", "order"], ignore_index=True)
        .drop(columns="order")[["org", "date", "kind", "count"]]
        .astype({"count": "int64"})
    )
