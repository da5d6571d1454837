"""From decision to listing: how many days it took, year by year."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import locale
from dashboard.catalog.counts import delays_by_year
from dashboard.charts.frame import frame, mark_up
from dashboard.charts.palette import Palette
from dashboard.charts.words import short
from dashboard.locale import gettext as _

_NAMED = 5
"""How many outliers are named on the chart; every dot is named when pointed at."""
_ENOUGH = 5
"""Listings in a year below which its median is no finding."""
_BOX = 0.72


def figure(each: pd.DataFrame, *, palette: Palette) -> go.Figure:
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
    by_year = delays_by_year(each)
    chosen = by_year["year"].isin(each.loc[each["chosen"], "year"])
    drawn.add_bar(
        x=by_year["year"],
        # A box of no height would have no place to point at.
        y=(by_year["upper"] - by_year["lower"]).clip(lower=0.4),
        base=by_year["lower"],
        width=_BOX,
        marker={
            "color": palette.singled_out(list(chosen), [palette.hairline] * len(by_year)),
            "opacity": [0.35 if kept and not chosen.all() else 1 for kept in chosen],
            "line": {"width": 0},
        },
        customdata=[int(year) for year in by_year["year"]],
        hovertext=[_box(row) for row in by_year.to_dict("records")],
        hoverinfo="text",
        showlegend=False,
    )
    drawn.add_scatter(
        x=_spread(each),
        y=each["days"],
        mode="markers",
        marker={
            "size": [7 if far else 5 for far in each["far"]],
            "color": palette.ink,
            "opacity": [0.9 if far else 0.45 for far in each["far"]],
        },
        customdata=list(each.index),
        hovertext=[
            f"{row['name']} · {row['year']} · {locale.duration(int(row['days']), 'day')}"
            for row in each.to_dict("records")
        ],
        hoverinfo="text",
        showlegend=False,
    )
    medians = by_year.to_dict("records")
    mark_up(
        drawn,
        shapes=[
            {"type": "line", "x0": row["year"] - _BOX / 2, "x1": row["year"] + _BOX / 2,
             "y0": row["median"], "y1": row["median"], "line": {"color": palette.ink, "width": 2.5}}
            for row in medians
        ],
        annotations=[
            {"x": row["year"], "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
             "text": f"<b>{locale.number(_days(row['median']))}</b>",
             "font": {"size": 13, "color": palette.ink}}
            for row in medians
        ],
    )  # fmt: skip
    drawn.update_layout(margin_t=26)
    mark_up(drawn, annotations=_names(each, palette))
    years = [int(year) for year in by_year["year"]]
    step = 1 if years[-1] - years[0] < 7 else 2
    ticks = [year for year in range(years[0], years[-1] + 1) if (years[-1] - year) % step == 0]
    drawn.update_xaxes(
        tickmode="array", tickvals=ticks, ticktext=[str(year) for year in ticks],
        range=[years[0] - 0.6, years[-1] + 0.6],
    )  # fmt: skip
    drawn.update_yaxes(showgrid=True, nticks=6, range=[0, each["days"].max() * 1.08 + 1])
    return drawn


def _box(row: dict[Hashable, Any]) -> str:
    return _("{year}: half of them took {lower} to {upper} days, median {median}").format(
        year=row["year"],
        lower=locale.number(_days(row["lower"])),
        upper=locale.number(_days(row["upper"])),
        median=locale.number(_days(row["median"])),
    )


def _spread(each: pd.DataFrame) -> list[float]:
    """Dots of the same year and number of days side by side, the same in every run."""
    grouped = each.groupby(["year", "days"])["days"]
    place, size = grouped.cumcount(), grouped.transform("size")
    room = (_BOX - 0.12) / size.clip(lower=8)
    return list(each["year"] + (place - (size - 1) / 2) * room)


def _names(each: pd.DataFrame, palette: Palette) -> list[dict[str, Any]]:
    named = each[each["far"] & each["chosen"]].nlargest(_NAMED, "days", keep="first")
    middle = (each["year"].min() + each["year"].max()) / 2
    taken: list[tuple[int, int]] = []
    names = []
    for row in named.to_dict("records"):
        # Two names at nearly the same height would cover each other.
        if any(abs(days - row["days"]) < 4 for _year, days in taken):
            continue
        taken.append((row["year"], row["days"]))
        left = row["year"] > middle
        name = str(row["name"])
        names.append(
            {"x": row["year"], "y": row["days"], "text": short(name, 34), "showarrow": False,
             "xanchor": "right" if left else "left", "xshift": -9 if left else 9, "borderpad": 1,
             "font": {"size": 12, "color": palette.muted}, "bgcolor": palette.paper}
        )  # fmt: skip
    return names


def finding(each: pd.DataFrame) -> str:
    """How the median of the last year with enough listings compares with the first; "" otherwise."""
    by_year = delays_by_year(each[each["chosen"]])
    by_year = by_year[by_year["count"] >= _ENOUGH]
    if len(by_year) < 2 or by_year["median"].iloc[0] == by_year["median"].iloc[-1]:
        return ""
    first, last = by_year.iloc[0], by_year.iloc[-1]
    return _("From decision to listing: {before} in {first}, {now} in {last} (median)").format(
        before=locale.duration(_days(first["median"]), "day"),
        first=int(first["year"]),
        now=locale.duration(_days(last["median"]), "day"),
        last=int(last["year"]),
    )


def _days(value: float) -> float:
    # A median of an even number of listings can end in a half.
    return int(value) if value == int(value) else round(float(value), 1)


def alt(each: pd.DataFrame) -> str:
    """A description of the distribution."""
    kept = each[each["chosen"]]
    if kept.empty:
        return _("Chart of days from decision to listing without a designation.")
    longest = kept.nlargest(1, "days").iloc[0]
    return _(
        "Dots and quartiles of the days from decision to listing by year, {years}: median {median}, "
        "longest {longest} ({name})."
    ).format(
        years=f"{kept['year'].min()}–{kept['year'].max()}",
        median=locale.number(_days(kept["days"].median())),
        longest=locale.number(int(longest["days"])),
        name=longest["name"],
    )
