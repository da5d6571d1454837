"""Select the rows of the catalog that match the filters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from dashboard.asking.facets import FACETS
from dashboard.asking.filters import Filters
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.catalog.rows import Rows
from dashboard.text.dates import published_to
from dashboard.text.folding import asked_words, contains_words

_KEPT = 32
"""Number of cached selections, which the charts of a page and several readers share."""

DATE_COLUMN = {"listing": "date", "decision": "decision_date"}
"""The column of the designations by which each basis counts."""


@dataclass(frozen=True, eq=False)
class Selection:
    """The selected rows.

    Attributes:
        filters: The filters.
        designations: The selected designations, newest first, undated ones last.
        article_rows: The selected articles, newest first, undated ones last.
    """

    filters: Filters
    designations: pd.DataFrame
    article_rows: Rows

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The articles of `article_rows` as a table. This copies them, which is slow for many."""
        return self.article_rows.part()

    @property
    def date_column(self) -> str:
        """The date column of the designations that this selection counts by."""
        return DATE_COLUMN[self.filters.basis]

    @property
    def undated(self) -> int:
        """The number of designations without a date in `date_column`."""
        return int(self.designations[self.date_column].isna().sum())


def select(catalog: Catalog, filters: Filters) -> Selection:
    """Apply filters to the catalog.

    Filters on designations apply to articles too: an article matches if it is about, or names, one
    of the matching designations. The year is that of each table's own date.

    Args:
        catalog: The dataset.
        filters: The filters.

    Returns:
        The selection.
    """
    return Selection(filters, select_designations(catalog, filters), article_rows(catalog, filters))


def select_designations(catalog: Catalog, filters: Filters) -> pd.DataFrame:
    """Return the designations of `select` alone."""
    return _designations(catalog, filters).copy(deep=False)


@remembered(_KEPT)
def _designations(catalog: Catalog, filters: Filters) -> pd.DataFrame:
    table = catalog.designations
    column = DATE_COLUMN[filters.basis]
    kept = contains_words(table["text"], filters.q) & _kept_by_facets(catalog, filters)
    if filters.year:
        kept &= table[column].dt.year.between(*filters.year)
    if filters.day:
        kept &= table[column] == pd.Timestamp(filters.day)
    # Leave out the text for searches, which is by far the largest column and never shown.
    shown = table.drop(columns="text")
    return Rows(shown, catalog.newest_first[column]).where(kept.to_numpy()).part()


def _kept_by_facets(catalog: Catalog, filters: Filters) -> np.ndarray:
    """Return a boolean for each designation: whether it matches the facets."""
    kept = np.ones(len(catalog.designations), dtype=bool)
    for each in FACETS:
        if each.scope == "designations" and filters[each.key]:
            kept &= each.keep(catalog, filters[each.key])
    return kept


def select_articles(catalog: Catalog, filters: Filters) -> pd.DataFrame:
    """Return the articles of `select` alone, as a table."""
    return article_rows(catalog, filters).part()


@remembered(_KEPT)
def article_rows(catalog: Catalog, filters: Filters) -> Rows:
    """Return the articles of `select` alone."""
    every = Rows(catalog.articles, catalog.newest_first["articles"])
    return every.where(articles_kept(catalog, filters))


def articles_kept(catalog: Catalog, filters: Filters) -> np.ndarray:
    """Return a boolean for each article, in the order of the table: whether it matches the filters."""
    table = catalog.tables["articles"]
    kept = _holding_words(catalog, filters.q)
    if filters.year:
        first, last = filters.year
        dates = table["date"]
        kept &= dates.between(pd.Timestamp(first, 1, 1), pd.Timestamp(last, 12, 31)).to_numpy()
    if filters.day:
        kept &= (published_to(table, "day") == pd.Timestamp(filters.day)).to_numpy()
    for each in FACETS:
        if each.scope == "articles" and filters[each.key]:
            kept &= each.keep(catalog, filters[each.key])
    if any(filters[each.key] for each in FACETS if each.scope == "designations"):
        kept &= catalog.joins.articles_naming(_kept_by_facets(catalog, filters))
    return kept


def _holding_words(catalog: Catalog, query: str) -> np.ndarray:
    """Mark the articles that contain every word of a query, in their text or in the related names."""
    size = len(catalog.tables["articles"])
    if not query.strip():
        return np.ones(size, dtype=bool)
    publisher = catalog.articles["publisher_id"].cat.codes.to_numpy()
    for words in asked_words(query):
        found = np.arange(size if words else 0)
        # The longest is in the fewest, and the others need be searched in these only.
        for word in sorted(words, key=len, reverse=True):
            named, published = (
                catalog.holding(name, word) for name in ("designations", "publishers")
            )
            held = catalog.joins.naming(found, named) | published[publisher[found]]
            if not held.all():
                held |= catalog.words.holding(word)[found]
            found = found[held]
        if len(found):
            break
    kept = np.zeros(size, dtype=bool)
    kept[found] = True
    return kept
