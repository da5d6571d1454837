"""An organization's own strip: decision, announcement, listing, and the articles below."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import locale
from dashboard.charts.frame import frame, month_ticks, year_ticks
from dashboard.charts.palette import Palette
from dashboard.charts.words import FEW
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

_LINE = 0.0
_SHORT = pd.Timedelta(days=400)
"""Up to this length the strip shows days and months, beyond it months and years."""
_NEAR = 0.4
"""Share of the strip within which two labels would touch on a phone."""
_SOON = pd.Timedelta(days=30)


def figure(events: pd.DataFrame, articles: pd.Series, *, palette: Palette) -> go.Figure:
    """Events as dots on a line, articles as bars by day or month hanging below it.

    Args:
        events: Columns ``date``, ``label`` and ``kind`` (decision, announcement, listing,
            delisting), in any order; those without a date are left out.
        articles: Dates of publication.
        palette: The colours.
    """
    events = events.dropna(subset="date").sort_values("date", kind="stable", ignore_index=True)
    seen = pd.concat([events["date"], articles]).dropna()
    drawn = frame(palette, height=100, hovermode="closest")
    if seen.empty:
        return drawn
    span = seen.max() - seen.min()
    margin = max(span * 0.06, pd.Timedelta(days=90) - span / 2)
    first, last = seen.min() - margin, seen.max() + margin
    daily = last - first <= _SHORT
    bins = articles.dropna().dt.to_period("D" if daily else "M").value_counts().sort_index()
    tallest = int(bins.max()) if len(bins) else 0
    drawn.add_bar(
        x=bins.index.to_timestamp() + pd.Timedelta(days=0 if daily else 14),
        y=[-int(count) for count in bins],
        width=(1 if daily else 24) * 86_400_000,
        marker={"color": palette.muted, "line": {"width": 0}},
        hovertext=[
            f"{locale.day(start) if daily else locale.month(start)} · "
            f"{ngettext('{n} article', '{n} articles', int(count))}"
            for start, count in zip(bins.index.to_timestamp(), bins, strict=True)
        ],
        customdata=[start.date().isoformat() for start in bins.index.to_timestamp()],
        hoverinfo="text",
        showlegend=False,
    )
    drawn.add_scatter(
        x=events["date"],
        y=[_LINE] * len(events),
        mode="markers",
        marker={
            "size": 11,
            "color": [
                palette.accent if kind == "listing" else palette.ink for kind in events["kind"]
            ],
            "line": {"width": 2, "color": palette.paper},
        },
        hovertext=[
            f"{row['label']} · {locale.day(row['date'])}" for row in events.to_dict("records")
        ],
        customdata=[when.date().isoformat() for when in events["date"]],
        hoverinfo="text",
        showlegend=False,
    )
    rows = _rows(events, first, last)
    for row, event in zip(rows, events.to_dict("records"), strict=True):
        share = (event["date"] - first) / (last - first)
        drawn.add_annotation(
            x=event["date"], y=_LINE, yshift=14 + 18 * row, text=f"{event['label']} {locale.day(event['date'], 'medium')}",
            showarrow=False, font={"size": 13, "color": palette.ink}, yanchor="bottom",
            xanchor="left" if share <= 0.5 else "right", xshift=-6 if share <= 0.5 else 6,
        )  # fmt: skip
    above = 22 + 18 * (max(rows, default=0) + 1)
    below = 44 if tallest else 12
    drawn.update_layout(
        height=above + below + 34,
        margin={"l": 4, "r": 4, "t": above, "b": 30},
        shapes=[
            {"type": "line", "x0": first, "x1": last, "y0": 0, "y1": 0, "layer": "below",
             "line": {"color": palette.hairline, "width": 2}}
        ],
    )  # fmt: skip
    drawn.update_xaxes(
        type="date",
        range=[first, last],
        **(month_ticks(first, last) if daily else year_ticks(first, last)),
    )
    drawn.update_yaxes(visible=False, range=[-max(tallest, 1) * 1.1, max(tallest, 1) * 0.3])
    return drawn


def finding(events: pd.DataFrame, articles: pd.Series, *, delay: int | None) -> str:
    """What stands out: the days until listing, or how soon the articles came; "" for neither.

    Args:
        events: As for `figure`.
        articles: Dates of publication.
        delay: Days from the prosecutors' decision to the Ministry's order, if both are known.
    """
    if delay is not None:
        return ngettext(
            "{n} day from decision to listing", "{n} days from decision to listing", delay
        )
    dated = articles.dropna()
    first = events["date"].min()
    if len(dated) < FEW or pd.isna(first):
        return ""
    soon = int(dated.between(first, first + _SOON).sum())
    return _("{soon} of {all} dated articles came within 30 days").format(
        soon=locale.number(soon), all=locale.number(len(dated))
    )


def alt(events: pd.DataFrame, articles: pd.Series, *, name: str) -> str:
    """A description of an organization's strip."""
    dates = ", ".join(
        f"{row['label']} {locale.day(row['date'])}" for row in events.to_dict("records")
    )
    written = ngettext("{n} dated article", "{n} dated articles", int(articles.notna().sum()))
    return _("Time strip of {name}: {events}.").format(
        name=name, events=", ".join(part for part in (dates, written) if part)
    )


def _rows(events: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> list[int]:
    ends: list[float] = []
    rows = []
    for when in events["date"]:
        share = (when - first) / (last - first)
        for row, end in enumerate(ends):
            if share - end > _NEAR:
                ends[row] = share
                break
        else:
            row = len(ends)
            ends.append(share)
        rows.append(row)
    return rows
