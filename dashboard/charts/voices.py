"""Who says what: claims by type of speaker, accusations to the left, the rest to the right."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import locale
from dashboard.catalog.counts import SIDES
from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.words import FEW, label
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

STANCES = ("accusation", "defence", "criticism", "context")
_ROW = 38


def figure(counted: pd.DataFrame, *, palette: Palette) -> go.Figure:
    """A bar for each type of speaker, its accusations left of the middle, answers to the right.

    Args:
        counted: What `counts.by_speaker` returned, with ``chosen``.
        palette: The colours.

    Returns:
        The figure; a bar's ``customdata`` is [speaker type, stance].
    """
    speakers = speakers_of(counted)
    drawn = frame(
        palette, height=_ROW * len(speakers) + 40, hovermode="closest", barmode="relative"
    )
    if not speakers:
        return drawn
    cells = counted.set_index(["speaker_type", "stance"])
    number, chosen = cells["count"].to_dict(), cells["chosen"].to_dict()
    for stance in STANCES:
        sign = -1 if stance == "accusation" else 1
        values = [int(number[speaker, stance]) for speaker in speakers]
        kept = [bool(chosen[speaker, stance]) for speaker in speakers]
        drawn.add_bar(
            x=[sign * value for value in values],
            y=list(range(len(speakers))),
            orientation="h",
            width=0.62,
            name=label("stance", stance),
            marker={
                "color": palette.colour("stance", stance),
                "opacity": palette.faded(kept),
                "line": {"width": 0},
            },
            customdata=[[speaker, stance] for speaker in speakers],
            hovertext=[
                f"{label('speaker_type', speaker)} · {label('stance', stance)} · "
                f"{ngettext('{n} claim', '{n} claims', value)}"
                for speaker, value in zip(speakers, values, strict=True)
            ],
            hoverinfo="text",
            showlegend=False,
        )
    reach = _reach(counted)
    step = _step(max(reach))
    ticks = list(range(-step * int(reach[0] // step), int(reach[1]) + 1, step))
    drawn.update_xaxes(
        tickmode="array", tickvals=ticks, ticktext=[locale.number(abs(tick)) for tick in ticks],
        range=[-reach[0] * 1.04 - 0.5, reach[1] * 1.04 + 0.5], showgrid=True,
        gridcolor=palette.hairline, zeroline=True, zerolinecolor=palette.muted,
    )  # fmt: skip
    drawn.update_yaxes(
        tickmode="array", tickvals=list(range(len(speakers))),
        ticktext=[label("speaker_type", speaker) for speaker in speakers],
        range=[len(speakers) - 0.5, -0.5], showgrid=False, ticklabelstandoff=8,
        tickfont={"color": palette.ink, "size": 13},
    )  # fmt: skip
    return drawn


def speakers_of(counted: pd.DataFrame) -> list[str]:
    """The types of speaker with a claim, most first."""
    totals = counted.groupby("speaker_type", observed=True)["count"].sum()
    totals = totals[totals > 0].sort_values(ascending=False, kind="stable")
    return [str(value) for value in totals.index]


def _reach(counted: pd.DataFrame) -> tuple[int, int]:
    accuses = counted["stance"] == "accusation"
    left = counted[accuses].groupby("speaker_type", observed=True)["count"].sum().max()
    right = counted[~accuses].groupby("speaker_type", observed=True)["count"].sum().max()
    return int(left), int(right)


def _step(reach: int) -> int:
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        if reach / step <= 5:
            return step
    return 10_000


def legend(palette: Palette) -> list[tuple[str, str]]:
    """The name and the colour of each stance, for a legend beside the figure."""
    return [(label("stance", stance), palette.colour("stance", stance)) for stance in STANCES]


def finding(counted: pd.DataFrame) -> str:
    """How many claims accuse and how many answer; "" for few, or for a choice of stances."""
    total = int(counted["count"].sum())
    if total < FEW or not counted["chosen"].all():
        return ""
    sides = counted.groupby(counted["stance"].astype("object").map(SIDES))["count"].sum()
    return _("{accuse} of the claims accuse, {answer} answer").format(
        accuse=locale.percent(sides.get("accusation", 0) / total),
        answer=locale.percent(sides.get("answer", 0) / total),
    )


def alt(counted: pd.DataFrame) -> str:
    """A description of the bars of claims."""
    kept = counted[counted["chosen"]]
    by_stance = kept.groupby("stance", observed=True)["count"].sum()
    by_stance = by_stance[by_stance > 0]
    if by_stance.empty:
        return _("Bar chart without a claim.")
    return _("Bar chart of claims by type of speaker: {parts}.").format(
        parts=", ".join(
            f"{label('stance', str(stance))} {locale.number(int(count))}"
            for stance, count in by_stance.items()
        )
    )
