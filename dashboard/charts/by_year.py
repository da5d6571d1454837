"""The values of a facet by year, as a heatmap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dashboard import locale
from dashboard.asking.facets import UNKNOWN, known
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.charts import grid, sentences
from dashboard.charts.chart import Count, Draw, Options, Panel, Sentence, Table, once
from dashboard.charts.figure import Figure
from dashboard.charts.palette import Palette
from dashboard.charts.periods import in_years
from dashboard.charts.values import chosen_of, name_of
from dashboard.charts.words import label, most, years_of
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

Finding = Callable[[Catalog, Filters, pd.DataFrame, int], str]

OTHER = "other"
_MOST = 20
"""Maximum number of values with a separate row."""


def counting(key: str) -> Count:
    """Make the count of the designations of each value of a facet and year.

    Args:
        key: The key of the facet, which is the column too.

    Returns:
        A function that returns `by_year_and_value`, including values and years outside of the
        selection, with ``chosen``.
    """

    @once
    def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
        around = select_designations(catalog, replace(filters.with_values(key, ()), year=None))
        counted = by_year_and_value(around, key, date=DATE_COLUMN[filters.basis])
        chosen = chosen_of(counted["value"], filters[key]) & in_years(counted["year"], filters)
        return counted.assign(chosen=chosen)

    return count


def by_year_and_value(table: pd.DataFrame, column: str, *, date: str = "date") -> pd.DataFrame:
    """Count the rows of each value of a column in each year, and their share of the year.

    Args:
        table: Rows of the catalog's designations.
        column: The column with the values; an empty one is "unknown".
        date: The date by which to count; rows without it are left out.

    Returns:
        Columns ``year``, ``value``, ``count`` and ``share`` (of one, of the year's rows; empty for a
        year with none). Every year from the first to the last has a row for every value.
    """
    dates = table[date].to_numpy()
    dated = ~np.isnat(dates)
    years = dates[dated].astype("datetime64[Y]").astype("int64") + 1970
    codes, values = pd.factorize(known(table[column]).to_numpy()[dated], sort=True)
    first, last = (years.min(), years.max()) if len(years) else (0, -1)
    every = np.arange(first, last + 1)
    counted = np.zeros((len(every), len(values)), dtype="int64")
    np.add.at(counted, (years - first, codes), 1)
    totals = counted.sum(axis=1, keepdims=True).astype("float64")
    totals[totals == 0] = np.nan
    return pd.DataFrame(
        {
            "year": np.repeat(every, len(values)),
            "value": pd.array(np.tile(values, len(every)), dtype="str"),
            "count": counted.ravel(),
            "share": (counted / totals).ravel(),
        }
    )


def tabulating(key: str, title: str) -> Table:
    """Make the table of such a count: a row for each value, with a column for each year and their sum.

    Args:
        key: The key of the facet.
        title: The title of the first column, in English.
    """

    def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
        kept = counted[counted["chosen"]]
        measure = "share" if options.get("measure") == "share" else "count"
        crossed = pd.crosstab(kept["value"], kept["year"], values=kept[measure], aggfunc="sum")
        totals = kept.groupby("value")["count"].sum()
        crossed = crossed.loc[totals.sort_values(ascending=False, kind="stable").index]
        if measure == "share":
            crossed = crossed.round(4)
        else:
            crossed[_("All")] = totals
        crossed.columns = pd.Index([str(column) for column in crossed.columns])
        names = [name_of(catalog, key, value) for value in crossed.index]
        crossed.insert(0, _("Code"), list(crossed.index))
        crossed.index = pd.Index(names, name=_(title))
        return crossed.reset_index()

    return table


def figure(
    counted: pd.DataFrame,
    key: str,
    *,
    palette: Palette,
    share: bool = False,
    limit: int = _MOST,
) -> Figure:
    """Draw a cell for each value and year, darker for more; those chosen have a red frame.

    Args:
        counted: The return value of `by_year_and_value`, with ``chosen``.
        key: The key of the facet.
        palette: The colors of the theme.
        share: Percentages of each year in place of numbers.
        limit: Maximum number of values with a separate row; the others share one.

    Returns:
        The figure; a cell's ``customdata`` is [value, year], with "" for the others together.
    """
    folded = _folded(_cells(counted), limit)
    cells = {(cell.value, cell.year): cell for cell in folded}
    order = _order(folded)
    names = [_named(key, value, counted) for value in order]
    years = sorted({year for _value, year in cells})
    return grid.figure(
        [grid.Cell(*cell) for cell in cells.values()],
        rows=dict(zip(order, names, strict=True)),
        columns={year: str(year) for year in years},
        hover=_hover,
        palette=palette,
        share=share,
    )


class _Cell(NamedTuple):
    value: str
    year: int
    number: int
    share: float
    chosen: bool


def _cells(counted: pd.DataFrame) -> list[_Cell]:
    names = ("value", "year", "count", "share", "chosen")
    return [_Cell(*row) for row in zip(*(counted[name].tolist() for name in names), strict=True)]


def _folded(cells: Sequence[_Cell], limit: int) -> list[_Cell]:
    """Merge the cells of all but the largest values; each chosen value keeps its own."""
    totals = [value for value, _number in _totals(cells) if value not in (OTHER, UNKNOWN)]
    narrowed = {cell.value for cell in cells if cell.chosen} != {cell.value for cell in cells}
    kept = {*totals[:limit], OTHER, UNKNOWN}
    if narrowed:
        kept |= {cell.value for cell in cells if cell.chosen}
    if len([value for value in totals if value not in kept]) < 2:
        return [*cells]
    own = [cell for cell in cells if cell.value in kept]
    rest: dict[int, _Cell] = {}
    for cell in cells:
        if cell.value not in kept:
            so_far = rest.get(cell.year, cell._replace(value="", number=0, share=0.0))
            rest[cell.year] = so_far._replace(
                number=so_far.number + cell.number, share=so_far.share + cell.share
            )
    return [*own, *rest.values()]


def _named(key: str, value: str, counted: pd.DataFrame) -> str:
    """Name the row of a value, or of the others together."""
    return locale.capitalized(label(key, value)) if value else _("Others")


def _totals(cells: Iterable[_Cell]) -> list[tuple[str, int]]:
    """Return the values with their numbers, most first."""
    totals: dict[str, int] = {}
    for cell in cells:
        totals[cell.value] = totals.get(cell.value, 0) + cell.number
    return sorted(totals.items(), key=lambda total: (-total[1], total[0]))


def _order(cells: Iterable[_Cell]) -> list[str]:
    values = [value for value, _number in _totals(cells)]
    # Unspecific values come last, whatever their numbers.
    last = ("", OTHER, UNKNOWN)
    return sorted(values, key=lambda value: last.index(value) + 1 if value in last else 0)


def _hover(cell: grid.Cell, name: str, year: str) -> str:
    text = f"{name} · {year} · "
    text += ngettext("{n} designation", "{n} designations", cell.number)
    if cell.number:
        text += " · " + _("{share} of the year").format(share=locale.percent(cell.share))
    return text


def totals(counted: pd.DataFrame) -> list[tuple[str, int]]:
    """Return the chosen values with their numbers, most first."""
    return _totals(cell for cell in _cells(counted) if cell.chosen)


def alt(counted: pd.DataFrame, key: str, sentence: str) -> str:
    """Describe the heatmap.

    Args:
        counted: As for `figure`.
        key: The key of the facet.
        sentence: What it shows, with ``{years}`` and ``{most}``.
    """
    kept = [cell for cell in _cells(counted) if cell.chosen and cell.number]
    if not kept:
        return _("Heatmap without a dated designation.")
    return sentence.format(
        years=years_of(cell.year for cell in kept),
        most=most((label(key, value), number) for value, number in _totals(kept)),
    )


def drawing(
    key: str, count: Count, title: str, finding: Finding, sentence: str, *, dated_title: bool = True
) -> Draw:
    """Make the drawing of such a count.

    Args:
        key: The key of the facet.
        count: Counts it.
        title: What the chart shows, in English.
        finding: Returns the finding, or ""; its last argument is the number of undated rows.
        sentence: See `alt`; in English.
        dated_title: Whether the title names the years even without a filter; a finding may name its own.
    """

    def draw(
        catalog: Catalog, filters: Filters, options: Options, colours: Palette
    ) -> Panel | Sentence | None:
        designations, dated = sentences.dated(catalog, filters)
        if few := sentences.few_designations(dated, DATE_COLUMN[filters.basis]):
            return few
        counted = count(catalog, filters, options)
        share = options.get("measure") == "share"

        def row_link(row: Mapping[str, Any]) -> Filters:
            return filters.toggled(key, row[_("Code")])

        return Panel(
            figure=figure(counted, key, palette=colours, share=share),
            title=sentences.titled(
                catalog,
                filters,
                "designations",
                finding(catalog, filters, counted, len(designations) - len(dated)),
                _(title),
                dated=dated_title,
            ),
            subtitle=sentences.subtitle(
                _("percent of each year") if share else "",
                sentences.basis(filters),
                sentences.left_out(len(designations) - len(dated), filters),
                sentences.year_under_way(catalog, counted.loc[counted["chosen"], "year"]),
                sentences.beside(counted),
            ),
            alt=alt(counted, key, _(sentence)),
            filters=filters,
            link=lambda cell: _narrowed(filters, key, *cell),
            row_link=row_link,
        )

    return draw


def _narrowed(filters: Filters, key: str, value: str, year: Any) -> Filters:
    if not value:  # the row of several values, which no filter selects
        return filters.toggled_year(int(year))
    cell = replace(filters.with_values(key, (value,)), year=(int(year), int(year)))
    return replace(cell.with_values(key, ()), year=None) if filters == cell else cell
