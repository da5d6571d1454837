"""Which rows of the tables belong together, as positions: found once, where ids would be compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True, eq=False)
class Joins:
    """Where the articles and designations stand that mentions and claims refer to.

    Attributes:
        mention_article: For each mention the position of its article.
        mention_designation: For each mention the position of its designation.
        mention_subject: Whether the article is about it, and not only names it.
        claim_article: For each claim the position of its article.
        articles: How many articles there are.
    """

    mention_article: np.ndarray
    mention_designation: np.ndarray
    mention_subject: np.ndarray
    claim_article: np.ndarray
    articles: int

    def articles_naming(self, designations: np.ndarray) -> np.ndarray:
        """Which articles name any of some designations.

        Args:
            designations: A boolean for each designation.

        Returns:
            A boolean for each article.
        """
        named = np.zeros(self.articles, dtype=bool)
        named[self.mention_article[designations[self.mention_designation]]] = True
        return named

    def articles_with_claims(self, claims: np.ndarray) -> np.ndarray:
        """Which articles hold any of some claims, of which each has a boolean."""
        held = np.zeros(self.articles, dtype=bool)
        held[self.claim_article[claims]] = True
        return held


def join(
    designations: pd.DataFrame, articles: pd.DataFrame, mentions: pd.DataFrame, claims: pd.DataFrame
) -> Joins:
    """Find the rows that belong together.

    Args:
        designations: The table, with ``id``; like the others with references that all exist.
        articles: The table, with ``id``.
        mentions: The table.
        claims: The table.
    """
    return Joins(
        mention_article=_positions(mentions["article_id"], articles["id"]),
        mention_designation=_positions(mentions["designation_id"], designations["id"]),
        mention_subject=(mentions["role"] == "subject").to_numpy(),
        claim_article=_positions(claims["article_id"], articles["id"]),
        articles=len(articles),
    )


def _positions(ids: pd.Series, among: pd.Series) -> np.ndarray:
    # Arrow compares the texts as they are; pandas would make a Python object of each.
    found = pc.index_in(pa.array(ids), value_set=pa.array(among))
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype="int32")
