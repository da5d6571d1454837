"""The tables as a selection shows them: what the API serves and counts, and the bulk files hold."""

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
        scope: Whose filters bear on it; None where none does.
        rows: The rows that filters leave, in the order in which they are shown.
        extra: Fields that it has besides those of the schema.
        key: The fields that name one row in an address; none where a row has no such name.
    """

    table: Table
    scope: Scope | None
    rows: Chosen
    extra: tuple[Field, ...] = ()
    key: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name in addresses."""
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
        """Return the row of that key, as a table of one row or none."""
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
        # An article is kept for one such claim; its other claims were not asked for.
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
    """Mark the statements of the stances and accusations asked for."""
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
    """Mark the stated reasons without an article, where only designations were asked for."""
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
    # The codes are positions of publishers.
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
    """Return a table on which no filter bears."""
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
        For each table that refers to it, by name, the rows that do; none for a row of several keys,
        to which nothing refers.
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
