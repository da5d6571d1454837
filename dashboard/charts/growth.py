"""The register grows: the cumulative curve."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard import locale
from dashboard.charts.figure import Figure, moment
from dashboard.charts.frame import frame, month_ticks, rules, year_ticks
from dashboard.charts.palette import Palette
from dashboard.charts.words import FEW
from dashboard.locale import gettext as _

_SHORT = pd.Timedelta(days=800)


def figure(
    cumulative: pd.DataFrame,
    *,
    palette: Palette,
    pace: pd.DataFrame | None = None,
    milestones: pd.DataFrame | None = None,
) -> Figure:
    """A step curve of how many designations there were by each date.

    Args:
        cumulative: What `counts.cumulative` returned.
        palette: The colours.
        pace: What `counts.pace` returned: each mark gets a dot and the months that it took.
        milestones: Laws and events to mark.

    Returns:
        The figure; the last total is written at the end of the curve. A point's ``customdata`` is
        its date.
    """
    drawn = frame(palette, height=320, hovermode="x")
    if cumulative.empty:
        return drawn
    days, totals = cumulative["date"].tolist(), cumulative["total"].tolist()
    first = pd.Timestamp(days[0].year, 1, 1)
    last = days[-1] + pd.Timedelta(days=60)
    drawn["data"].append(
        {
            "type": "scatter",
            "x": [moment(day) for day in days],
            "y": totals,
            "mode": "lines",
            "line": {"shape": "hv", "color": palette.ink, "width": 2},
            "hovertext": [
                f"{locale.day(day)} · {locale.number(total)}"
                for day, total in zip(days, totals, strict=True)
            ],
            "customdata": [day.date().isoformat() for day in days],
            "hoverinfo": "text",
            "showlegend": False,
        }
    )
    if pace is not None and len(pace):
        drawn["data"].append(_marks(pace, palette))
    layout = drawn["layout"]
    layout["annotations"].append(
        {
            "x": moment(days[-1]),
            "y": totals[-1],
            "text": f"<b>{locale.number(totals[-1])}</b>",
            "showarrow": False,
            "xanchor": "right",
            "yanchor": "bottom",
            "xshift": -6,
            "yshift": 14,  # above the words of a mark that was reached just before
            "font": {"color": palette.ink},
        }
    )
    # Two years hold one or two ticks by year: too few to read a date from.
    ticks = month_ticks if last - first <= _SHORT else year_ticks
    layout["xaxis"] |= {
        "type": "date",
        "range": [moment(first), moment(last)],
        **ticks(first, last),
    }
    layout["yaxis"] |= {"showgrid": True, "nticks": 5}
    if milestones is not None:
        rules(drawn, milestones, first=first, last=last, palette=palette)
    return drawn


def _marks(pace: pd.DataFrame, palette: Palette) -> dict[str, Any]:
    entries, days = pace["entries"].tolist(), pace["reached"].tolist()
    texts = [_months(months) for months in pace["months"].tolist()]
    return {
        "type": "scatter",
        "x": [moment(day) for day in days],
        "y": entries,
        "mode": "markers+text",
        "marker": {"size": 8, "color": palette.ink, "line": {"width": 2, "color": palette.paper}},
        "text": texts,
        "textposition": "top left",
        "textfont": {"size": 13, "color": palette.ink},
        "cliponaxis": False,
        "hovertext": [
            _("{entries} on {day}, {months} after the mark before").format(
                entries=locale.number(number), day=locale.day(day), months=text
            )
            for number, day, text in zip(entries, days, texts, strict=True)
        ],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _months(months: float) -> str:
    # Past a year and a half nobody counts in months.
    if months >= 18:
        return locale.duration(round(months / 12, 1), "year")
    return locale.duration(round(months) if months >= 2 else months, "month")


def finding(cumulative: pd.DataFrame) -> str:
    """Since which month half or more of them date; "" for few.

    The month is that in which half was passed: many designations on one day can carry the number
    far beyond half, so that it is named.
    """
    if cumulative.empty or cumulative["total"].iloc[-1] < FEW:
        return ""
    total = int(cumulative["total"].iloc[-1])
    # The first date by which more than half stood: half or more came on it or later.
    half = cumulative.loc[cumulative["total"] > total / 2, "date"].iloc[0]
    before = cumulative.loc[cumulative["date"] < half.replace(day=1), "total"].max()
    since = total - (0 if pd.isna(before) else int(before))
    if since == total:
        return ""
    return _("{count} of {total} date from {month} or later").format(
        count=locale.number(since), total=locale.number(total), month=locale.month(half)
    )


def alt(cumulative: pd.DataFrame) -> str:
    """A description of the cumulative curve."""
    if cumulative.empty:
        return _("Rising curve without a dated designation.")
    return _("Rising curve from {first} to {last}, ending at {total} designations.").format(
        first=locale.day(cumulative["date"].iloc[0]),
        last=locale.day(cumulative["date"].iloc[-1]),
        total=locale.number(int(cumulative["total"].iloc[-1])),
    )
