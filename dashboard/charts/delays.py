"""From decision to listing: how many days it took, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Any, NamedTuple

import pandas as pd

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select_designations
from dashboard.catalog import naming
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.delays import delays, delays_by_year
from dashboard.charts import sentences
from dashboard.charts.certainty import SURE
from dashboard.charts.chart import Chart, Options, Panel, Sentence, Target, once
from dashboard.charts.figure import Figure
from dashboard.charts.frame import FITTED, frame
from dashboard.charts.palette import Palette
from dashboard.charts.periods import in_years
from dashboard.charts.words import short
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext

_NAMED = 5
"""Maximum number of outliers with a label; the hover text names every dot."""
_ENOUGH = 5
"""Minimum number of listings in a year for a finding about its median."""
_ENOUGH_FOR_QUARTILES = 8
"""Minimum number of listings in a year for quartiles and outliers."""
_WEEK = 7
_BOX = 0.72


@once
def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    """Find the delay of each designation, including years outside of the selection.

    Returns:
        The return value of `delays`, with ``chosen``, ``far`` (an outlier) and ``orders``, the number of
        orders of the year.
    """
    # Find outliers within each year, independently of the others.
    around = select_designations(catalog, replace(filters, year=None))
    each = delays(around)
    orders = around.loc[around["listed_date_basis"] == "order", "listed_date"].dt.year
    return each.assign(
        chosen=in_years(each["year"], filters),
        far=each.index.isin(outliers(each).index),
        orders=each["year"].map(orders.value_counts()).astype("int64"),
    )


def outliers(each: pd.DataFrame) -> pd.DataFrame:
    """Find outliers: designations with a much longer or shorter delay than the others of their
    year.

    Only years with at least eight listings have outliers. The criterion is Tukey's: more than 1.5
    interquartile ranges beyond the nearer quartile, and at least a week, because in some years both
    quartiles are equal.

    Args:
        each: The return value of `delays`.

    Returns:
        Its rows that lie so far out.
    """
    grouped = each.groupby("year")["days"]
    lower, upper = grouped.transform("quantile", 0.25), grouped.transform("quantile", 0.75)
    reach = (1.5 * (upper - lower)).clip(lower=_WEEK)
    far = (each["days"] < lower - reach) | (each["days"] > upper + reach)
    return each[far & (grouped.transform("size") >= _ENOUGH_FOR_QUARTILES)]


def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    """Make a row for each year of listing, with its quartiles."""
    by_year = delays_by_year(counted[counted["chosen"]])
    return by_year.rename(
        columns={
            "year": _("Year of listing"),
            "count": _("Designations"),
            "lower": _("Lower quartile, days"),
            "median": _("Median, days"),
            "upper": _("Upper quartile, days"),
            "longest": _("Longest, days"),
        }
    )


def figure(each: pd.DataFrame, *, palette: Palette) -> Figure:
    """Draw a dot for each designation, behind them the quartiles' box, with the median as a line.

    Args:
        each: Indexed by id, columns ``name``, ``year``, ``days``, ``far`` (an outlier) and ``chosen``.
        palette: The colors of the theme.

    Returns:
        The figure: first the boxes, whose ``customdata`` is the year, then the dots, whose
        ``customdata`` is the id of the designation.
    """
    drawn = frame(palette, height=360, hovermode="closest", barmode="overlay")
    if each.empty:
        return drawn
    years = _years(each)
    dots = _dots(each)
    asked = {dot.year for dot in dots if dot.chosen}
    chosen = [year.year in asked for year in years]
    drawn["data"] += [
        {
            "type": "bar",
            "x": [year.year for year in years],
            # Give a box of zero height a minimum, so that it can be hovered.
            "y": [max(year.upper - year.lower, 0.4) for year in years],
            "base": [year.lower for year in years],
            "width": _BOX,
            "marker": {
                "color": palette.singled_out(chosen, [palette.hairline] * len(years)),
                "opacity": [0.35 if kept and not all(chosen) else 1 for kept in chosen],
                "line": {"width": 0},
            },
            "customdata": [year.year for year in years],
            "hovertext": [_box(year) for year in years],
            "hoverinfo": "text",
            "showlegend": False,
        },
        {
            "type": "scatter",
            "x": _spread(dots),
            "y": [dot.days for dot in dots],
            "mode": "markers",
            "marker": {
                "size": [7 if dot.far else 5 for dot in dots],
                "color": palette.ink,
                "opacity": [0.9 if dot.far else 0.45 for dot in dots],
                # Plotly draws an outline if marker sizes differ.
                "line": {"width": 0},
            },
            "customdata": each.index.tolist(),
            "hovertext": [
                f"{dot.name} · {dot.year} · {locale.duration(dot.days, 'day')}" for dot in dots
            ],
            "hoverinfo": "text",
            "showlegend": False,
        },
    ]
    layout = drawn["layout"]
    layout["margin"]["t"] = 26
    layout["shapes"] += [
        {"type": "line", "x0": year.year - _BOX / 2, "x1": year.year + _BOX / 2,
         "y0": year.median, "y1": year.median, "line": {"color": palette.ink, "width": 2.5}}
        for year in years
    ]  # fmt: skip
    layout["annotations"] += [
        {"x": year.year, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
         "text": f"<b>{locale.number(_days(year.median))}</b>",
         "font": {"size": 13, "color": palette.ink}}
        for year in years
    ]  # fmt: skip
    layout["annotations"] += _names(dots, palette)
    first, last = years[0].year, years[-1].year
    ticks = list(range(first, last + 1))
    layout["xaxis"] |= {
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [str(year) for year in ticks],
        "range": [first - 0.6, last + 0.6],
    }
    layout["yaxis"] |= {
        "showgrid": True,
        "nticks": 6,
        "range": [0, max(dot.days for dot in dots) * 1.08 + 1],
    }
    return drawn


class _Year(NamedTuple):
    year: int
    listings: int
    lower: float
    median: float
    upper: float


class _Dot(NamedTuple):
    name: str
    year: int
    days: int
    far: bool
    chosen: bool


def _years(each: pd.DataFrame) -> list[_Year]:
    table = delays_by_year(each)
    names = ("year", "count", "lower", "median", "upper")
    return [_Year(*row) for row in zip(*(table[name].tolist() for name in names), strict=True)]


def _dots(each: pd.DataFrame) -> list[_Dot]:
    names = ("name", "year", "days", "far", "chosen")
    return [_Dot(*row) for row in zip(*(each[name].tolist() for name in names), strict=True)]


def _box(year: _Year) -> str:
    return _("{year}: half of them took {lower} to {upper} days, median {median}").format(
        year=year.year,
        lower=locale.number(_days(year.lower)),
        upper=locale.number(_days(year.upper)),
        median=locale.number(_days(year.median)),
    )


def _spread(dots: Sequence[_Dot]) -> list[float]:
    """Spread dots of the same year and number of days side by side, the same in every run."""
    sizes = Counter((dot.year, dot.days) for dot in dots)
    places: Counter[tuple[int, int]] = Counter()
    spread = []
    for dot in dots:
        of = dot.year, dot.days
        room = (_BOX - 0.12) / max(sizes[of], 8)
        spread.append(dot.year + (places[of] - (sizes[of] - 1) / 2) * room)
        places[of] += 1
    return spread


def _names(dots: Sequence[_Dot], palette: Palette) -> list[dict[str, Any]]:
    far = [dot for dot in dots if dot.far and dot.chosen]
    middle = (min(dot.year for dot in dots) + max(dot.year for dot in dots)) / 2
    taken: list[int] = []
    names = []
    for dot in sorted(far, key=lambda dot: -dot.days)[:_NAMED]:
        # Labels at nearly the same height would overlap.
        if any(abs(days - dot.days) < 4 for days in taken):
            continue
        taken.append(dot.days)
        left = dot.year > middle
        names.append(
            {"x": dot.year, "y": dot.days, "text": short(dot.name, 60), "name": FITTED, "showarrow": False,
             "xanchor": "right" if left else "left", "xshift": -9 if left else 9, "borderpad": 1,
             "font": {"size": 12, "color": palette.muted}, "bgcolor": palette.paper}
        )  # fmt: skip
    return names


def finding(each: pd.DataFrame) -> str:
    """Return a sentence that compares the medians of the first and the last complete year; "" if
    there are fewer than two.

    Args:
        each: As for `figure`; with ``orders``, the number of orders of the year, only years count of
            whose orders at least nine tenths have both dates.
    """
    years = [year for year in _known_years(each) if year.listings >= SURE * year.orders]
    if len(years) < 2 or years[0].median == years[-1].median:
        return ""
    first, last = years[0], years[-1]
    return _(
        "the median wait from decision to listing was {before} in {first}, {now} in {last}"
    ).format(
        before=locale.duration(_days(first.median), "day"),
        first=first.year,
        now=locale.duration(_days(last.median), "day"),
        last=last.year,
    )


def medians(each: pd.DataFrame) -> str:
    """Say of each year with too few known listings its median, and how much of the year is known.

    Args:
        each: As for `figure`, with ``orders`` and ``date`` (of the order).
    """
    said = []
    for year in _known_years(each):
        median = locale.number(_days(year.median))
        if year.listings < SURE * year.orders:
            said.append(
                _("{year}: {median} days, known for {part} of {orders} orders, to {day}").format(
                    year=year.year,
                    median=median,
                    part=locale.number(year.listings),
                    orders=locale.number(year.orders),
                    day=locale.day_of_year(year.last),
                )
            )
    return "; ".join(said)


class _Known(NamedTuple):
    year: int
    listings: int
    median: float
    orders: int
    last: Any


def _known_years(each: pd.DataFrame) -> list[_Known]:
    """Return the chosen years with enough listings for a median."""
    kept = each[each["chosen"]]
    found = []
    for year, rows in kept.groupby("year"):
        if len(rows) >= _ENOUGH:
            orders = int(rows["orders"].max()) if "orders" in rows else len(rows)
            last = rows["date"].max() if "date" in rows else pd.NaT
            found.append(_Known(int(str(year)), len(rows), rows["days"].median(), orders, last))
    return found


def _days(value: float) -> float:
    # A median of an even number of listings can end in a half.
    return int(value) if value == int(value) else round(float(value), 1)


def alt(each: pd.DataFrame) -> str:
    """Describe the distribution."""
    kept = [dot for dot in _dots(each) if dot.chosen]
    if not kept:
        return _("Chart of days from decision to listing without a designation.")
    longest = max(kept, key=lambda dot: dot.days)
    first, last = min(dot.year for dot in kept), max(dot.year for dot in kept)
    return _(
        "Dots and quartiles of the days from decision to listing by year, {years}: median {median}, "
        "longest {longest} ({name})."
    ).format(
        years=f"{first}–{last}" if first < last else str(first),
        median=locale.number(_days(median(dot.days for dot in kept))),
        longest=locale.number(longest.days),
        name=longest.name,
    )


def draw(
    catalog: Catalog, filters: Filters, options: Options, colours: Palette
) -> Panel | Sentence | None:
    """Draw the selection."""
    counted = count(catalog, filters, options)
    # The count is the same for all readers, the names are not.
    counted = counted.assign(name=naming.titles(catalog.designations.loc[counted.index]))
    chosen = counted[counted["chosen"]]
    listed = select_designations(catalog, filters)
    if few := sentences.few_designations(
        listed.loc[listed.index.isin(chosen.index)], "listed_date"
    ):
        return few

    def link(mark: Any) -> Target:
        # A dot links to an organization, a box to a year.
        return mark if isinstance(mark, str) else filters.toggled_year(int(mark))

    undated = len(listed) - len(chosen)
    return Panel(
        figure=figure(counted, palette=colours),
        title=sentences.titled(
            catalog, filters, "designations", finding(counted), _(CHART.title), dated=False
        ),
        subtitle=sentences.subtitle(
            _("days from the prosecutors' decision to the Ministry's order, by year of the order"),
            ngettext(
                "{n} that lacks one of these dates left out",
                "{n} that lack one of these dates left out",
                undated,
            )
            if undated > 0
            else "",
            medians(counted),
            _("box: middle 50%; line and number above: median"),
        ),
        alt=alt(counted),
        filters=filters,
        link=link,
        row_link=lambda row: filters.toggled_year(int(row[_("Year of listing")])),
    )


CHART = Chart("delays", mark("From decision to listing"), "designations", count, table, draw)
