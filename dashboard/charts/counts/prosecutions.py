"""How many cases are known of each year, by article of law."""

from __future__ import annotations

import pandas as pd

from dashboard.dataset.choices import ARTICLES_OF_LAW


def prosecutions_by_year(cases: pd.DataFrame) -> pd.DataFrame:
    """Count cases by the year of their last known step.

    Args:
        cases: Rows of the catalog's prosecutions; those without a date are left out.

    Returns:
        Columns ``year``, ``article_of_law`` and ``count``: every article for each year from the
        first to the last, also where there is none. Empty without a dated case.
    """
    dated = cases.dropna(subset="date")
    years = dated["date"].dt.year
    every = range(int(years.min()), int(years.max()) + 1) if len(dated) else range(0)
    articles = [choice.value for choice in ARTICLES_OF_LAW]
    index = pd.MultiIndex.from_product([every, articles], names=["year", "article_of_law"])
    counted = pd.DataFrame(
        {"year": years, "article_of_law": dated["article_of_law"].astype("object")}
    ).value_counts()
    table = counted.reindex(index, fill_value=0).rename("count").reset_index()
    return table.astype({"year": "int64", "count": "int64"})
