"""Categories by year, as a heatmap."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from dashboard import locale
from dashboard.asking.facets import known
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.charts import sentences
from dashboard.charts.chart import Chart, Options, Panel, Sentence, Switch, once
from dashboard.charts.figure import Figure
from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.periods import in_years
from dashboard.charts.values import chosen_of, name_of
from dashboard.charts.words import label, leading, most, short, years_of
from dashboard.dataset.choices import CATEGORIES
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext, uncapitalized

_ROW = 25
_LONGEST = 24
"""Characters of a name: longer ones, in Russian, would leave no room for cells on a phone."""


@once
def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    """Count the designations of each category and year, also of those around the ones asked for.

    Returns:
        What `by_year_and_value` returns, with ``chosen``.
    """
    around = select_designations(catalog, replace(filters, category=(), year=None))
    counted = by_year_and_value(around, "category", date=DATE_COLUMN[filters.basis])
    chosen = chosen_of(counted["value"], filters.category) & in_years(counted["year"], filters)
    return counted.assign(chosen=chosen)


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
    dated = table.dropna(subset=date)
    if dated.empty:
        return pd.DataFrame(
            {
                "year": pd.Series(dtype="int64"),
                "value": pd.Series(dtype="str"),
                "count": pd.Series(dtype="int64"),
                "share": pd.Series(dtype="float64"),
            }
        )
    years = dated[date].dt.year
    every = range(int(years.min()), int(years.max()) + 1)
    crossed = pd.crosstab(years.to_numpy(), known(dated[column]).to_numpy())
    crossed = crossed.reindex(every, fill_value=0).rename_axis(index="year", columns="value")
    counted = crossed.reset_index().melt("year", value_name="count")
    counted = counted.sort_values(["year", "value"], ignore_index=True)
    totals = crossed.sum(axis="columns")
    totals = totals.where(totals > 0)
    return counted.assign(
        value=counted["value"].astype("str"),
        share=counted["count"] / counted["year"].map(totals),
    )


def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    """Make a row for each category, with a column for each year and their sum."""
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


def figure(counted: pd.DataFrame, *, palette: Palette, share: bool = False) -> Figure:
    """Draw a cell for each category and year, darker for more; those chosen have a red frame.

    Args:
        counted: What `by_year_and_value` returned, with ``chosen``.
        palette: The colours.
        share: Percentages of each year in place of numbers.

    Returns:
        The figure; a cell's ``customdata`` is [category, year].
    """
    cells = {(cell.category, cell.year): cell for cell in _cells(counted)}
    order = _order(cells.values())
    drawn = frame(palette, height=_ROW * len(order) + 44, hovermode="closest")
    if not order:
        return drawn
    years = sorted({year for _category, year in cells})
    places = list(range(len(order)))
    grid = [[cells[category, year] for year in years] for category in order]
    drawn["data"].append(
        {
            "type": "heatmap",
            "x": years,
            "y": places,
            "z": [
                [(cell.share if share else cell.number) if cell.number else None for cell in row]
                for row in grid
            ],
            "zmin": 0,
            "colorscale": palette.colorscale,
            "showscale": False,
            "xgap": 2,
            "ygap": 2,
            "customdata": [[[cell.category, cell.year] for cell in row] for row in grid],
            "hovertext": [
                [_hover(cell, name) for cell in row]
                for row, name in zip(
                    grid, [label("category", category) for category in order], strict=True
                )
            ],
            "hoverinfo": "text",
            "hoverongaps": False,
        }
    )
    _texts(drawn, grid, palette, share=share)
    _frames(drawn, cells.values(), order, palette)
    step = 1 if len(years) <= 7 else 2
    ticks = [year for year in years if (years[-1] - year) % step == 0]
    drawn["layout"]["xaxis"] |= {
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [str(year) for year in ticks],
        "side": "top",
        "range": [years[0] - 0.5, years[-1] + 0.5],
    }
    drawn["layout"]["yaxis"] |= {
        "tickmode": "array",
        "tickvals": places,
        "ticktext": [short(label("category", category), _LONGEST) for category in order],
        "range": [len(order) - 0.5, -0.5],
        "ticklabelstandoff": 8,
        "tickfont": {"color": palette.ink, "size": 13},
        "showgrid": False,
    }
    return drawn


class _Cell(NamedTuple):
    category: str
    year: int
    number: int
    share: float
    chosen: bool


def _cells(counted: pd.DataFrame) -> list[_Cell]:
    names = ("value", "year", "count", "share", "chosen")
    return [_Cell(*row) for row in zip(*(counted[name].tolist() for name in names), strict=True)]


def _totals(cells: Iterable[_Cell]) -> list[tuple[str, int]]:
    """Return the categories with their numbers, most first."""
    totals: dict[str, int] = {}
    for cell in cells:
        totals[cell.category] = totals.get(cell.category, 0) + cell.number
    return sorted(totals.items(), key=lambda total: (-total[1], total[0]))


def _order(cells: Iterable[_Cell]) -> list[str]:
    categories = [category for category, _number in _totals(cells)]
    # Whatever its number, "other" stands below those that say something.
    return sorted(categories, key=lambda category: category == "other")


def _texts(
    drawn: Figure, grid: Sequence[Sequence[_Cell]], palette: Palette, *, share: bool
) -> None:
    shown = [(row, cell) for row, cells in enumerate(grid) for cell in cells if cell.number]
    if not shown:
        return
    measures = [cell.share if share else cell.number for _row, cell in shown]
    most = max(measures)
    drawn["data"].append(
        {
            "type": "scatter",
            "x": [cell.year for _row, cell in shown],
            "y": [row for row, _cell in shown],
            "mode": "text",
            "text": [
                locale.number(round(measure * 100) if share else measure) for measure in measures
            ],
            "textfont": {
                "size": 12,
                "color": palette.on_scale([measure / most for measure in measures]),
            },
            "hoverinfo": "skip",
            "showlegend": False,
        }
    )


def _hover(cell: _Cell, name: str) -> str:
    text = f"{name} · {cell.year} · "
    text += ngettext("{n} designation", "{n} designations", cell.number)
    if cell.number:
        text += " · " + _("{share} of the year").format(share=locale.percent(cell.share))
    return text


def _frames(drawn: Figure, cells: Collection[_Cell], order: list[str], palette: Palette) -> None:
    kept = [cell for cell in cells if cell.chosen]
    if not kept or len(kept) == len(cells):
        return
    first, last = min(cell.year for cell in kept), max(cell.year for cell in kept)
    rows = sorted({order.index(cell.category) for cell in kept})
    # Rows that follow each other share a frame.
    starts = [row for row in rows if row - 1 not in rows]
    for start in starts:
        end = start
        while end + 1 in rows:
            end += 1
        drawn["layout"]["shapes"].append(
            {"type": "rect", "x0": first - 0.5, "x1": last + 0.5, "y0": start - 0.5,
             "y1": end + 0.5, "line": {"color": palette.accent, "width": 2.5}}
        )  # fmt: skip


def finding(counted: pd.DataFrame) -> str:
    """Say which category, or categories, lead the selection; "" for few, or for one alone."""
    kept = _totals(cell for cell in _cells(counted) if cell.chosen)
    named = [
        (uncapitalized(label("category", category)), number)
        for category, number in kept
        if category != "other"
    ]
    if len(kept) < 2:
        return ""
    return leading(
        named,
        total=sum(number for _category, number in kept),
        one=_("most are of one field: {name} ({count} of {total} dated)"),
        first=_("the most frequent field is {name} ({count} of {total} dated)"),
        tied=_("the most frequent fields are {names} ({count} each of {total} dated)"),
    )


def alt(counted: pd.DataFrame) -> str:
    """Describe the heatmap."""
    kept = [cell for cell in _cells(counted) if cell.chosen and cell.number]
    if not kept:
        return _("Heatmap without a dated designation.")
    return _("Heatmap of designations by category and year, {years}: {most}.").format(
        years=years_of(cell.year for cell in kept),
        most=most((label("category", category), number) for category, number in _totals(kept)),
    )


def draw(
    catalog: Catalog, filters: Filters, options: Options, colours: Palette
) -> Panel | Sentence | None:
    """Draw the selection."""
    designations = select_designations(catalog, filters)
    column = DATE_COLUMN[filters.basis]
    dated = designations.dropna(subset=column)
    if few := sentences.few_designations(dated, column):
        return few
    counted = count(catalog, filters, options)
    share = options["measure"] == "share"
    labels = {_(choice.label): choice.value for choice in CATEGORIES}
    return Panel(
        figure=figure(counted, palette=colours, share=share),
        title=sentences.titled(catalog, filters, "designations", finding(counted), _(CHART.title)),
        subtitle=sentences.subtitle(
            catalog,
            filters,
            "designations",
            _("per cent of each year") if share else "",
            sentences.basis(filters),
            sentences.left_out(len(designations) - len(dated), filters),
        ),
        alt=alt(counted),
        filters=filters,
        link=lambda cell: _narrowed(filters, *cell),
        row_link=lambda row: filters.toggled("category", labels[row[_("Category")]]),
    )


def _narrowed(filters: Filters, category: str, year: Any) -> Filters:
    cell = replace(filters, category=(category,), year=(int(year), int(year)))
    return replace(filters, category=(), year=None) if filters == cell else cell


CHART = Chart(
    "categories",
    mark("What they do"),
    "designations",
    count,
    table,
    draw,
    switches=(
        Switch("measure", mark("Measure"), {"count": mark("Numbers"), "share": mark("Shares")}),
    ),
)
