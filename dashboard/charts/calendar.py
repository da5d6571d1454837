"""A calendar of the days of decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.charts import sentences
from dashboard.charts.chart import Chart, Options, Panel, Sentence, once
from dashboard.charts.figure import Figure
from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.words import leading
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext

_WEEKS = 53
_DAY = 11
"""The height of a day in pixels."""


@once
def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    """Count the decisions of each day, including days outside of the selection.

    Returns:
        The return value of `by_day`, with ``chosen``.
    """
    counted = by_day(select_designations(catalog, replace(filters, day=None)))
    chosen = (
        counted["date"] == pd.Timestamp(filters.day)
        if filters.day and filters.basis == "decision"
        else pd.Series(True, index=counted.index)
    )
    return counted.assign(chosen=chosen)


def by_day(designations: pd.DataFrame, column: str = "decision_date") -> pd.DataFrame:
    """Count the designations of each day with any.

    Args:
        designations: Rows of the catalog's table.
        column: The date by which to count; rows without it are left out.

    Returns:
        Columns ``date``, ``year`` and ``week`` (both of the ISO calendar, in which the days around
        New Year may belong to the neighboring year), ``weekday`` (0 for Monday) and ``count``, by
        date.
    """
    counted = designations[column].value_counts().sort_index()
    dates = pd.Series(counted.index)
    iso = dates.dt.isocalendar()
    return pd.DataFrame(
        {
            "date": dates,
            "year": iso["year"].astype("int64"),
            "week": iso["week"].astype("int64"),
            "weekday": iso["day"].astype("int64") - 1,
            "count": counted.to_numpy(),
        }
    )


def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    """Make a row for each day."""
    kept = counted[counted["chosen"]]
    return pd.DataFrame(
        {
            _("Day"): kept["date"].to_numpy(),
            _("Weekday"): [locale.weekday(day) for day in kept["weekday"]],
            _("Week"): kept["week"].to_numpy(),
            _("Decisions"): kept["count"].to_numpy(),
        }
    )


def figure(counted: pd.DataFrame, *, palette: Palette) -> Figure:
    """Draw a band for each year, newest on top: weekdays down, weeks of the ISO calendar across.

    Args:
        counted: The return value of `by_day`, with ``chosen``.
        palette: The colors of the theme.

    Returns:
        The figure; a cell's ``customdata`` is the day, or "" where none was decided.
    """
    days = _days(counted)
    # Saturday and Sunday have rows only if there was a decision on one.
    weekdays = 5 if all(day.weekday < 5 for day in days) else 7
    years = sorted({day.year for day in days}, reverse=True)
    if years:
        years = list(range(years[0], years[-1] - 1, -1))
    band = weekdays + 1  # an empty row separates the years
    drawn = frame(palette, height=round(_DAY * band * len(years)) + 40, hovermode="closest")
    if not years:
        return drawn
    z: list[list[int | None]] = []
    for year in years:
        # The last days of December belong to the last week of the year or to the first of the next.
        weeks = date(year, 12, 28).isocalendar().week
        line = [*[0] * weeks, *[None] * (_WEEKS - weeks)]
        z += [*([*line] for _weekday in range(weekdays)), [None] * _WEEKS]
    dates = [[""] * _WEEKS for _row in z]
    # Leave out the three thousand empty days, which would be most of the data sent to the browser.
    hover = [[""] * _WEEKS for _row in z]
    marks = []
    for day in days:
        row, column = (years[0] - day.year) * band + day.weekday, day.week - 1
        z[row][column] = day.number
        dates[row][column] = day.date.date().isoformat()
        hover[row][column] = _hover(day)
        if day.chosen:
            marks.append((row, day.week))
    drawn["data"].append(
        {
            "type": "heatmap",
            "x": list(range(1, _WEEKS + 1)),
            "y": list(range(len(z))),
            "z": z,
            "zmin": 0,
            "zmax": max(2, *(day.number for day in days)),
            # Days without a decision are slightly shaded, so that the shape of the year is visible.
            "colorscale": [
                [0, palette.hairline],
                [0.001, palette.hairline],
                [0.001, palette.scale[1]],
                [1, palette.scale[2]],
            ],
            "showscale": False,
            "xgap": 1.5,
            "ygap": 1.5,
            "customdata": dates,
            "hovertext": hover,
            "hoverinfo": "text",
            "hoverongaps": False,
        }
    )
    layout = drawn["layout"]
    if len(marks) < len(days):
        layout["shapes"] += [
            {"type": "rect", "x0": week - 0.5, "x1": week + 0.5, "y0": row - 0.5, "y1": row + 0.5,
             "fillcolor": palette.accent, "line": {"color": palette.accent, "width": 2}}
            for row, week in marks
        ]  # fmt: skip
    months = [pd.Timestamp(2024, month, 1) for month in (1, 3, 5, 7, 9, 11)]
    layout["xaxis"] |= {
        "tickmode": "array",
        "tickvals": [(month.day_of_year - 1) / 7 + 1 for month in months],
        "ticktext": [locale.month(month, year=False) for month in months],
        "side": "top",
        "range": [0.4, _WEEKS + 0.6],
        "showgrid": False,
    }
    layout["yaxis"] |= {
        "tickmode": "array",
        "tickvals": [place * band + (weekdays - 1) / 2 for place in range(len(years))],
        "ticktext": [str(year) for year in years],
        "range": [band * len(years) - 1, -1],
        "ticklabelstandoff": 8,
        "showgrid": False,
        "tickfont": {"color": palette.ink, "size": 13},
    }
    return drawn


class _Day(NamedTuple):
    date: pd.Timestamp
    year: int
    week: int
    weekday: int
    number: int
    chosen: bool


def _days(counted: pd.DataFrame) -> list[_Day]:
    names = ("date", "year", "week", "weekday", "count", "chosen")
    return [_Day(*row) for row in zip(*(counted[name].tolist() for name in names), strict=True)]


def _hover(day: _Day) -> str:
    decided = ngettext("{n} decision", "{n} decisions", day.number)
    return f"{locale.weekday(day.weekday)}, {locale.day(day.date)} · {decided}"


_WEEKDAYS = (
    mark("Mondays"),
    mark("Tuesdays"),
    mark("Wednesdays"),
    mark("Thursdays"),
    mark("Fridays"),
    mark("Saturdays"),
    mark("Sundays"),
)
"""The days of the week as they stand after "on" in a sentence of ours."""


def finding(counted: pd.DataFrame, *, undated: int = 0) -> str:
    """Return a sentence about the weekdays with most decisions; "" for few decisions.

    Args:
        counted: As for `figure`.
        undated: How many designations have no known date of their decision.
    """
    of_weekday: dict[int, int] = {}
    for day in _days(counted):
        if day.chosen:
            of_weekday[day.weekday] = of_weekday.get(day.weekday, 0) + day.number
    return leading(
        [(_(_WEEKDAYS[weekday]), number) for weekday, number in sorted(of_weekday.items())],
        total=sum(of_weekday.values()),
        one=_("most decisions fell on {name} ({count} of {total})"),
        first=_("decisions fell most often on {name} ({count} of {total})"),
        tied=_("decisions fell most often on {names} ({count} each of {total})"),
        undated=undated,
    )


def busiest(counted: pd.DataFrame) -> str:
    """Name the day with most decisions; "" if several days tie."""
    kept = [day for day in _days(counted) if day.chosen]
    most = max((day.number for day in kept), default=0)
    days = [day for day in kept if day.number == most]
    if len(days) != 1 or most < 2:
        return ""
    return _("busiest day: {day}, with {count}").format(
        count=locale.number(most), day=locale.day(days[0].date)
    )


def alt(counted: pd.DataFrame) -> str:
    """Describe the calendar."""
    kept = [day for day in _days(counted) if day.chosen]
    if not kept:
        return _("Calendar without a decision.")
    return _("Calendar of decisions from {first} to {last}: {total} on {days}.").format(
        first=locale.day(min(day.date for day in kept)),
        last=locale.day(max(day.date for day in kept)),
        total=ngettext("{n} decision", "{n} decisions", sum(day.number for day in kept)),
        days=ngettext("{n} day", "{n} days", len(kept)),
    )


def draw(
    catalog: Catalog, filters: Filters, options: Options, colours: Palette
) -> Panel | Sentence | None:
    """Draw the selection."""
    around, decided = sentences.dated(catalog, replace(filters, day=None), "decision_date")
    if few := sentences.few_designations(decided, "decision_date"):
        return few
    counted = count(catalog, filters, options)
    undated = sentences.left_out(len(around) - len(decided), replace(filters, basis="decision"))

    def link(day: str) -> Filters | None:
        return _toggled(filters, date.fromisoformat(day)) if day else None

    return Panel(
        figure=figure(counted, palette=colours),
        title=sentences.titled(
            catalog,
            filters,
            "designations",
            finding(counted, undated=len(around) - len(decided)),
            _(CHART.title),
        ),
        subtitle=sentences.subtitle(
            _("days of the prosecutors' decisions; rows run from Monday"),
            *(() if filters.day else (busiest(counted), undated)),
        ),
        alt=alt(counted),
        filters=filters,
        link=link,
        row_link=lambda row: link(row[_("Day")].date().isoformat()),
    )


def _toggled(filters: Filters, day: date) -> Filters:
    if filters.day == day:
        return replace(filters, day=None, basis="listing")
    return replace(filters, day=day, basis="decision")


CHART = Chart("calendar", mark("The calendar of decisions"), "designations", count, table, draw)
