"""Draw bars of the largest values of a count, with one bar for the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

import pandas as pd

from dashboard import locale
from dashboard.asking.facets import UNKNOWN, facet
from dashboard.asking.filters import Filters
from dashboard.asking.selection import article_rows
from dashboard.catalog.catalog import Catalog
from dashboard.charts import sentences
from dashboard.charts.bars import bars
from dashboard.charts.chart import Count, Draw, Options, Panel, Sentence, once
from dashboard.charts.figure import Figure
from dashboard.charts.palette import Palette
from dashboard.charts.values import by_value, chosen_of
from dashboard.charts.words import leading, most
from dashboard.locale import gettext as _
from dashboard.locale import ngettext

_PARTS = 12
"""Maximum number of other values that the hover text names."""


def ranking(
    counted: pd.DataFrame,
    key: str,
    *,
    names: Sequence[str],
    hover: Callable[[int], str],
    palette: Palette,
    limit: int = 12,
) -> Figure:
    """Draw bars of the largest values; chosen values always have a bar.

    Args:
        counted: Columns `key` (the value, or "unknown"), ``count`` and ``chosen``, most first.
        key: The column with the values.
        names: What a reader sees for each row.
        hover: What a count means ("12 articles").
        palette: The colors of the theme.
        limit: Number of bars from which on the rest is combined.

    Returns:
        The figure; a bar's ``customdata`` is the value, "" for the rest.
    """
    columns = [counted[column].tolist() for column in (key, "count", "chosen")]
    rows = [
        # Plotly reads markup in every text.
        _Row(escape(name, quote=False), value, number, chosen)
        for name, value, number, chosen in zip(names, *columns, strict=True)
    ]
    ranked = [row for row in rows if row.value != UNKNOWN]
    singled = not all(row.chosen for row in rows)
    kept = [row for place, row in enumerate(ranked) if place < limit or (singled and row.chosen)]
    if len(ranked) - len(kept) == 1:
        # A single other value is named.
        kept = ranked
    shown = list(kept)
    if len(kept) < len(ranked):
        own = {row.value for row in kept}
        shown.append(_folded([row for row in ranked if row.value not in own], chosen=not singled))
    shown += [row._replace(name=row.name.capitalize()) for row in rows if row.value == UNKNOWN]
    # Do not draw a bar for a rest that is far larger than any value, because it would shrink the
    # others; show only its number.
    most = max((row.number for row in shown if row.value), default=0)
    return bars(
        [row.name for row in shown],
        [row.number for row in shown],
        keys=[row.value for row in shown],
        colours=palette.singled_out(
            [row.chosen for row in shown],
            [palette.other if row.value in ("", UNKNOWN) else palette.ink for row in shown],
        ),
        hover=[row.parts or f"{row.name} · {hover(row.number)}" for row in shown],
        palette=palette,
        lengths=[row.number if row.value or row.number <= 2 * most else 0 for row in shown],
    )


class _Row(NamedTuple):
    name: str
    value: str
    number: int
    chosen: bool
    parts: str = ""
    """Its parts, for a hover text."""


def _folded(rest: Sequence[_Row], *, chosen: bool) -> _Row:
    parts = ", ".join(f"{row.name} {locale.number(row.number)}" for row in rest[:_PARTS])
    return _Row(
        name=ngettext("{n} other", "{n} others", len(rest)),
        value="",
        number=sum(row.number for row in rest),
        chosen=chosen,
        parts=_("Others: {parts}").format(parts=parts + (" …" if len(rest) > _PARTS else "")),
    )


def finding(counted: pd.DataFrame, names: Sequence[str]) -> str:
    """Return a sentence about the largest values; "" for few rows, or if values are chosen.

    Args:
        counted: Columns ``count`` and ``chosen``, most first; each thing is counted once.
        names: What a reader sees for each row.
    """
    numbers = counted["count"].tolist()
    if not all(counted["chosen"].tolist()):
        return ""
    return leading(
        list(zip(names, numbers, strict=True)),
        total=sum(numbers),
        one=_("most are {name} ({count} of {total})"),
        first=_("most often {name} ({count} of {total})"),
        tied=_("most often {names} ({count} each of {total})"),
    )


def alt(counted: pd.DataFrame, names: Sequence[str], *, title: str) -> str:
    """Describe the bars: what they show and the first three."""
    chosen = [
        (name, number)
        for name, number, each in zip(
            names, counted["count"].tolist(), counted["chosen"].tolist(), strict=True
        )
        if each
    ]
    return _("Bar chart. {title}: {most}.").format(title=title, most=most(chosen) or _("nothing"))


def articles_by(key: str, column: str) -> Count:
    """Make the count of the articles by the values of a filter, also of those beside the ones asked for.

    Args:
        key: The key of the filter, and the name of the column with the values.
        column: The column of the articles that holds the values.
    """

    @once
    def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
        around = article_rows(catalog, filters.with_values(key, ()))
        counted = by_value(around.columns(column), column).rename_axis(key).reset_index()
        return counted.assign(chosen=chosen_of(counted[key], filters[key]))

    return count


def articles_ranked(
    count: Count, key: str, title: str, *, said: str = "{name}", single: bool = True
) -> Draw:
    """Make the drawing of the articles by the values of a filter.

    Args:
        count: Counts them.
        key: The key of the filter.
        title: What the chart shows, in English.
        said: How a finding says a value, in English, with ``{name}``.
        single: Whether an article has one value at most, so that shares mean something.
    """

    def draw(
        catalog: Catalog, filters: Filters, options: Options, colours: Palette
    ) -> Panel | Sentence | None:
        if few := sentences.few_articles(len(article_rows(catalog, filters))):
            return few
        counted = count(catalog, filters, options)
        if counted.empty:
            return sentences.few_articles(0)
        names = [facet(key).label(catalog, value) for value in counted[key]]

        def link(value: str) -> Filters | None:
            return filters.toggled(key, value) if value else None

        return Panel(
            figure=ranking(
                counted,
                key,
                names=names,
                hover=lambda count: ngettext("{n} article", "{n} articles", count),
                palette=colours,
            ),
            title=sentences.titled(
                catalog,
                filters,
                "articles",
                finding(counted, [_(said).format(name=name) for name in names]) if single else "",
                _(title),
            ),
            subtitle=sentences.subtitle(
                "" if single else _("an article about several counts for each"),
                _("a collection, not everything that was published"),
            ),
            alt=alt(counted, names, title=_(title)),
            filters=filters,
            link=link,
            row_link=lambda row: link(row[_("Code")]),
        )

    return draw
