"""The calendar: on which days decisions fell."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard import locale
from dashboard.charts.figure import Figure
from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.words import leading
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

_WEEKS = 53
_DAY = 11
"""The height of a day in pixels."""


def figure(counted: pd.DataFrame, *, palette: Palette) -> Figure:
    """A band for each year, newest on top: weekdays down, weeks of the ISO calendar across.

    Args:
        counted: What `counts.by_day` returned, with ``chosen``.
        palette: The colours.

    Returns:
        The figure; a cell's ``customdata`` is the day, or "" where none was decided.
    """
    days = _days(counted)
    # Saturdays and Sundays have rows only where something was decided on one.
    weekdays = 5 if all(day.weekday < 5 for day in days) else 7
    years = sorted({day.year for day in days}, reverse=True)
    if years:
        years = list(range(years[0], years[-1] - 1, -1))
    band = weekdays + 1  # an empty row parts the years
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
    # Three thousand empty days would be most of what the browser is sent.
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
            # Nothing decided is a shade of the paper, so that the shape of the year can be seen.
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


def finding(counted: pd.DataFrame) -> str:
    """On which weekday, or weekdays, most decisions fell; "" for few."""
    of_weekday: dict[int, int] = {}
    for day in _days(counted):
        if day.chosen:
            of_weekday[day.weekday] = of_weekday.get(day.weekday, 0) + day.number
    return leading(
        [(locale.weekday(weekday), number) for weekday, number in sorted(of_weekday.items())],
        total=sum(of_weekday.values()),
        one=_("most decisions fell on a {name} ({count} of {total} dated)"),
        first=_("the most common day for decisions is {name} ({count} of {total} dated)"),
        tied=_("the most common days for decisions are {names} ({count} each of {total} dated)"),
    )


def busiest(counted: pd.DataFrame) -> str:
    """The day with most decisions; "" where no one day stands out."""
    kept = [day for day in _days(counted) if day.chosen]
    most = max((day.number for day in kept), default=0)
    days = [day for day in kept if day.number == most]
    if len(days) != 1 or most < 2:
        return ""
    return _("busiest day: {day}, with {count}").format(
        count=locale.number(most), day=locale.day(days[0].date)
    )


def alt(counted: pd.DataFrame) -> str:
    """A description of the calendar."""
    kept = [day for day in _days(counted) if day.chosen]
    if not kept:
        return _("Calendar without a decision.")
    return _("Calendar of decisions from {first} to {last}: {total} on {days}.").format(
        first=locale.day(min(day.date for day in kept)),
        last=locale.day(max(day.date for day in kept)),
        total=ngettext("{n} decision", "{n} decisions", sum(day.number for day in kept)),
        days=ngettext("{n} day", "{n} days", len(kept)),
    )
