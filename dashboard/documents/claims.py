"""What is said about an organization or in an article, by the side that it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.catalog import Catalog
from dashboard.catalog.rows import Rows
from dashboard.charts.sides import SIDES

Claim = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Claims:
    """Claims as rows for a template, by side.

    Attributes:
        accusations: Those that accuse.
        answers: Those that defend the organization or criticize the accusers.
        context: Those that do neither.
    """

    accusations: tuple[Claim, ...]
    answers: tuple[Claim, ...]
    context: tuple[Claim, ...]

    def __len__(self) -> int:
        """Count them."""
        return len(self.accusations) + len(self.answers) + len(self.context)

    @classmethod
    def of(cls, rows: Iterable[Mapping[Any, Any]]) -> Claims:
        """Sort rows by the side that they take."""
        known: list[Claim] = [dict(row) for row in rows]
        return cls(
            *(
                tuple(row for row in known if SIDES[row["stance"]] == side)
                for side in ("accusation", "answer", "context")
            )
        )

    def map(self, change: Callable[[Claim], Claim]) -> Claims:
        """Return the same claims, each changed."""
        return Claims(
            *(tuple(map(change, side)) for side in (self.accusations, self.answers, self.context))
        )


def claims_about(catalog: Catalog, identifier: str) -> Claims:
    """Return the claims about an organization, oldest first, with date and publisher of their article.

    Args:
        catalog: The dataset.
        identifier: The id of the designation.
    """
    claims = catalog.claims_about
    claims = claims[claims["about"] == identifier]
    articles = Rows(catalog.articles, catalog.joins.claim_article[claims.index])
    columns = articles.columns("date", "published", "published_precision", "publisher")
    claims = pd.concat([claims, columns.set_index(claims.index)], axis="columns")
    return Claims.of(claims.sort_values("date", kind="stable").to_dict("records"))


def claims_in(catalog: Catalog, identifier: str) -> Claims:
    """Return the claims that an article reports, in its order.

    Args:
        catalog: The dataset.
        identifier: The id of the article.
    """
    claims = catalog.claims
    return Claims.of(claims[claims["article_id"] == identifier].to_dict("records"))
