"""Coverage: articles over time, aligned under the designations."""

from __future__ import annotations

import pandas as pd

from dashboard import locale
from dashboard.charts.counts import Period
from dashboard.charts.counts.certainty import SURE
from dashboard.charts.figure import Figure, moment
from dashboard.charts.frame import DAYS, frame, hatched, period_label, period_ticks
from dashboard.charts.palette import Palette
from dashboard.charts.words import FEW
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

_GAP = 0.06


def figure(counted: pd.DataFrame, *, period: Period, palette: Palette) -> Figure:
    """Two rows of bars on one time axis: designations above, articles below.

    Args:
        counted: What `counts.coverage` returned, with ``chosen``.
        period: The length of a period.
        palette: The colours.

    Returns:
        The figure; a bar's ``customdata`` is the first day of its period.
    """
    drawn = frame(palette, height=360, hovermode="closest")
    if counted.empty:
        return drawn
    starts = counted["period"].tolist()
    half = pd.Timedelta(days=DAYS[period] // 2)
    middles = [moment(start + half) for start in starts]
    days = [start.date().isoformat() for start in starts]
    labels = [period_label(start, period) for start in starts]
    chosen = counted["chosen"].tolist()
    unfinished = counted["unfinished"].tolist()
    rows = (
        ("designations", "y", palette.ink, "{n} designation", "{n} designations"),
        ("articles", "y2", palette.muted, "{n} article", "{n} articles"),
    )
    for column, axis, colour, one, many in rows:
        numbers = counted[column].tolist()
        drawn["data"].append(
            {
                "type": "bar",
                "x": middles,
                "y": numbers,
                "yaxis": axis,
                "width": DAYS[period] * 0.82 * 86_400_000,
                "marker": {
                    "color": palette.singled_out(chosen, [colour] * len(starts)),
                    "line": {"width": 0},
                    "pattern": hatched(unfinished),
                },
                "customdata": days,
                "hovertext": [
                    f"{label} · {ngettext(one, many, number)}"
                    for label, number in zip(labels, numbers, strict=True)
                ],
                "hoverinfo": "text",
                "showlegend": False,
            }
        )
    layout = drawn["layout"]
    layout["annotations"] += [
        {"x": 0, "xref": "paper", "y": y, "yref": "paper", "xanchor": "left", "yanchor": "bottom",
         "yshift": 4, "text": text, "showarrow": False, "font": {"size": 13, "color": palette.ink}}
        for y, text in ((1, _("Designations")), (0.5 - _GAP, _("Articles")))
    ]  # fmt: skip
    layout["margin"]["t"] = 28
    both = layout["yaxis"] | {"showgrid": True, "nticks": 4}
    layout["yaxis"] = both | {"domain": [0.5 + _GAP, 1]}
    layout["yaxis2"] = both | {"domain": [0, 0.5 - _GAP], "anchor": "x"}
    layout["xaxis"] |= {
        "type": "date",
        "range": [
            moment(min(starts)),
            moment(max(starts) + pd.Timedelta(days=DAYS[period])),
        ],
        "anchor": "y2",
        **period_ticks(starts, period),
    }
    return drawn


def finding(counted: pd.DataFrame, period: Period, *, undated: int) -> str:
    """Which period has most articles; "" for few, for a tie, or where too many have no date.

    Args:
        counted: As for `figure`.
        period: The length of a period.
        undated: How many articles of the selection have no date that is exact enough.
    """
    kept = _chosen(counted)
    numbers = sorted((articles for _start, _designations, articles in kept), reverse=True)
    total = sum(numbers)
    if total < FEW or len(numbers) < 2 or numbers[0] == numbers[1]:
        return ""
    if total < SURE * (total + undated):
        return ""  # any period may have more than is known
    first = next(start for start, _designations, articles in kept if articles == numbers[0])
    return _("most articles are from {period} ({count} of {total} dated)").format(
        period=period_label(first, period),
        count=locale.number(numbers[0]),
        total=locale.number(total),
    )


def alt(counted: pd.DataFrame, period: Period) -> str:
    """A description of the two rows of bars."""
    kept = _chosen(counted)
    if not kept:
        return _("Bar charts without a dated article or designation.")
    return _(
        "Two bar charts from {first} to {last}: {designations} above, {articles} below."
    ).format(
        first=period_label(kept[0][0], period),
        last=period_label(kept[-1][0], period),
        designations=ngettext("{n} designation", "{n} designations", sum(row[1] for row in kept)),
        articles=ngettext("{n} article", "{n} articles", sum(row[2] for row in kept)),
    )


def _chosen(counted: pd.DataFrame) -> list[tuple[pd.Timestamp, int, int]]:
    columns = (counted[name].tolist() for name in ("period", "designations", "articles", "chosen"))
    return [tuple(row) for *row, chosen in zip(*columns, strict=True) if chosen]
