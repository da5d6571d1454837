"""Parts shared by all charts: fonts, background, axes, and dates in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

import pandas as pd
from babel import dates

from dashboard import locale
from dashboard.catalog.wording import typographic
from dashboard.charts.figure import Figure, moment
from dashboard.charts.palette import Palette
from dashboard.charts.periods import DAYS

_SHORT = pd.Timedelta(days=800)
"""Maximum length of a time axis whose ticks are quarters or months; longer ones have years."""
_NAMED = 4
"""Maximum number of labelled quarters or months."""

FITTED = "fitted"
"""The name of an annotation that `plot.js` and `static_drawing` shorten if it does not fit beside its mark."""

FONT = '"Source Sans", "Source Sans 3", sans-serif'


def frame(palette: Palette, *, height: int, **layout: Any) -> Figure:
    """Return an empty figure with the background of the page.

    Args:
        palette: The colors of the theme.
        height: In pixels.
        **layout: Further settings of Plotly's layout, which take precedence.

    Returns:
        The figure; add to its ``data``, ``shapes`` and ``annotations``, and change its axes and
        margin.
    """
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickfont": {"color": palette.muted, "size": 13},
        "fixedrange": True,
        "automargin": True,
    }
    base: dict[str, Any] = {
        "height": height,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 14, "color": palette.ink},
        "margin": {"l": 0, "r": 8, "t": 8, "b": 8},
        "xaxis": axis,
        "yaxis": axis | {"rangemode": "tozero", "gridcolor": palette.hairline, "gridwidth": 1},
        "hoverlabel": {
            "bgcolor": palette.paper,
            "bordercolor": palette.hairline,
            "font": {"family": FONT, "color": palette.ink, "size": 13},
        },
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": -0.12,
            "yanchor": "top",
            "font": {"size": 13},
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "separators": separators(),
        "dragmode": False,
        "bargap": 0.18,
        "shapes": [],
        "annotations": [],
    }
    return {"data": [], "layout": base | layout}


def whole(most: float, ticks: int = 5) -> dict[str, Any]:
    """Return the settings of an axis of counts, with ticks only at whole numbers.

    Args:
        most: The largest count.
        ticks: How many ticks there are about.
    """
    return {"showgrid": True, "nticks": ticks} | ({"tick0": 0, "dtick": 1} if most < ticks else {})


def hatched(unfinished: Iterable[bool]) -> dict[str, Any]:
    """Return the pattern of bars of which some stand for a period that is not over.

    Args:
        unfinished: Whether each does.
    """
    return {
        "shape": ["/" if each else "" for each in unfinished],
        "fillmode": "replace",
        "size": 6,
        "solidity": 0.4,
    }


def separators() -> str:
    """Return the decimal and the grouping mark of the reader's language, as Plotly takes them."""
    symbols = locale.current().cldr.number_symbols["latn"]
    return f"{symbols['decimal']}{symbols['group']}"


def period_label(start: pd.Timestamp, period: str) -> str:
    """Return a period as the reader writes it: "2025", "Q2 2025", "May 2025"."""
    if period == "year":
        return str(start.year)
    if period == "quarter":
        skeleton = dates.format_date(start, format="QQQ y", locale=locale.current().cldr)
        return str(skeleton)
    return locale.month(start)


def period_ticks(starts: Sequence[pd.Timestamp], period: str) -> dict[str, Any]:
    """Return the settings of a time axis of bars; `plot.js` leaves out names where it is narrow.

    Args:
        starts: The first day of each period.
        period: The length of a period.
    """
    starts = sorted(starts)
    middle = pd.Timedelta(days=DAYS[period] // 2)
    if period == "year":
        ticks = [(start + middle, str(start.year)) for start in starts]
    elif len(starts) <= _NAMED or starts[-1] - starts[0] <= _SHORT:
        # Place each tick under the middle of its bar, and not at the edges, where a label would be
        # dropped.
        step = -(-len(starts) // _NAMED)
        shown = starts[step // 2 :: step] if step > 1 else starts
        ticks = [(start + middle, period_label(start, period)) for start in shown]
    else:
        years = sorted({start.year for start in starts})
        ticks = [(pd.Timestamp(year, 7, 1), str(year)) for year in years]
    return {
        "tickmode": "array",
        "tickvals": [moment(place) for place, _text in ticks],
        "ticktext": [text for _place, text in ticks],
    }


def year_ticks(first: pd.Timestamp, last: pd.Timestamp) -> dict[str, Any]:
    """Return the settings of a time axis that names years only."""
    shown = range(first.year, last.year + 1)
    return {
        "tickmode": "array",
        "tickvals": [moment(pd.Timestamp(year, 1, 1)) for year in shown],
        "ticktext": [str(year) for year in shown],
    }


def month_ticks(first: pd.Timestamp, last: pd.Timestamp) -> dict[str, Any]:
    """Return the settings of a short time axis that names months, few enough for a phone."""
    # A label at an edge would be cut off.
    room = (last - first) * 0.07
    starts = list(pd.date_range(first + room, last - room, freq="MS", normalize=True))
    step = -(-len(starts) // 4)
    shown = starts[::step] if step else starts
    return {
        "tickmode": "array",
        "tickvals": [moment(start) for start in shown],
        "ticktext": [locale.month(start) for start in shown],
    }


def rules(
    figure: Figure,
    milestones: pd.DataFrame,
    *,
    first: pd.Timestamp,
    last: pd.Timestamp,
    palette: Palette,
    top: float,
    floor: Callable[[pd.Timestamp], float] = lambda when: 0,
    rows: int = 3,
) -> None:
    """Draw milestones as thin numbered lines; the hover text of a number names the milestone.

    Labels do not fit above a chart on a phone, so numbers are used, in several rows so that they do
    not overlap; the page lists their meaning. If there are many, rows and margin are added.

    Args:
        figure: The figure to draw on; its x axis is a time axis.
        milestones: Columns ``date``, ``label_en``, ``label_ru``, in order of date.
        first: Where the axis begins; earlier milestones are left out.
        last: Where it ends.
        palette: The colors of the theme.
        top: Where the y axis ends.
        floor: Returns how far down a line at a date may go without crossing a number.
        rows: Minimum number of rows of labels.
    """
    placed = _placed(in_span(milestones, first, last), first, last)
    layout = figure["layout"]
    for row, text, when, label in placed:
        place = moment(when)
        layout["shapes"].append(
            {"type": "line", "x0": place, "x1": place, "xref": "x",
             "y0": min(floor(when), top), "y1": top, "yref": "y", "line": {"color": palette.muted, "width": 1, "dash": "dot"},
             "layer": "below"}
        )  # fmt: skip
        layout["annotations"].append(
            {"x": place, "xref": "x", "y": 1, "yref": "paper", "yanchor": "bottom",
             "yshift": 2 + row * 16, "text": text, "showarrow": False,
             "font": {"size": 12, "color": palette.muted},
             "hovertext": f"{locale.day(when)}: {escape(label, quote=False)}",
             "hoverlabel": {"bgcolor": palette.paper, "font": {"color": palette.ink}}}
        )  # fmt: skip
    used = max((row + 1 for row, *_rest in placed), default=0)
    layout["margin"]["t"] = 8 + 16 * max(rows, used)
    layout["yaxis"]["range"] = [0, top]


def in_span(milestones: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Return the milestones between two dates, both included, in the order of their numbers."""
    return milestones[milestones["date"].between(first, last)]


def label_of(milestone: Any) -> str:
    """Return the label of a milestone in the reader's language."""
    return typographic(str(getattr(milestone, _label())))


def _label() -> str:
    return "label_ru" if locale.current().code == "ru" else "label_en"


def _placed(
    shown: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp
) -> Sequence[tuple[int, str, pd.Timestamp, str]]:
    # A number is about a twentieth of a phone's chart wide.
    room = (last - first) / 20
    ends: list[pd.Timestamp] = []
    placed = []
    milestones = zip(shown["date"].tolist(), shown[_label()].tolist(), strict=True)
    for number, (when, label) in enumerate(milestones, start=1):
        free = [row for row, end in enumerate(ends) if when >= end]
        row = free[0] if free else len(ends)
        ends[row : row + 1] = [when + room]
        placed.append((row, str(number), when, label))
    return placed
