"""Cases by year, in the colours of the articles of law."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from dashboard import locale
from dashboard.charts.figure import Figure
from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.words import FEW
from dashboard.dataset.choices import ARTICLES_OF_LAW
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

_PLACES = {"koap-20.33": 4, "uk-284.1": 5, "uk-other": 0}
"""Places in the series of colours; an article not named is grey."""
_MOST_TICKS = 7


def figure(counted: pd.DataFrame, *, palette: Palette) -> Figure:
    """A bar for each year, stacked by article of law.

    Args:
        counted: What `counts.prosecutions_by_year` returned, with ``chosen``.
        palette: The colours.

    Returns:
        The figure; a bar's ``customdata`` is its year.
    """
    drawn = frame(palette, height=300, hovermode="closest", barmode="stack")
    cases = _cases(counted)
    for choice in ARTICLES_OF_LAW:
        bars = [case for case in cases if case.article == choice.value]
        name = _(choice.label)
        drawn["data"].append(
            {
                "type": "bar",
                "x": [bar.year for bar in bars],
                "y": [bar.number for bar in bars],
                "name": name,
                "marker": {
                    "color": _colour(palette, choice.value),
                    "opacity": palette.faded([bar.chosen for bar in bars]),
                    "line": {"width": 0},
                },
                "customdata": [str(bar.year) for bar in bars],
                "hovertext": [
                    f"{bar.year} · {name} · {ngettext('{n} case', '{n} cases', bar.number)}"
                    for bar in bars
                ],
                "hoverinfo": "text",
                "showlegend": False,
            }
        )
    years = sorted({case.year for case in cases}, reverse=True)
    ticks = years[:: 1 if len(years) <= _MOST_TICKS else 2]
    drawn["layout"]["xaxis"] |= {
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [str(year) for year in ticks],
    }
    drawn["layout"]["yaxis"] |= {"showgrid": True, "tickformat": ",d", "nticks": 6}
    return drawn


class _Cases(NamedTuple):
    year: int
    article: str
    number: int
    chosen: bool


def _cases(counted: pd.DataFrame) -> list[_Cases]:
    names = ("year", "article_of_law", "count", "chosen")
    return [_Cases(*row) for row in zip(*(counted[name].tolist() for name in names), strict=True)]


def _colour(palette: Palette, article: str) -> str:
    return palette.series[_PLACES[article]] if article in _PLACES else palette.other


def legend(palette: Palette) -> list[tuple[str, str]]:
    """The name and the colour of each article, for a legend beside the figure."""
    return [(_(choice.label), _colour(palette, choice.value)) for choice in ARTICLES_OF_LAW]


def finding(counted: pd.DataFrame) -> str:
    """How many of the cases known here are criminal; "" for few."""
    kept = [cases for cases in _cases(counted) if cases.chosen]
    total = sum(cases.number for cases in kept)
    if total < FEW:
        return ""
    criminal = sum(cases.number for cases in kept if cases.article.startswith("uk-"))
    return _("{criminal} of the {total} dated cases in this sample are criminal").format(
        criminal=locale.number(criminal), total=locale.number(total)
    )


def alt(counted: pd.DataFrame) -> str:
    """A description of the bars of cases."""
    totals: dict[str, int] = {}
    for cases in _cases(counted):
        if cases.chosen:
            totals[cases.article] = totals.get(cases.article, 0) + cases.number
    parts = [
        f"{_(choice.label)} {locale.number(totals[choice.value])}"
        for choice in ARTICLES_OF_LAW
        if totals.get(choice.value)
    ]
    if not parts:
        return _("Bar chart without a case.")
    return _("Bar chart of cases by year and article of law: {parts}.").format(
        parts=", ".join(parts)
    )
