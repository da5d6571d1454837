"""The register grows: the cumulative curve."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import locale
from dashboard.charts.frame import frame, month_ticks, rules, year_ticks
from dashboard.charts.palette import Palette

_SHORT = pd.Timedelta(days=800)


def growth(
    cumulative: pd.DataFrame, *, palette: Palette, milestones: pd.DataFrame | None = None
) -> go.Figure:
    """A step curve of how many designations there were by each date.

    Args:
        cumulative: What `counts.cumulative` returned.
        palette: The colours.
        milestones: Laws and events to mark.

    Returns:
        The figure; the last total is written at the end of the curve. A point's ``customdata`` is
        its date.
    """
    figure = frame(palette, height=320, hovermode="x")
    if cumulative.empty:
        return figure
    first = pd.Timestamp(cumulative["date"].iloc[0].year, 1, 1)
    last = cumulative["date"].iloc[-1] + pd.Timedelta(days=60)
    figure.add_scatter(
        x=cumulative["date"],
        y=cumulative["total"],
        mode="lines",
        line={"shape": "hv", "color": palette.ink, "width": 2},
        hovertext=[
            f"{locale.day(when)} · {locale.number(total)}"
            for when, total in zip(cumulative["date"], cumulative["total"], strict=True)
        ],
        customdata=[when.date().isoformat() for when in cumulative["date"]],
        hoverinfo="text",
        showlegend=False,
    )
    figure.add_annotation(
        x=cumulative["date"].iloc[-1],
        y=int(cumulative["total"].iloc[-1]),
        text=f"<b>{locale.number(int(cumulative['total'].iloc[-1]))}</b>",
        showarrow=False,
        xanchor="right",
        yanchor="bottom",
        xshift=-6,
        font={"color": palette.ink},
    )
    # Two years hold one or two ticks by year: too few to read a date from.
    ticks = month_ticks if last - first <= _SHORT else year_ticks
    figure.update_xaxes(type="date", range=[first, last], **ticks(first, last))
    figure.update_yaxes(showgrid=True, nticks=5)
    if milestones is not None:
        rules(figure, milestones, first=first, last=last, palette=palette)
    return figure
