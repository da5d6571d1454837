"""Cases by year, in the colours of the articles of law."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import locale
from dashboard.catalog import schema
from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.words import FEW
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

_PLACES = {"koap-20.33": 4, "uk-284.1": 5, "uk-other": 0}
"""Places in the series of colours; an article not named is grey."""
_MOST_TICKS = 7


def figure(counted: pd.DataFrame, *, palette: Palette) -> go.Figure:
    """A bar for each year, stacked by article of law.

    Args:
        counted: What `counts.prosecutions_by_year` returned, with ``chosen``.
        palette: The colours.

    Returns:
        The figure; a bar's ``customdata`` is its year.
    """
    drawn = frame(palette, height=300, hovermode="closest", barmode="stack")
    for choice in schema.ARTICLES_OF_LAW:
        rows = counted[counted["article_of_law"] == choice.value]
        drawn.add_bar(
            x=rows["year"],
            y=rows["count"],
            name=_(choice.label),
            marker={
                "color": _colour(palette, choice.value),
                "opacity": palette.faded(rows["chosen"].tolist()),
                "line": {"width": 0},
            },
            customdata=[str(year) for year in rows["year"]],
            hovertext=[
                f"{year} · {_(choice.label)} · {ngettext('{n} case', '{n} cases', int(count))}"
                for year, count in zip(rows["year"], rows["count"], strict=True)
            ],
            hoverinfo="text",
            showlegend=False,
        )
    years = sorted(set(counted["year"]), reverse=True)
    step = 1 if len(years) <= _MOST_TICKS else 2
    ticks = years[::step]
    drawn.update_xaxes(tickmode="array", tickvals=ticks, ticktext=[str(year) for year in ticks])
    drawn.update_yaxes(showgrid=True, tickformat=",d", nticks=6)
    return drawn


def _colour(palette: Palette, article: str) -> str:
    return palette.series[_PLACES[article]] if article in _PLACES else palette.other


def legend(palette: Palette) -> list[tuple[str, str]]:
    """The name and the colour of each article, for a legend beside the figure."""
    return [(_(choice.label), _colour(palette, choice.value)) for choice in schema.ARTICLES_OF_LAW]


def finding(counted: pd.DataFrame) -> str:
    """How many of the cases known here are criminal; "" for few."""
    kept = counted[counted["chosen"]]
    total = int(kept["count"].sum())
    if total < FEW:
        return ""
    criminal = int(kept.loc[kept["article_of_law"].str.startswith("uk-"), "count"].sum())
    return _("{criminal} of the {total} cases recorded here are criminal ones").format(
        criminal=locale.number(criminal), total=locale.number(total)
    )


def alt(counted: pd.DataFrame) -> str:
    """A description of the bars of cases."""
    kept = counted[counted["chosen"]]
    totals = kept.groupby("article_of_law")["count"].sum()
    parts = [
        f"{_(choice.label)} {locale.number(int(totals.get(choice.value, 0)))}"
        for choice in schema.ARTICLES_OF_LAW
        if totals.get(choice.value, 0)
    ]
    if not parts:
        return _("Bar chart without a case.")
    return _("Bar chart of cases by year and article of law: {parts}.").format(
        parts=", ".join(parts)
    )
