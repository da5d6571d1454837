"""How long it took from the prosecutors' decision to the Ministry's order."""

from __future__ import annotations

import pandas as pd

_ENOUGH = 8
_WEEK = 7


def delays(designations: pd.DataFrame) -> pd.DataFrame:
    """The days from decision to listing of each designation of which both are known for certain.

    Only a listing date that is the date of the Ministry's order counts: others are days on which an
    entry was published or reported.

    Args:
        designations: Rows of the catalog's table.

    Returns:
        Indexed by ``id``, columns ``name``, ``year`` (of the listing), ``days`` and ``date`` (of the listing),
        by date of listing.
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
    """The distribution of the delays in each year.

    Args:
        each: What `delays` returned.

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


def outliers(each: pd.DataFrame) -> pd.DataFrame:
    """The designations that waited much longer, or less long, than the others of their year.

    Only in a year with eight listings or more: quartiles of fewer say nothing about the rest. Much is Tukey's measure: further than one and a half times the quartiles' distance from the
    nearer quartile, and at least a week, since the quartiles of some years are the same day.

    Args:
        each: What `delays` returned.

    Returns:
        Its rows that lie so far out.
    """
    grouped = each.groupby("year")["days"]
    lower, upper = grouped.transform("quantile", 0.25), grouped.transform("quantile", 0.75)
    reach = (1.5 * (upper - lower)).clip(lower=_WEEK)
    far = (each["days"] < lower - reach) | (each["days"] > upper + reach)
    return each[far & (grouped.transform("size") >= _ENOUGH)]
