"""Bars of the largest values of a count, the rest together in one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import locale
from dashboard.charts.bars import bars
from dashboard.charts.palette import Palette
from dashboard.charts.words import FEW, most
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

_PARTS = 12
"""How many of the rest the hover text names."""


def ranking(
    counted: pd.DataFrame,
    key: str,
    *,
    names: Sequence[str],
    hover: Callable[[int], str],
    palette: Palette,
    limit: int = 12,
) -> go.Figure:
    """Bars of the values with most; those chosen have one however few they are.

    Args:
        counted: Columns `key` (the value, or "unknown"), ``count`` and ``chosen``, most first.
        key: The column with the values.
        names: What a reader sees for each row.
        hover: What a count means ("12 articles").
        palette: The colours.
        limit: How many bars there are at least before the rest is put together.

    Returns:
        The figure; a bar's ``customdata`` is the value, "" for the rest.
    """
    # Plotly reads markup in every text.
    table = counted.assign(name=[escape(name, quote=False) for name in names]).rename(
        columns={key: "value"}
    )
    unknown = table[table["value"] == "unknown"]
    ranked = table[table["value"] != "unknown"]
    singled = not table["chosen"].all()
    own = ranked.index.isin(ranked.index[:limit]) | (singled & ranked["chosen"])
    kept, rest = ranked[own], ranked[~own]
    if len(rest) == 1:
        # One other is no others.
        kept, rest = ranked, ranked.iloc[:0]
    rows = [_row(row) for row in kept.to_dict("records")]
    if len(rest):
        parts = ", ".join(
            f"{name} {locale.number(count)}"
            for name, count in zip(rest["name"][:_PARTS], rest["count"][:_PARTS], strict=True)
        )
        text = _("Others: {parts}").format(parts=parts + (" …" if len(rest) > _PARTS else ""))
        others = ngettext("{n} other", "{n} others", len(rest))
        rows.append(("", others, int(rest["count"].sum()), not singled, text))
    rows += [_row(row | {"name": row["name"].capitalize()}) for row in unknown.to_dict("records")]
    # A rest far larger than any one value would press their bars together: its number stands alone.
    most = max((count for value, _name, count, *_rest in rows if value), default=0)
    grey = [value in ("", "unknown") for value, *_rest in rows]
    return bars(
        [name for _value, name, *_rest in rows],
        [count for _value, _name, count, *_rest in rows],
        keys=[value for value, *_rest in rows],
        colours=palette.singled_out(
            [chosen for *_rest, chosen, _text in rows],
            [palette.other if each else palette.ink for each in grey],
        ),
        hover=[text or f"{name} · {hover(count)}" for _v, name, count, _chosen, text in rows],
        palette=palette,
        lengths=[
            count if value or count <= 2 * most else 0 for value, _name, count, *_rest in rows
        ],
    )


def _row(row: dict[Hashable, Any]) -> tuple[str, str, int, bool, str]:
    return row["value"], row["name"], int(row["count"]), bool(row["chosen"]), ""


def finding(counted: pd.DataFrame, names: Sequence[str]) -> str:
    """Which value has most, and its share; "" for few, for a tie, or for a choice of some.

    Args:
        counted: Columns ``count`` and ``chosen``, most first; each thing is counted once.
        names: What a reader sees for each row.
    """
    total = int(counted["count"].sum())
    if total < FEW or len(counted) < 2 or not counted["chosen"].all():
        return ""
    first, second = counted["count"].iloc[0], counted["count"].iloc[1]
    if first == second:
        return ""
    return _("{name}: {share} of them ({count} of {total})").format(
        name=names[0],
        share=locale.percent(first / total),
        count=locale.number(int(first)),
        total=locale.number(total),
    )


def alt(counted: pd.DataFrame, names: Sequence[str], *, title: str) -> str:
    """A description of the bars: what they show and the first three."""
    chosen = list(counted["chosen"])
    kept = [name for name, each in zip(names, chosen, strict=True) if each]
    return _("Bar chart. {title}: {most}.").format(
        title=title, most=most(kept, counted.loc[counted["chosen"], "count"]) or _("nothing")
    )
