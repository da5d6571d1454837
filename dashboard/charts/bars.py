"""Draw horizontal bars with names on the left and numbers on the right."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import locale
from dashboard.charts.figure import Figure
from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.words import short

_ROW = 26


def bars(
    names: Sequence[str],
    values: Sequence[int],
    *,
    keys: Sequence[str],
    colours: Sequence[str],
    hover: Sequence[str],
    palette: Palette,
    lengths: Sequence[int] | None = None,
) -> Figure:
    """Return a bar for each name, the first on top.

    Args:
        names: The label of each bar.
        values: The number of each bar.
        lengths: The length of each bar, if it differs from the number.
        keys: The filter value of each bar, as ``customdata``; "" for none.
        colours: Its color.
        hover: Its hover text.
        palette: The colors of the text.
    """
    figure = frame(palette, height=_ROW * len(names) + 16, hovermode="closest")
    places = list(range(len(names)))
    figure["data"].append(
        {
            "type": "bar",
            "x": list(lengths or values),
            "y": places,
            "orientation": "h",
            "marker": {"color": list(colours), "line": {"width": 0}},
            "text": [locale.number(value) for value in values],
            "textposition": "outside",
            "textfont": {"color": palette.ink, "size": 13},
            "textangle": 0,
            "cliponaxis": False,
            "customdata": list(keys),
            "hovertext": list(hover),
            "hoverinfo": "text",
            "showlegend": False,
        }
    )
    figure["layout"]["xaxis"] |= {
        "showticklabels": False,
        "range": [0, max(lengths or values, default=1) * 1.15],
    }
    figure["layout"]["yaxis"] |= {
        "tickmode": "array",
        "tickvals": places,
        "ticktext": [short(name) for name in names],
        "autorange": "reversed",
        "showgrid": False,
        "ticklabelstandoff": 8,
        "tickfont": {"color": palette.ink, "size": 14},
    }
    return figure
