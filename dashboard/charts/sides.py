"""The two sides face to face: accusations above the line, answers below, month by month."""

from __future__ import annotations

import pandas as pd

from dashboard import locale
from dashboard.charts.figure import Figure, moment
from dashboard.charts.frame import frame, month_ticks, year_ticks
from dashboard.charts.palette import Palette
from dashboard.charts.words import FEW
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

_SHORT = pd.Timedelta(days=800)


def figure(counted: pd.DataFrame, *, palette: Palette) -> Figure:
    """Bars of the claims about one organization.

    Args:
        counted: What `counts.sides_over_time` returned.
        palette: The colours.

    Returns:
        The figure; a bar's ``customdata`` is the first day of its month.
    """
    drawn = frame(palette, height=230, hovermode="closest", barmode="relative")
    if counted.empty:
        return drawn
    months = counted["month"].tolist()
    first = min(months) - pd.DateOffset(months=2)
    last = max(months) + pd.DateOffset(months=3)
    middles = [moment(month + pd.Timedelta(days=15)) for month in months]
    days = [month.date().isoformat() for month in months]
    rows = (
        ("accusations", 1, palette.colour("stance", "accusation"), "{n} accusation", "{n} accusations"),
        ("answers", -1, palette.colour("stance", "defence"), "{n} answer", "{n} answers"),
    )  # fmt: skip
    for column, sign, colour, one, many in rows:
        numbers = counted[column].tolist()
        drawn["data"].append(
            {
                "type": "bar",
                "x": middles,
                "y": [sign * number for number in numbers],
                "width": 26 * 86_400_000,
                "marker": {"color": colour, "line": {"width": 0}},
                "customdata": days,
                "hovertext": [
                    f"{locale.month(month)} · {ngettext(one, many, number)}"
                    for month, number in zip(months, numbers, strict=True)
                ],
                "hoverinfo": "text",
                "showlegend": False,
            }
        )
    layout = drawn["layout"]
    layout["annotations"] += [
        {"x": 0, "xref": "paper", "y": y, "yref": "paper", "xanchor": "left", "yanchor": anchor,
         "text": text, "showarrow": False, "font": {"size": 13, "color": palette.muted},
         "bgcolor": palette.paper}
        for y, anchor, text in ((1, "top", _("Accusations")), (0, "bottom", _("Answers")))
    ]  # fmt: skip
    layout["shapes"].append(
        {"type": "line", "x0": moment(first), "x1": moment(last), "y0": 0, "y1": 0,
         "line": {"color": palette.muted, "width": 1}}
    )  # fmt: skip
    up, down = max(counted["accusations"].tolist()), max(counted["answers"].tolist())
    ticks = sorted({-down, 0, up})
    layout["yaxis"] |= {
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [locale.number(abs(tick)) for tick in ticks],
        "range": [-(down or 0.6) * 1.5, (up or 0.6) * 1.5],
        "showgrid": False,
    }
    ticks_of = month_ticks if last - first <= _SHORT else year_ticks
    layout["xaxis"] |= {
        "type": "date",
        "range": [moment(first), moment(last)],
        **ticks_of(first, last),
    }
    return drawn


def finding(counted: pd.DataFrame) -> str:
    """How many claims accuse and how many answer; "" for few."""
    accusations, answers = int(counted["accusations"].sum()), int(counted["answers"].sum())
    if accusations + answers < FEW:
        return ""
    return _("{accusations}, {answers}").format(
        accusations=ngettext("{n} accusation", "{n} accusations", accusations),
        answers=ngettext("{n} answer", "{n} answers", answers),
    )


def alt(counted: pd.DataFrame, *, name: str) -> str:
    """A description of the two sides."""
    return _("Bars by month of the claims about {name}: {accusations}, {answers}.").format(
        name=name,
        accusations=ngettext(
            "{n} accusation", "{n} accusations", int(counted["accusations"].sum())
        ),
        answers=ngettext("{n} answer", "{n} answers", int(counted["answers"].sum())),
    )
