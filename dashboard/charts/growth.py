"""The growth of the register: a cumulative curve, and its pace."""

from __future__ import annotations

from typing import Any

import pandas as pd
from babel import dates

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, select_designations
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.register_state import register_state
from dashboard.charts import sentences
from dashboard.charts.certainty import is_sure
from dashboard.charts.chart import Chart, Options, Panel, Sentence, once
from dashboard.charts.figure import Figure, moment
from dashboard.charts.frame import frame, month_ticks, rules, whole, year_ticks
from dashboard.charts.palette import Palette
from dashboard.charts.words import FEW
from dashboard.locale import gettext as _
from dashboard.locale import mark

STEPS = (50, 10)
"""How many designations make a step of the pace, the first of which there are two at least."""
DAYS_IN_MONTH = 365.2425 / 12
_SHORT = pd.Timedelta(days=800)


@once
def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    """Count the designations that there were by each date: what `cumulative` returns."""
    return cumulative(select_designations(catalog, filters), column=DATE_COLUMN[filters.basis])


def cumulative(designations: pd.DataFrame, *, column: str = "date") -> pd.DataFrame:
    """Count how many designations there were by each date on which one was added.

    Args:
        designations: Rows of the catalog's table.
        column: The date by which to count; rows without it are left out.

    Returns:
        Columns ``date`` and ``total``, a row for each distinct date.
    """
    total = designations[column].value_counts().sort_index().cumsum()
    return pd.DataFrame({"date": total.index, "total": total.to_numpy()})


def pace(cumulative: pd.DataFrame) -> pd.DataFrame:
    """Measure how many months each further 50 (of a small selection: 10) designations took.

    Several on one day can cross a mark together, and one day can cross several marks; a step that
    began and ended on the same day took no time. The first step begins with the first designation.

    Args:
        cumulative: The return value of `cumulative`.

    Returns:
        Columns ``entries`` (the mark: 50, 100 …), ``reached`` (the date) and ``months`` since the
        mark before, to a tenth of a mean month (30.44 days). Empty where there are not two marks.
    """
    empty = pd.DataFrame(
        {
            "entries": pd.Series(dtype="int64"),
            "reached": pd.Series(dtype="datetime64[us]"),
            "months": pd.Series(dtype="float64"),
        }
    )
    total = int(cumulative["total"].max()) if len(cumulative) else 0
    step = next((each for each in STEPS if total >= 2 * each), None)
    if step is None:
        return empty
    marks = range(step, total + 1, step)
    places = cumulative["total"].searchsorted(list(marks))
    reached = cumulative["date"].iloc[places].reset_index(drop=True)
    before = reached.shift(fill_value=cumulative["date"].iloc[0])
    months = ((reached - before).dt.days / DAYS_IN_MONTH).round(1)
    return pd.DataFrame({"entries": list(marks), "reached": reached, "months": months})


def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    """Make a row for each date."""
    return counted.rename(columns={"date": _("Date"), "total": _("Designations so far")})


def figure(
    cumulative: pd.DataFrame,
    *,
    palette: Palette,
    pace: pd.DataFrame | None = None,
    milestones: pd.DataFrame | None = None,
) -> Figure:
    """Draw a step curve of how many designations there were by each date.

    Args:
        cumulative: The return value of `cumulative`.
        palette: The colors of the theme.
        pace: The return value of `pace`: each mark gets a dot and the months that it took.
        milestones: Laws and events to mark.

    Returns:
        The figure; the last total is written at the end of the curve. A point's ``customdata`` is
        its date.
    """
    drawn = frame(palette, height=320, hovermode="x")
    if cumulative.empty:
        return drawn
    days, totals = cumulative["date"].tolist(), cumulative["total"].tolist()
    first = pd.Timestamp(days[0].year, 1, 1)
    last = days[-1] + pd.Timedelta(days=60)
    drawn["data"].append(
        {
            "type": "scatter",
            "x": [moment(day) for day in days],
            "y": totals,
            "mode": "lines",
            "line": {"shape": "hv", "color": palette.ink, "width": 2},
            "hovertext": [
                f"{locale.day(day)} · {locale.number(total)}"
                for day, total in zip(days, totals, strict=True)
            ],
            "customdata": [day.date().isoformat() for day in days],
            "hoverinfo": "text",
            "showlegend": False,
        }
    )
    if pace is not None and len(pace):
        drawn["data"].append(_marks(pace, palette))
    layout = drawn["layout"]
    layout["annotations"].append(
        {
            "x": moment(days[-1]),
            "y": totals[-1],
            "text": f"<b>{locale.number(totals[-1])}</b>",
            "showarrow": False,
            "xanchor": "right",
            "yanchor": "bottom",
            "xshift": -6,
            "yshift": 14,  # above the words of a mark that was reached just before
            "font": {"color": palette.ink},
        }
    )
    if pace is not None and len(pace):
        layout["annotations"] += _paces(pace, palette)
    # Two years hold one or two ticks by year: too few to read a date from.
    ticks = month_ticks if last - first <= _SHORT else year_ticks
    layout["xaxis"] |= {
        "type": "date",
        "range": [moment(first), moment(last)],
        **ticks(first, last),
    }
    layout["yaxis"] |= whole(totals[-1])
    if milestones is not None:
        # The words of a dot stand to its left, above the curve.
        ahead = (last - first) / 8

        def floor(when: pd.Timestamp) -> float:
            reached = [
                total for day, total in zip(days, totals, strict=True) if day <= when + ahead
            ]
            return float((reached[-1] if reached else 0) + totals[-1] * 0.08)

        rules(
            drawn, milestones, first=first, last=last, palette=palette,
            top=totals[-1] * 1.12, floor=floor,
        )  # fmt: skip
    return drawn


def _marks(pace: pd.DataFrame, palette: Palette) -> dict[str, Any]:
    entries, days = pace["entries"].tolist(), pace["reached"].tolist()
    texts = [_months(months) for months in pace["months"].tolist()]
    return {
        "type": "scatter",
        "x": [moment(day) for day in days],
        "y": entries,
        "mode": "markers",
        "marker": {"size": 8, "color": palette.ink, "line": {"width": 2, "color": palette.paper}},
        "cliponaxis": False,
        "hovertext": [
            _("{entries} on {day}, {months} after the mark before").format(
                entries=locale.number(number), day=locale.day(day), months=text
            )
            for number, day, text in zip(entries, days, texts, strict=True)
        ],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _paces(pace: pd.DataFrame, palette: Palette) -> list[dict[str, Any]]:
    """Write how long each mark took on paper of its own: on a phone rules would run through the words."""
    columns = (pace[name].tolist() for name in ("reached", "entries", "months"))
    return [
        {"x": moment(day), "y": number, "text": _months(months), "showarrow": False,
         "xanchor": "right", "yanchor": "bottom", "xshift": -5, "yshift": 1, "borderpad": 0,
         "font": {"size": 13, "color": palette.ink}, "bgcolor": palette.paper}
        for day, number, months in zip(*columns, strict=True)
    ]  # fmt: skip


def _months(months: float) -> str:
    # Past a year and a half nobody counts in months.
    if months >= 18:
        return locale.duration(round(months / 12, 1), "year")
    return locale.duration(round(months) if months >= 2 else months, "month")


def finding(cumulative: pd.DataFrame) -> str:
    """Say since which month half or more of them date; "" for few.

    The month is that in which half was passed: many designations on one day can carry the number
    far beyond half, so that it is named.
    """
    if cumulative.empty or cumulative["total"].iloc[-1] < FEW:
        return ""
    total = int(cumulative["total"].iloc[-1])
    # The first date by which more than half stood: half or more came on it or later.
    half = cumulative.loc[cumulative["total"] > total / 2, "date"].iloc[0]
    before = cumulative.loc[cumulative["date"] < half.replace(day=1), "total"].max()
    since = total - (0 if pd.isna(before) else int(before))
    if since == total:
        return ""
    return _("{count} of {total} since {month}").format(
        count=locale.number(since),
        total=locale.number(total),
        # In Russian the month stands in the genitive here.
        month=dates.format_date(half, "MMMM y", locale=locale.current().cldr),
    )


def alt(cumulative: pd.DataFrame) -> str:
    """Describe the cumulative curve."""
    if cumulative.empty:
        return _("Rising curve without a dated designation.")
    return _("Rising curve from {first} to {last}, ending at {total} designations.").format(
        first=locale.day(cumulative["date"].iloc[0]),
        last=locale.day(cumulative["date"].iloc[-1]),
        total=locale.number(int(cumulative["total"].iloc[-1])),
    )


def draw(
    catalog: Catalog, filters: Filters, options: Options, colours: Palette
) -> Panel | Sentence | None:
    """Draw the selection."""
    designations, dated = sentences.dated(catalog, filters)
    column = DATE_COLUMN[filters.basis]
    counted = count(catalog, filters, options)
    few = sentences.few_designations(dated, column)
    if few or len(counted) < 2:  # a curve needs two days
        return few
    steps = pace(counted)
    sure = is_sure(designations, column=column, absent=register_state(catalog).absent)
    return Panel(
        figure=figure(counted, palette=colours, pace=steps, milestones=catalog.milestones),
        title=sentences.titled(
            catalog,
            filters,
            "designations",
            finding(counted) if sure else "",
            _("how their number grew"),
        ),
        subtitle=sentences.subtitle(
            sentences.basis(filters),
            sentences.left_out(len(designations) - len(dated), filters),
            _("each dot marks another {step}, and how long they took").format(
                step=locale.number(int(steps["entries"].iloc[0]))
            )
            if len(steps)
            else "",
        ),
        alt=alt(counted),
        filters=filters,
        notes=sentences.milestones(
            catalog,
            pd.Timestamp(counted["date"].iloc[0].year, 1, 1),
            counted["date"].iloc[-1],
        ),
    )


CHART = Chart("growth", mark("The register grows"), "designations", count, table, draw)
