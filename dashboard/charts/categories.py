"""What they do: categories by year, as a heatmap."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import locale
from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.words import FEW, label, most, short, years_of
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

_ROW = 25
_LONGEST = 24
"""Characters of a name: longer ones, in Russian, would leave no room for cells on a phone."""


def figure(counted: pd.DataFrame, *, palette: Palette, share: bool = False) -> go.Figure:
    """A cell for each category and year, darker for more; those chosen have a red frame.

    Args:
        counted: What `counts.by_year_and_value` returned, with ``chosen``.
        palette: The colours.
        share: Percentages of each year in place of numbers.

    Returns:
        The figure; a cell's ``customdata`` is [category, year].
    """
    order = _order(counted)
    years = sorted(counted["year"].unique())
    drawn = frame(palette, height=_ROW * len(order) + 44, hovermode="closest")
    if not order:
        return drawn
    cells = counted.set_index(["value", "year"])

    def grid(column: str) -> list[list[float]]:
        of = cells[column].to_dict()
        return [[of[value, year] for year in years] for value in order]

    numbers, shares = grid("count"), grid("share")
    shown = shares if share else numbers
    drawn.add_heatmap(
        x=years,
        y=list(range(len(order))),
        z=[[cell if number else None for cell, number in zip(row, counts, strict=True)]
           for row, counts in zip(shown, numbers, strict=True)],
        zmin=0,
        colorscale=palette.colorscale,
        showscale=False,
        xgap=2,
        ygap=2,
        customdata=[[[value, int(year)] for year in years] for value in order],
        hovertext=[
            [_hover(*mark) for mark in zip([value] * len(years), years, row, parts, strict=True)]
            for value, row, parts in zip(order, numbers, shares, strict=True)
        ],
        hoverinfo="text",
        hoverongaps=False,
    )  # fmt: skip
    _texts(drawn, years, shown, palette, share=share)
    _frames(drawn, counted, order, palette)
    step = 1 if len(years) <= 7 else 2
    ticks = [year for year in years if (years[-1] - year) % step == 0]
    drawn.update_xaxes(
        tickmode="array",
        tickvals=ticks,
        ticktext=[str(year) for year in ticks],
        side="top",
        range=[years[0] - 0.5, years[-1] + 0.5],
    )
    drawn.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(order))),
        ticktext=[short(label("category", value), _LONGEST) for value in order],
        range=[len(order) - 0.5, -0.5],
        ticklabelstandoff=8,
        tickfont={"color": palette.ink, "size": 13},
        showgrid=False,
    )
    return drawn


def _order(counted: pd.DataFrame) -> list[str]:
    totals = counted.groupby("value")["count"].sum().sort_values(ascending=False, kind="stable")
    order = [str(value) for value in totals.index if value != "other"]
    return [*order, *(["other"] if "other" in totals.index else [])]


def _texts(
    drawn: go.Figure, years: list[int], shown: list[list[float]], palette: Palette, *, share: bool
) -> None:
    cells = [
        (year, row, cell)
        for row, of_row in enumerate(shown)
        for year, cell in zip(years, of_row, strict=True)
        if cell > 0
    ]
    if not cells:
        return
    most = max(cell for _year, _row, cell in cells)
    drawn.add_scatter(
        x=[year for year, _row, _cell in cells],
        y=[row for _year, row, _cell in cells],
        mode="text",
        text=[
            locale.number(round(cell * 100) if share else int(cell)) for _year, _row, cell in cells
        ],
        textfont={
            "size": 12,
            "color": palette.on_scale([cell / most for _year, _row, cell in cells]),
        },
        hoverinfo="skip",
        showlegend=False,
    )


def _hover(value: str, year: int, count: float, share: float) -> str:
    number = int(count)
    text = f"{label('category', value)} · {year} · "
    text += ngettext("{n} designation", "{n} designations", number)
    if number:
        text += " · " + _("{share} of the year").format(share=locale.percent(share))
    return text


def _frames(drawn: go.Figure, counted: pd.DataFrame, order: list[str], palette: Palette) -> None:
    if counted["chosen"].all():
        return
    kept = counted[counted["chosen"]]
    if kept.empty:
        return
    first, last = int(kept["year"].min()), int(kept["year"].max())
    rows = sorted(order.index(value) for value in kept["value"].unique())
    # Rows that follow each other share a frame.
    starts = [row for row in rows if row - 1 not in rows]
    for start in starts:
        end = start
        while end + 1 in rows:
            end += 1
        drawn.add_shape(
            type="rect", x0=first - 0.5, x1=last + 0.5, y0=start - 0.5, y1=end + 0.5,
            line={"color": palette.accent, "width": 2.5},
        )  # fmt: skip


def finding(counted: pd.DataFrame) -> str:
    """Which category leads the selection, and its share; "" for few, for a tie or for one alone."""
    kept = counted[counted["chosen"]]
    totals = kept.groupby("value")["count"].sum().drop("other", errors="ignore")
    totals = totals.sort_values(ascending=False, kind="stable")
    whole = int(kept["count"].sum())
    if whole < FEW or kept["value"].nunique() < 2 or totals.iloc[0] == totals.iloc[1:2].sum():
        return ""
    return _("{category}: {share} of them ({count} of {total})").format(
        category=label("category", str(totals.index[0])),
        share=locale.percent(totals.iloc[0] / whole),
        count=locale.number(int(totals.iloc[0])),
        total=locale.number(whole),
    )


def alt(counted: pd.DataFrame) -> str:
    """A description of the heatmap."""
    kept = counted[counted["chosen"] & (counted["count"] > 0)]
    if kept.empty:
        return _("Heatmap without a dated designation.")
    totals = kept.groupby("value")["count"].sum().sort_values(ascending=False, kind="stable")
    return _("Heatmap of designations by category and year, {years}: {most}.").format(
        years=years_of(kept["year"]),
        most=most([label("category", str(value)) for value in totals.index], totals),
    )
