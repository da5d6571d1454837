"""A figure as a drawing that needs no script: SVG that is as wide as its place, in light and dark colours.

It draws what our charts use of Plotly: bars, lines, markers, words and heat maps, with rules and annotations.
Places along the x axis are percentages, so that the drawing fits a phone and a desk without a script, and
words keep their size; a line is drawn in a box of its own that is stretched.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape, unescape
from typing import Any

from dashboard import locale
from dashboard.charts.figure import Figure
from dashboard.charts.frame import FITTED
from dashboard.charts.words import short

Link = Callable[[Any], str | None]
Colours = tuple[str, str]
"""A colour on light and on dark paper."""

_DRAWN = {"bar", "scatter", "heatmap"}
_NARROW_LETTERS = 34
"""Letters of a label that fit between neighboring ticks on a phone."""
_LABEL = 24
"""Pixels below or above the axes for a line of labels."""
_NAMES = {True: 24, False: 30}
"""Letters of a name before a row of cells, or of a bar, that leave room for it on a phone."""
_NOTE = 28
"""Letters of a note beside its mark that fit on a phone."""
_NARROW = frozenset(" .,:;'|!iIljtfr()[]·-")
_WIDE = frozenset("mwMWжмфшщыюЖМФШЩЫЮ…—№%@")
_BREAK = re.compile(r"<br\s*/?>")
_BOLD = re.compile(r"</?b>")


def drawable(figure: Figure) -> bool:
    """Tell whether every trace of a figure can be drawn without a script."""
    return all(trace["type"] in _DRAWN for trace in figure["data"])


def static_drawing(light: Figure, dark: Figure, key: str, link: Link | None = None) -> str:
    """Return a figure as SVG.

    Args:
        light: The figure in the colours of light paper.
        dark: The same in those of dark paper.
        key: A name, unique on the page.
        link: From the ``customdata`` of a mark to the address that a click on it opens.

    Raises:
        KeyError: A trace cannot be drawn; see `drawable`.
    """
    return _Drawing(light, dark, key, link).svg()


@dataclass(frozen=True)
class _Axis:
    """An axis: from values to places, which are percentages of the width or pixels of the height."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: Any) -> float:
        share = (_number(value) - self.low) / ((self.high - self.low) or 1)
        return self.start + share * (self.end - self.start)

    def length(self, value: float) -> float:
        """Return the length of a difference of values, never negative."""
        return abs(value / ((self.high - self.low) or 1) * (self.end - self.start))


@dataclass(frozen=True)
class _Bar:
    """A bar, in the values of its axes: along the axis of places, and from where to where it reaches."""

    place: float
    width: float
    begin: float
    end: float
    number: int


def _number(value: Any) -> float:
    """Return a number, or a moment in milliseconds."""
    if isinstance(value, str):
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() * 1000
    return float(value)


def _each(value: Any, place: int) -> Any:
    """Return the value of one mark, of a property that may be a list with one for each."""
    return value[place] if isinstance(value, (list, tuple)) else value


def _shown(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _width(text: str, size: float) -> float:
    """Estimate the width of a line of words, in pixels."""
    return sum(
        size
        * (
            0.28
            if letter in _NARROW
            else 0.75
            if letter in _WIDE
            else 0.62
            if letter.isupper()
            else 0.52
        )
        for letter in _BOLD.sub("", text)
    )


class _Drawing:
    def __init__(self, light: Figure, dark: Figure, key: str, link: Link | None) -> None:
        self.traces, self.dark = light["data"], dark["data"]
        self.layout, self.dark_layout = light["layout"], dark["layout"]
        self.key, self.link = key, link
        self.hatches: dict[Colours, str] = {}
        self.bars = {
            place: self._bars(place) for place, t in enumerate(self.traces) if t["type"] == "bar"
        }
        self.height = float(self.layout.get("height", 450))
        self._place()

    # --- axes ---------------------------------------------------------------------------------------

    def _place(self) -> None:
        layout = self.layout
        margin = layout["margin"]
        xaxis, yaxes = layout["xaxis"], [self._names("y", t) for t in self.traces]
        self.y_names = list(dict.fromkeys(["yaxis", *yaxes]))
        named = self._labelled(xaxis)
        above = named and xaxis.get("side") == "top"
        self.top = margin["t"] + (_LABEL if above else 0)
        below = max(margin["b"], _LABEL if named and not above else 0)
        self.tall: float = max(self.height - self.top - below, 1.0)
        self.x = _Axis(*self._range("xaxis"), 0, 100)
        self.y = {}
        for name in self.y_names:
            low, high = layout[name].get("domain", [0, 1])
            self.y[name] = _Axis(*self._range(name), self.tall * (1 - low), self.tall * (1 - high))
        labels = [
            _width(text, layout[name]["tickfont"]["size"])
            for name in self.y_names
            if self._labelled(layout[name])
            for _value, text in self._ticks(name)
        ]
        self.left = max(margin["l"], max(labels) + 8 if labels else 0)
        self.right = margin["r"]

    @staticmethod
    def _labelled(axis: Mapping[str, Any]) -> bool:
        return bool(axis.get("visible", True) and axis.get("showticklabels", True))

    @staticmethod
    def _names(letter: str, trace: Mapping[str, Any]) -> str:
        return f"{letter}axis{trace.get(f'{letter}axis', letter)[1:]}"

    def _range(self, name: str) -> tuple[float, float]:
        axis = self.layout[name]
        if given := axis.get("range"):
            return _number(given[0]), _number(given[1])
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
            if name[0] == "y" and self._names("y", trace) != name:
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
                    yield from (_number(value) - 0.5, _number(value) + 0.5)
            else:
                yield from (_number(value) for value in trace[name[0]] if value is not None)

    def _fitting(self, name: str) -> str:
        """Cut a name that is too long for a phone; one of several lines is left as it is."""
        cells = any(trace["type"] == "heatmap" for trace in self.traces)
        return name if _BREAK.search(name) else short(name, _NAMES[cells])

    def _ticks(self, name: str) -> list[tuple[float, str]]:
        axis = self.layout[name]
        if axis.get("tickmode") == "array":
            found = [
                (_number(value), self._fitting(str(text)) if name[0] == "y" else str(text))
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

    # --- bars ---------------------------------------------------------------------------------------

    def _bars(self, number: int) -> list[_Bar]:
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
        wide = [_number(place) for place in trace[places]]
        gaps = [abs(b - a) for a, b in zip(sorted(wide), sorted(wide)[1:], strict=False) if b != a]
        width = trace.get("width", min(gaps, default=1) * (1 - self.layout.get("bargap", 0.2)))
        made = []
        for at, (place, length) in enumerate(zip(trace[places], trace[lengths], strict=True)):
            begin = _each(trace.get("base", 0), at) or before.get((place, (length or 0) < 0), 0)
            begin = float(begin)
            made.append(_Bar(_number(place), _each(width, at), begin, begin + (length or 0), at))
        return made

    def _draw_bars(self, number: int) -> Iterator[str]:
        trace, dark = self.traces[number], self.dark[number]
        axis = self.y[self._names("y", trace)]
        flat = trace.get("orientation") == "h"
        for bar in self.bars[number]:
            text = _each(trace.get("text", ""), bar.number)
            if bar.begin == bar.end and not text:
                continue
            if flat:
                x, width = self.x(min(bar.begin, bar.end)), self.x.length(bar.end - bar.begin)
                height = axis.length(bar.width)
                y = axis(bar.place) - height / 2
            else:
                width = self.x.length(bar.width)
                x = self.x(bar.place) - width / 2
                y, height = sorted((axis(bar.begin), axis(bar.end)))
                height -= y
            painted = (
                _each(trace["marker"].get("color", "#000"), bar.number),
                _each(dark["marker"].get("color", "#000"), bar.number),
            )
            shape = _each(trace["marker"].get("pattern", {}).get("shape", ""), bar.number)
            fill = self._hatch(painted) if shape else _fill(painted)
            opacity = _each(trace["marker"].get("opacity", 1), bar.number)
            faint = f' opacity="{_shown(opacity)}"' if opacity != 1 else ""
            rect = f'<rect x="{_shown(x)}%" y="{_shown(y)}" width="{_shown(width)}%" height="{_shown(height)}"{fill}{faint}/>'
            if bar.begin != bar.end:
                yield self._linked(rect, trace, bar.number)
            if text:
                yield _words(
                    str(text),
                    f"{_shown(self.x(bar.end))}%",
                    y + height / 2,
                    size=trace["textfont"]["size"],
                    paint=(trace["textfont"]["color"], dark["textfont"]["color"]),
                    anchor="start",
                    shift=4,
                )

    def _hatch(self, painted: Colours) -> str:
        name = self.hatches.setdefault(painted, f"hatch-{self.key}-{len(self.hatches)}")
        return f' fill="url(#{name})"'

    # --- heat maps, lines, markers and words --------------------------------------------------------

    def _draw_heatmap(self, number: int) -> Iterator[str]:
        trace, dark = self.traces[number], self.dark[number]
        axis = self.y[self._names("y", trace)]
        known = [value for row in trace["z"] for value in row if value is not None]
        low = trace.get("zmin", min(known, default=0))
        high = trace.get("zmax", max(known, default=1))
        width, height = self.x.length(1), axis.length(1)
        for row, (at, values) in enumerate(zip(trace["y"], trace["z"], strict=True)):
            for column, (place, value) in enumerate(zip(trace["x"], values, strict=True)):
                if value is None:
                    continue
                share = (value - low) / ((high - low) or 1)
                painted = (
                    _shade(trace["colorscale"], share),
                    _shade(dark["colorscale"], share),
                )
                x, y = self.x(place) - width / 2, axis(at) - height / 2
                rect = f'<rect x="{_shown(x)}%" y="{_shown(y)}" width="{_shown(width)}%" height="{_shown(height)}"{_fill(painted)}/>'
                yield self._linked(rect, trace, row, column)

    def _draw_scatter(self, number: int) -> Iterator[str]:
        trace, dark = self.traces[number], self.dark[number]
        axis = self.y[self._names("y", trace)]
        mode = trace.get("mode", "lines")
        points = [
            (place, self.x(x), axis(y))
            for place, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True))
            if x is not None and y is not None
        ]
        if "lines" in mode and points:
            yield self._line(trace, dark, points)
        if "markers" in mode:
            yield from self._markers(trace, dark, points)
        if "text" in mode:
            font, other = trace.get("textfont", {}), dark.get("textfont", {})
            position = trace.get("textposition", "middle center")
            for place, x, y in points:
                above, beside = str(_each(position, place)).split()
                drawn = {"top": -12, "bottom": 12}.get(above, 0)
                anchor, shift = {"left": ("end", -9), "right": ("start", 9)}.get(
                    beside, ("middle", 0)
                )
                yield _words(
                    str(_each(trace.get("text", ""), place)),
                    f"{_shown(x)}%",
                    y + drawn,
                    size=_each(font.get("size", 13), place),
                    anchor=anchor,
                    shift=shift,
                    paint=(
                        _each(font.get("color", "#000"), place),
                        _each(other.get("color", "#000"), place),
                    ),
                )

    def _line(
        self,
        trace: Mapping[str, Any],
        dark: Mapping[str, Any],
        points: Sequence[tuple[int, float, float]],
    ) -> str:
        line = trace.get("line", {})
        stepped = line.get("shape") == "hv"
        path = f"M{_shown(points[0][1] * 10)} {_shown(points[0][2])}"
        for _place, x, y in points[1:]:
            path += (
                f"H{_shown(x * 10)}V{_shown(y)}" if stepped else f"L{_shown(x * 10)} {_shown(y)}"
            )
        stroke = _stroke((line.get("color", "#000"), dark.get("line", {}).get("color", "#000")))
        return (
            f'<svg width="100%" height="{_shown(self.tall)}" viewBox="0 0 1000 {_shown(self.tall)}" '
            f'preserveAspectRatio="none"><path d="{path}" fill="none"{stroke} '
            f'stroke-width="{line.get("width", 2)}" vector-effect="non-scaling-stroke"/></svg>'
        )

    def _markers(
        self,
        trace: Mapping[str, Any],
        dark: Mapping[str, Any],
        points: Iterable[tuple[int, float, float]],
    ) -> Iterator[str]:
        marker, other = trace.get("marker", {}), dark.get("marker", {})
        for place, x, y in points:
            symbol = str(_each(marker.get("symbol", "circle"), place))
            painted = (
                _each(marker.get("color", "#000"), place), _each(other.get("color", "#000"), place)
            )  # fmt: skip
            opacity = _each(marker.get("opacity", 1), place)
            faint = f' opacity="{_shown(opacity)}"' if opacity != 1 else ""
            hollow = "open" in symbol
            paint = (
                f' fill="none"{_stroke(painted)} stroke-width="1.5"' if hollow else _fill(painted)
            )
            radius = _each(marker.get("size", 6), place) / 2
            circle = (
                f'<circle cx="{_shown(x)}%" cy="{_shown(y)}" r="{_shown(radius)}"{paint}{faint}/>'
            )
            yield self._linked(circle, trace, place)

    def _linked(self, mark: str, trace: Mapping[str, Any], *place: int) -> str:
        """Return a mark as the link that it is, which the table of the chart offers to the keyboard."""
        given = trace.get("customdata")
        if self.link is None or given is None:
            return mark
        for number in place:
            given = given[number]
        href = self.link(given)
        return f'<a href="{escape(href)}" tabindex="-1">{mark}</a>' if href else mark

    # --- what stands around -------------------------------------------------------------------------

    def _grid(self) -> Iterator[str]:
        for name in self.y_names:
            axis, other = self.layout[name], self.dark_layout[name]
            for value, text in self._ticks(name) if axis.get("visible", True) else ():
                y = self.y[name](value)
                if axis.get("showgrid"):
                    stroke = _stroke((axis["gridcolor"], other["gridcolor"]))
                    yield f'<line x2="100%" y1="{_shown(y)}" y2="{_shown(y)}"{stroke}/>'
                if self._labelled(axis):
                    yield _words(
                        text, "0", y, size=axis["tickfont"]["size"], anchor="end", shift=-6,
                        paint=(axis["tickfont"]["color"], other["tickfont"]["color"]),
                    )  # fmt: skip
        axis, other = self.layout["xaxis"], self.dark_layout["xaxis"]
        ticks = self._ticks("xaxis") if self._labelled(axis) else []
        many = (
            len(ticks) * max((len(text) + 1 for _value, text in ticks), default=0) > _NARROW_LETTERS
        )
        for place, (value, text) in enumerate(sorted(ticks)):
            if axis.get("showgrid"):
                stroke = _stroke((axis["gridcolor"], other["gridcolor"]))
                x = f"{_shown(self.x(value))}%"
                yield f'<line x1="{x}" x2="{x}" y2="{_shown(self.tall)}"{stroke}/>'
            y = -14 if axis.get("side") == "top" else self.tall + 14
            words = _words(
                text, f"{_shown(self.x(value))}%", y, size=axis["tickfont"]["size"],
                paint=(axis["tickfont"]["color"], other["tickfont"]["color"]),
            )  # fmt: skip
            # On a phone each second stays, counted from the last; each fourth where it is very narrow.
            back = len(ticks) - 1 - place
            spare = "ur-spare" if back % 2 else "ur-sparse" if back % 4 else ""
            yield f'<g class="{spare}">{words}</g>' if many and spare and words else words

    def _at(self, thing: Mapping[str, Any], letter: str, value: Any) -> float:
        """Return the place of a shape or an annotation on one axis."""
        reference = thing.get(f"{letter}ref", letter)
        if letter == "x":
            return 100 * float(value) if reference == "paper" else self.x(value)
        if reference == "paper":
            return self.tall * (1 - float(value))
        place: float = self.y[f"yaxis{reference[1:]}"](value)
        return place

    def _shapes(self, layer: str) -> Iterator[str]:
        pairs = zip(self.layout["shapes"], self.dark_layout["shapes"], strict=True)
        for shape, dark in pairs:
            if (shape.get("layer") == "below") != (layer == "below"):
                continue
            x0, x1 = (self._at(shape, "x", shape[end]) for end in ("x0", "x1"))
            y0, y1 = (self._at(shape, "y", shape[end]) for end in ("y0", "y1"))
            if shape["type"] == "line":
                line = shape["line"]
                dash = {"dot": ' stroke-dasharray="2 2"', "dash": ' stroke-dasharray="6 4"'}.get(
                    line.get("dash", ""), ""
                )
                yield (
                    f'<line x1="{_shown(x0)}%" x2="{_shown(x1)}%" y1="{_shown(y0)}" y2="{_shown(y1)}"'
                    f'{_stroke((line["color"], dark["line"]["color"]))} stroke-width="{line.get("width", 2)}"{dash}/>'
                )
            elif shape["type"] == "rect":
                x, width, y, height = min(x0, x1), abs(x1 - x0), min(y0, y1), abs(y1 - y0)
                fill = _fill((shape.get("fillcolor", "none"), dark.get("fillcolor", "none")))
                opacity = f' opacity="{_shown(shape["opacity"])}"' if "opacity" in shape else ""
                yield f'<rect x="{_shown(x)}%" y="{_shown(y)}" width="{_shown(width)}%" height="{_shown(height)}"{fill}{opacity}/>'

    def _annotations(self) -> Iterator[str]:
        pairs = zip(self.layout["annotations"], self.dark_layout["annotations"], strict=True)
        for note, dark in pairs:
            font, other = note.get("font", {}), dark.get("font", {})
            base, other_base = self.layout["font"], self.dark_layout["font"]
            size = font.get("size", base["size"])
            y = self._at(note, "y", note["y"]) - note.get("yshift", 0)
            y += {"bottom": -0.65 * size - 1, "top": 0.65 * size + 1}.get(
                note.get("yanchor", "middle"), 0
            )
            yield _words(
                short(note["text"], _NOTE) if note.get("name") == FITTED else note["text"],
                f"{_shown(self._at(note, 'x', note['x']))}%",
                y,
                size=size,
                paint=(font.get("color", base["color"]), other.get("color", other_base["color"])),
                anchor={"left": "start", "right": "end"}.get(note.get("xanchor", ""), "middle"),
                shift=note.get("xshift", 0),
                ground=(note["bgcolor"], dark["bgcolor"]) if "bgcolor" in note else None,
            )

    def svg(self) -> str:
        """Return the whole drawing."""
        draw = {
            "bar": self._draw_bars,
            "heatmap": self._draw_heatmap,
            "scatter": self._draw_scatter,
        }
        marks = [
            mark for number, trace in enumerate(self.traces) for mark in draw[trace["type"]](number)
        ]
        if any(trace["type"] == "heatmap" for trace in self.traces):
            marks = [f'<g class="ur-cells">{"".join(marks)}</g>']
        parts = [
            *self._shapes("below"),
            *self._grid(),
            *marks,
            *self._shapes("above"),
            *self._annotations(),
        ]
        hatches = [
            f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="2.4" height="6"{_fill(painted)}/></pattern>'
            for painted, name in self.hatches.items()
        ]
        around = _shown(self.left + self.right)
        return (
            f'<svg aria-hidden="true" style="margin:{_shown(self.top)}px 0 0 {_shown(self.left)}px;'
            f'width:calc(100% - {around}px);height:{_shown(self.tall)}px">{"".join(hatches)}{"".join(parts)}</svg>'
        )


def _tick(value: float) -> str:
    return locale.number(int(value)) if value == int(value) else locale.number(round(value, 2))


def _fill(painted: Colours) -> str:
    return _painted("fill", painted)


def _stroke(painted: Colours) -> str:
    return _painted("stroke", painted)


def _painted(what: str, painted: Colours) -> str:
    """Return a colour as attributes: browsers that do not know `light-dark()` draw that of light paper."""
    light, dark = painted
    if light == dark:
        return f' {what}="{light}"'
    return f' {what}="{light}" style="{what}:light-dark({light},{dark})"'


def _shade(scale: Sequence[Sequence[Any]], share: float) -> str:
    """Return the colour at a place of a colour scale, as Plotly mixes it."""
    share = min(max(share, 0.0), 1.0)
    for (low, few), (high, many) in itertools.pairwise(scale):
        if share <= high:
            if share == low == high or high == low:
                continue
            part = (share - low) / (high - low)
            channels = zip(bytes.fromhex(few[1:]), bytes.fromhex(many[1:]), strict=True)
            return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in channels)
    return str(scale[-1][1])


def _words(
    text: str,
    x: str,
    y: float,
    *,
    size: float,
    paint: Colours,
    anchor: str = "middle",
    shift: float = 0,
    ground: Colours | None = None,
) -> str:
    """Return a line of words, or several; a background is a wide outline in its colour."""
    # A text of Plotly's may hold references of HTML; it is read once and written once.
    lines = [escape(unescape(_BOLD.sub("", line))) for line in _BREAK.split(text)]
    if not any(lines):
        return ""
    bold = ' font-weight="700"' if "<b>" in text else ""
    moved = f' dx="{_shown(shift)}"' if shift else ""
    behind = ""
    if ground:
        behind = f' paint-order="stroke" stroke-width="4" stroke-linejoin="round"{_stroke(ground)}'
        light, dark = ground
        if light != dark and paint[0] != paint[1]:
            behind = (
                f' paint-order="stroke" stroke-width="4" stroke-linejoin="round" stroke="{light}" fill="{paint[0]}" '
                f'style="stroke:light-dark({light},{dark});fill:light-dark({paint[0]},{paint[1]})"'
            )
    colour = behind if "fill:" in behind else f"{behind}{_fill(paint)}"
    first = y - (len(lines) - 1) * size * 0.65
    said = "".join(
        f'<tspan x="{x}" dy="{_shown(size * 1.3)}">{line}</tspan>' if place else line
        for place, line in enumerate(lines)
    )
    return f'<text x="{x}" y="{_shown(first + size * 0.35)}"{moved} font-size="{_shown(size)}" text-anchor="{anchor}"{bold}{colour}>{said}</text>'
