"""Where they are registered: bars by country, which need no map."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import locale
from dashboard.charts.palette import Palette
from dashboard.charts.ranking import ranking
from dashboard.charts.words import FEW, label, most
from dashboard.locale import gettext as _
from dashboard.locale import ngettext


def figure(counted: pd.DataFrame, *, palette: Palette, limit: int = 12) -> go.Figure:
    """Bars of the countries with most designations; the others together in one.

    Those of unknown country have a bar of their own below: they are no further country.

    Args:
        counted: Columns ``country`` (ISO code or "unknown"), ``count`` and ``chosen``.
        palette: The colours.
        limit: How many countries have a bar of their own.

    Returns:
        The figure; a bar's ``customdata`` is the code, "" for the others.
    """
    return ranking(
        counted,
        "country",
        names=[label("country", code) for code in counted["country"]],
        hover=lambda count: ngettext("{n} designation", "{n} designations", count),
        palette=palette,
        limit=limit,
    )


def finding(counted: pd.DataFrame) -> str:
    """Which country has most, and its share; "" for few, for a tie, or for a choice of some."""
    ranked = counted.loc[counted["country"] != "unknown"]
    total = int(counted["count"].sum())
    if total < FEW or len(ranked) < 2 or not counted["chosen"].all():
        return ""
    first, second = ranked["count"].iloc[0], ranked["count"].iloc[1]
    if first == second:
        return ""
    return _("{country}: {share} of them ({count} of {total})").format(
        country=label("country", ranked["country"].iloc[0]),
        share=locale.percent(first / total),
        count=locale.number(int(first)),
        total=locale.number(total),
    )


def alt(counted: pd.DataFrame) -> str:
    """A description of the bars and of the map by country."""
    kept = counted[counted["chosen"]]
    if kept.empty:
        return _("Bar chart without a designation.")
    return _("Bar chart of designations by country of registration: {most}.").format(
        most=most([label("country", code) for code in kept["country"]], kept["count"])
    )
