"""Where they are registered: the map."""

from __future__ import annotations

import math
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.words import label
from dashboard.locale import ngettext

View = Literal["world", "europe"]

_LOCATIONS = "ISO-3"
"""Plotly's name for "the feature's own id"; the ids of our geometry are ISO 3166-1 alpha-2 codes."""


def figure(counted: pd.DataFrame, *, palette: Palette, view: View = "world") -> go.Figure:
    """Countries shaded by their number of designations, those chosen in red.

    The shade grows with the square root: by the number itself, all but one country would be pale.
    The geometry is ours (see `web/assets/geo`): Plotly would fetch its own from a third party.

    Args:
        counted: Columns ``country`` (ISO code or "unknown"), ``count`` and ``chosen``.
        palette: The colours.
        view: The whole world, or Europe, where countries are small and many.

    Returns:
        The figure; a country's ``customdata`` is its code. The unknown country is not on it.
    """
    known = counted[counted["country"] != "unknown"]
    drawn = frame(palette, height=_HEIGHT[view], hovermode="closest", uirevision=view)
    layers = (
        [(known, palette.scale)]
        if counted["chosen"].all()
        else [
            (known[~known["chosen"]], palette.scale),
            (known[known["chosen"]], (palette.accent,) * 3),
        ]
    )
    most = math.sqrt(known["count"].max()) if len(known) else 1
    for rows, scale in layers:
        drawn.add_choropleth(
            locations=list(rows["country"]),
            locationmode=_LOCATIONS,
            z=[math.sqrt(count) for count in rows["count"]],
            zmin=0,
            zmax=most,
            colorscale=[[0, scale[0]], [0.5, scale[1]], [1, scale[2]]],
            showscale=False,
            marker={"line": {"color": palette.paper, "width": 0.6}},
            customdata=list(rows["country"]),
            hovertext=[
                f"{label('country', code)} · "
                f"{ngettext('{n} designation', '{n} designations', int(count))}"
                for code, count in zip(rows["country"], rows["count"], strict=True)
            ],
            hoverinfo="text",
        )
    drawn.update_geos(
        resolution=50,
        bgcolor="rgba(0,0,0,0)",
        showframe=False,
        showcoastlines=False,
        showland=True,
        landcolor=palette.hairline,
        showcountries=True,
        countrycolor=palette.paper,
        countrywidth=0.6,
        **_VIEWS[view],
    )
    drawn.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return drawn


_HEIGHT: dict[View, int] = {"world": 280, "europe": 440}
_VIEWS: dict[View, dict[str, object]] = {
    "world": {
        "projection": {"type": "natural earth"},
        "lonaxis": {"range": [-170, 180]},
        "lataxis": {"range": [-56, 82]},
    },
    "europe": {
        "projection": {"type": "conic conformal", "parallels": [40, 65], "rotation": {"lon": 16}},
        "lonaxis": {"range": [-11, 46]},
        "lataxis": {"range": [34, 70]},
    },
}
