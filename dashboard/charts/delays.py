"""From decision to listing: how many days it took, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Any, NamedTuple

import pandas as pd

from dashboard import locale
from dashboard.charts.counts import delays_by_year
from dashboard.charts.counts.certainty import SURE
from dashboard.charts.figure import Figure
from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.words import short
from dashboard.locale import gettext as _

_NAMED = 5
"""How many outliers are named on the chart; every dot is named when pointed at."""
_ENOUGH = 5
"""Listings in a year below which its median is no finding."""
_BOX = 0.72


def figure(each: pd.DataFrame, *, palette: Palette) -> Figure:
    """A dot for each designation, behind them the quartiles' box, with the median as a line.

    Args:
        each: Indexed by id, columns ``name``, ``year``, ``days``, ``far`` (an outlier) and ``chosen``.
        palette: The colours.

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
            # A box of no height would have no place to point at.
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
                # Plotly gives marks of several sizes an outline.
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
    step = 1 if last - first < 7 else 2
    ticks = [year for year in range(first, last + 1) if (last - year) % step == 0]
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
    """Dots of the same year and number of days side by side, the same in every run."""
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
        # Two names at nearly the same height would cover each other.
        if any(abs(days - dot.days) < 4 for days in taken):
            continue
        taken.append(dot.days)
        left = dot.year > middle
        names.append(
            {"x": dot.year, "y": dot.days, "text": short(dot.name, 34), "showarrow": False,
             "xanchor": "right" if left else "left", "xshift": -9 if left else 9, "borderpad": 1,
             "font": {"size": 12, "color": palette.muted}, "bgcolor": palette.paper}
        )  # fmt: skip
    return names


def finding(each: pd.DataFrame) -> str:
    """How the median of the last year that is known compares with the first; "" where none does.

    Args:
        each: As for `figure`; with ``orders``, the number of orders of the year, only years count of
            whose orders at least nine tenths have both dates.
    """
    years = [year for year in _known_years(each) if year.listings >= SURE * year.orders]
    if len(years) < 2 or years[0].median == years[-1].median:
        return ""
    first, last = years[0], years[-1]
    return _(
        "median wait from decision to order was {before} in {first} and {now} in {last}"
    ).format(
        before=locale.duration(_days(first.median), "day"),
        first=first.year,
        now=locale.duration(_days(last.median), "day"),
        last=last.year,
    )


def medians(each: pd.DataFrame) -> str:
    """The median of each year with enough listings; of a year known in part, what is known of it.

    Args:
        each: As for `figure`, with ``orders`` and ``date`` (of the order).
    """
    said = []
    for year in _known_years(each):
        median = locale.number(_days(year.median))
        if year.listings >= SURE * year.orders:
            said.append(f"{year.year}: {median}")
        else:
            said.append(
                _("{year}: {median} (known for {part} of {orders} orders, to {day})").format(
                    year=year.year,
                    median=median,
                    part=locale.number(year.listings),
                    orders=locale.number(year.orders),
                    day=locale.day_of_year(year.last),
                )
            )
    return _("median days by year: {medians}").format(medians=", ".join(said)) if said else ""


class _Known(NamedTuple):
    year: int
    listings: int
    median: float
    orders: int
    last: Any


def _known_years(each: pd.DataFrame) -> list[_Known]:
    """The chosen years with enough listings for a median."""
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
    """A description of the distribution."""
    kept = [dot for dot in _dots(each) if dot.chosen]
    if not kept:
        return _("Chart of days from decision to listing without a designation.")
    longest = max(kept, key=lambda dot: dot.days)
    return _(
        "Dots and quartiles of the days from decision to listing by year, {years}: median {median}, "
        "longest {longest} ({name})."
    ).format(
        years=f"{min(dot.year for dot in kept)}–{max(dot.year for dot in kept)}",
        median=locale.number(_days(median(dot.days for dot in kept))),
        longest=locale.number(longest.days),
        name=longest.name,
    )
