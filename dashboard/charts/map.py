"""Where they are registered: the map."""

from __future__ import annotations

import math
from typing import Any, Literal

import pandas as pd

from dashboard.asking.facets import UNKNOWN
from dashboard.charts.figure import Figure
from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.words import label
from dashboard.locale import ngettext

View = Literal["world", "europe"]

_LOCATIONS = "ISO-3"
"""Plotly's name for "the feature's own id"; the ids of our geometry are ISO 3166-1 alpha-2 codes."""


def figure(counted: pd.DataFrame, *, palette: Palette, view: View = "world") -> Figure:
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
    columns = (counted[name].tolist() for name in ("country", "count", "chosen"))
    rows = list(zip(*columns, strict=True))
    known = [row for row in rows if row[0] != UNKNOWN]
    drawn = frame(palette, height=_HEIGHT[view], hovermode="closest", uirevision=view)
    layers = (
        [(known, palette.scale)]
        if all(chosen for _code, _number, chosen in rows)
        else [
            ([row for row in known if not row[2]], palette.scale),
            ([row for row in known if row[2]], (palette.accent,) * 3),
        ]
    )
    most = math.sqrt(max((number for _code, number, _chosen in known), default=1))
    for layer, scale in layers:
        codes = [code for code, _number, _chosen in layer]
        drawn["data"].append(
            {
                "type": "choropleth",
                "locations": codes,
                "locationmode": _LOCATIONS,
                "z": [math.sqrt(number) for _code, number, _chosen in layer],
                "zmin": 0,
                "zmax": most,
                "colorscale": [[0, scale[0]], [0.5, scale[1]], [1, scale[2]]],
                "showscale": False,
                "marker": {"line": {"color": palette.paper, "width": 0.6}},
                "customdata": codes,
                "hovertext": [
                    f"{label('country', code)} · "
                    f"{ngettext('{n} designation', '{n} designations', number)}"
                    for code, number, _chosen in layer
                ],
                "hoverinfo": "text",
            }
        )
    drawn["layout"] |= {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "geo": {
            "resolution": 50,
            "bgcolor": "rgba(0,0,0,0)",
            "showframe": False,
            "showcoastlines": False,
            "showland": True,
            "landcolor": palette.hairline,
            "showcountries": True,
            "countrycolor": palette.paper,
            "countrywidth": 0.6,
            **_VIEWS[view],
        },
    }
    return drawn


_HEIGHT: dict[View, int] = {"world": 280, "europe": 440}
_VIEWS: dict[View, dict[str, Any]] = {
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
