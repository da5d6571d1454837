"""Who says what: claims by type of speaker, accusations to the left, the rest to the right."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

import pandas as pd

from dashboard import locale
from dashboard.charts.counts import SIDES
from dashboard.charts.figure import Figure
from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.words import FEW, label
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

STANCES = ("accusation", "defence", "criticism", "context")
_ROW = 38


def figure(counted: pd.DataFrame, *, palette: Palette) -> Figure:
    """A bar for each type of speaker, its accusations left of the middle, answers to the right.

    Args:
        counted: What `counts.by_speaker` returned, with ``chosen``.
        palette: The colours.

    Returns:
        The figure; a bar's ``customdata`` is [speaker type, stance].
    """
    bars = {(bar.speaker, bar.stance): bar for bar in _bars(counted)}
    speakers = _speakers(bars.values())
    drawn = frame(
        palette, height=_ROW * len(speakers) + 40, hovermode="closest", barmode="relative"
    )
    if not speakers:
        return drawn
    places = list(range(len(speakers)))
    names = [label("speaker_type", speaker) for speaker in speakers]
    for stance in STANCES:
        sign = -1 if stance == "accusation" else 1
        of_stance = [bars[speaker, stance] for speaker in speakers]
        drawn["data"].append(
            {
                "type": "bar",
                "x": [sign * bar.number for bar in of_stance],
                "y": places,
                "orientation": "h",
                "width": 0.62,
                "name": label("stance", stance),
                "marker": {
                    "color": palette.colour("stance", stance),
                    "opacity": palette.faded([bar.chosen for bar in of_stance]),
                    "line": {"width": 0},
                },
                "customdata": [[speaker, stance] for speaker in speakers],
                "hovertext": [
                    f"{name} · {label('stance', stance)} · "
                    f"{ngettext('{n} claim', '{n} claims', bar.number)}"
                    for name, bar in zip(names, of_stance, strict=True)
                ],
                "hoverinfo": "text",
                "showlegend": False,
            }
        )
    left, right = _reach(bars.values())
    step = _step(max(left, right))
    ticks = list(range(-step * (left // step), right + 1, step))
    drawn["layout"]["xaxis"] |= {
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [locale.number(abs(tick)) for tick in ticks],
        "range": [-left * 1.04 - 0.5, right * 1.04 + 0.5],
        "showgrid": True,
        "gridcolor": palette.hairline,
        "zeroline": True,
        "zerolinecolor": palette.muted,
    }
    drawn["layout"]["yaxis"] |= {
        "tickmode": "array",
        "tickvals": places,
        "ticktext": names,
        "range": [len(speakers) - 0.5, -0.5],
        "showgrid": False,
        "ticklabelstandoff": 8,
        "tickfont": {"color": palette.ink, "size": 13},
    }
    return drawn


class _Bar(NamedTuple):
    speaker: str
    stance: str
    number: int
    chosen: bool


def _bars(counted: pd.DataFrame) -> list[_Bar]:
    names = ("speaker_type", "stance", "count", "chosen")
    return [_Bar(*row) for row in zip(*(counted[name].tolist() for name in names), strict=True)]


def _speakers(bars: Iterable[_Bar]) -> list[str]:
    """The types of speaker with a claim, most first."""
    totals = _totals((bar.speaker, bar.number) for bar in bars)
    return sorted(
        (speaker for speaker, number in totals.items() if number),
        key=lambda speaker: -totals[speaker],
    )


def _totals(numbers: Iterable[tuple[str, int]]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for key, number in numbers:
        totals[key] = totals.get(key, 0) + number
    return totals


def _reach(bars: Collection[_Bar]) -> tuple[int, int]:
    """How far the longest bar reaches to the left, and to the right."""
    left, right = (
        _totals(
            (bar.speaker, bar.number) for bar in bars if (bar.stance == "accusation") is accuses
        )
        for accuses in (True, False)
    )
    return max(left.values(), default=0), max(right.values(), default=0)


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
    bars = _bars(counted)
    sides = _totals((SIDES[bar.stance], bar.number) for bar in bars)
    total = sum(sides.values())
    if total < FEW or not all(bar.chosen for bar in bars):
        return ""
    return _("{accuse} of {total} recorded claims are accusations, {answer} are responses").format(
        accuse=locale.number(sides.get("accusation", 0)),
        answer=locale.number(sides.get("answer", 0)),
        total=locale.number(total),
    )


def alt(counted: pd.DataFrame) -> str:
    """A description of the bars of claims."""
    totals = _totals((bar.stance, bar.number) for bar in _bars(counted) if bar.chosen)
    if not any(totals.values()):
        return _("Bar chart without a claim.")
    return _("Bar chart of claims by type of speaker: {parts}.").format(
        parts=", ".join(
            f"{label('stance', stance)} {locale.number(number)}"
            for stance, number in totals.items()
            if number
        )
    )
