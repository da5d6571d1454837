"""Compare two years, or two ranges of years, as a dumbbell chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from dashboard import locale
from dashboard.asking.facets import UNKNOWN, known
from dashboard.asking.filters import OPEN, Filters
from dashboard.asking.selection import DATE_COLUMN, select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.register_state import register_state
from dashboard.charts import sentences
from dashboard.charts.certainty import sure_years
from dashboard.charts.chart import Chart, Count, Draw, Options, Panel, Sentence, Table, once
from dashboard.charts.figure import Figure
from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.spans import Span
from dashboard.charts.values import chosen_of, name_of
from dashboard.charts.words import FEW, short
from dashboard.locale import gettext as _

Rest = Callable[[int], str]

SPANS = ("from", "to")
"""The parameters that name the two periods."""

_ROW = 26
_ROWS = 20
"""Maximum number of values drawn; the table has all."""
_TIED = 2
"""Maximum number of values with the same greatest change that a title names."""


def settle(catalog: Catalog, filters: Filters, options: Options) -> dict[str, str]:
    """Fill in missing periods.

    The defaults are the first and the last year of the filter, or else the last complete year and
    the year before.

    Args:
        catalog: The dataset.
        filters: The selection.
        options: The given options; an invalid period is ignored.

    Returns:
        The options with both periods.
    """
    first, second = (Span.read(options.get(name, ""), catalog.years) for name in SPANS)
    over = catalog.as_of.year - (
        Span(catalog.as_of.year, catalog.as_of.year).unfinished(catalog.as_of)
    )
    if first is None and second is None and filters.year:
        start, end = filters.year
        # An open range ends with the last complete year.
        end = max(start, over) if end == OPEN else end
        first, second = _year(start, catalog), _year(end, catalog)
        if first == second:
            first = None
    if second is None:
        after = over if first is None or first.last < over else first.last + 1
        second = _year(after, catalog)
    if first is None or first == second:
        first = _year(second.first - 1, catalog)
    return {**options, "from": first.text, "to": second.text}


def _year(year: int, catalog: Catalog) -> Span:
    year = min(max(year, catalog.years[0]), catalog.years[1])
    return Span(year, year)


def _periods(catalog: Catalog, filters: Filters, options: Options) -> tuple[Span, Span]:
    settled = settle(catalog, filters, options)
    first, second = (Span.read(settled[name], catalog.years) for name in SPANS)
    assert first
    assert second
    return first, second


def _of_any_year(filters: Filters) -> Filters:
    """Return the filters without those that the two periods replace."""
    return replace(filters, year=None, day=None)


def counting(key: str) -> Count:
    """Make the count of the designations of two periods by the values of a facet.

    Args:
        key: The key of the facet, which is the column too.

    Returns:
        A count of columns `key`, ``before``, ``after``, ``change``, ``chosen``, and ``from`` and
        ``to``, which name the periods; the greatest rise first, the greatest fall last.
    """

    @once
    def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
        around = select_designations(catalog, _of_any_year(filters).with_values(key, ()))
        years = around[DATE_COLUMN[filters.basis]].dt.year
        values = known(around[key])
        columns = {}
        spans = _periods(catalog, filters, options)
        for name, span in zip(("before", "after"), spans, strict=True):
            columns[name] = values[years.between(span.first, span.last)].value_counts()
        counted = pd.DataFrame(columns).fillna(0).astype("int64").rename_axis(key).reset_index()
        counted["change"] = counted["after"] - counted["before"]
        counted = counted.sort_values(
            ["change", "after", key], ascending=[False, False, True], ignore_index=True
        )
        return counted.assign(
            chosen=chosen_of(counted[key], filters[key]),
            **{name: _column(span, catalog.as_of) for name, span in zip(SPANS, spans, strict=True)},
        )

    return count


def _column(span: Span, as_of: date) -> str:
    """Return the title of the column of a period, marked if the period is incomplete."""
    return f"{span.text} (–{as_of.isoformat()})" if span.unfinished(as_of) else span.text


def tabulating(key: str, title: str) -> Table:
    """Make the table of such a count: a row for each value, a column for each period, and the change.

    Args:
        key: The key of the facet.
        title: The title of the first column, in English.
    """

    def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
        kept = counted[counted["chosen"]]
        first, second = (kept[name].iloc[0] if len(kept) else _(name) for name in SPANS)
        return pd.DataFrame(
            {
                _(title): [name_of(catalog, key, value) for value in kept[key]],
                _("Code"): kept[key].to_numpy(),
                first: kept["before"].to_numpy(),
                second: kept["after"].to_numpy(),
                _("Change"): kept["change"].to_numpy(),
            }
        )

    return table


class _Row(NamedTuple):
    value: str
    name: str
    """What it is called within a sentence."""
    before: int
    after: int
    chosen: bool

    @property
    def change(self) -> int:
        return self.after - self.before


def _rows(catalog: Catalog, counted: pd.DataFrame, key: str) -> list[_Row]:
    columns = (counted[name].tolist() for name in (key, "before", "after", "chosen"))
    return [
        _Row(value, _in_prose(catalog, key, value), before, after, chosen)
        for value, before, after, chosen in zip(*columns, strict=True)
    ]


def _in_prose(catalog: Catalog, key: str, value: str) -> str:
    name = name_of(catalog, key, value)
    return name if key == "country" else locale.uncapitalized(name)


def _drawn(rows: Sequence[_Row]) -> list[_Row]:
    """Return the rows with the greatest changes, in the order of the change, the unknown last."""
    largest = sorted(
        (row for row in rows if row.value != UNKNOWN),
        key=lambda row: (not row.chosen, -abs(row.change), -row.after - row.before),
    )[:_ROWS]
    return [row for row in rows if row in largest]


def figure(rows: Sequence[_Row], spans: tuple[Span, Span], *, palette: Palette) -> Figure:
    """Draw a dumbbell for each value: a pale dot for the first period, a dark one for the second.

    Args:
        rows: The values in the order in which they are drawn.
        spans: The two periods.
        palette: The colors of the theme.

    Returns:
        The figure; a dot's ``customdata`` is the value.
    """
    drawn = frame(palette, height=_ROW * len(rows) + 34, hovermode="closest")
    places = list(range(len(rows)))
    values = [row.value for row in rows]
    hover = [_hover(row, spans) for row in rows]
    most = max((max(row.before, row.after) for row in rows), default=1)
    for place, row in enumerate(rows):
        if row.change:
            drawn["layout"]["shapes"].append(
                {"type": "line", "x0": row.before, "x1": row.after, "y0": place, "y1": place,
                 "line": {"color": palette.other, "width": 3}, "layer": "below"}
            )  # fmt: skip
    ends = palette.singled_out([row.chosen for row in rows], [palette.ink] * len(rows))
    dots: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "y": places,
        "customdata": values,
        "hovertext": hover,
        "hoverinfo": "text",
        "showlegend": False,
        "cliponaxis": False,
    }
    drawn["data"] += [
        dots
        | {"x": [row.before for row in rows],
           "marker": {"size": 11, "color": palette.other, "opacity": 1, "line": {"width": 0}}},
        dots
        | {"x": [row.after for row in rows],
           "marker": {"size": 11, "color": ends, "opacity": 1, "line": {"width": 0}}},
    ]  # fmt: skip
    drawn["data"].append(
        {
            "type": "scatter",
            "mode": "text",
            "x": [max(row.before, row.after) for row in rows],
            "y": places,
            "text": [f"   {_numbers(row)}" for row in rows],
            "textposition": "middle right",
            "textfont": {"size": 13, "color": palette.ink},
            "hoverinfo": "skip",
            "showlegend": False,
            "cliponaxis": False,
        }
    )
    drawn["layout"]["xaxis"] |= {
        "range": [-most * 0.03 - 0.2, most * 1.42 + 0.6],
        # No grid lines, because they would cross the numbers.
        "zeroline": True,
        "zerolinecolor": palette.hairline,
        "side": "top",
        "tickmode": "array",
        "tickvals": _ticks(most),
        "ticktext": [locale.number(tick) for tick in _ticks(most)],
    }
    drawn["layout"]["yaxis"] |= {
        "tickmode": "array",
        "tickvals": places,
        "ticktext": [short(locale.capitalized(row.name)) for row in rows],
        "range": [len(rows) - 0.5, -0.6],
        "showgrid": False,
        "ticklabelstandoff": 8,
        "tickfont": {"color": palette.ink, "size": 14},
    }
    return drawn


def _ticks(most: int) -> list[int]:
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10**9) if most / step <= 5)
    return list(range(0, most + 1, step))


def _numbers(row: _Row) -> str:
    return f"{locale.number(row.before)} → {locale.number(row.after)}"


def _hover(row: _Row, spans: tuple[Span, Span]) -> str:
    sign = "+" if row.change > 0 else "−" if row.change < 0 else "±"
    return (
        f"{locale.capitalized(row.name)} · {spans[0].label}: {locale.number(row.before)} · "
        f"{spans[1].label}: {locale.number(row.after)} · {sign}{locale.number(abs(row.change))}"
    )


def finding(
    rows: Sequence[_Row],
    spans: tuple[Span, Span],
    *,
    subject: Callable[[str], str],
    as_of: date,
) -> str:
    """Return a sentence about the one or two values with the greatest change; "" for few rows or if more values tie.

    Args:
        rows: The values.
        spans: The two periods.
        subject: Says whose organizations they are: those of a value, or of all for "".
        as_of: The day to which the data go.
    """
    named = [row for row in rows if row.value not in (UNKNOWN, "other") and row.chosen]
    most = max((abs(row.change) for row in named), default=0)
    changed = [row for row in named if abs(row.change) == most]
    total = sum(row.before + row.after for row in rows if row.chosen)
    if total < FEW or not most or len(changed) > _TIED:
        return ""
    said = [(row.name, _both(row.before, row.after, spans, as_of)) for row in changed]
    if len(said) == 1:
        whose, found = subject(changed[0].value), said[0][1]
    else:
        whose = subject("")
        found = "; ".join(
            _("{name}, {numbers}").format(name=name, numbers=each) for name, each in said
        )
    return _("{subject}: {finding}").format(subject=whose, finding=found)


def _both(before: int, after: int, spans: tuple[Span, Span], as_of: date) -> str:
    """Say two numbers with their periods: "3 in 2024, 15 in 2025"."""
    first, second = (span.in_words(as_of) for span in spans)
    return _("{before} {in_first}, {after} {in_second}").format(
        before=locale.number(before),
        in_first=first,
        after=locale.number(after),
        in_second=second,
    )


def alt(rows: Sequence[_Row], spans: tuple[Span, Span]) -> str:
    """Describe the dumbbells: the periods and the first three changes, of those chosen."""
    told = [row for row in rows if row.chosen] or rows
    return _("Numbers of {first} and {second} compared: {changes}.").format(
        first=spans[0].label,
        second=spans[1].label,
        changes=", ".join(f"{row.name} {_numbers(row)}" for row in told[:3]) or _("nothing"),
    )


def drawing(key: str, count: Count, title: str, rest: Rest) -> Draw:
    """Make the drawing of such a count.

    Args:
        key: The key of the facet.
        count: Counts it.
        title: The title without a finding, in English, with ``{subject}``, ``{first}`` and ``{second}``.
        rest: Says how many values are not drawn.
    """

    def draw(
        catalog: Catalog, filters: Filters, options: Options, colours: Palette
    ) -> Panel | Sentence | None:
        asked = _of_any_year(filters)
        spans = _periods(catalog, filters, options)
        counted = count(catalog, filters, options)
        rows = _rows(catalog, counted, key)
        if not rows:
            return Sentence(_("No designation in this selection has the date that this counts."))

        def subject(value: str = "") -> str:
            whose = asked.with_values(key, (value,)) if value else asked
            return sentences.subject(catalog, whose, "designations", dated=False)

        unsure = _unsure(catalog, asked, spans)
        # Titles do not compare incomplete periods.
        compared = not unsure and not any(span.unfinished(catalog.as_of) for span in spans)
        said = finding(rows, spans, subject=subject, as_of=catalog.as_of) if compared else ""
        kept = [row for row in rows if row.chosen]
        numbers = (sum(row.before for row in kept), sum(row.after for row in kept))
        shown = _drawn(rows)

        def link(value: str) -> Filters | None:
            return filters.toggled(key, value) if value else None

        return Panel(
            figure=figure(shown, spans, palette=colours),
            title=said
            or _(title).format(subject=subject(), first=spans[0].label, second=spans[1].label),
            subtitle=sentences.subtitle(
                _("total: {numbers}").format(numbers=_both(*numbers, spans, catalog.as_of)),
                sentences.basis(filters),
                *unsure,
                rest(len(rows) - len(shown)) if len(shown) < len(rows) else "",
                sentences.beside(counted),
            ),
            alt=alt(shown, spans),
            filters=filters,
            link=link,
            row_link=lambda row: link(row[_("Code")]),
            legend=[(spans[0].label, colours.other), (spans[1].label, colours.ink)],
        )

    return draw


def _unsure(catalog: Catalog, filters: Filters, spans: tuple[Span, Span]) -> list[str]:
    """Return a note about years in which too few rows have the date."""
    years = sorted({year for span in spans for year in span.years})
    sure = sure_years(
        select_designations(catalog, filters),
        column=DATE_COLUMN[filters.basis],
        absent=register_state(catalog).absent,
        years=years,
    )
    unsure = [str(year) for year in years if year not in sure]
    if not unsure:
        return []
    return [
        _("not to be compared: too few dates of {years} are known").format(
            years=locale.conjunction(unsure)
        )
    ]


def comparison(
    key: str, name: str, *, title: str, otherwise: str, column: str, rest: Rest
) -> Chart:
    """Make the chart that compares two periods by the values of a facet.

    Args:
        key: The key of the facet.
        name: The key of the chart.
        title: What it shows, in English.
        otherwise: See ``title`` of `drawing`.
        column: The title of the first column of its table, in English.
        rest: See `drawing`.
    """
    count = counting(key)
    return Chart(
        name,
        title,
        "designations",
        count,
        tabulating(key, column),
        drawing(key, count, otherwise, rest),
        spans=SPANS,
        settle=settle,
    )
