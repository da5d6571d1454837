"""Designations over time, as bars."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import locale
from dashboard.catalog.counts import Period, Split
from dashboard.charts.frame import DAYS, frame, mark_up, period_label, period_ticks, rules
from dashboard.charts.palette import Palette, named
from dashboard.charts.words import FEW, label
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

OTHER = "other"
_FEW_IN_PERIOD = 5
"""A comparison with fewer would be chance."""


def figure(
    counts: pd.DataFrame,
    *,
    period: Period,
    palette: Palette,
    milestones: pd.DataFrame | None = None,
    split: Split | None = None,
) -> go.Figure:
    """Bars of designations in each period, stacked where split.

    Args:
        counts: What `counts.by_period` returned; where a column ``chosen`` says so, periods outside
            the selection are drawn pale.
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
    drawn = frame(palette, height=360, barmode="stack", hovermode="closest")
    if counts.empty:
        return drawn
    if "chosen" not in counts:
        counts = counts.assign(chosen=True)
    for group, rows in _layers(counts, split):
        colour = palette.ink if split is None else palette.colour(split, group)
        chosen = list(rows["chosen"])
        drawn.add_bar(
            # Bars stand in the middle of their period, so that rules at a date fall where they should.
            x=rows["period"] + pd.Timedelta(days=DAYS[period] // 2),
            y=rows["count"],
            width=DAYS[period] * 0.82 * 86_400_000,
            name=_("Other") if group == OTHER else label(split, group),
            showlegend=False,
            marker={
                "color": palette.singled_out(chosen, [colour] * len(rows))
                if split is None
                else colour,
                "opacity": 1 if split is None else palette.faded(chosen),
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
        # An annotation has a background of its own, so that no rule runs through the number.
        mark_up(
            drawn,
            annotations=[
                {
                    "x": total["period"] + pd.Timedelta(days=DAYS[period] // 2),
                    "y": total["count"],
                    "text": locale.number(total["count"]),
                    "showarrow": False,
                    "yanchor": "bottom",
                    "borderpad": 1,
                    "bgcolor": palette.paper,
                    "font": {"color": palette.ink, "size": 13},
                }
                for total in totals[totals["count"] > 0].to_dict("records")
            ],
        )
    first = counts["period"].min()
    last = counts["period"].max() + pd.Timedelta(days=DAYS[period])
    drawn.update_xaxes(
        type="date", range=[first, last], **period_ticks(list(counts["period"].unique()), period)
    )
    drawn.update_yaxes(showgrid=True, nticks=5)
    if milestones is not None:
        rules(drawn, milestones, first=first, last=last, palette=palette)
    return drawn


def legend(counts: pd.DataFrame, *, split: Split, palette: Palette) -> list[tuple[str, str]]:
    """The name and the colour of each layer, from the bottom up, for a legend beside the figure.

    Plotly's own legend takes the room of the bars on a phone.
    """
    if "chosen" not in counts:
        counts = counts.assign(chosen=True)
    return [
        (_("Other") if group == OTHER else label(split, group), palette.colour(split, group))
        for group, _rows in _layers(counts, split)
    ]


def finding(counts: pd.DataFrame, period: Period) -> str:
    """How the last complete period compares with the one before; "" where that says little.

    Args:
        counts: What `counts.by_period` returned, with or without ``chosen``.
        period: The length of a period.
    """
    totals = (
        counts.groupby("period", as_index=False).agg(
            count=("count", "sum"), unfinished=("unfinished", "first"), chosen=("chosen", "first")
        )
        if "chosen" in counts
        else counts.assign(chosen=True)
    )
    complete = totals[~totals["unfinished"]].reset_index(drop=True)
    asked = complete.index[complete["chosen"]]
    if totals["count"].sum() < FEW or asked.empty or asked[-1] == 0:
        return ""
    # The year before is there for comparison, whether or not it was asked for.
    now, before = complete.iloc[asked[-1]], complete.iloc[asked[-1] - 1]
    if min(now["count"], before["count"]) < _FEW_IN_PERIOD:
        return ""
    change = now["count"] / before["count"] - 1
    if change == 0:
        sentence = _("{now} saw as many designations as {before}: {count}")
    elif abs(change) < 0.005:
        # 301 after 300 are not as many, and "0% more" says nothing.
        return ""
    elif change > 0:
        sentence = _("{now} saw {designations}, {change} more than {before}")
    else:
        sentence = _("{now} saw {designations}, {change} fewer than {before}")
    return sentence.format(
        now=period_label(now["period"], period),
        before=period_label(before["period"], period),
        count=locale.number(int(now["count"])),
        designations=ngettext("{n} designation", "{n} designations", int(now["count"])),
        change=locale.percent(abs(change)),
    )


def alt(counts: pd.DataFrame, period: Period) -> str:
    """A description of the bars over time."""
    if "chosen" in counts:
        counts = counts[counts["chosen"]]
    totals = counts.groupby("period")["count"].sum()
    if totals.empty:
        return _("Bar chart without a dated designation.")
    if int((totals == totals.max()).sum()) == 1:
        sentence = _("Bar chart of designations from {first} to {last}; most in {peak}: {count}.")
    else:
        sentence = _(
            "Bar chart of designations from {first} to {last}; at most {count} in one period."
        )
    return sentence.format(
        first=period_label(totals.index[0], period),
        last=period_label(totals.index[-1], period),
        peak=period_label(pd.Timestamp(str(totals.idxmax())), period),
        count=locale.number(int(totals.max())),
    )


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
            count=("count", "sum"), unfinished=("unfinished", "first"), chosen=("chosen", "first")
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
