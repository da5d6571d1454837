"""Designations over time, as bars."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import locale
from dashboard.catalog.counts import Period, Split
from dashboard.charts.frame import frame, period_label, rules
from dashboard.charts.labels import label
from dashboard.charts.palette import Palette, named
from dashboard.locale import gettext as _

_DAYS: dict[Period, int] = {"year": 365, "quarter": 91, "month": 30}
OTHER = "other"
_SHORT = pd.Timedelta(days=800)
"""Up to this length ticks name quarters or months, beyond it years."""
_NAMED = 4
"""How many quarters or months are named at most."""


def timeline(
    counts: pd.DataFrame,
    *,
    period: Period,
    palette: Palette,
    milestones: pd.DataFrame | None = None,
    split: Split | None = None,
) -> go.Figure:
    """Bars of designations in each period, stacked where split.

    Args:
        counts: What `counts.by_period` returned.
        period: The length of a period.
        palette: The colours.
        milestones: Laws and events to mark, with ``date``, ``label_en`` and ``label_ru``.
        split: What the groups are.

    Returns:
        The figure; a bar's ``customdata`` is [first day of the period, group]. The unfinished
        period is hatched. Groups without a colour of their own are drawn together as "other", with
        their parts in the hover text; their ``customdata`` has "" for the group, since no one
        value selects them.
    """
    figure = frame(palette, height=360, barmode="stack", hovermode="closest")
    if counts.empty:
        return figure
    for group, rows in _layers(counts, split):
        colour = palette.ink if split is None else palette.colour(split, group)
        figure.add_bar(
            # Bars stand in the middle of their period, so that rules at a date fall where they should.
            x=rows["period"] + pd.Timedelta(days=_DAYS[period] // 2),
            y=rows["count"],
            width=_DAYS[period] * 0.82 * 86_400_000,
            name=_("Other") if group == OTHER else label(split, group),
            showlegend=False,
            marker={
                "color": colour,
                "line": {"width": 0},
                "pattern": {
                    "shape": ["/" if open_ else "" for open_ in rows["unfinished"]],
                    "fillmode": "replace",
                    "size": 6,
                    "solidity": 0.4,
                },
            },
            # No filter selects what "other" holds: the category of that name is only one part of it.
            customdata=[
                [start.date().isoformat(), "" if group == OTHER else group]
                for start in rows["period"]
            ],
            hovertext=[_hover(row, period, split, group) for row in rows.to_dict("records")],
            hoverinfo="text",
        )
    totals = counts.groupby("period", as_index=False)["count"].sum()
    if period == "year":
        for total in totals[totals["count"] > 0].to_dict("records"):
            # An annotation has a background of its own, so that no rule runs through the number.
            figure.add_annotation(
                x=total["period"] + pd.Timedelta(days=_DAYS[period] // 2),
                y=total["count"],
                text=locale.number(total["count"]),
                showarrow=False,
                yanchor="bottom",
                borderpad=1,
                bgcolor=palette.paper,
                font={"color": palette.ink, "size": 13},
            )
    first = counts["period"].min()
    last = counts["period"].max() + pd.Timedelta(days=_DAYS[period])
    _axis(figure, counts, first, last, period)
    figure.update_yaxes(showgrid=True, nticks=5)
    if milestones is not None:
        rules(figure, milestones, first=first, last=last, palette=palette)
    return figure


def legend(counts: pd.DataFrame, *, split: Split, palette: Palette) -> list[tuple[str, str]]:
    """The name and the colour of each layer, from the bottom up, for a legend beside the figure.

    Plotly's own legend takes the room of the bars on a phone.
    """
    return [
        (_("Other") if group == OTHER else label(split, group), palette.colour(split, group))
        for group, _rows in _layers(counts, split)
    ]


def _layers(counts: pd.DataFrame, split: Split | None) -> list[tuple[str, pd.DataFrame]]:
    if split is None:
        return [("", counts.assign(parts="", group=""))]
    own = [value for value in named(split) if value in set(counts["group"])]
    layers = [(value, counts[counts["group"] == value].assign(parts="")) for value in own]
    rest = counts[~counts["group"].isin(own)]
    if not rest.empty:
        parts = (
            rest[rest["count"] > 0]
            .sort_values("count", ascending=False)
            .groupby("period")[["group", "count"]]
            .apply(
                lambda rows: "<br>".join(
                    f"{label(split, group)}: {locale.number(count)}"
                    for group, count in zip(rows["group"], rows["count"], strict=True)
                )
            )
        )
        merged = rest.groupby("period", as_index=False).agg(
            count=("count", "sum"), unfinished=("unfinished", "first")
        )
        layers.append((OTHER, merged.assign(parts=merged["period"].map(parts).fillna(""))))
    return layers


def _hover(row: dict[Hashable, Any], period: Period, split: Split | None, group: str) -> str:
    when = period_label(row["period"], period)
    text = locale.ngettext("{n} designation", "{n} designations", row["count"])
    if split is None:
        return f"{when} · {text}"
    name = _("Other") if group == OTHER else label(split, group)
    return f"{when} · {name} · {text}" + (f"<br>{row['parts']}" if row["parts"] else "")


def _axis(
    figure: go.Figure, counts: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, period: Period
) -> None:
    starts = sorted(counts["period"].unique())
    middle = pd.Timedelta(days=_DAYS[period] // 2)
    if period == "year":
        ticks = [(start + middle, str(start.year)) for start in starts]
        step = 1 if len(ticks) <= 7 else 2
        ticks = [tick for place, tick in enumerate(reversed(ticks)) if place % step == 0]
    elif len(starts) <= _NAMED or last - first <= _SHORT:
        # So few as fit beside each other on a phone, each under the middle of its bar, and away
        # from the edges, where a label would be dropped.
        step = -(-len(starts) // _NAMED)
        shown = starts[step // 2 :: step] if step > 1 else starts
        ticks = [(start + middle, period_label(start, period)) for start in shown]
    else:
        years = sorted({start.year for start in starts})
        step = 1 if len(years) <= 7 else 2
        ticks = [
            (pd.Timestamp(year, 7, 1), str(year))
            for year in years
            if (years[-1] - year) % step == 0
        ]
    figure.update_xaxes(
        type="date",
        range=[first, last],
        tickmode="array",
        tickvals=[place for place, _text in ticks],
        ticktext=[text for _place, text in ticks],
    )
