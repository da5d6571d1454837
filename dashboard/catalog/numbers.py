"""The numbers behind each chart: one definition for the figure, its table, its CSV and its address.

A chart in which a reader can choose (a year, a country, a category) is drawn with its surroundings:
it leaves its own filter out and marks in ``chosen`` which rows the filter keeps. Tables and files
hold the chosen rows only, so that their total is that of the selection.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from dashboard import locale
from dashboard.catalog import counts, schema
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.filters import UNKNOWN, Filters, Scope, facet
from dashboard.catalog.selection import DATE_COLUMN, select_articles, select_designations
from dashboard.locale import gettext as _
from dashboard.locale import mark

Options = Mapping[str, str]

PERIODS = ("year", "quarter", "month")


@dataclass(frozen=True)
class Numbers:
    """What one chart counts.

    Attributes:
        key: Its name in addresses.
        title: What it shows, in English; translated where shown.
        scope: Whose filters bear on it.
        count: The rows that the figure draws, for filters and options.
        table: The same rows as people read them: one row a line, titles as column names.
        options: Its own parameters: the values that each may have, the default first.
    """

    key: str
    title: str
    scope: Scope
    count: Callable[[Catalog, Filters, Options], pd.DataFrame]
    table: Callable[[Catalog, pd.DataFrame, Options], pd.DataFrame]
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def defaults(self) -> dict[str, str]:
        """The first value of each option."""
        return {name: values[0] for name, values in self.options.items()}


def period_name(start: pd.Timestamp, period: str) -> str:
    """A period as machines and sorters like it: 2024, 2024-Q2, 2024-05."""
    if period == "year":
        return str(start.year)
    if period == "quarter":
        return f"{start.year}-Q{start.quarter}"
    return f"{start:%Y-%m}"


def _in_years(years: pd.Series, filters: Filters) -> pd.Series:
    if filters.year is None:
        return pd.Series(True, index=years.index)
    return years.between(*filters.year)


def _over_time(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    counted = counts.by_period(
        select_designations(catalog, replace(filters, year=None)),
        options["period"],  # type: ignore[arg-type]
        column=DATE_COLUMN[filters.basis],
        split=None if options["by"] == "plain" else options["by"],  # type: ignore[arg-type]
        as_of=catalog.as_of,
    )
    return counted.assign(chosen=_in_years(counted["period"].dt.year, filters))


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
        [_("Designations") if split == "plain" else _name(catalog, split, g) for g in grid.columns]
    )
    if split != "plain":
        grid[_("All")] = grid.sum(axis="columns")
    grid[_("Unfinished")] = unfinished.reindex(grid.index).to_numpy()
    return grid.rename_axis(index=_("Period")).reset_index()


def _name(catalog: Catalog, key: str, value: str) -> str:
    if value == UNKNOWN and key != "country":
        return _("unknown")
    return facet(key).label(catalog, value)


def _growth(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    return counts.cumulative(
        select_designations(catalog, filters), column=DATE_COLUMN[filters.basis]
    )


def _growth_table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    return counted.rename(columns={"date": _("Date"), "total": _("Designations so far")})


def _by_value(key: str) -> Callable[[Catalog, Filters, Options], pd.DataFrame]:
    def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
        everywhere = select_designations(catalog, filters.with_values(key, ()))
        counted = counts.by_value(everywhere, key).rename_axis(key).reset_index()
        return counted.assign(chosen=_chosen(counted[key], filters[key]))

    return count


def _chosen(values: pd.Series, wanted: tuple[str, ...]) -> pd.Series:
    return values.isin(wanted) if wanted else pd.Series(True, index=values.index)


def _value_table(
    key: str, title: str, *, share: bool = True
) -> Callable[[Catalog, pd.DataFrame, Options], pd.DataFrame]:
    def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
        kept = counted[counted["chosen"]]
        columns = {
            _(title): [_name(catalog, key, value) for value in kept[key]],
            _("Code"): kept[key].to_numpy(),
            _("Number"): kept["count"].to_numpy(),
        }
        if share:
            columns[_("Share")] = (kept["count"] / kept["count"].sum()).round(4).to_numpy()
        return pd.DataFrame(columns)

    return table


def _kinds(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    around = select_designations(catalog, replace(filters, category=(), year=None))
    counted = counts.by_year_and_value(around, "category", date=DATE_COLUMN[filters.basis])
    chosen = _chosen(counted["value"], filters.category) & _in_years(counted["year"], filters)
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
        [_name(catalog, "category", value) for value in grid.index], name=_("Category")
    )
    return grid.reset_index()


def _delays(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    # Of one year only: its neighbours would not explain it, and the medians can be compared anyway.
    around = select_designations(catalog, replace(filters, year=None))
    each = counts.delays(around)
    return each.assign(
        chosen=_in_years(each["year"], filters), far=each.index.isin(counts.outliers(each).index)
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


def _coverage(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    around = replace(filters, year=None)
    counted = counts.coverage(
        select_designations(catalog, around.within("designations")),
        select_articles(catalog, around),
        options["period"],  # type: ignore[arg-type]
        column=DATE_COLUMN[filters.basis],
        as_of=catalog.as_of,
    )
    return counted.assign(chosen=_in_years(counted["period"].dt.year, filters))


def _coverage_table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    kept = counted[counted["chosen"]]
    return pd.DataFrame(
        {
            _("Period"): [period_name(start, options["period"]) for start in kept["period"]],
            _("Designations"): kept["designations"].to_numpy(),
            _("Articles"): kept["articles"].to_numpy(),
            _("Unfinished"): kept["unfinished"].to_numpy(),
        }
    )


def _of_articles(key: str, column: str) -> Callable[[Catalog, Filters, Options], pd.DataFrame]:
    def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
        around = select_articles(catalog, filters.with_values(key, ()))
        counted = counts.by_value(around, column).rename_axis(key).reset_index()
        return counted.assign(chosen=_chosen(counted[key], filters[key]))

    return count


def _organizations(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    around = select_articles(catalog, replace(filters, org=()))
    counted = counts.by_organization(catalog.mentions, around).rename_axis("org").reset_index()
    # An article selected for its country may be about an organization of another one too.
    kept = select_designations(
        catalog, replace(filters, year=None, day=None, q="").within("designations")
    )
    counted = counted[counted["org"].isin(kept.index)].reset_index(drop=True)
    return counted.assign(chosen=_chosen(counted["org"], filters.org))


def _voices(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    around = select_articles(catalog, replace(filters, stance=()))
    claims = catalog.claims
    counted = counts.by_speaker(claims[claims["article_id"].isin(around.index)])
    return counted.assign(chosen=_chosen(counted["stance"].astype("object"), filters.stance))


def _voices_table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    kept = counted[counted["chosen"]]
    grid = pd.crosstab(
        kept["speaker_type"].astype("object"),
        kept["stance"].astype("object"),
        values=kept["count"],
        aggfunc="sum",
    )
    speakers = {choice.value: _(choice.label) for choice in schema.SPEAKER_TYPES}
    stances = {choice.value: _(choice.label) for choice in schema.STANCES}
    grid = grid.reindex(index=list(speakers), fill_value=0)
    grid = grid[[stance for stance in stances if stance in grid.columns]]
    grid[_("All")] = grid.sum(axis="columns")
    grid.columns = pd.Index([stances.get(column, column) for column in grid.columns])
    grid.index = pd.Index([speakers[value] for value in grid.index], name=_("Speaker"))
    return grid.reset_index()


NUMBERS: Mapping[str, Numbers] = {
    each.key: each
    for each in (
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
            _value_table("country", mark("Country")),
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
        Numbers(
            "coverage",
            mark("Designations and articles"),
            "articles",
            _coverage,
            _coverage_table,
            {"period": PERIODS},
        ),
        Numbers(
            "organizations",
            mark("Who is written about"),
            "articles",
            _organizations,
            # An article can be about several: shares would add up to more than all.
            _value_table("org", mark("Organization"), share=False),
        ),
        Numbers(
            "languages",
            mark("In which languages"),
            "articles",
            _of_articles("language", "language"),
            _value_table("language", mark("Language")),
        ),
        Numbers(
            "publishers",
            mark("By whom"),
            "articles",
            _of_articles("publisher", "publisher_id"),
            _value_table("publisher", mark("Publisher")),
        ),
        Numbers("voices", mark("Who says what"), "articles", _voices, _voices_table),
    )
}
"""Every chart of a selection, by its key."""


def read_options(numbers: Numbers, given: Mapping[str, Any]) -> dict[str, str]:
    """The options of a chart from parameters, with the default where one is absent.

    Raises:
        KeyError: A value is not among those allowed; its argument is the name of the option.
    """
    chosen = numbers.defaults()
    for name, allowed in numbers.options.items():
        if name in given:
            if given[name] not in allowed:
                raise KeyError(name)
            chosen[name] = given[name]
    return chosen
