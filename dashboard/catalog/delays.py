"""Compute the days from the prosecutors' decision to the Ministry's order."""

from __future__ import annotations

import pandas as pd


def delays(designations: pd.DataFrame) -> pd.DataFrame:
    """Compute the days from decision to listing of each designation with both dates.

    Only listing dates that are dates of the Ministry's order are used, not those of a publication or report.

    Args:
        designations: Rows of the catalog's table.

    Returns:
        Indexed by ``id``, columns ``name``, ``year`` (of the listing), ``days`` and ``date`` (of
        the listing), by date of listing.
    """
    kept = designations[designations["listed_date_basis"] == "order"]
    kept = kept.dropna(subset=["decision_date", "listed_date"])
    kept = kept.sort_values(["listed_date", "id"])
    return pd.DataFrame(
        {
            "name": kept["name"],
            "year": kept["listed_date"].dt.year.astype("int64"),
            "days": kept["days_to_listing"].astype("int64"),
            "date": kept["listed_date"],
        }
    )


def delays_by_year(each: pd.DataFrame) -> pd.DataFrame:
    """Compute the distribution of the delays in each year.

    Args:
        each: The return value of `delays`.

    Returns:
        Columns ``year``, ``count``, ``lower`` (quartile), ``median``, ``upper`` (quartile) and
        ``longest``, in days. Quartiles interpolate linearly, as pandas does. A year with no listing
        has no row.
    """
    grouped = each.groupby("year")["days"]
    return pd.DataFrame(
        {
            "count": grouped.size(),
            "lower": grouped.quantile(0.25),
            "median": grouped.median(),
            "upper": grouped.quantile(0.75),
            "longest": grouped.max(),
        }
    ).reset_index()
