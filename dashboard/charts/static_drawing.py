"""Draw a figure as responsive SVG without scripts, in light and dark colors.

It supports the features of Plotly that the charts use: bars, lines, markers, text and heatmaps,
with shapes and
annotations. Text keeps its size on any screen; a line is in a nested SVG that is stretched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from dashboard.charts.figure import Figure
from dashboard.charts.frame import FITTED
from dashboard.charts.static_places import Places, axis_name, labelled, of_mark
from dashboard.charts.svg import Colours, filled, shade, shown, stroked, words
from dashboard.charts.words import short

Link = Callable[[Any], str | None]

_DRAWN = {"bar", "scatter", "heatmap"}
_NARROW_LETTERS = 34
"""Letters of a label that fit between neighboring ticks on a phone."""
_NOTE = 28
"""Letters of a note beside its mark that fit on a phone."""


def drawable(figure: Figure) -> bool:
    """Return whether every trace of a figure can be drawn without a script."""
    return all(trace["type"] in _DRAWN for trace in figure["data"])


def static_drawing(light: Figure, dark: Figure, key: str, link: Link | None = None) -> str:
    """Return a figure as SVG.

    Args:
        light: The figure in the colors of light paper.
        dark: The same in those of dark paper.
        key: A name, unique on the page.
        link: From the ``customdata`` of a mark to the address that a click on it opens.

    Raises:
        KeyError: A trace cannot be drawn; see `drawable`.
    """
    return _Drawing(light, dark, key, link).svg()


class _Drawing:
    def __init__(self, light: Figure, dark: Figure, key: str, link: Link | None) -> None:
        self.dark, self.dark_layout = dark["data"], dark["layout"]
        self.places = Places(light)
        self.key, self.link = key, link
        self.hatches: dict[Colours, str] = {}

    # --- marks --------------------------------------------------------------------------------------

    def _draw_bars(self, number: int) -> Iterator[str]:
        trace, dark = self.places.traces[number], self.dark[number]
        axis = self.places.y[axis_name("y", trace)]
        flat = trace.get("orientation") == "h"
        for bar in self.places.bars[number]:
            text = of_mark(trace.get("text", ""), bar.number)
            if bar.begin == bar.end and not text:
                continue
            if flat:
                x, width = (
                    self.places.x(min(bar.begin, bar.end)),
                    self.places.x.length(bar.end - bar.begin),
                )
                height = axis.length(bar.width)
                y = axis(bar.place) - height / 2
            else:
                width = self.places.x.length(bar.width)
                x = self.places.x(bar.place) - width / 2
                y, height = sorted((axis(bar.begin), axis(bar.end)))
                height -= y
            painted = (
                of_mark(trace["marker"].get("color", "#000"), bar.number),
                of_mark(dark["marker"].get("color", "#000"), bar.number),
            )
            shape = of_mark(trace["marker"].get("pattern", {}).get("shape", ""), bar.number)
            fill = self._hatch(painted) if shape else filled(painted)
            opacity = of_mark(trace["marker"].get("opacity", 1), bar.number)
            faint = f' opacity="{shown(opacity)}"' if opacity != 1 else ""
            rect = f'<rect x="{shown(x)}%" y="{shown(y)}" width="{shown(width)}%" height="{shown(height)}"{fill}{faint}/>'
            if bar.begin != bar.end:
                yield self._linked(rect, trace, bar.number)
            if text:
                yield words(
                    str(text),
                    f"{shown(self.places.x(bar.end))}%",
                    y + height / 2,
                    size=trace["textfont"]["size"],
                    paint=(trace["textfont"]["color"], dark["textfont"]["color"]),
                    anchor="start",
                    shift=4,
                )

    def _hatch(self, painted: Colours) -> str:
        name = self.hatches.setdefault(painted, f"hatch-{self.key}-{len(self.hatches)}")
        return f' fill="url(#{name})"'

    def _draw_heatmap(self, number: int) -> Iterator[str]:
        trace, dark = self.places.traces[number], self.dark[number]
        axis = self.places.y[axis_name("y", trace)]
        known = [value for row in trace["z"] for value in row if value is not None]
        low = trace.get("zmin", min(known, default=0))
        high = trace.get("zmax", max(known, default=1))
        width, height = self.places.x.length(1), axis.length(1)
        for row, (at, values) in enumerate(zip(trace["y"], trace["z"], strict=True)):
            for column, (place, value) in enumerate(zip(trace["x"], values, strict=True)):
                if value is None:
                    continue
                share = (value - low) / ((high - low) or 1)
                painted = (
                    shade(trace["colorscale"], share),
                    shade(dark["colorscale"], share),
                )
                x, y = self.places.x(place) - width / 2, axis(at) - height / 2
                rect = f'<rect x="{shown(x)}%" y="{shown(y)}" width="{shown(width)}%" height="{shown(height)}"{filled(painted)}/>'
                yield self._linked(rect, trace, row, column)

    def _draw_scatter(self, number: int) -> Iterator[str]:
        trace, dark = self.places.traces[number], self.dark[number]
        axis = self.places.y[axis_name("y", trace)]
        mode = trace.get("mode", "lines")
        points = [
            (place, self.places.x(x), axis(y))
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
                above, beside = str(of_mark(position, place)).split()
                drawn = {"top": -12, "bottom": 12}.get(above, 0)
                anchor, shift = {"left": ("end", -9), "right": ("start", 9)}.get(
                    beside, ("middle", 0)
                )
                yield words(
                    str(of_mark(trace.get("text", ""), place)),
                    f"{shown(x)}%",
                    y + drawn,
                    size=of_mark(font.get("size", 13), place),
                    anchor=anchor,
                    shift=shift,
                    paint=(
                        of_mark(font.get("color", "#000"), place),
                        of_mark(other.get("color", "#000"), place),
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
        path = f"M{shown(points[0][1] * 10)} {shown(points[0][2])}"
        for _place, x, y in points[1:]:
            path += f"H{shown(x * 10)}V{shown(y)}" if stepped else f"L{shown(x * 10)} {shown(y)}"
        stroke = stroked((line.get("color", "#000"), dark.get("line", {}).get("color", "#000")))
        return (
            f'<svg width="100%" height="{shown(self.places.tall)}" viewBox="0 0 1000 {shown(self.places.tall)}" '
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
            symbol = str(of_mark(marker.get("symbol", "circle"), place))
            painted = (
                of_mark(marker.get("color", "#000"), place), of_mark(other.get("color", "#000"), place)
            )  # fmt: skip
            opacity = of_mark(marker.get("opacity", 1), place)
            faint = f' opacity="{shown(opacity)}"' if opacity != 1 else ""
            hollow = "open" in symbol
            paint = (
                f' fill="none"{stroked(painted)} stroke-width="1.5"' if hollow else filled(painted)
            )
            radius = of_mark(marker.get("size", 6), place) / 2
            circle = f'<circle cx="{shown(x)}%" cy="{shown(y)}" r="{shown(radius)}"{paint}{faint}/>'
            yield self._linked(circle, trace, place)

    def _linked(self, mark: str, trace: Mapping[str, Any], *place: int) -> str:
        """Wrap a mark in a link. It is not focusable, because the table of the chart has the same link."""
        given = trace.get("customdata")
        if self.link is None or given is None:
            return mark
        for number in place:
            given = given[number]
        href = self.link(given)
        return f'<a href="{escape(href)}" tabindex="-1">{mark}</a>' if href else mark

    # --- axes, shapes and annotations
    # -------------------------------------------------------------------------

    def _grid(self) -> Iterator[str]:
        for name in self.places.y:
            axis, other = self.places.layout[name], self.dark_layout[name]
            for value, text in self.places.ticks(name) if axis.get("visible", True) else ():
                y = self.places.y[name](value)
                if axis.get("showgrid"):
                    stroke = stroked((axis["gridcolor"], other["gridcolor"]))
                    yield f'<line x2="100%" y1="{shown(y)}" y2="{shown(y)}"{stroke}/>'
                if labelled(axis):
                    yield words(
                        text, "0", y, size=axis["tickfont"]["size"], anchor="end", shift=-6,
                        paint=(axis["tickfont"]["color"], other["tickfont"]["color"]),
                    )  # fmt: skip
        axis, other = self.places.layout["xaxis"], self.dark_layout["xaxis"]
        ticks = self.places.ticks("xaxis") if labelled(axis) else []
        many = (
            len(ticks) * max((len(text) + 1 for _value, text in ticks), default=0) > _NARROW_LETTERS
        )
        for place, (value, text) in enumerate(sorted(ticks)):
            if axis.get("showgrid"):
                stroke = stroked((axis["gridcolor"], other["gridcolor"]))
                x = f"{shown(self.places.x(value))}%"
                yield f'<line x1="{x}" x2="{x}" y2="{shown(self.places.tall)}"{stroke}/>'
            y = -14 if axis.get("side") == "top" else self.places.tall + 14
            label = words(
                text, f"{shown(self.places.x(value))}%", y, size=axis["tickfont"]["size"],
                paint=(axis["tickfont"]["color"], other["tickfont"]["color"]),
            )  # fmt: skip
            # On a phone only every second label is shown, counted from the last; on a very narrow
            # screen every fourth.
            back = len(ticks) - 1 - place
            spare = "ur-spare" if back % 2 else "ur-sparse" if back % 4 else ""
            yield f'<g class="{spare}">{label}</g>' if many and spare and label else label

    def _at(self, thing: Mapping[str, Any], letter: str, value: Any) -> float:
        """Return the place of a shape or an annotation on one axis."""
        reference = thing.get(f"{letter}ref", letter)
        if letter == "x":
            return 100 * float(value) if reference == "paper" else self.places.x(value)
        if reference == "paper":
            return self.places.tall * (1 - float(value))
        place: float = self.places.y[f"yaxis{reference[1:]}"](value)
        return place

    def _shapes(self, layer: str) -> Iterator[str]:
        pairs = zip(self.places.layout["shapes"], self.dark_layout["shapes"], strict=True)
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
                    f'<line x1="{shown(x0)}%" x2="{shown(x1)}%" y1="{shown(y0)}" y2="{shown(y1)}"'
                    f'{stroked((line["color"], dark["line"]["color"]))} stroke-width="{line.get("width", 2)}"{dash}/>'
                )
            elif shape["type"] == "rect":
                x, width, y, height = min(x0, x1), abs(x1 - x0), min(y0, y1), abs(y1 - y0)
                fill = filled((shape.get("fillcolor", "none"), dark.get("fillcolor", "none")))
                opacity = f' opacity="{shown(shape["opacity"])}"' if "opacity" in shape else ""
                yield f'<rect x="{shown(x)}%" y="{shown(y)}" width="{shown(width)}%" height="{shown(height)}"{fill}{opacity}/>'

    def _annotations(self) -> Iterator[str]:
        pairs = zip(self.places.layout["annotations"], self.dark_layout["annotations"], strict=True)
        for note, dark in pairs:
            font, other = note.get("font", {}), dark.get("font", {})
            base, other_base = self.places.layout["font"], self.dark_layout["font"]
            size = font.get("size", base["size"])
            y = self._at(note, "y", note["y"]) - note.get("yshift", 0)
            y += {"bottom": -0.65 * size - 1, "top": 0.65 * size + 1}.get(
                note.get("yanchor", "middle"), 0
            )
            yield words(
                short(note["text"], _NOTE) if note.get("name") == FITTED else note["text"],
                f"{shown(self._at(note, 'x', note['x']))}%",
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
            mark
            for number, trace in enumerate(self.places.traces)
            for mark in draw[trace["type"]](number)
        ]
        if any(trace["type"] == "heatmap" for trace in self.places.traces):
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
            f'<rect width="2.4" height="6"{filled(painted)}/></pattern>'
            for painted, name in self.hatches.items()
        ]
        around = shown(self.places.left + self.places.right)
        return (
            f'<svg aria-hidden="true" style="margin:{shown(self.places.top)}px 0 0 {shown(self.places.left)}px;'
            f'width:calc(100% - {around}px);height:{shown(self.places.tall)}px">{"".join(hatches)}{"".join(parts)}</svg>'
        )
