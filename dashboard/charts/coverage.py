"""Coverage: articles over time, aligned under the designations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, article_rows, select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.charts import sentences
from dashboard.charts.certainty import SURE
from dashboard.charts.chart import Chart, Options, Panel, Sentence, once
from dashboard.charts.figure import Figure, moment
from dashboard.charts.frame import frame, hatched, period_label, period_ticks, whole
from dashboard.charts.palette import Palette
from dashboard.charts.periods import DAYS, PERIOD, by_period, in_years, period_name
from dashboard.charts.words import FEW
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext
from dashboard.text.dates import published_to

_GAP = 0.06


@once
def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    """Count designations and articles of each period, including years outside of the selection.

    Returns:
        The return value of `coverage`, with ``chosen``.
    """
    around = replace(filters, year=None)
    counted = coverage(
        select_designations(catalog, around.within("designations")),
        article_rows(catalog, around).columns("published", "published_precision"),
        options["period"],
        column=DATE_COLUMN[filters.basis],
        as_of=catalog.as_of,
    )
    return counted.assign(chosen=in_years(counted["period"].dt.year, filters))


def coverage(
    designations: pd.DataFrame,
    articles: pd.DataFrame,
    period: str,
    *,
    column: str = "date",
    as_of: date,
) -> pd.DataFrame:
    """Count designations and published articles in each year, quarter or month.

    Args:
        designations: Rows of the catalog's designations.
        articles: Rows of its articles; undated ones are left out.
        period: year, quarter or month.
        column: The date by which designations count.
        as_of: The day to which the data go.

    Returns:
        Columns ``period`` (first day), ``designations``, ``articles`` and ``unfinished``, a row for
        each period from the first to the last in which there was either.
    """
    first = by_period(designations, period, column=column, as_of=as_of).set_index("period")
    published = published_to(articles, period).to_frame()
    second = by_period(published, period, column="published", as_of=as_of).set_index("period")
    seen = first.index.union(second.index)
    if seen.empty:
        return pd.DataFrame(
            {
                "period": pd.Series(dtype="datetime64[us]"),
                "designations": pd.Series(dtype="int64"),
                "articles": pd.Series(dtype="int64"),
                "unfinished": pd.Series(dtype="bool"),
            }
        )
    frequency = {"year": "YS", "quarter": "QS", "month": "MS"}[period]
    every = pd.date_range(seen.min(), seen.max(), freq=frequency, unit="us")
    # Only the last periods can be incomplete, and both tables agree about these.
    unfinished = pd.concat([first["unfinished"], second["unfinished"]]).groupby(level=0).any()
    return pd.DataFrame(
        {
            "period": every,
            "designations": first["count"].reindex(every, fill_value=0).to_numpy(),
            "articles": second["count"].reindex(every, fill_value=0).to_numpy(),
            "unfinished": unfinished.reindex(every, fill_value=False).to_numpy(),
        }
    )


def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    """Make a row for each period."""
    kept = counted[counted["chosen"]]
    return pd.DataFrame(
        {
            _("Period"): [period_name(start, options["period"]) for start in kept["period"]],
            _("Designations"): kept["designations"].to_numpy(),
            _("Articles"): kept["articles"].to_numpy(),
            _("Unfinished"): kept["unfinished"].to_numpy(),
        }
    )


def figure(counted: pd.DataFrame, *, period: str, palette: Palette) -> Figure:
    """Draw two rows of bars on one time axis: designations above, articles below.

    Args:
        counted: The return value of `coverage`, with ``chosen``.
        period: The length of a period.
        palette: The colors of the theme.

    Returns:
        The figure; a bar's ``customdata`` is the first day of its period.
    """
    drawn = frame(palette, height=360, hovermode="closest")
    if counted.empty:
        return drawn
    starts = counted["period"].tolist()
    half = pd.Timedelta(days=DAYS[period] // 2)
    middles = [moment(start + half) for start in starts]
    days = [start.date().isoformat() for start in starts]
    labels = [period_label(start, period) for start in starts]
    chosen = counted["chosen"].tolist()
    unfinished = counted["unfinished"].tolist()
    rows = (
        ("designations", "y", palette.ink, "{n} designation", "{n} designations"),
        ("articles", "y2", palette.muted, "{n} article", "{n} articles"),
    )
    for column, axis, colour, one, many in rows:
        numbers = counted[column].tolist()
        drawn["data"].append(
            {
                "type": "bar",
                "x": middles,
                "y": numbers,
                "yaxis": axis,
                "width": DAYS[period] * 0.82 * 86_400_000,
                "marker": {
                    "color": palette.singled_out(chosen, [colour] * len(starts)),
                    "line": {"width": 0},
                    "pattern": hatched(unfinished),
                },
                "customdata": days,
                "hovertext": [
                    f"{label} · {ngettext(one, many, number)}"
                    for label, number in zip(labels, numbers, strict=True)
                ],
                "hoverinfo": "text",
                "showlegend": False,
            }
        )
    layout = drawn["layout"]
    layout["annotations"] += [
        {"x": 0, "xref": "paper", "y": y, "yref": "paper", "xanchor": "left", "yanchor": "bottom",
         "yshift": 4, "text": text, "showarrow": False, "font": {"size": 13, "color": palette.ink}}
        for y, text in ((1, _("Designations")), (0.5 - _GAP, _("Articles")))
    ]  # fmt: skip
    layout["margin"]["t"] = 28
    both = layout["yaxis"]
    layout["yaxis"] = both | whole(counted["designations"].max(), 4) | {"domain": [0.5 + _GAP, 1]}
    layout["yaxis2"] = (
        both | whole(counted["articles"].max(), 4) | {"domain": [0, 0.5 - _GAP], "anchor": "x"}
    )
    layout["xaxis"] |= {
        "type": "date",
        "range": [
            moment(min(starts)),
            moment(max(starts) + pd.Timedelta(days=DAYS[period])),
        ],
        "anchor": "y2",
        **period_ticks(starts, period),
    }
    return drawn


def finding(counted: pd.DataFrame, period: str, *, undated: int) -> str:
    """Return a sentence about the period with most articles; "" for few articles, a tie, or too many undated ones.

    Args:
        counted: As for `figure`.
        period: The length of a period.
        undated: How many articles of the selection have no date that is exact enough.
    """
    kept = _chosen(counted)
    numbers = sorted((articles for _start, _designations, articles in kept), reverse=True)
    total = sum(numbers)
    if total < FEW or len(numbers) < 2 or numbers[0] == numbers[1]:
        return ""
    if total < SURE * (total + undated):
        return ""  # too many undated articles to name a maximum
    first = next(start for start, _designations, articles in kept if articles == numbers[0])
    return _("most articles are from {period} ({count} of {total} dated)").format(
        period=period_label(first, period),
        count=locale.number(numbers[0]),
        total=locale.number(total),
    )


def alt(counted: pd.DataFrame, period: str) -> str:
    """Describe the two rows of bars."""
    kept = _chosen(counted)
    if not kept:
        return _("Bar charts without a dated article or designation.")
    sentence = (
        _("Two bar charts from {first} to {last}: {designations} above, {articles} below.")
        if len(kept) > 1
        else _("Two bars of {first}: {designations} above, {articles} below.")
    )
    return sentence.format(
        first=period_label(kept[0][0], period),
        last=period_label(kept[-1][0], period),
        designations=ngettext("{n} designation", "{n} designations", sum(row[1] for row in kept)),
        articles=ngettext("{n} article", "{n} articles", sum(row[2] for row in kept)),
    )


def _chosen(counted: pd.DataFrame) -> list[tuple[pd.Timestamp, int, int]]:
    columns = (counted[name].tolist() for name in ("period", "designations", "articles", "chosen"))
    return [tuple(row) for *row, chosen in zip(*columns, strict=True) if chosen]


def _followed(catalog: Catalog, counted: pd.DataFrame) -> str:
    """Return a note with the day to which the press was followed, if the chart extends beyond it."""
    to = catalog.coverage.press_to
    if to is None or to >= catalog.as_of or counted.empty:
        return ""
    if counted["period"].iloc[-1] < pd.Timestamp(to.year, 1, 1):
        return ""
    return _("press reports were followed to {day}").format(day=locale.day(to))


def _left_out(number: int, period: str) -> str:
    if not number:
        return ""
    if period == "year":
        return ngettext("{n} undated article left out", "{n} undated articles left out", number)
    return ngettext(
        "{n} article without an exact enough date left out",
        "{n} articles without an exact enough date left out",
        number,
    )


def draw(
    catalog: Catalog, filters: Filters, options: Options, colours: Palette
) -> Panel | Sentence | None:
    """Draw the selection."""
    period = options["period"]
    articles = article_rows(catalog, filters).columns("published", "published_precision")
    undated = int(published_to(articles, period).isna().sum())
    if few := sentences.few_articles(len(articles) - undated):
        return few
    counted = count(catalog, filters, options)
    return Panel(
        figure=figure(counted, period=period, palette=colours),
        title=sentences.titled(
            catalog,
            filters,
            "articles",
            finding(counted, period, undated=undated),
            _("over time, beside the designations"),
        ),
        subtitle=sentences.subtitle(
            _left_out(undated, period),
            _("the hatched bar ends on {day}").format(day=locale.day(catalog.as_of))
            if counted["unfinished"].any()
            else "",
            _followed(catalog, counted),
        ),
        alt=alt(counted, period),
        filters=filters,
        link=lambda start: filters.toggled_year(int(start[:4])),
        row_link=lambda row: filters.toggled_year(int(row[_("Period")][:4])),
    )


CHART = Chart(
    "coverage",
    mark("Designations and articles"),
    "articles",
    count,
    table,
    draw,
    switches=(PERIOD,),
)
