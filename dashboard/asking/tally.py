"""Count a selection by any of its dimensions, for `/api/v1/counts`."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.asking.crossed import TIMES, crossed, part
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN
from dashboard.asking.views import VIEWS
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.rows import Rows

_COLUMNS = {"publisher": "publisher_id", "topic": "topics", "accusation": "accusations"}


def tally(catalog: Catalog, filters: Filters, table: str, by: Sequence[str]) -> pd.DataFrame:
    """Count the rows of a selection for each combination of dimensions.

    Args:
        catalog: The dataset.
        filters: The selection.
        table: The table to count: designations, articles, statements or claims.
        by: Some of its `crossed.DIMENSIONS`; without any, all rows are counted together.

    Returns:
        A column for each dimension and ``count``. An article with two topics, or about two
        organizations, counts for both; a statement with two accusations likewise.
    """
    rows = VIEWS[table].rows(catalog, filters)
    if not by:
        return pd.DataFrame({"count": [len(rows)]})
    return crossed([_values(catalog, filters, table, rows, name) for name in by], by)


def _values(catalog: Catalog, filters: Filters, table: str, rows: Rows, name: str) -> pd.Series:
    column = _COLUMNS.get(name, name)
    if table == "claims" and name in ("publisher", "language", "year"):
        rows = Rows(catalog.articles, catalog.joins.claim_article[rows.positions])
    if name == "year" and table != "designations":
        return rows.columns("year")["year"]
    if name in TIMES:
        column = DATE_COLUMN[filters.basis] if table == "designations" else "published"
        return part(rows.columns(column)[column], name)
    if name == "org" and table == "articles":
        ids = catalog.designations.index.to_numpy()
        subjects = catalog.joins.subjects_of(rows.positions)
        return pd.Series([tuple(ids[each]) for each in subjects], dtype="object")
    if name == "org":
        about = rows.columns("designation_id", "also_about")
        first = about["designation_id"].map(lambda one: () if pd.isna(one) else (one,))
        return first + about["also_about"]
    return rows.columns(column)[column]
