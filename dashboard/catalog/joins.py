"""Join the tables by row positions, computed once instead of comparing ids each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from dashboard.dataset.keys import positions

_PART = 4
"""If fewer than one in this many designations are selected, the mentions of each are looked up; otherwise all
mentions are scanned."""
_FEW = 32
"""The same limit for selected articles."""


@dataclass(frozen=True, eq=False)
class Groups:
    """The rows of a table, grouped by the row of another table that they belong to.

    Attributes:
        order: The row positions, sorted by group; rows of one group keep their order.
        starts: The start of each group in `order`, and the end.
    """

    order: np.ndarray
    starts: np.ndarray

    @classmethod
    def of(cls, owners: np.ndarray, size: int) -> Groups:
        """Group rows.

        Args:
            owners: For each row the position of the row that it belongs to; -1 for none.
            size: The number of rows of the other table.
        """
        order = np.argsort(owners, kind="stable")
        return cls(order, np.searchsorted(owners[order], np.arange(size + 1)))

    def __getitem__(self, owner: int) -> np.ndarray:
        """Return the row positions of one group, in the order of their table.

        A group beyond the last one is empty.
        """
        if owner + 1 >= len(self.starts):
            return self.order[:0]
        return self.order[self.starts[owner] : self.starts[owner + 1]]

    def among(self, owners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return two parallel arrays: for each row of some groups, the index of its group in `owners`, and
        the position of the row."""
        begins = self.starts[owners]
        numbers = self.starts[owners + 1] - begins
        places = np.repeat(np.arange(len(owners)), numbers)
        within = np.arange(len(places)) - np.repeat(np.cumsum(numbers) - numbers, numbers)
        return places, self.order[np.repeat(begins, numbers) + within]


@dataclass(frozen=True, eq=False)
class Joins:
    """Row positions of the articles, designations and statements that mentions and claims refer to.

    Attributes:
        mention_article: For each mention the position of its article.
        mention_designation: For each mention the position of its designation.
        mention_subject: Whether the article is about the designation, instead of only naming it.
        claim_article: For each claim the position of its article.
        claim_statement: For each claim the position of its statement.
        told: Positions of statements, repeated for each designation that they are about.
        told_of: The positions of these designations, parallel to `told`.
        reported: Positions of claims, repeated for each designation that their statement is about
            and their
            article names.
        reported_of: The positions of these designations, parallel to `reported`.
        articles: The number of articles.
    """

    mention_article: np.ndarray
    mention_designation: np.ndarray
    mention_subject: np.ndarray
    claim_article: np.ndarray
    claim_statement: np.ndarray
    told: np.ndarray
    told_of: np.ndarray
    reported: np.ndarray
    reported_of: np.ndarray
    articles: int

    @cached_property
    def mentions_of(self) -> Groups:
        """The mentions, grouped by designation; there are groups up to the last mentioned designation."""
        return Groups.of(
            self.mention_designation, int(self.mention_designation.max(initial=-1)) + 1
        )

    @cached_property
    def mentions_in(self) -> Groups:
        """The mentions of each article."""
        return Groups.of(self.mention_article, self.articles)

    @cached_property
    def claims_in(self) -> Groups:
        """The claims of each article."""
        return Groups.of(self.claim_article, self.articles)

    @cached_property
    def told_about(self) -> Groups:
        """The indexes into `told`, grouped by designation."""
        return Groups.of(self.told_of, int(self.told_of.max(initial=-1)) + 1)

    @cached_property
    def reported_about(self) -> Groups:
        """The indexes into `reported`, grouped by designation."""
        return Groups.of(self.reported_of, int(self.reported_of.max(initial=-1)) + 1)

    @cached_property
    def reports_of(self) -> Groups:
        """The claims, grouped by the statement that they report."""
        return Groups.of(self.claim_statement, int(self.claim_statement.max(initial=-1)) + 1)

    def articles_naming(self, designations: np.ndarray) -> np.ndarray:
        """Mark the articles that name any of some designations.

        Args:
            designations: A boolean for each designation.

        Returns:
            A boolean for each article.
        """
        asked = np.flatnonzero(designations)
        if _PART * len(asked) <= len(designations):
            found = np.zeros(self.articles, dtype=bool)
            for each in asked.tolist():
                found[self.mention_article[self.mentions_of[each]]] = True
            return found
        return self._articles_with(self.mention_article, designations[self.mention_designation])

    def naming(self, articles: np.ndarray, designations: np.ndarray) -> np.ndarray:
        """Return which of some articles name any of some designations.

        Args:
            articles: The positions of the articles.
            designations: A boolean for each designation.

        Returns:
            A boolean for each of these articles.
        """
        found: np.ndarray
        if _FEW * len(articles) > self.articles:
            found = self.articles_naming(designations)[articles]
            return found
        owners, mentions = self.mentions_in.among(articles)
        found = np.zeros(len(articles), dtype=bool)
        found[owners[designations[self.mention_designation[mentions]]]] = True
        return found

    def articles_about(self, designations: np.ndarray) -> np.ndarray:
        """Mark the articles that are about any of some designations."""
        about = designations[self.mention_designation] & self.mention_subject
        return self._articles_with(self.mention_article, about)

    def subjects_of(self, articles: np.ndarray) -> Iterator[np.ndarray]:
        """Yield for each article the positions of the designations that it is about, in the order of its mentions."""
        article = self.mention_article[self.mention_subject]
        designation = self.mention_designation[self.mention_subject]
        order = np.argsort(article, kind="stable")
        grouped = article[order]
        begins, ends = (np.searchsorted(grouped, articles, side) for side in ("left", "right"))
        for begin, end in zip(begins, ends, strict=True):
            yield designation[order[begin:end]]

    def articles_with_claims(self, claims: np.ndarray) -> np.ndarray:
        """Mark the articles with any of the claims marked by a boolean array."""
        return self._articles_with(self.claim_article, claims)

    def _articles_with(self, article: np.ndarray, kept: np.ndarray) -> np.ndarray:
        found = np.zeros(self.articles, dtype=bool)
        found[article[kept]] = True
        return found


def join(
    designations: pd.DataFrame,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    claims: pd.DataFrame,
    statements: pd.DataFrame,
) -> Joins:
    """Compute the joins.

    Args:
        designations: The table, with ``id``. All references of the tables must exist.
        articles: The table, with ``id``.
        mentions: The table.
        claims: The table.
        statements: The table, with ``id``.
    """
    mention_article = positions(mentions["article_id"], articles["id"])
    mention_designation = positions(mentions["designation_id"], designations["id"])
    claim_article = positions(claims["article_id"], articles["id"])
    claim_statement = positions(claims["statement_id"], statements["id"])
    told, told_of = _told(statements, designations["id"])
    # For each claim the designations of its statement, in the same order.
    begins, ends = (np.searchsorted(told, claim_statement, side) for side in ("left", "right"))
    numbers = ends - begins
    reported = np.repeat(np.arange(len(claims)), numbers)
    within = np.arange(len(reported)) - np.repeat(np.cumsum(numbers) - numbers, numbers)
    reported_of = told_of[np.repeat(begins, numbers) + within]

    def pairs(article: np.ndarray, designation: np.ndarray) -> np.ndarray:
        pair: np.ndarray = article.astype("int64") * len(designations) + designation
        return pair

    named = np.isin(
        pairs(claim_article[reported], reported_of), pairs(mention_article, mention_designation)
    )
    return Joins(
        mention_article=mention_article,
        mention_designation=mention_designation,
        mention_subject=(mentions["role"] == "subject").to_numpy(),
        claim_article=claim_article,
        claim_statement=claim_statement,
        told=told,
        told_of=told_of,
        reported=reported[named],
        reported_of=reported_of[named],
        articles=len(articles),
    )


def _told(statements: pd.DataFrame, designations: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Return two parallel arrays: statements, repeated for each designation that they are about,
    and these designations."""
    also = statements["also_about"].to_numpy()
    further = np.fromiter(map(len, also), dtype="int64", count=len(also))
    places = np.concatenate([np.arange(len(also)), np.repeat(np.arange(len(also)), further)])
    own = statements["designation_id"].to_numpy(dtype=object)
    ids = pd.Series([*own, *(each for several in also for each in several)], dtype="str")
    owners = positions(ids, designations)
    # `designation_id` comes before `also_about`.
    order = np.argsort(places, kind="stable")
    order = order[owners[order] >= 0]
    return places[order], owners[order]
