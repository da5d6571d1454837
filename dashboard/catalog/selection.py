"""What the filters leave of the catalog."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from dashboard.catalog.catalog import Catalog
from dashboard.catalog.filters import Filters, known
from dashboard.catalog.precision import published_to
from dashboard.catalog.text import contains_words

_KEPT = 32
"""How many selections are remembered: several charts of a page, and several readers, ask for one."""

DATE_COLUMN = {"listing": "date", "decision": "decision_date"}
"""The column of the designations by which each basis counts."""


@dataclass(frozen=True)
class Selection:
    """The rows that a reader asked for.

    Attributes:
        filters: What they asked.
        designations: The designations selected, newest first, undated ones last.
        articles: The articles selected, newest first, those without a year last.
    """

    filters: Filters
    designations: pd.DataFrame
    articles: pd.DataFrame

    @property
    def date_column(self) -> str:
        """The column of the designations by which this selection counts."""
        return DATE_COLUMN[self.filters.basis]

    @property
    def undated(self) -> int:
        """How many of the designations have no date of the kind by which this selection counts."""
        return int(self.designations[self.date_column].isna().sum())


def select(catalog: Catalog, filters: Filters) -> Selection:
    """Apply filters to the catalog.

    Filters on designations narrow the articles too: an article is kept when it is about, or
    names, one of the designations that they leave. The year is each table's own.

    Args:
        catalog: The dataset.
        filters: What is asked for.

    Returns:
        The selection.
    """
    return Selection(
        filters, select_designations(catalog, filters), select_articles(catalog, filters)
    )


def select_designations(catalog: Catalog, filters: Filters) -> pd.DataFrame:
    """The designations of `select` alone."""
    return _designations(catalog, filters).copy(deep=False)


@lru_cache(maxsize=_KEPT)
def _designations(catalog: Catalog, filters: Filters) -> pd.DataFrame:
    table = catalog.designations
    column = DATE_COLUMN[filters.basis]
    kept = _matching_organizations(table, filters) & contains_words(table["text"], filters.q)
    if filters.year:
        kept &= table[column].dt.year.between(*filters.year)
    if filters.day:
        kept &= table[column] == pd.Timestamp(filters.day)
    return _rows(table, kept, catalog.newest_first[column])


def _rows(table: pd.DataFrame, kept: pd.Series, order: np.ndarray) -> pd.DataFrame:
    # The text that searching reads is the largest column by far, and nobody is shown it.
    shown = table.drop(columns="text")
    rows: pd.DataFrame = shown.iloc[order[kept.to_numpy()[order]]]
    return rows


def _matching_organizations(table: pd.DataFrame, filters: Filters) -> pd.Series:
    kept = pd.Series(True, index=table.index)
    for key in ("country", "category", "status"):
        if chosen := filters[key]:
            kept &= known(table[key]).isin(chosen)
    return kept


def select_articles(catalog: Catalog, filters: Filters) -> pd.DataFrame:
    """The articles of `select` alone."""
    return _articles(catalog, filters).copy(deep=False)


@lru_cache(maxsize=_KEPT)
def _articles(catalog: Catalog, filters: Filters) -> pd.DataFrame:
    table = catalog.articles
    kept = contains_words(table["text"], filters.q)
    if filters.year:
        kept &= table["year"].between(*filters.year).fillna(False).astype(bool)
    if filters.day:
        kept &= published_to(table, "day") == pd.Timestamp(filters.day)
    for key, column in (("publisher", "publisher_id"), ("language", "language"), ("kind", "kind")):
        if chosen := filters[key]:
            kept &= table[column].isin(chosen)
    if filters.topic:
        none = np.zeros(len(table), dtype=bool)
        kept &= np.logical_or.reduce([catalog.topics.get(topic, none) for topic in filters.topic])
    if filters.stance:
        claims = catalog.claims
        kept &= table.index.isin(claims.loc[claims["stance"].isin(filters.stance), "article_id"])
    for wanted_ids in _organizations_asked_for(catalog, filters):
        mentions = catalog.mentions
        kept &= table.index.isin(
            mentions.loc[mentions["designation_id"].isin(wanted_ids), "article_id"]
        )
    return _rows(table, kept, catalog.newest_first["articles"])


def _organizations_asked_for(catalog: Catalog, filters: Filters) -> list[pd.Index]:
    asked = []
    if filters.org:
        asked.append(pd.Index(filters.org))
    if filters.country or filters.category or filters.status:
        table = catalog.designations
        asked.append(table.index[_matching_organizations(table, filters)])
    return asked
