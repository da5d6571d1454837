"""Statements by type of speaker, accusations to the left, the rest to the right."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.asking.selection import articles_kept
from dashboard.asking.views import unreported
from dashboard.catalog.catalog import Catalog
from dashboard.charts import sentences
from dashboard.charts.chart import Chart, Options, Panel, Sentence, once
from dashboard.charts.figure import Figure
from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.sides import SIDES
from dashboard.charts.values import chosen_of
from dashboard.charts.words import FEW, label
from dashboard.dataset import choices
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext

STANCES = ("accusation", "defence", "criticism", "context")
_ROW = 38


@once
def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    """Count the statements of each type of speaker and stance, also of stances not asked for.

    Returns:
        The return value of `by_speaker`, with ``chosen``.
    """
    around = articles_kept(catalog, replace(filters, stance=()))
    claims = catalog.claims[["speaker_type", "stance", "statement_id"]]
    counted = by_speaker(claims[around[catalog.joins.claim_article]])
    return counted.assign(chosen=chosen_of(counted["stance"].astype("object"), filters.stance))


def by_speaker(claims: pd.DataFrame) -> pd.DataFrame:
    """Count what each type of speaker said, by stance.

    Args:
        claims: Rows of the catalog's claims.

    Returns:
        Columns ``speaker_type``, ``stance``, ``count`` (statements, each once) and ``reports``
        (claims), in the order of the schema; every pair is there, also one without a statement.
    """
    said = claims.groupby(["speaker_type", "stance"], observed=False)["statement_id"]
    counted = said.agg(count="nunique", reports="size")
    return counted.reset_index()


def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    """Make a row for each type of speaker: statements of each stance, their sum, and their reports."""
    kept = counted[counted["chosen"]]
    grid = pd.crosstab(
        kept["speaker_type"].astype("object"),
        kept["stance"].astype("object"),
        values=kept["count"],
        aggfunc="sum",
    )
    speakers = {choice.value: _(choice.label) for choice in choices.SPEAKER_TYPES}
    stances = {choice.value: _(choice.label) for choice in choices.STANCES}
    grid = grid.reindex(index=list(speakers), fill_value=0)
    grid = grid[[stance for stance in stances if stance in grid.columns]]
    grid[_("All")] = grid.sum(axis="columns")
    grid[_("Reports")] = kept.groupby(kept["speaker_type"].astype("object"))["reports"].sum()
    grid[_("Reports")] = grid[_("Reports")].fillna(0).astype("int64")
    grid.columns = pd.Index([stances.get(column, column) for column in grid.columns])
    grid.index = pd.Index([speakers[value] for value in grid.index], name=_("Speaker"))
    return grid.reset_index()


def figure(counted: pd.DataFrame, *, palette: Palette) -> Figure:
    """Draw a bar for each type of speaker, its accusations left of the middle, answers to the right.

    Args:
        counted: The return value of `by_speaker`, with ``chosen``.
        palette: The colors of the theme.

    Returns:
        The figure; a bar's ``customdata`` is [speaker type, stance].
    """
    bars = {(bar.speaker, bar.stance): bar for bar in _bars(counted)}
    speakers = _speakers(bars.values())
    drawn = frame(
        palette, height=_ROW * len(speakers) + 40, hovermode="closest", barmode="relative"
    )
    if not speakers:
        return drawn
    places = list(range(len(speakers)))
    names = [label("speaker_type", speaker) for speaker in speakers]
    for stance in STANCES:
        sign = -1 if stance == "accusation" else 1
        of_stance = [bars[speaker, stance] for speaker in speakers]
        drawn["data"].append(
            {
                "type": "bar",
                "x": [sign * bar.number for bar in of_stance],
                "y": places,
                "orientation": "h",
                "width": 0.62,
                "name": label("stance", stance),
                "marker": {
                    "color": palette.colour("stance", stance),
                    "opacity": palette.faded([bar.chosen for bar in of_stance]),
                    "line": {"width": 0},
                },
                "customdata": [[speaker, stance] for speaker in speakers],
                "hovertext": [
                    f"{name} · {label('stance', stance)} · "
                    f"{ngettext('{n} statement', '{n} statements', bar.number)}"
                    for name, bar in zip(names, of_stance, strict=True)
                ],
                "hoverinfo": "text",
                "showlegend": False,
            }
        )
    left, right = _reach(bars.values())
    step = _step(max(left, right))
    ticks = list(range(-step * (left // step), right + 1, step))
    drawn["layout"]["xaxis"] |= {
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [locale.number(abs(tick)) for tick in ticks],
        "range": [-left * 1.04 - 0.5, right * 1.04 + 0.5],
        "showgrid": True,
        "gridcolor": palette.hairline,
        "zeroline": True,
        "zerolinecolor": palette.muted,
    }
    drawn["layout"]["yaxis"] |= {
        "tickmode": "array",
        "tickvals": places,
        "ticktext": names,
        "range": [len(speakers) - 0.5, -0.5],
        "showgrid": False,
        "ticklabelstandoff": 8,
        "tickfont": {"color": palette.ink, "size": 13},
    }
    return drawn


class _Bar(NamedTuple):
    speaker: str
    stance: str
    number: int
    chosen: bool


def _bars(counted: pd.DataFrame) -> list[_Bar]:
    names = ("speaker_type", "stance", "count", "chosen")
    return [_Bar(*row) for row in zip(*(counted[name].tolist() for name in names), strict=True)]


def _speakers(bars: Iterable[_Bar]) -> list[str]:
    """Return the types of speaker with a statement, most first."""
    totals = _totals((bar.speaker, bar.number) for bar in bars)
    return sorted(
        (speaker for speaker, number in totals.items() if number),
        key=lambda speaker: -totals[speaker],
    )


def _totals(numbers: Iterable[tuple[str, int]]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for key, number in numbers:
        totals[key] = totals.get(key, 0) + number
    return totals


def _reach(bars: Collection[_Bar]) -> tuple[int, int]:
    """Return how far the longest bar reaches to the left, and to the right."""
    left, right = (
        _totals(
            (bar.speaker, bar.number) for bar in bars if (bar.stance == "accusation") is accuses
        )
        for accuses in (True, False)
    )
    return max(left.values(), default=0), max(right.values(), default=0)


def _step(reach: int) -> int:
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        if reach / step <= 5:
            return step
    return 10_000


def legend(palette: Palette) -> list[tuple[str, str]]:
    """Return the name and the colour of each stance."""
    return [(label("stance", stance), palette.colour("stance", stance)) for stance in STANCES]


def finding(counted: pd.DataFrame) -> str:
    """Say how many statements accuse and how many answer; "" for few, or for a choice of stances."""
    bars = _bars(counted)
    sides = _totals((SIDES[bar.stance], bar.number) for bar in bars)
    total = sum(sides.values())
    if total < FEW or not all(bar.chosen for bar in bars):
        return ""
    return _("{accuse} of {total} statements are accusations, {answer} are responses").format(
        accuse=locale.number(sides.get("accusation", 0)),
        answer=locale.number(sides.get("answer", 0)),
        total=locale.number(total),
    )


def alt(counted: pd.DataFrame) -> str:
    """Describe the bars of statements."""
    totals = _totals((bar.stance, bar.number) for bar in _bars(counted) if bar.chosen)
    if not any(totals.values()):
        return _("Bar chart without a statement.")
    return _("Bar chart of statements by type of speaker: {parts}.").format(
        parts=", ".join(
            f"{label('stance', stance)} {locale.number(number)}"
            for stance, number in totals.items()
            if number
        )
    )


def draw(
    catalog: Catalog, filters: Filters, options: Options, colours: Palette
) -> Panel | Sentence | None:
    """Draw the selection."""
    counted = count(catalog, filters, options)
    if not counted["count"].sum():
        return sentences.few_articles(0)
    said, reports = (
        int(counted.loc[counted["chosen"], name].sum()) for name in ("count", "reports")
    )
    number = unreported(catalog, filters)
    left_out = ngettext(
        "{n} statement that no article here reports is not shown",
        "{n} statements that no article here reports are not shown",
        number,
    )
    return Panel(
        figure=figure(counted, palette=colours),
        title=sentences.titled(catalog, filters, "articles", finding(counted), _(CHART.title)),
        subtitle=sentences.subtitle(
            _("{statements} in {reports}").format(
                statements=ngettext("{n} statement", "{n} statements", said),
                reports=ngettext("{n} report", "{n} reports", reports),
            ),
            left_out if number else "",
            _("accusations to the left, answers and context to the right"),
        ),
        alt=alt(counted),
        filters=filters,
        link=lambda mark: filters.toggled("stance", mark[1]),
        legend=legend(colours),
    )


CHART = Chart("voices", mark("Who says what"), "articles", count, table, draw)
