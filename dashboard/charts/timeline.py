"""Designations over time, as bars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pandas as pd

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.register_state import register_state
from dashboard.charts import sentences
from dashboard.charts.certainty import sure_years
from dashboard.charts.chart import Chart, Options, Panel, Sentence, Switch, once
from dashboard.charts.figure import Figure, moment
from dashboard.charts.frame import frame, hatched, period_label, period_ticks, rules, whole
from dashboard.charts.palette import Palette, named
from dashboard.charts.periods import DAYS, PERIOD, by_period, in_years, period_name
from dashboard.charts.values import name_of
from dashboard.charts.words import FEW, label
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext

OTHER = "other"
_NUMBER = 0.09
"""Height of a number above a bar, as a share of the highest bar."""
_FEW_IN_PERIOD = 5
"""Minimum number for a comparison; fewer would be random."""


@once
def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    """Count the designations of each period, including years outside of the selection.

    Returns:
        The return value of `by_period`, with ``chosen`` and ``sure``: whether the number of the year is
        certain enough to be compared.
    """
    around = select_designations(catalog, replace(filters, year=None))
    column = DATE_COLUMN[filters.basis]
    counted = by_period(
        around,
        options["period"],
        column=column,
        split=None if options["by"] == "plain" else options["by"],
        as_of=catalog.as_of,
    )
    years = counted["period"].dt.year
    sure = sure_years(around, column=column, absent=register_state(catalog).absent)
    return counted.assign(chosen=in_years(years, filters), sure=years.isin(sure))


def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    """Make a row for each period, with a column for each group and their sum."""
    counted = counted[counted["chosen"]]
    names = [period_name(start, options["period"]) for start in counted["period"]]
    grid = pd.crosstab(
        pd.Index(names),
        pd.Index(counted["group"]),
        values=counted["count"].to_numpy(),
        aggfunc="sum",
    )
    grid = grid[grid.sum().sort_values(ascending=False, kind="stable").index]
    unfinished = counted.groupby(pd.Index(names))["unfinished"].any()
    split = options["by"]
    grid.columns = pd.Index(
        [
            _("Designations") if split == "plain" else name_of(catalog, split, g)
            for g in grid.columns
        ]
    )
    if split != "plain":
        grid[_("All")] = grid.sum(axis="columns")
    grid[_("Unfinished")] = unfinished.reindex(grid.index).to_numpy()
    return grid.rename_axis(index=_("Period")).reset_index()


def figure(
    counts: pd.DataFrame,
    *,
    period: str,
    palette: Palette,
    milestones: pd.DataFrame | None = None,
    split: str | None = None,
) -> Figure:
    """Draw bars of designations in each period, stacked where split.

    Args:
        counts: The return value of `by_period`; where a column ``chosen`` says so, periods outside
            the selection are drawn pale.
        period: The length of a period.
        palette: The colors of the theme.
        milestones: Laws and events to mark, with ``date``, ``label_en`` and ``label_ru``.
        split: What the groups are.

    Returns:
        The figure; a bar's ``customdata`` is [first day of the period, group]. The unfinished
        period is hatched. Groups without a color of their own are drawn together as "other", with
        their parts in the hover text; their ``customdata`` has "" for the group, since no one
        value selects them.
    """
    drawn = frame(palette, height=360, barmode="stack", hovermode="closest")
    if counts.empty:
        return drawn
    layers = _layers(counts, split)
    totals = _merged(bar for _group, bars in layers for bar in bars)
    # Bars are centered in their period, so that lines at a date have the right position.
    half = pd.Timedelta(days=DAYS[period] // 2)
    middle = {bar.start: moment(bar.start + half) for bar in totals}
    day = {bar.start: bar.start.date().isoformat() for bar in totals}
    when = {bar.start: period_label(bar.start, period) for bar in totals}
    for group, bars in layers:
        name = _name(split, group)
        colour = palette.ink if split is None else palette.colour(split, group)
        chosen = [bar.chosen for bar in bars]
        drawn["data"].append(
            {
                "type": "bar",
                "x": [middle[bar.start] for bar in bars],
                "y": [bar.number for bar in bars],
                "width": DAYS[period] * 0.82 * 86_400_000,
                "name": name,
                "showlegend": False,
                "marker": {
                    "color": palette.singled_out(chosen, [colour] * len(bars))
                    if split is None
                    else colour,
                    "opacity": 1 if split is None else palette.faded(chosen),
                    "line": {"width": 0},
                    "pattern": hatched(bar.unfinished for bar in bars),
                },
                # No filter selects the group "other": the category of that name is only a part of
                # it.
                "customdata": [[day[bar.start], "" if group == OTHER else group] for bar in bars],
                "hovertext": [_hover(bar, when[bar.start], name) for bar in bars],
                "hoverinfo": "text",
            }
        )
    layout = drawn["layout"]
    if period == "year":
        # Use text of a trace: twelve annotations would take Plotly as long as all the rest.
        named = [total for total in totals if total.number > 0]
        drawn["data"].append(
            {
                "type": "scatter",
                "mode": "text",
                "x": [middle[total.start] for total in named],
                "y": [total.number for total in named],
                "text": [locale.number(total.number) for total in named],
                "textposition": "top center",
                "textfont": {"color": palette.ink, "size": 13},
                "cliponaxis": False,
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    first = totals[0].start
    last = totals[-1].start + pd.Timedelta(days=DAYS[period])
    layout["xaxis"] |= {
        "type": "date",
        "range": [moment(first), moment(last)],
        **period_ticks([bar.start for bar in totals], period),
    }
    most = max(total.number for total in totals)
    layout["yaxis"] |= whole(most)
    if milestones is not None:
        tops = sorted((total.start, total.number) for total in totals)

        def floor(when: pd.Timestamp) -> float:
            number = next((number for start, number in reversed(tops) if start <= when), 0)
            return number + most * (_NUMBER if period == "year" and number else 0.0)

        rules(
            drawn, milestones, first=first, last=last, palette=palette,
            top=max(most, 1) * (1 + _NUMBER), floor=floor,
        )  # fmt: skip
    return drawn


def legend(counts: pd.DataFrame, *, split: str, palette: Palette) -> list[tuple[str, str]]:
    """Return the name and the color of each layer, from the bottom up.

    Plotly's own legend would take too much space on a phone.
    """
    return [
        (_name(split, group), palette.colour(split, group))
        for group, _bars in _layers(counts, split)
    ]


def finding(
    counts: pd.DataFrame, *, until: date, decided: bool = False, at_least: bool = False
) -> str:
    """Return a sentence about the last complete year and the current one.

    Two years are compared only if both are complete and ``sure`` (see `certainty.sure_years`).

    Args:
        counts: The return value of `by_period` for years, with or without ``chosen`` and ``sure``.
        until: The day to which the unfinished year is known.
        decided: Whether the prosecutors' decisions are counted, not the listings.
        at_least: Whether more may belong to the years than are counted.

    Returns:
        A sentence without its full stop, which may begin with a small letter; "" where the selection
        is too small for one.
    """
    totals = _merged(bar for _group, bar in _bars(counts))
    if sum(total.number for total in totals) < FEW:
        return ""
    sure = _sure(counts)
    complete = [total for total in totals if not total.unfinished]
    asked = [place for place, total in enumerate(complete) if total.chosen]
    current = next((total for total in totals if total.unfinished and total.chosen), None)
    if current is not None and (current.start not in sure or not current.number):
        current = None
    if not asked or complete[asked[-1]].start not in sure:
        if current is None:
            return ""
        sentence = (
            _("Russian prosecutors found {organizations} in {year}, to {day}")
            if decided
            else _("Russia declared {organizations} in {year}, to {day}")
        )
        return sentence.format(
            organizations=_declared(current.number, at_least=at_least),
            year=current.start.year,
            day=locale.day_of_year(until),
        )
    now = complete[asked[-1]]
    # Include the year before for comparison, even if it is outside of the selection.
    before = complete[asked[-1] - 1] if asked[-1] else None
    if before is not None and before.start not in sure:
        before = None
    said = _of_year(now, before, decided=decided, at_least=at_least)
    if current is not None:
        said = _("{sentence}; {count} in {year}, to {day}").format(
            sentence=said,
            count=locale.number(current.number),
            year=current.start.year,
            day=locale.day_of_year(until),
        )
    return said


def _sure(counts: pd.DataFrame) -> set[pd.Timestamp]:
    kept = counts[counts["sure"]] if "sure" in counts else counts
    return set(kept["period"])


def _declared(number: int, *, at_least: bool) -> str:
    if at_least:
        return ngettext(
            "at least {n} organization “undesirable”",
            "at least {n} organizations “undesirable”",
            number,
        )
    return ngettext("{n} organization “undesirable”", "{n} organizations “undesirable”", number)


def _of_year(now: _Bar, before: _Bar | None, *, decided: bool, at_least: bool) -> str:
    """Return a phrase with the number of a year, compared with the year before if possible."""
    if before is None or min(now.number, before.number) < _FEW_IN_PERIOD:
        sentence = (
            _("Russian prosecutors found {organizations} in {year}")
            if decided
            else _("Russia declared {organizations} in {year}")
        )
    elif now.number == before.number:
        sentence = (
            _("Russian prosecutors found {organizations} in {year}, as many as in {before}")
            if decided
            else _("Russia declared {organizations} in {year}, as many as in {before}")
        )
    elif now.number > before.number:
        sentence = (
            _("Russian prosecutors found {organizations} in {year}, up from {count} in {before}")
            if decided
            else _("Russia declared {organizations} in {year}, up from {count} in {before}")
        )
    else:
        sentence = (
            _("Russian prosecutors found {organizations} in {year}, down from {count} in {before}")
            if decided
            else _("Russia declared {organizations} in {year}, down from {count} in {before}")
        )
    return sentence.format(
        organizations=_declared(now.number, at_least=at_least),
        year=now.start.year,
        count=locale.number(before.number) if before else "",
        before=before.start.year if before else "",
    )


def alt(counts: pd.DataFrame, period: str) -> str:
    """Describe the bars over time."""
    totals = _merged(bar for _group, bar in _bars(counts) if bar.chosen)
    if not totals:
        return _("Bar chart without a dated designation.")
    most = max(total.number for total in totals)
    peaks = [total for total in totals if total.number == most]
    if len(totals) == 1:
        sentence = _("Bar chart of designations in {first}: {count}.")
    elif len(peaks) == 1:
        sentence = _("Bar chart of designations from {first} to {last}; most in {peak}: {count}.")
    else:
        sentence = _(
            "Bar chart of designations from {first} to {last}; at most {count} in one period."
        )
    return sentence.format(
        first=period_label(totals[0].start, period),
        last=period_label(totals[-1].start, period),
        peak=period_label(peaks[0].start, period),
        count=locale.number(most),
    )


class _Bar(NamedTuple):
    start: pd.Timestamp
    number: int
    unfinished: bool
    chosen: bool
    parts: str = ""
    """Its parts, in lines of a hover text."""


def _bars(counts: pd.DataFrame) -> list[tuple[str, _Bar]]:
    """Return the bar of each row, with its group; all are chosen where nothing says which."""
    columns = [counts[name].tolist() for name in ("period", "count", "unfinished")]
    chosen = counts["chosen"].tolist() if "chosen" in counts else [True] * len(counts)
    bars = (_Bar(*row) for row in zip(*columns, chosen, strict=True))
    return list(zip(counts["group"].tolist(), bars, strict=True))


def _merged(bars: Iterable[_Bar]) -> list[_Bar]:
    """Merge bars of the same period, in order of time."""
    of_period: dict[pd.Timestamp, list[_Bar]] = {}
    for bar in bars:
        of_period.setdefault(bar.start, []).append(bar)
    return [
        same[0]._replace(number=sum(bar.number for bar in same))
        for _start, same in sorted(of_period.items())
    ]


def _layers(counts: pd.DataFrame, split: str | None) -> list[tuple[str, list[_Bar]]]:
    bars = _bars(counts)
    if split is None:
        return [("", [bar for _group, bar in bars])]
    of_group: dict[str, list[_Bar]] = {}
    for group, bar in bars:
        of_group.setdefault(group, []).append(bar)
    layers = [(group, of_group.pop(group)) for group in named(split) if group in of_group]
    if of_group:
        layers.append((OTHER, _folded(of_group, split)))
    return layers


def _folded(of_group: Mapping[str, list[_Bar]], split: str) -> list[_Bar]:
    """Merge groups; each bar names its parts, the largest first."""
    parts: dict[pd.Timestamp, list[tuple[int, str]]] = {}
    for group in sorted(of_group):
        for bar in of_group[group]:
            if bar.number:
                parts.setdefault(bar.start, []).append((bar.number, group))
    return [
        total._replace(
            parts="<br>".join(
                f"{label(split, group)}: {locale.number(number)}"
                for number, group in sorted(parts.get(total.start, []), key=lambda part: -part[0])
            )
        )
        for total in _merged(bar for bars in of_group.values() for bar in bars)
    ]


def _name(split: str | None, group: str) -> str:
    return _("Other") if group == OTHER else label(split, group)


def _hover(bar: _Bar, when: str, name: str) -> str:
    number = ngettext("{n} designation", "{n} designations", bar.number)
    text = " · ".join(part for part in (when, name, number) if part)
    return f"{text}<br>{bar.parts}" if bar.parts else text


def draw(
    catalog: Catalog, filters: Filters, options: Options, colours: Palette
) -> Panel | Sentence:
    """Draw the selection."""
    designations, dated = sentences.dated(catalog, filters)
    column = DATE_COLUMN[filters.basis]
    if few := sentences.few_designations(dated, column):
        return few
    counted = count(catalog, filters, options)
    period = options["period"]
    split = None if options["by"] == "plain" else options["by"]

    def link(mark: list[str]) -> Filters:
        start, group = mark
        if split and group:
            return filters.toggled(split, group)
        return filters.toggled_year(int(start[:4]))

    return Panel(
        figure=figure(
            counted, period=period, palette=colours, milestones=catalog.milestones, split=split
        ),
        title=_title(catalog, filters),
        subtitle=sentences.subtitle(
            sentences.basis(filters),
            sentences.left_out(len(designations) - len(dated), filters),
            _unfinished(catalog, counted),
            sentences.beside(counted),
            sentences.absent(catalog),
        ),
        alt=alt(counted, period),
        filters=filters,
        link=link,
        row_link=lambda row: filters.toggled_year(int(next(iter(row.values()))[:4])),
        legend=legend(counted, split=split, palette=colours) if split else (),
        notes=sentences.milestones(
            catalog,
            counted["period"].min(),
            counted["period"].max() + pd.Timedelta(days=DAYS[period]),
        ),
    )


def _unfinished(catalog: Catalog, counted: pd.DataFrame) -> str:
    unfinished = counted[counted["unfinished"]]
    if unfinished.empty:
        return ""
    if not unfinished["sure"].all():
        return _("the hatched bar is incomplete")
    return _("the hatched bar ends on {day}").format(day=locale.day(catalog.as_of))


def _title(catalog: Catalog, filters: Filters) -> str:
    found = _stands_out(catalog, filters)
    if not found:
        return sentences.titled(catalog, filters, "designations", "", _("how many, and when"))
    # The sentence names Russia and the year itself; it names the selection only if there is one.
    asked = replace(filters.within("designations"), year=None, basis="listing")
    if not asked:
        return locale.capitalized(found)
    return _("{subject}: {finding}").format(
        subject=asked.sentence(catalog, "designations"), finding=found
    )


def _stands_out(catalog: Catalog, filters: Filters) -> str:
    if filters.day:
        return ""  # a filter for one day allows no statement about the year
    around = select_designations(catalog, replace(filters, year=None))
    column = DATE_COLUMN[filters.basis]
    return finding(
        count(catalog, filters, CHART.defaults()),
        until=catalog.as_of,
        decided=filters.basis == "decision",
        at_least=not register_state(catalog).whole or bool(around[column].isna().any()),
    )


CHART = Chart(
    "timeline",
    mark("Designations over time"),
    "designations",
    count,
    table,
    draw,
    switches=(
        PERIOD,
        Switch(
            "by",
            mark("Stacked by"),
            {
                "plain": mark("Total"),
                "category": mark("By category"),
                "country": mark("By country"),
            },
        ),
    ),
)
