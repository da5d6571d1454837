"""Compute the positions of axes, ticks and stacked bars for static drawings.

Positions along the x axis are percentages of the width, so that a drawing fits every screen;
positions along the y axis
are pixels.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dashboard import locale
from dashboard.charts.figure import Figure
from dashboard.charts.svg import BREAK, width
from dashboard.charts.words import short

_LABEL = 24
"""Pixels below or above the axes for a line of labels."""
_NAMES = {True: 24, False: 30}
"""Letters of a name before a row of cells, or of a bar, that leave room for it on a phone."""


@dataclass(frozen=True)
class Axis:
    """An axis: from values to places, which are percentages of the width or pixels of the height."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: Any) -> float:
        """Return the place of a value."""
        share = (to_number(value) - self.low) / ((self.high - self.low) or 1)
        return self.start + share * (self.end - self.start)

    def length(self, value: float) -> float:
        """Return the length of a difference of values, never negative."""
        return abs(value / ((self.high - self.low) or 1) * (self.end - self.start))


@dataclass(frozen=True)
class Bar:
    """A bar, in the values of its axes: along the axis of places, and from where to where it reaches."""

    place: float
    width: float
    begin: float
    end: float
    number: int


def to_number(value: Any) -> float:
    """Return a number, or a moment in milliseconds."""
    if isinstance(value, str):
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() * 1000
    return float(value)


def of_mark(value: Any, place: int) -> Any:
    """Return the value of one mark, of a property that may be a list with one for each."""
    return value[place] if isinstance(value, (list, tuple)) else value


def axis_name(letter: str, trace: Mapping[str, Any]) -> str:
    """Return the name under which the layout has the axis of a trace: "yaxis2"."""
    return f"{letter}axis{trace.get(f'{letter}axis', letter)[1:]}"


def labelled(axis: Mapping[str, Any]) -> bool:
    """Return whether the ticks of an axis have labels."""
    return bool(axis.get("visible", True) and axis.get("showticklabels", True))


class Places:
    """The places of a figure.

    Attributes:
        traces: Those of the figure.
        layout: That of the figure.
        bars: The bars of each trace that has them.
        x: The axis from left to right, in percent of the width.
        y: Each axis from top to bottom, in pixels.
        top: Pixels above the axes; `left` and `right` of them.
        tall: Pixels between their ends.
    """

    def __init__(self, figure: Figure) -> None:
        """Find the places.

        Args:
            figure: The figure, in any colors.
        """
        self.traces, self.layout = figure["data"], figure["layout"]
        self.bars = {
            number: self._bars(number) for number, t in enumerate(self.traces) if t["type"] == "bar"
        }
        layout = self.layout
        margin = layout["margin"]
        xaxis = layout["xaxis"]
        yaxes = dict.fromkeys(["yaxis", *(axis_name("y", trace) for trace in self.traces)])
        named = labelled(xaxis)
        above = named and xaxis.get("side") == "top"
        self.top = margin["t"] + (_LABEL if above else 0)
        below = max(margin["b"], _LABEL if named and not above else 0)
        self.tall: float = max(float(layout.get("height", 450)) - self.top - below, 1.0)
        self.x = Axis(*self._range("xaxis"), 0, 100)
        self.y = {}
        for name in yaxes:
            low, high = layout[name].get("domain", [0, 1])
            self.y[name] = Axis(*self._range(name), self.tall * (1 - low), self.tall * (1 - high))
        labels = [
            width(text, layout[name]["tickfont"]["size"])
            for name in yaxes
            if labelled(layout[name])
            for _value, text in self.ticks(name)
        ]
        self.left = max(margin["l"], max(labels) + 8 if labels else 0)
        self.right = margin["r"]

    def _range(self, name: str) -> tuple[float, float]:
        axis = self.layout[name]
        if given := axis.get("range"):
            return to_number(given[0]), to_number(given[1])
        values = list(self._values(name))
        low, high = min(values, default=0), max(values, default=1)
        if axis.get("rangemode") == "tozero":
            room = 0.05 * (max(high, 0) - min(low, 0))
            low, high = (low - room if low < 0 else 0), (high + room if high > 0 else 0)
        if axis.get("autorange") == "reversed":
            low, high = high, low
        return low, high

    def _values(self, name: str) -> Iterator[float]:
        """Yield the values that an axis must reach."""
        for place, trace in enumerate(self.traces):
            if name[0] == "y" and axis_name("y", trace) != name:
                continue
            if trace["type"] == "bar":
                along = (trace.get("orientation") == "h") == (name[0] == "y")
                for bar in self.bars[place]:
                    if along:
                        yield from (bar.place - bar.width / 1.6, bar.place + bar.width / 1.6)
                    else:
                        yield from (bar.begin, bar.end)
            elif trace["type"] == "heatmap":
                for value in trace[name[0]]:
                    yield from (to_number(value) - 0.5, to_number(value) + 0.5)
            else:
                yield from (to_number(value) for value in trace[name[0]] if value is not None)

    def _fitting(self, name: str) -> str:
        """Cut a name that is too long for a phone; one of several lines is left as it is."""
        cells = any(trace["type"] == "heatmap" for trace in self.traces)
        return name if BREAK.search(name) else short(name, _NAMES[cells])

    def ticks(self, name: str) -> list[tuple[float, str]]:
        """Return the ticks of an axis that are in its range, each with its label."""
        axis = self.layout[name]
        if axis.get("tickmode") == "array":
            found = [
                (to_number(value), self._fitting(str(text)) if name[0] == "y" else str(text))
                for value, text in zip(axis["tickvals"], axis["ticktext"], strict=True)
            ]
        else:
            low, high = sorted(self._range(name))
            rough = (high - low) / axis.get("nticks", 5) or 1
            base = 10 ** math.floor(math.log10(rough))
            step = axis.get("dtick") or next(
                base * each for each in (1, 2, 5, 10) if base * each >= rough * 0.999
            )
            first = math.ceil(low / step)
            values = [step * number for number in range(first, math.floor(high / step) + 1)]
            found = [(value, _tick(value)) for value in values]
        low, high = sorted(self._range(name))
        return [(value, text) for value, text in found if low <= value <= high]

    def _bars(self, number: int) -> list[Bar]:
        """Return the bars of a trace, on top of those of the traces before it where they are stacked."""
        trace = self.traces[number]
        places, lengths = ("y", "x") if trace.get("orientation") == "h" else ("x", "y")
        stacked = self.layout.get("barmode") in ("stack", "relative")
        before: dict[tuple[Any, bool], float] = {}
        if stacked:
            for each in self.traces[:number]:
                if each["type"] == "bar" and each.get("yaxis") == trace.get("yaxis"):
                    for place, length in zip(each[places], each[lengths], strict=True):
                        same = (place, (length or 0) < 0)
                        before[same] = before.get(same, 0) + (length or 0)
        wide = [to_number(place) for place in trace[places]]
        gaps = [abs(b - a) for a, b in zip(sorted(wide), sorted(wide)[1:], strict=False) if b != a]
        width = trace.get("width", min(gaps, default=1) * (1 - self.layout.get("bargap", 0.2)))
        made = []
        for at, (place, length) in enumerate(zip(trace[places], trace[lengths], strict=True)):
            begin = of_mark(trace.get("base", 0), at) or before.get((place, (length or 0) < 0), 0)
            begin = float(begin)
            made.append(Bar(to_number(place), of_mark(width, at), begin, begin + (length or 0), at))
        return made


def _tick(value: float) -> str:
    return locale.number(int(value)) if value == int(value) else locale.number(round(value, 2))
