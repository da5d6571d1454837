"""What organizations are accused of, year by year or by field of work, as a heatmap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, select_designations
from dashboard.catalog.accusations import EMPTY, NONE_MADE_PUBLIC
from dashboard.catalog.catalog import Catalog
from dashboard.charts import grid, sentences
from dashboard.charts.chart import Chart, Options, Panel, Sentence, Switch, once
from dashboard.charts.figure import Figure
from dashboard.charts.palette import Palette
from dashboard.charts.periods import in_years
from dashboard.charts.values import chosen_of
from dashboard.charts.words import label, leading, most
from dashboard.dataset.choices import ACCUSATIONS, CATEGORIES
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext

_FIELDS = 8
"""Maximum number of fields of work with a column, limited by the width of a phone."""
_ORDER = {choice.value: place for place, choice in enumerate(ACCUSATIONS)}
_FIELD_ORDER = {choice.value: place for place, choice in enumerate(CATEGORIES)}


@once
def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    """Count the designations of each accusation and year, or field, including those outside of the selection.

    Returns:
        The return value of `accused`, with ``chosen``.
    """
    by_year = options["across"] == "year"
    free = replace(filters, accusation=(), **({"year": None} if by_year else {"category": ()}))
    around = select_designations(catalog, free)
    date = DATE_COLUMN[filters.basis]
    columns = around[date].dt.year.astype("Int64") if by_year else around["category"]
    counted = accused(around["accusations"], columns)
    kept = (
        in_years(counted["column"], filters)
        if by_year
        else chosen_of(counted["column"], filters.category)
    )
    return counted.assign(chosen=chosen_of(counted["accusation"], filters.accusation) & kept)


def accused(codes: pd.Series, columns: pd.Series) -> pd.DataFrame:
    """Count the designations with each accusation in each column.

    Args:
        codes: A tuple of codes for each designation; one with none is left out.
        columns: The year or field of each designation; those without one are left out.

    Returns:
        Columns ``accusation``, ``column``, ``count`` and ``share``: of those designations of the
        column for which a reason was made public. A designation counts once for each of its
        accusations.
    """
    table = pd.DataFrame({"accusation": codes, "column": columns.astype("object")})
    table = table[table["accusation"].map(len).astype(bool)].dropna(subset="column")
    public = table[table["accusation"].map(lambda each: each != (NONE_MADE_PUBLIC,)).astype(bool)]
    whole = public.groupby("column").size()
    each = table.explode("accusation").groupby(["accusation", "column"]).size()
    counted = each.rename("count").reset_index()
    share = counted["count"] / counted["column"].map(whole)
    return counted.assign(share=share.where(counted["accusation"] != NONE_MADE_PUBLIC))


def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    """Make a row for each accusation, with a column for each year or field, and its code."""
    kept = counted[counted["chosen"]]
    share = options["measure"] == "share"
    crossed = pd.crosstab(
        kept["accusation"],
        kept["column"],
        values=kept["share" if share else "count"],
        aggfunc="sum",
    )
    crossed = crossed.reindex(columns=_columns(crossed.columns, options))
    crossed = crossed.loc[sorted(crossed.index, key=_ORDER.__getitem__)]
    made = crossed.round(4) if share else crossed.fillna(0).astype("int64")
    made.columns = pd.Index([_column_name(column, options) for column in made.columns])
    made.insert(0, _("Code"), made.index)
    made.index = pd.Index([_name(code) for code in made.index], name=_("Accused of"))
    return made.reset_index()


def _columns(columns: pd.Index, options: Options) -> list[Any]:
    by_year = options["across"] == "year"
    return sorted(columns, key=(lambda column: column) if by_year else _FIELD_ORDER.__getitem__)


def _column_name(column: Any, options: Options) -> str:
    return str(column) if options["across"] == "year" else label("category", column)


def _name(code: str) -> str:
    labels = {choice.value: choice.label for choice in ACCUSATIONS}
    return _(labels[code])


def figure(counted: pd.DataFrame, options: Options, *, palette: Palette) -> Figure:
    """Draw a cell for each accusation and year or field, darker for more.

    Args:
        counted: The return value of `accused`, with ``chosen``.
        options: ``across`` (year or category) and ``measure`` (count or share).
        palette: The colors of the theme.

    Returns:
        The figure; a cell's ``customdata`` is [accusation, year or field].
    """
    by_year = options["across"] == "year"
    share = options["measure"] == "share"
    shown = counted if not share else counted.dropna(subset="share")
    columns = _columns(pd.Index(shown["column"].unique()), options)
    if not by_year:
        largest = shown.groupby("column")["count"].sum().nlargest(_FIELDS).index
        columns = [column for column in columns if column in set(largest)]
        shown = shown[shown["column"].isin(columns)]
    elif columns:
        columns = list(range(int(columns[0]), int(columns[-1]) + 1))
    sums = shown.groupby("accusation")["count"].sum()
    # Unspecific accusations come last, whatever their numbers.
    rows = sorted(sums.index, key=lambda code: (code in EMPTY, code == "other", -sums[code]))
    names = ("accusation", "column", "count", "share", "chosen")
    cells = [
        grid.Cell(row, column, int(number), float(part), bool(chosen))
        for row, column, number, part, chosen in zip(
            *(shown[name].tolist() for name in names), strict=True
        )
    ]
    return grid.figure(
        cells,
        rows={code: _name(code) for code in rows},
        columns={column: _column_name(column, options) for column in columns},
        hover=_hover,
        palette=palette,
        share=share,
        upright=not by_year,
    )


def _hover(cell: grid.Cell, row: str, column: str) -> str:
    text = f"{row} · {column} · "
    text += ngettext("{n} designation", "{n} designations", cell.number)
    if cell.number and not pd.isna(cell.share):
        text += " · " + _("{share} of those of which anything was made public").format(
            share=locale.percent(cell.share)
        )
    return text


_PHRASES = {choice.value: choice.plural for choice in ACCUSATIONS}


def _totals(designations: pd.DataFrame) -> list[tuple[str, int]]:
    codes = designations["accusations"].explode().dropna().value_counts()
    return [(str(code), int(number)) for code, number in codes.items() if code not in EMPTY]


def finding(designations: pd.DataFrame) -> str:
    """Return a sentence about the most frequent accusations of a selection; "" for few designations."""
    particular = designations["accusations"].map(lambda codes: bool({*codes} - EMPTY))
    return leading(
        [(_(_PHRASES[code]), number) for code, number in _totals(designations)],
        total=int(particular.sum()),
        one=_(
            "most are accused by Russian authorities of {name} "
            "({count} of {total} with a known reason)"
        ),
        first=_(
            "most often accused by Russian authorities of {name} "
            "({count} of {total} with a known reason)"
        ),
        tied=_(
            "most often accused by Russian authorities of {names} "
            "({count} each of {total} with a known reason)"
        ),
    )


def _known(designations: pd.DataFrame) -> str:
    """Return a sentence about how many designations have a specific accusation, and about the rest."""
    codes = [{*each} for each in designations["accusations"]]
    particular = sum(bool(each - EMPTY) for each in codes)
    unknown = sum(not each for each in codes)
    return _(
        "a specific accusation is known for {particular}; for {plain} only the words of the law were "
        "made public; for {unknown} nothing is known"
    ).format(
        particular=locale.number(particular),
        plain=locale.number(len(codes) - particular - unknown),
        unknown=locale.number(unknown),
    )


def alt(designations: pd.DataFrame, options: Options) -> str:
    """Describe the heatmap."""
    totals = _totals(designations)
    if not totals:
        return _("Heatmap without an accusation.")
    sentence = (
        _("Heatmap of designations by what Russian authorities accuse them of and by year: {most}.")
        if options["across"] == "year"
        else _(
            "Heatmap of designations by what Russian authorities accuse them of and by field: {most}."
        )
    )
    return sentence.format(most=most((_name(code), number) for code, number in totals))


def draw(
    catalog: Catalog, filters: Filters, options: Options, colours: Palette
) -> Panel | Sentence | None:
    """Draw the selection."""
    designations = select_designations(catalog, filters)
    if few := sentences.few_designations(designations, DATE_COLUMN[filters.basis]):
        return few
    counted = count(catalog, filters, options)
    share = options["measure"] == "share"

    def row_link(row: Mapping[str, Any]) -> Filters:
        return filters.toggled("accusation", row[_("Code")])

    return Panel(
        figure=figure(counted, options, palette=colours),
        title=sentences.titled(
            catalog, filters, "designations", finding(designations), _(CHART.title)
        ),
        subtitle=sentences.subtitle(
            _("as reported"),
            _("percent of those for which anything was made public") if share else "",
            _known(designations),
            _("an organization with several accusations counts for each"),
        ),
        alt=alt(designations, options),
        filters=filters,
        link=lambda cell: _narrowed(filters, options, *cell),
        row_link=row_link,
    )


def _narrowed(filters: Filters, options: Options, accusation: str, column: Any) -> Filters:
    cell = replace(filters, accusation=(accusation,))
    if options["across"] == "year":
        cell = replace(cell, year=(int(column), int(column)))
        return replace(filters, accusation=(), year=None) if filters == cell else cell
    cell = replace(cell, category=(str(column),))
    return replace(filters, accusation=(), category=()) if filters == cell else cell


CHART = Chart(
    "accusations",
    mark("What Russian authorities accuse them of"),
    "designations",
    count,
    table,
    draw,
    switches=(
        Switch("across", mark("By"), {"year": mark("Year"), "category": mark("Category")}),
        Switch("measure", mark("Measure"), {"count": mark("Numbers"), "share": mark("Shares")}),
    ),
)
