"""The numbers of the charts of designations."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.register_state import register_state
from dashboard.charts import counts
from dashboard.charts.numbers.number import (
    PERIODS,
    Count,
    Numbers,
    Options,
    chosen_of,
    in_years,
    name_of,
    period_name,
    value_table,
)
from dashboard.locale import gettext as _
from dashboard.locale import mark


def _over_time(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    around = select_designations(catalog, replace(filters, year=None))
    counted = counts.by_period(
        around,
        options["period"],  # type: ignore[arg-type]
        column=DATE_COLUMN[filters.basis],
        split=None if options["by"] == "plain" else options["by"],  # type: ignore[arg-type]
        as_of=catalog.as_of,
    )
    years = counted["period"].dt.year
    sure = counts.sure_years(
        around, column=DATE_COLUMN[filters.basis], absent=register_state(catalog).absent
    )
    return counted.assign(chosen=in_years(years, filters), sure=years.isin(sure))


def _over_time_table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    counted = counted[counted["chosen"]]
    names = [period_name(start, options["period"]) for start in counted["period"]]
    grid = pd.crosstab(
        pd.Index(names),
        pd.Index(counted["group"]),
        values=counted["count"].to_numpy(),
        aggfunc="sum",
    )
    grid = grid[grid.sum().sort_values(ascending=False, kind="stable").index]
    unfinished = counted.groupby(pd.Index(names))["unfinished"].any()
    split = options["by"]
    grid.columns = pd.Index(
        [
            _("Designations") if split == "plain" else name_of(catalog, split, g)
            for g in grid.columns
        ]
    )
    if split != "plain":
        grid[_("All")] = grid.sum(axis="columns")
    grid[_("Unfinished")] = unfinished.reindex(grid.index).to_numpy()
    return grid.rename_axis(index=_("Period")).reset_index()


def _growth(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    return counts.cumulative(
        select_designations(catalog, filters), column=DATE_COLUMN[filters.basis]
    )


def _growth_table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    return counted.rename(columns={"date": _("Date"), "total": _("Designations so far")})


def _by_value(key: str) -> Count:
    def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
        everywhere = select_designations(catalog, filters.with_values(key, ()))
        counted = counts.by_value(everywhere, key).rename_axis(key).reset_index()
        return counted.assign(chosen=chosen_of(counted[key], filters[key]))

    return count


def _kinds(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    around = select_designations(catalog, replace(filters, category=(), year=None))
    counted = counts.by_year_and_value(around, "category", date=DATE_COLUMN[filters.basis])
    chosen = chosen_of(counted["value"], filters.category) & in_years(counted["year"], filters)
    return counted.assign(chosen=chosen)


def _kinds_table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    kept = counted[counted["chosen"]]
    measure = "share" if options["measure"] == "share" else "count"
    grid = pd.crosstab(kept["value"], kept["year"], values=kept[measure], aggfunc="sum")
    totals = kept.groupby("value")["count"].sum()
    grid = grid.loc[totals.sort_values(ascending=False, kind="stable").index]
    if measure == "share":
        grid = grid.round(4)
    else:
        grid[_("All")] = totals
    grid.columns = pd.Index([str(column) for column in grid.columns])
    grid.index = pd.Index(
        [name_of(catalog, "category", value) for value in grid.index], name=_("Category")
    )
    return grid.reset_index()


def _delays(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    # Of one year only: its neighbours would not explain it, and the medians can be compared anyway.
    around = select_designations(catalog, replace(filters, year=None))
    each = counts.delays(around)
    orders = around.loc[around["listed_date_basis"] == "order", "listed_date"].dt.year
    return each.assign(
        chosen=in_years(each["year"], filters),
        far=each.index.isin(counts.outliers(each).index),
        orders=each["year"].map(orders.value_counts()).astype("int64"),
    )


def _delays_table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    by_year = counts.delays_by_year(counted[counted["chosen"]])
    return by_year.rename(
        columns={
            "year": _("Year of listing"),
            "count": _("Designations"),
            "lower": _("Lower quartile, days"),
            "median": _("Median, days"),
            "upper": _("Upper quartile, days"),
            "longest": _("Longest, days"),
        }
    )


def _calendar(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    around = select_designations(catalog, replace(filters, day=None))
    counted = counts.by_day(around)
    chosen = (
        counted["date"] == pd.Timestamp(filters.day)
        if filters.day and filters.basis == "decision"
        else pd.Series(True, index=counted.index)
    )
    return counted.assign(chosen=chosen)


def _calendar_table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    kept = counted[counted["chosen"]]
    return pd.DataFrame(
        {
            _("Day"): kept["date"].to_numpy(),
            _("Weekday"): [locale.weekday(day) for day in kept["weekday"]],
            _("Week"): kept["week"].to_numpy(),
            _("Decisions"): kept["count"].to_numpy(),
        }
    )


DESIGNATIONS = (
    Numbers(
        "timeline",
        mark("Designations over time"),
        "designations",
        _over_time,
        _over_time_table,
        {"period": PERIODS, "by": ("plain", "category", "country")},
    ),
    Numbers("growth", mark("The register grows"), "designations", _growth, _growth_table),
    Numbers(
        "countries",
        mark("Where they are registered"),
        "designations",
        _by_value("country"),
        value_table("country", mark("Country")),
    ),
    Numbers(
        "categories",
        mark("What they do"),
        "designations",
        _kinds,
        _kinds_table,
        {"measure": ("count", "share")},
    ),
    Numbers("delays", mark("From decision to listing"), "designations", _delays, _delays_table),
    Numbers(
        "calendar",
        mark("The calendar of decisions"),
        "designations",
        _calendar,
        _calendar_table,
    ),
)
"""In the order of the pages."""
