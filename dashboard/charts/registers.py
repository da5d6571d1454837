"""Other Russian registers: how many stood in one before they were declared "undesirable", and how many after."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.charts import sentences
from dashboard.charts.chart import Chart, Options, Panel, Sentence, Switch, once
from dashboard.charts.figure import Figure
from dashboard.charts.frame import frame
from dashboard.charts.palette import Palette
from dashboard.charts.values import chosen_of
from dashboard.dataset.choices import REGISTERS
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext

ORDERS = ("before", "after", "unknown")
"""Whether the entry in the other register came first; an entry of the same day is "after"."""

_LABELS = {
    "before": mark("before"),
    "after": mark("after"),
    "unknown": mark("date unknown"),
}
_PLACES = {"before": 0, "after": 6}
"""Places in the series of colours; the unknown is grey."""
_ROW = 40


@once
def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    """Count the designations in each other register, also in those beside the ones asked for.

    Returns:
        The return value of `by_order`, with ``chosen``.
    """
    around = select_designations(catalog, filters.with_values("register", ()))
    others = catalog.other_designations
    if options["relation"] == "same":
        others = others[others["relation"] != "related"]
    counted = by_order(others, around["date"])
    return counted.assign(chosen=chosen_of(counted["register"], filters.register))


def by_order(others: pd.DataFrame, designated: pd.Series) -> pd.DataFrame:
    """Count how many stood in each register before, and how many came into it after.

    Args:
        others: Rows of the catalog's other designations.
        designated: The date of each designation that counts, by its id.

    Returns:
        Columns ``register``, ``order`` (one of `ORDERS`) and ``count``, for every pair; a designation
        that stands in a register several times counts once, with its first date.
    """
    kept = others[others["designation_id"].isin(designated.index)]
    kept = kept.sort_values("date", na_position="last")
    kept = kept.drop_duplicates(["designation_id", "register"])
    own = pd.Series(designated.reindex(kept["designation_id"]).array, index=kept.index)
    # A date known to its month says nothing about another day of the same month.
    vague = kept["date_precision"].notna() & (
        kept["date"].dt.to_period("M") == own.dt.to_period("M")
    )
    order = pd.Series("after", index=kept.index, dtype="object")
    order[kept["date"] < own] = "before"
    order[kept["date"].isna() | own.isna() | vague] = "unknown"
    pairs = pd.MultiIndex.from_product(
        [[choice.value for choice in REGISTERS], ORDERS], names=["register", "order"]
    )
    counted = pd.Series(
        1, pd.MultiIndex.from_arrays([kept["register"].astype("object"), order]), dtype="int64"
    )
    counted = counted.groupby(level=[0, 1]).sum().reindex(pairs, fill_value=0)
    return counted.rename("count").reset_index()


def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    """Make a row for each register."""
    kept = counted[counted["chosen"]]
    grid = kept.pivot_table(index="register", columns="order", values="count", aggfunc="sum")
    grid = grid.reindex(columns=list(ORDERS), fill_value=0)
    grid = grid.reindex([choice.value for choice in REGISTERS if choice.value in grid.index])
    labels = {choice.value: _(choice.label) for choice in REGISTERS}
    return pd.DataFrame(
        {
            _("Register"): [labels[value] for value in grid.index],
            _("Code"): list(grid.index),
            _("Before"): grid["before"].to_numpy(dtype="int64"),
            _("After"): grid["after"].to_numpy(dtype="int64"),
            _("Date unknown"): grid["unknown"].to_numpy(dtype="int64"),
        }
    )


class _Row(NamedTuple):
    register: str
    name: str
    chosen: bool
    numbers: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.numbers.values())


def _rows(counted: pd.DataFrame) -> list[_Row]:
    numbers: dict[str, dict[str, int]] = {}
    chosen: dict[str, bool] = {}
    columns = (counted[name].tolist() for name in ("register", "order", "count", "chosen"))
    for register, order, number, each in zip(*columns, strict=True):
        numbers.setdefault(register, {})[order] = number
        chosen[register] = each
    return [
        _Row(choice.value, _(choice.label), chosen[choice.value], numbers[choice.value])
        for choice in REGISTERS
        if choice.value in numbers and any(numbers[choice.value].values())
    ]


def figure(counted: pd.DataFrame, *, palette: Palette) -> Figure:
    """Draw a bar for each register: those who stood there before, those who came after, the undated.

    Args:
        counted: The return value of `by_order`, with ``chosen``.
        palette: The colors of the theme.

    Returns:
        The figure; a bar's ``customdata`` is the register.
    """
    rows = _rows(counted)
    drawn = frame(palette, height=_ROW * len(rows) + 40, hovermode="closest", barmode="stack")
    places = list(range(len(rows)))
    for order in ORDERS:
        numbers = [row.numbers[order] for row in rows]
        drawn["data"].append(
            {
                "type": "bar",
                "orientation": "h",
                "x": numbers,
                "y": places,
                "width": 0.62,
                "name": _(_LABELS[order]),
                "marker": {
                    "color": _colour(palette, order),
                    "opacity": palette.faded([row.chosen for row in rows]),
                    "line": {"width": 0},
                },
                "customdata": [row.register for row in rows],
                "hovertext": [
                    f"{locale.capitalized(row.name)} · {_(_LABELS[order])} · "
                    f"{ngettext('{n} organization', '{n} organizations', number)}"
                    for row, number in zip(rows, numbers, strict=True)
                ],
                "hoverinfo": "text",
                "showlegend": False,
            }
        )
    drawn["layout"]["annotations"] += [
        {"x": row.total, "y": place, "text": _numbers(row), "showarrow": False, "xanchor": "left",
         "xshift": 6, "font": {"size": 13, "color": palette.ink}}
        for place, row in enumerate(rows)
    ]  # fmt: skip
    most = max((row.total for row in rows), default=1)
    drawn["layout"]["xaxis"] |= {"showticklabels": False, "range": [0, most * 1.5]}
    drawn["layout"]["yaxis"] |= {
        "tickmode": "array",
        "tickvals": places,
        "ticktext": [locale.capitalized(row.name).replace(" (", "<br>(") for row in rows],
        "range": [len(rows) - 0.5, -0.5],
        "showgrid": False,
        "ticklabelstandoff": 8,
        "tickfont": {"color": palette.ink, "size": 13},
    }
    return drawn


def _numbers(row: _Row) -> str:
    return " + ".join(locale.number(row.numbers[order]) for order in ORDERS if row.numbers[order])


def _colour(palette: Palette, order: str) -> str:
    return palette.series[_PLACES[order]] if order in _PLACES else palette.other


def legend(palette: Palette) -> list[tuple[str, str]]:
    """Return the name and the colour of each part of a bar."""
    return [(locale.capitalized(_(_LABELS[order])), _colour(palette, order)) for order in ORDERS]


def finding(counted: pd.DataFrame) -> str:
    """Name the register in which most stood before, with how many did and how many came into it after.

    Args:
        counted: As for `figure`.
    """
    rows = [row for row in _rows(counted) if row.chosen and row.numbers["before"]]
    if not rows:
        return ""
    most = max(rows, key=lambda row: row.numbers["before"])
    return _(
        "{before} were in the register “{register}” before, {after} came into it later"
    ).format(
        register=most.name,
        before=locale.number(most.numbers["before"]),
        after=locale.number(most.numbers["after"]),
    )


def alt(counted: pd.DataFrame) -> str:
    """Describe the bars."""
    return _("Bars of other registers: {parts}.").format(
        parts="; ".join(
            f"{row.name}: "
            + ", ".join(
                f"{_(_LABELS[order])} {locale.number(row.numbers[order])}" for order in ORDERS
            )
            for row in _rows(counted)
            if row.chosen
        )
    )


def draw(
    catalog: Catalog, filters: Filters, options: Options, colours: Palette
) -> Panel | Sentence | None:
    """Draw the selection."""
    counted = count(catalog, filters, options)
    if not counted.loc[counted["chosen"], "count"].sum():
        return Sentence(_("No organization of this selection is known to be in another register."))
    return Panel(
        figure=figure(counted, palette=colours),
        title=sentences.titled(catalog, filters, "designations", finding(counted), _(CHART.title)),
        subtitle=sentences.subtitle(
            _("entries in other Russian registers, before and after the listing as “undesirable”"),
            _("the body itself and related ones, such as the outlet that it publishes")
            if options["relation"] == "all"
            else _("the body itself only"),
            _("as far as copies of these registers show; there may be more"),
        ),
        alt=alt(counted),
        filters=filters,
        link=lambda register: filters.toggled("register", register),
        row_link=lambda row: filters.toggled("register", row[_("Code")]),
        legend=legend(colours),
    )


CHART = Chart(
    "registers",
    mark("In other Russian registers"),
    "designations",
    count,
    table,
    draw,
    switches=(
        Switch(
            "relation",
            mark("Whose entries"),
            {"same": mark("The body itself"), "all": mark("With related bodies")},
        ),
    ),
)
