"""Define the filtered tables that the API and the bulk files contain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.asking.facets import FACETS, Scope
from dashboard.asking.filters import Filters
from dashboard.asking.selection import article_rows, articles_kept, select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.rows import Rows
from dashboard.dataset.derived import DERIVED
from dashboard.dataset.fields import Field, Table
from dashboard.dataset.tables import (
    ARTICLES,
    CLAIMS,
    DESIGNATIONS,
    EVIDENCE,
    MENTIONS,
    PUBLISHERS,
    STATEMENTS,
    TABLES,
)
from dashboard.dataset.tables import references as all_references
from dashboard.locale import mark as _

Chosen = Callable[[Catalog, Filters], Rows]


@dataclass(frozen=True)
class View:
    """A table under filters.

    Attributes:
        table: The table of the schema.
        scope: The scope of the filters that apply; None if none does.
        rows: Returns the matching rows in the order of display.
        extra: Fields in addition to those of the schema.
        key: The fields that identify a row in a URL; empty if rows have no URL.
    """

    table: Table
    scope: Scope | None
    rows: Chosen
    extra: tuple[Field, ...] = ()
    key: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name in URLs."""
        return self.table.name

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field, those of the schema first."""
        return (*self.table.fields, *self.extra)

    @property
    def columns(self) -> list[str]:
        """The names of the fields."""
        return [field.name for field in self.fields]

    def row(self, catalog: Catalog, key: tuple[str, ...]) -> pd.DataFrame:
        """Return a table with the row of a key, or an empty table."""
        rows = self.rows(catalog, Filters())
        for name, value in zip(self.key, key, strict=True):
            same = rows.columns(name)[name].astype("str") == value
            rows = rows.at(np.flatnonzero(same))
        return rows.part()


def _designations(catalog: Catalog, filters: Filters) -> Rows:
    return Rows.of(select_designations(catalog, filters.within("designations")))


def _claims(catalog: Catalog, filters: Filters) -> Rows:
    claims, article = catalog.claims, catalog.joins.claim_article
    articles = article_rows(catalog, filters).positions
    order = np.full(len(catalog.articles), -1)
    order[articles] = np.arange(len(articles))
    kept = order[article] >= 0
    if filters.stance:
        # An article matches if it has one such claim; its other claims are left out.
        kept &= claims["stance"].isin(filters.stance).to_numpy()
    rows = Rows.of(claims, kept)
    numbered = rows.columns("position")["position"].to_numpy("int64")
    return rows.at(np.lexsort((numbered, order[article[rows.positions]])))


def _statements(catalog: Catalog, filters: Filters) -> Rows:
    statements = catalog.statements
    reported = np.zeros(len(statements), dtype=bool)
    kept = articles_kept(catalog, filters)
    reported[catalog.joins.claim_statement[kept[catalog.joins.claim_article]]] = True
    reported |= _only_stated(catalog, filters)
    reported &= _of_kind(catalog, filters)
    order = statements.reset_index(drop=True).sort_values(
        ["date", "id"], ascending=[False, True], na_position="last"
    )
    return Rows(statements, order.index.to_numpy()).where(reported)


def unreported(catalog: Catalog, filters: Filters) -> int:
    """Count the statements of a selection that no article reports: reasons that the authorities stated.

    Args:
        catalog: The dataset.
        filters: The selection.
    """
    return int((_only_stated(catalog, filters) & _of_kind(catalog, filters)).sum())


def _of_kind(catalog: Catalog, filters: Filters) -> np.ndarray:
    """Mark the statements that match the stance and accusation filters."""
    statements = catalog.statements
    kept = np.ones(len(statements), dtype=bool)
    if filters.stance:
        kept &= statements["stance"].isin(filters.stance).to_numpy()
    if filters.accusation:
        asked = {*filters.accusation}
        codes = statements["accusations"]
        kept &= codes.map(lambda each: not asked.isdisjoint(each)).astype(bool).to_numpy()
    return kept


def _only_stated(catalog: Catalog, filters: Filters) -> np.ndarray:
    """Mark the stated reasons without an article, if no filter on articles is set."""
    statements = catalog.statements
    asked = (filters.year, filters.day, filters.q)
    own = (filters[each.key] for each in FACETS if each.scope == "articles" and each.key not in ("org", "stance"))  # fmt: skip
    if any(asked) or any(own):
        return np.zeros(len(statements), dtype=bool)
    designations = select_designations(catalog, filters.within("designations")).index
    if filters.org:
        designations = designations[designations.isin(filters.org)]
    asked_for = catalog.tables["designations"].index.isin(designations)
    about = np.zeros(len(statements), dtype=bool)
    about[catalog.joins.told[asked_for[catalog.joins.told_of]]] = True
    return (statements["reports"] == 0).to_numpy() & about


def _publishers(catalog: Catalog, filters: Filters) -> Rows:
    publishers = catalog.publishers
    published = article_rows(catalog, filters).columns("publisher_id")["publisher_id"]
    # The category codes are the row positions of publishers.
    counted = np.bincount(published.cat.codes, minlength=len(publishers))
    shown = publishers.assign(articles=counted)
    if filters:
        shown = shown[shown["articles"] > 0]
    return Rows.of(shown.sort_values(["articles", "name"], ascending=[False, True]))


def _mentions(catalog: Catalog, filters: Filters) -> Rows:
    kept = articles_kept(catalog, filters)
    return Rows.of(catalog.mentions, kept[catalog.joins.mention_article])


def _evidence(catalog: Catalog, filters: Filters) -> Rows:
    kept = select_designations(catalog, filters.within("designations"))
    evidence = catalog.evidence
    return Rows.of(evidence, evidence["designation_id"].isin(kept.index).to_numpy())


def _whole(table: Table) -> View:
    """Return a table without filters."""
    return View(table, None, lambda catalog, _filters: Rows.of(catalog[table.name]))


_FILTERED = {
    view.name: view
    for view in (
        View(
            DESIGNATIONS,
            "designations",
            _designations,
            DERIVED["designations"],
            ("id",),
        ),
        View(ARTICLES, "articles", article_rows, DERIVED["articles"], ("id",)),
        View(STATEMENTS, "articles", _statements, DERIVED["statements"], ("id",)),
        View(CLAIMS, "articles", _claims, DERIVED["claims"], ("article_id", "position")),
        View(
            PUBLISHERS,
            "articles",
            _publishers,
            (
                Field(
                    "articles",
                    "integer",
                    _("Articles"),
                    "How many of the articles selected it published.",
                    True,
                ),
            ),
            ("id",),
        ),
        View(MENTIONS, "articles", _mentions),
        View(EVIDENCE, "designations", _evidence),
    )
}

VIEWS: Mapping[str, View] = {
    table.name: _FILTERED.get(table.name) or _whole(table) for table in TABLES
}
"""Every table, by its name."""


def related(catalog: Catalog, view: View, key: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """Return the rows of other tables that refer to a row.

    Args:
        catalog: The dataset.
        view: The table of the row.
        key: Its key.

    Returns:
        The referring rows by table name; empty for a row with a compound key, to which no table refers.
    """
    found: dict[str, pd.DataFrame] = {}
    if len(key) != 1:
        return found
    for source, field, target, target_field in all_references():
        if target is view.table and (target_field.name,) == view.key:
            rows = catalog[source.name]
            cells = rows[field.name]
            refers = (
                cells.map(lambda items: key[0] in items).astype(bool)
                if field.type == "list"
                else (cells == key[0]).fillna(False)
            )
            refers |= rows.index.isin(found[source.name].index) if source.name in found else False
            found[source.name] = rows[refers.astype(bool)]
    return found
