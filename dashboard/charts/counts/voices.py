"""How many claims were made, by whom, and for which side."""

from __future__ import annotations

import pandas as pd

SIDES = {
    "accusation": "accusation",
    "defence": "answer",
    "criticism": "answer",
    "context": "context",
}
"""The side of each stance: who defends an organization and who criticises its designation answer."""


def by_speaker(claims: pd.DataFrame) -> pd.DataFrame:
    """How many claims each type of speaker made, by stance.

    Args:
        claims: Rows of the catalog's claims.

    Returns:
        Columns ``speaker_type``, ``stance`` and ``count``, in the order of the schema; every pair
        is there, also one without a claim.
    """
    counted = claims.groupby(["speaker_type", "stance"], observed=False).size()
    return counted.rename("count").reset_index()


def sides_over_time(claims: pd.DataFrame) -> pd.DataFrame:
    """How many claims accuse and how many answer, by month of the article.

    Args:
        claims: Rows of the catalog's claims, or of what they are about, with ``published``, the date
            of publication of the article; those of undated articles are left out.

    Returns:
        Columns ``month`` (first day), ``accusations``, ``answers``, for the months that have either.
    """
    dated = claims.assign(
        month=claims["published"].dt.to_period("M").dt.to_timestamp(),
        side=claims["stance"].astype("object").map(SIDES),
    ).dropna(subset="month")
    counted = pd.crosstab(dated["month"], dated["side"])
    counted = counted.reindex(columns=["accusation", "answer"], fill_value=0)
    counted = counted[counted.sum(axis="columns") > 0]
    return pd.DataFrame(
        {
            "month": counted.index,
            "accusations": counted["accusation"].to_numpy(dtype="int64"),
            "answers": counted["answer"].to_numpy(dtype="int64"),
        }
    )
