"""Coverage: articles over time, aligned under the designations."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import locale
from dashboard.catalog.counts import Period
from dashboard.charts.frame import DAYS, frame, period_label, period_ticks
from dashboard.charts.palette import Palette
from dashboard.charts.words import FEW
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

_GAP = 0.06


def figure(counted: pd.DataFrame, *, period: Period, palette: Palette) -> go.Figure:
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
    middle = counted["period"] + pd.Timedelta(days=DAYS[period] // 2)
    rows = (
        ("designations", "y", palette.ink, "{n} designation", "{n} designations"),
        ("articles", "y2", palette.muted, "{n} article", "{n} articles"),
    )
    for column, axis, colour, one, many in rows:
        drawn.add_bar(
            x=middle,
            y=counted[column],
            yaxis=axis,
            width=DAYS[period] * 0.82 * 86_400_000,
            marker={
                "color": palette.singled_out(list(counted["chosen"]), [colour] * len(counted)),
                "line": {"width": 0},
                "pattern": {
                    "shape": ["/" if open_ else "" for open_ in counted["unfinished"]],
                    "fillmode": "replace", "size": 6, "solidity": 0.4,
                },
            },
            customdata=[start.date().isoformat() for start in counted["period"]],
            hovertext=[
                f"{period_label(start, period)} · {ngettext(one, many, int(count))}"
                for start, count in zip(counted["period"], counted[column], strict=True)
            ],
            hoverinfo="text",
            showlegend=False,
        )  # fmt: skip
    for y, text in ((1, _("Designations")), (0.5 - _GAP, _("Articles"))):
        drawn.add_annotation(
            x=0, xref="paper", y=y, yref="paper", xanchor="left", yanchor="bottom", yshift=4,
            text=text, showarrow=False, font={"size": 13, "color": palette.ink},
        )  # fmt: skip
    first = counted["period"].min()
    last = counted["period"].max() + pd.Timedelta(days=DAYS[period])
    axis = drawn.layout.yaxis.to_plotly_json()
    drawn.update_layout(
        margin_t=28,
        yaxis=axis | {"domain": [0.5 + _GAP, 1], "showgrid": True, "nticks": 4},
        yaxis2=axis | {"domain": [0, 0.5 - _GAP], "showgrid": True, "nticks": 4, "anchor": "x"},
    )
    drawn.update_xaxes(
        type="date",
        range=[first, last],
        anchor="y2",
        **period_ticks(list(counted["period"]), period),
    )
    return drawn


def finding(counted: pd.DataFrame, period: Period) -> str:
    """Which period has most articles, and their share; "" for few or for a tie."""
    kept = counted[counted["chosen"]]
    total = int(kept["articles"].sum())
    ranked = kept.sort_values("articles", ascending=False)
    if total < FEW or len(ranked) < 2 or ranked["articles"].iloc[0] == ranked["articles"].iloc[1]:
        return ""
    return _("{period} has most articles: {count}, {share} of those with a date").format(
        period=period_label(ranked["period"].iloc[0], period),
        count=locale.number(int(ranked["articles"].iloc[0])),
        share=locale.percent(ranked["articles"].iloc[0] / total),
    )


def alt(counted: pd.DataFrame, period: Period) -> str:
    """A description of the two rows of bars."""
    kept = counted[counted["chosen"]]
    if kept.empty:
        return _("Bar charts without a dated article or designation.")
    return _(
        "Two bar charts from {first} to {last}: {designations} above, {articles} below."
    ).format(
        first=period_label(kept["period"].iloc[0], period),
        last=period_label(kept["period"].iloc[-1], period),
        designations=ngettext(
            "{n} designation", "{n} designations", int(kept["designations"].sum())
        ),
        articles=ngettext("{n} article", "{n} articles", int(kept["articles"].sum())),
    )
