"""The calendar: on which days decisions fell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from dashboard import locale
from dashboard.charts.frame import frame, mark_up
from dashboard.charts.palette import Palette
from dashboard.charts.words import FEW
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

_WEEKS = 53
_DAY = 11
"""The height of a day in pixels."""


def figure(counted: pd.DataFrame, *, palette: Palette) -> go.Figure:
    """A band for each year, newest on top: weekdays down, weeks of the ISO calendar across.

    Args:
        counted: What `counts.by_day` returned, with ``chosen``.
        palette: The colours.

    Returns:
        The figure; a cell's ``customdata`` is the day, or "" where none was decided.
    """
    # Saturdays and Sundays have rows only where something was decided on one.
    days = 5 if counted.empty or counted["weekday"].max() < 5 else 7
    years = (
        []
        if counted.empty
        else list(range(int(counted["year"].max()), int(counted["year"].min()) - 1, -1))
    )
    band = days + 1  # an empty row parts the years
    drawn = frame(palette, height=round(_DAY * band * len(years)) + 40, hovermode="closest")
    if not years:
        return drawn
    counts = dict(zip(counted["date"], counted["count"], strict=True))
    z: list[list[int | None]] = []
    dates: list[list[str]] = []
    hover: list[list[str]] = []
    for year in years:
        for weekday in range(days):
            line = [_cell(counts, year, week, weekday) for week in range(1, _WEEKS + 1)]
            z.append([count for count, _date in line])
            dates.append([day.isoformat() if count else "" for count, day in line])
            hover.append([_hover(count, day) for count, day in line])
        z.append([None] * _WEEKS)
        dates.append([""] * _WEEKS)
        hover.append([""] * _WEEKS)
    most = int(counted["count"].max())
    drawn.add_heatmap(
        x=list(range(1, _WEEKS + 1)), y=list(range(len(z))), z=z, zmin=0, zmax=max(most, 2),
        # Nothing decided is a shade of the paper, so that the shape of the year can be seen.
        colorscale=[[0, palette.hairline], [0.001, palette.hairline],
                    [0.001, palette.scale[1]], [1, palette.scale[2]]],
        showscale=False, xgap=1.5, ygap=1.5, customdata=dates, hovertext=hover, hoverinfo="text",
        hoverongaps=False,
    )  # fmt: skip
    if not counted["chosen"].all():
        chosen = counted[counted["chosen"]].to_dict("records")
        rows = [years.index(int(row["year"])) * band + int(row["weekday"]) for row in chosen]
        mark_up(
            drawn,
            shapes=[
                {"type": "rect", "x0": row["week"] - 0.5, "x1": row["week"] + 0.5,
                 "y0": y - 0.5, "y1": y + 0.5,
                 "fillcolor": palette.accent, "line": {"color": palette.accent, "width": 2}}
                for row, y in zip(chosen, rows, strict=True)
            ],
        )  # fmt: skip
    months = [pd.Timestamp(2024, month, 1) for month in (1, 3, 5, 7, 9, 11)]
    drawn.update_xaxes(
        tickmode="array",
        tickvals=[(month.day_of_year - 1) / 7 + 1 for month in months],
        ticktext=[locale.month(month, year=False) for month in months],
        side="top", range=[0.4, _WEEKS + 0.6], showgrid=False,
    )  # fmt: skip
    drawn.update_yaxes(
        tickmode="array",
        tickvals=[place * band + (days - 1) / 2 for place in range(len(years))],
        ticktext=[str(year) for year in years],
        range=[band * len(years) - 1, -1],
        ticklabelstandoff=8, showgrid=False, tickfont={"color": palette.ink, "size": 13},
    )  # fmt: skip
    return drawn


def _cell(
    counts: Mapping[pd.Timestamp, int], year: int, week: int, weekday: int
) -> tuple[int | None, date]:
    try:
        day = date.fromisocalendar(year, week, weekday + 1)
    except ValueError:  # a year without a 53rd week
        return None, date.min
    return int(counts.get(pd.Timestamp(day), 0)), day


def _hover(count: int | None, day: date) -> str:
    if not count:
        return ""  # three thousand empty days would be most of what the browser is sent
    decided = ngettext("{n} decision", "{n} decisions", count)
    return f"{locale.weekday(day.weekday())}, {locale.day(day)} · {decided}"


def finding(counted: pd.DataFrame) -> str:
    """On which weekday most decisions fell, and their share; "" for few or for a tie."""
    kept = counted[counted["chosen"]]
    by_weekday = kept.groupby("weekday")["count"].sum().sort_values(ascending=False)
    total = int(kept["count"].sum())
    if total < FEW or by_weekday.iloc[0] == by_weekday.iloc[1:2].sum():
        return ""
    return _("{weekday}: {share} of the decisions ({count} of {total})").format(
        weekday=locale.weekday(int(by_weekday.index[0])),
        share=locale.percent(by_weekday.iloc[0] / total),
        count=locale.number(int(by_weekday.iloc[0])),
        total=locale.number(total),
    )


def busiest(counted: pd.DataFrame) -> str:
    """The day with most decisions; "" where no one day stands out."""
    kept = counted[counted["chosen"]]
    if kept.empty:
        return ""
    most = kept[kept["count"] == kept["count"].max()]
    if len(most) > 1 or int(most["count"].iloc[0]) < 2:
        return ""
    return _("most on one day: {count}, on {day}").format(
        count=locale.number(int(most["count"].iloc[0])), day=locale.day(most["date"].iloc[0])
    )


def alt(counted: pd.DataFrame) -> str:
    """A description of the calendar."""
    kept = counted[counted["chosen"]]
    if kept.empty:
        return _("Calendar without a decision.")
    return _("Calendar of decisions from {first} to {last}: {total} on {days}.").format(
        first=locale.day(kept["date"].min()),
        last=locale.day(kept["date"].max()),
        total=ngettext("{n} decision", "{n} decisions", int(kept["count"].sum())),
        days=ngettext("{n} day", "{n} days", len(kept)),
    )
