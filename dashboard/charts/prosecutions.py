"""Cases by year, in the colours of the articles of law."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.charts import sentences
from dashboard.charts.chart import Chart, Options, Panel, Sentence, once
from dashboard.charts.figure import Figure
from dashboard.charts.frame import frame, whole
from dashboard.charts.palette import Palette
from dashboard.charts.periods import in_years
from dashboard.charts.words import FEW
from dashboard.dataset.choices import ARTICLES_OF_LAW
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext

_PLACES = {"koap-20.33": 4, "uk-284.1": 5, "uk-other": 0}
"""Places in the series of colours; an article not named is grey."""


@once
def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    """Count the cases of each year and article of law, also of the years around those asked for.

    Returns:
        The return value of `prosecutions_by_year`, with ``chosen``.
    """
    counted = prosecutions_by_year(cases_about(catalog, filters))
    return counted.assign(chosen=in_years(counted["year"], filters))


def cases_about(catalog: Catalog, filters: Filters) -> pd.DataFrame:
    """Select the prosecutions that concern the designations of a selection, of all years.

    Without a filter those about no designation that the page names are there too.
    """
    around = replace(filters.within("designations"), year=None, day=None)
    cases = catalog.prosecutions
    if not around:
        return cases
    return cases[cases["designation_id"].isin(select_designations(catalog, around).index)]


def prosecutions_by_year(cases: pd.DataFrame) -> pd.DataFrame:
    """Count cases by the year of their last known step.

    Args:
        cases: Rows of the catalog's prosecutions; those without a date are left out.

    Returns:
        Columns ``year``, ``article_of_law`` and ``count``: every article for each year from the
        first to the last, including years without a case. Empty without a dated case.
    """
    dated = cases.dropna(subset="date")
    years = dated["date"].dt.year
    every = range(int(years.min()), int(years.max()) + 1) if len(dated) else range(0)
    articles = [choice.value for choice in ARTICLES_OF_LAW]
    index = pd.MultiIndex.from_product([every, articles], names=["year", "article_of_law"])
    counted = pd.DataFrame(
        {"year": years, "article_of_law": dated["article_of_law"].astype("object")}
    ).value_counts()
    table = counted.reindex(index, fill_value=0).rename("count").reset_index()
    return table.astype({"year": "int64", "count": "int64"})


def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    """Make a row for each year, with a column for each article of law and their sum."""
    kept = counted[counted["chosen"]]
    articles = {choice.value: _(choice.label) for choice in ARTICLES_OF_LAW}
    grid = kept.pivot_table(index="year", columns="article_of_law", values="count", aggfunc="sum")
    grid = grid.reindex(columns=list(articles), fill_value=0).astype("int64")
    grid = grid.set_axis(list(articles.values()), axis="columns")
    grid[_("All")] = grid.sum(axis="columns")
    return grid.rename_axis(_("Year")).reset_index().rename_axis(None, axis="columns")


def figure(counted: pd.DataFrame, *, palette: Palette) -> Figure:
    """Draw a bar for each year, stacked by article of law.

    Args:
        counted: The return value of `prosecutions_by_year`, with ``chosen``.
        palette: The colors of the theme.

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
    ticks = sorted(years)
    drawn["layout"]["xaxis"] |= {
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [str(year) for year in ticks],
    }
    most = counted.groupby("year")["count"].sum().max() if len(counted) else 0
    drawn["layout"]["yaxis"] |= whole(most, 6) | {"tickformat": ",d"}
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
    """Return the name and the colour of each article."""
    return [(_(choice.label), _colour(palette, choice.value)) for choice in ARTICLES_OF_LAW]


def finding(counted: pd.DataFrame) -> str:
    """Say how many of the cases known here are criminal; "" for few."""
    kept = [cases for cases in _cases(counted) if cases.chosen]
    total = sum(cases.number for cases in kept)
    if total < FEW:
        return ""
    criminal = sum(cases.number for cases in kept if cases.article.startswith("uk-"))
    return _("{criminal} of the {total} dated court cases in our sample are criminal").format(
        criminal=locale.number(criminal), total=locale.number(total)
    )


def alt(counted: pd.DataFrame) -> str:
    """Describe the bars of cases."""
    totals: dict[str, int] = {}
    for cases in _cases(counted):
        if cases.chosen:
            totals[cases.article] = totals.get(cases.article, 0) + cases.number
    parts = [
        f"{_(choice.label)}: {locale.number(totals[choice.value])}"
        for choice in ARTICLES_OF_LAW
        if totals.get(choice.value)
    ]
    if not parts:
        return _("Bar chart without a case.")
    return _("Bar chart of cases by year and article of law: {parts}.").format(
        parts="; ".join(parts)
    )


def draw(
    catalog: Catalog, filters: Filters, options: Options, colours: Palette
) -> Panel | Sentence | None:
    """Draw the selection."""
    counted = count(catalog, filters, options)
    total = int(counted.loc[counted["chosen"], "count"].sum()) if len(counted) else 0
    if not total:
        return Sentence(_("No case of this selection is in the dataset."))
    undated = int(cases_about(catalog, filters)["date"].isna().sum())
    return Panel(
        figure=figure(counted, palette=colours),
        title=sentences.titled(catalog, filters, "designations", finding(counted), _(CHART.title)),
        subtitle=sentences.subtitle(
            _("a sample from published reports: courts decide many more"),
            _("by year of the last step known"),
            sentences.left_out(undated),
            sentences.beside(counted),
        ),
        alt=alt(counted),
        filters=filters,
        link=lambda year: filters.toggled_year(int(year)),
        row_link=lambda row: filters.toggled_year(int(row[_("Year")])),
        legend=legend(colours),
    )


CHART = Chart(
    "prosecutions",
    mark("Court cases by year and article of law"),
    "designations",
    count,
    table,
    draw,
)
