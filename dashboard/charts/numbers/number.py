"""What the numbers of every chart have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps

import pandas as pd

from dashboard.asking.facets import UNKNOWN, Scope, facet
from dashboard.asking.filters import Filters
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.locale import gettext as _

Options = Mapping[str, str]
Count = Callable[[Catalog, Filters, Options], pd.DataFrame]
Table = Callable[[Catalog, pd.DataFrame, Options], pd.DataFrame]

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
    count: Count
    table: Table
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def defaults(self) -> dict[str, str]:
        """The first value of each option."""
        return {name: values[0] for name, values in self.options.items()}


def once(count: Count) -> Count:
    """A counting that is not done again for the same catalog, filters and options.

    Args:
        count: It depends on nothing else, the reader's language neither.
    """

    @remembered(64)
    def counted(
        catalog: Catalog, filters: Filters, options: tuple[tuple[str, str], ...]
    ) -> pd.DataFrame:
        return count(catalog, filters, dict(options))

    @wraps(count)
    def copied(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
        return counted(catalog, filters, tuple(sorted(options.items()))).copy(deep=False)

    return copied


def period_name(start: pd.Timestamp, period: str) -> str:
    """A period as machines and sorters like it: 2024, 2024-Q2, 2024-05."""
    if period == "year":
        return str(start.year)
    if period == "quarter":
        return f"{start.year}-Q{start.quarter}"
    return f"{start:%Y-%m}"


def in_years(years: pd.Series, filters: Filters) -> pd.Series:
    """Which of the years the filter keeps."""
    if filters.year is None:
        return pd.Series(True, index=years.index)
    return years.between(*filters.year)


def chosen_of(values: pd.Series, wanted: tuple[str, ...]) -> pd.Series:
    """Which of the values the filter keeps: all where it asks for none."""
    return values.isin(wanted) if wanted else pd.Series(True, index=values.index)


def name_of(catalog: Catalog, key: str, value: str) -> str:
    """What a reader sees for a value of a facet."""
    if value == UNKNOWN and key != "country":
        return _("unknown")
    return facet(key).label(catalog, value)


def value_table(key: str, title: str, *, share: bool = True) -> Table:
    """A table of values, their codes and numbers.

    Args:
        key: The key of the facet.
        title: The title of the first column, in English.
        share: Whether a column says which share of all each has.
    """

    def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
        kept = counted[counted["chosen"]]
        columns = {
            _(title): [name_of(catalog, key, value) for value in kept[key]],
            _("Code"): kept[key].to_numpy(),
            _("Number"): kept["count"].to_numpy(),
        }
        if share:
            columns[_("Share")] = (kept["count"] / kept["count"].sum()).round(4).to_numpy()
        return pd.DataFrame(columns)

    return table
