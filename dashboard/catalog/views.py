"""The tables as a selection shows them: what the API serves and counts, and the bulk files hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.catalog import schema
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.derived import DERIVED
from dashboard.catalog.filters import Filters, Scope
from dashboard.catalog.selection import select_articles, select_designations
from dashboard.locale import mark as _

Rows = Callable[[Catalog, Filters], pd.DataFrame]


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

    table: schema.Table
    scope: Scope | None
    rows: Rows
    extra: tuple[schema.Field, ...] = ()
    key: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name in addresses."""
        return self.table.name

    @property
    def fields(self) -> tuple[schema.Field, ...]:
        """Every field, those of the schema first."""
        return (*self.table.fields, *self.extra)

    @property
    def columns(self) -> list[str]:
        """The names of the fields."""
        return [field.name for field in self.fields]

    def row(self, catalog: Catalog, key: tuple[str, ...]) -> pd.DataFrame:
        """The row of that key, as a table of one row or none."""
        rows = self.rows(catalog, Filters())
        for name, value in zip(self.key, key, strict=True):
            rows = rows[rows[name].astype("str") == value]
        return rows


def _claims(catalog: Catalog, filters: Filters) -> pd.DataFrame:
    claims = catalog.claims
    articles = select_articles(catalog, filters)
    order = pd.Series(range(len(articles)), index=articles.index)
    kept = claims[claims["article_id"].isin(articles.index)]
    if filters.stance:
        # An article is kept for one such claim; its other claims were not asked for.
        kept = kept[kept["stance"].isin(filters.stance)]
    return kept.loc[
        kept.assign(order=kept["article_id"].map(order)).sort_values(["order", "position"]).index
    ]


def _publishers(catalog: Catalog, filters: Filters) -> pd.DataFrame:
    publishers = catalog.publishers
    counted = select_articles(catalog, filters)["publisher_id"].value_counts()
    shown = publishers.assign(
        articles=counted.reindex(publishers.index, fill_value=0).astype("int64")
    )
    if filters:
        shown = shown[shown["articles"] > 0]
    return shown.sort_values(["articles", "name"], ascending=[False, True])


def _mentions(catalog: Catalog, filters: Filters) -> pd.DataFrame:
    mentions = catalog.mentions
    return mentions[mentions["article_id"].isin(select_articles(catalog, filters).index)]


def _evidence(catalog: Catalog, filters: Filters) -> pd.DataFrame:
    evidence = catalog.evidence
    kept = select_designations(catalog, filters.within("designations"))
    return evidence[evidence["designation_id"].isin(kept.index)]


def _whole(table: schema.Table) -> View:
    """A table on which no filter bears."""
    return View(table, None, lambda catalog, _filters: catalog[table.name])


_FILTERED = {
    view.name: view
    for view in (
        View(
            schema.DESIGNATIONS,
            "designations",
            lambda catalog, filters: select_designations(catalog, filters.within("designations")),
            DERIVED["designations"],
            ("id",),
        ),
        View(schema.ARTICLES, "articles", select_articles, DERIVED["articles"], ("id",)),
        View(schema.CLAIMS, "articles", _claims, (), ("article_id", "position")),
        View(
            schema.PUBLISHERS,
            "articles",
            _publishers,
            (
                schema.Field(
                    "articles",
                    "integer",
                    _("Articles"),
                    "How many of the articles selected it published.",
                    True,
                ),
            ),
            ("id",),
        ),
        View(schema.MENTIONS, "articles", _mentions),
        View(schema.EVIDENCE, "designations", _evidence),
    )
}

VIEWS: Mapping[str, View] = {
    table.name: _FILTERED.get(table.name) or _whole(table) for table in schema.TABLES
}
"""Every table, by its name."""


def related(catalog: Catalog, view: View, key: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """The rows of other tables that refer to a row.

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
    for source, field, target, target_field in schema.references():
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
