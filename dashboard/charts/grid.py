"""Draw heatmaps: a grid of cells, darker for larger numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from dashboard import locale
from dashboard.charts.figure import Figure
from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.words import short

_ROW = 25
_LONGEST = 24
"""Maximum number of characters of a vertical column name."""
_UPRIGHT = 130
"""Height in pixels of vertical column names."""


class Cell(NamedTuple):
    """One cell.

    Attributes:
        row: The value of its row.
        column: The value of its column.
        number: Its count.
        share: Its share, from 0 to 1.
        chosen: Whether it matches the filters.
    """

    row: str
    column: Any
    number: int
    share: float
    chosen: bool


def figure(
    cells: Sequence[Cell],
    *,
    rows: Mapping[str, str],
    columns: Mapping[Any, str],
    hover: Callable[[Cell, str, str], str],
    palette: Palette,
    share: bool = False,
    upright: bool = False,
) -> Figure:
    """Draw a grid; the cells chosen have a red frame.

    Args:
        cells: A cell for each row and column; one that is missing stays empty.
        rows: The values of the rows with their names, from the top.
        columns: The values of the columns with their names, from the left.
        hover: What is shown of a cell at the pointer, given it and the names of its row and column.
        palette: The colors of the theme.
        share: Percentages in place of numbers.
        upright: Whether the names of the columns are vertical, for long names.

    Returns:
        The figure; a cell's ``customdata`` is [row, column].
    """
    height = _ROW * len(rows) + (_UPRIGHT if upright else 44)
    drawn = frame(palette, height=height, hovermode="closest", minreducedheight=_ROW)
    if not rows:
        return drawn
    empty = Cell("", None, 0, 0.0, False)
    # Years are numeric positions, as in other charts; other values are placed side by side.
    places = [at if isinstance(at, int) else place for place, at in enumerate(columns)]
    by_place = {(cell.row, cell.column): cell for cell in cells}
    whole = [[by_place.get((row, column), empty) for column in columns] for row in rows]
    drawn["data"].append(
        {
            "type": "heatmap",
            "x": places,
            "y": list(range(len(rows))),
            "z": [
                [(cell.share if share else cell.number) if cell.number else None for cell in line]
                for line in whole
            ],
            "zmin": 0,
            "colorscale": palette.colorscale,
            "showscale": False,
            "xgap": 2,
            "ygap": 2,
            "customdata": [[[row, column] for column in columns] for row in rows],
            "hovertext": [
                [
                    hover(cell, *names)
                    for cell, names in zip(line, _names(row, columns), strict=True)
                ]
                for line, row in zip(whole, rows.values(), strict=True)
            ],
            "hoverinfo": "text",
            "hoverongaps": False,
        }
    )
    _texts(drawn, whole, places, palette, share=share)
    _frames(drawn, whole, places, palette)
    drawn["layout"]["xaxis"] |= {
        "tickmode": "array",
        "tickvals": places,
        "ticktext": [short(name, _LONGEST) for name in columns.values()],
        "side": "top",
        "range": [places[0] - 0.5, places[-1] + 0.5],
        **({"tickangle": -90} if upright else {}),
    }
    drawn["layout"]["yaxis"] |= {
        "tickmode": "array",
        "tickvals": list(range(len(rows))),
        "ticktext": [short(name) for name in rows.values()],
        "range": [len(rows) - 0.5, -0.5],
        "ticklabelstandoff": 8,
        "tickfont": {"color": palette.ink, "size": 13},
        "showgrid": False,
    }
    return drawn


def _names(row: str, columns: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(row, column) for column in columns.values()]


def _texts(
    drawn: Figure,
    whole: Sequence[Sequence[Cell]],
    places: Sequence[int],
    palette: Palette,
    *,
    share: bool,
) -> None:
    shown = [
        (place, row, cell.share if share else cell.number)
        for row, line in enumerate(whole)
        for place, cell in zip(places, line, strict=True)
        if cell.number
    ]
    if not shown:
        return
    most = max(measure for _place, _row, measure in shown)
    drawn["data"].append(
        {
            "type": "scatter",
            "x": [place for place, _row, _measure in shown],
            "y": [row for _place, row, _measure in shown],
            "mode": "text",
            "text": [
                locale.number(round(measure * 100) if share else int(measure))
                for _place, _row, measure in shown
            ],
            "textfont": {
                "size": 12,
                "color": palette.on_scale([measure / most for _place, _row, measure in shown]),
            },
            "hoverinfo": "skip",
            "showlegend": False,
        }
    )


def _frames(
    drawn: Figure, whole: Sequence[Sequence[Cell]], places: Sequence[int], palette: Palette
) -> None:
    """Draw frames around the chosen cells, unless all are chosen; adjacent rows share one frame."""
    every = [cell for line in whole for cell in line if cell.column is not None]
    if not any(cell.chosen for cell in every) or all(cell.chosen for cell in every):
        return
    across = sorted(
        {place for line in whole for place, cell in zip(places, line, strict=True) if cell.chosen}
    )
    rows = [row for row, line in enumerate(whole) if any(cell.chosen for cell in line)]
    for start in (row for row in rows if row - 1 not in rows):
        end = start
        while end + 1 in rows:
            end += 1
        drawn["layout"]["shapes"].append(
            {"type": "rect", "x0": across[0] - 0.5, "x1": across[-1] + 0.5, "y0": start - 0.5,
             "y1": end + 0.5, "line": {"color": palette.accent, "width": 2.5}}
        )  # fmt: skip
