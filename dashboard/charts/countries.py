"""Where they are registered."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.catalog.counts import largest
from dashboard.charts.bars import bars
from dashboard.charts.labels import label
from dashboard.charts.palette import Palette
from dashboard.locale import gettext as _
from dashboard.locale import ngettext


def countries(counts: pd.Series, *, palette: Palette, limit: int = 10) -> go.Figure:
    """Bars of the countries with most designations; the others together in one.

    Those of unknown country have a bar of their own below: they are no further country.

    Args:
        counts: Designations by ISO code, or "unknown".
        palette: The colours.
        limit: How many countries have a bar of their own.
    """
    kept, rest = largest(counts, limit)
    unknown = int(rest.get("unknown", 0))
    rest = rest.drop(index="unknown", errors="ignore")
    names = [label("country", str(code)) for code in kept.index]
    values = [int(value) for value in kept]
    keys = [str(code) for code in kept.index]
    colours = [palette.ink] * len(kept)
    hover = [
        f"{name} · {ngettext('{n} designation', '{n} designations', value)}"
        for name, value in zip(names, values, strict=True)
    ]
    if len(rest):
        names.append(ngettext("{n} other", "{n} others", len(rest)))
        values.append(int(rest.sum()))
        keys.append("")
        colours.append(palette.other)
        parts = ", ".join(f"{label('country', str(code))} {n}" for code, n in rest.head(12).items())
        hover.append(_("Others: {parts}").format(parts=parts + (" …" if len(rest) > 12 else "")))
    if unknown:
        names.append(label("country", "unknown"))
        values.append(unknown)
        keys.append("unknown")
        colours.append(palette.other)
        hover.append(f"{names[-1]} · {ngettext('{n} designation', '{n} designations', unknown)}")
    return bars(names, values, keys=keys, colours=colours, hover=hover, palette=palette)
