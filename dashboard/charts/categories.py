"""What they do."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.bars import bars
from dashboard.charts.labels import label
from dashboard.charts.palette import Palette
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

_SHOWN = 10


def categories(counts: pd.Series, *, palette: Palette) -> go.Figure:
    """Bars of the categories with most designations, each in its own colour; the others together.

    Args:
        counts: Designations by category.
        palette: The colours.
    """
    named = counts.drop(index="other", errors="ignore")
    kept = named.head(_SHOWN)
    rest = counts.drop(index=kept.index)
    names = [label("category", str(value)) for value in kept.index]
    values = [int(value) for value in kept]
    keys = [str(value) for value in kept.index]
    hover = [
        f"{name} · {ngettext('{n} designation', '{n} designations', value)}"
        for name, value in zip(names, values, strict=True)
    ]
    colours = [palette.colour("category", key) for key in keys]
    if len(rest):
        names.append(_("Other"))
        values.append(int(rest.sum()))
        keys.append("")
        hover.append(", ".join(f"{label('category', str(key))} {n}" for key, n in rest.items()))
        colours.append(palette.other)
    return bars(names, values, keys=keys, colours=colours, hover=hover, palette=palette)
