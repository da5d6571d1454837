"""The time strip of an organization: decision, announcement, listing, and articles below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.asking.selection import articles_kept
from dashboard.catalog import naming
from dashboard.catalog.catalog import Catalog
from dashboard.charts import sentences
from dashboard.charts.chart import Chart, Options, Panel, Sentence, once
from dashboard.charts.figure import Figure, moment
from dashboard.charts.frame import frame, month_ticks, year_ticks
from dashboard.charts.palette import Palette
from dashboard.charts.values import name_of, organizations_of
from dashboard.charts.words import FEW
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext
from dashboard.text.dates import published_to

EVENTS = {
    "decision": ("decision_date", mark("Decided")),
    "announcement": ("announced_date", mark("Announced")),
    "listing": ("listed_date", mark("Listed")),
    "delisting": ("delisted_date", mark("Removed")),
}
"""The steps of a designation: the field with its date, and the word for it in English."""
ARTICLES = "articles"
"""The kind of the rows that count articles."""
_LINE = 0.0
_SHORT = pd.Timedelta(days=400)
"""Maximum length of a strip with days and months; longer ones show months and years."""
_NEAR = 0.4
"""Share of the strip within which two labels would overlap on a phone."""
_SOON = pd.Timedelta(days=30)


@once
def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    """Count the dated events of the organizations of a selection, and the articles about them by day.

    Args:
        catalog: The dataset.
        filters: The selection; articles whose day is not known are left out.
        options: Not used.

    Returns:
        Columns ``org`` (id), ``date``, ``kind`` (one of `EVENTS`, or "articles") and ``count``, by
        organization and date.
    """
    kept = articles_kept(catalog, filters)
    counted: list[tuple[str, pd.Timestamp, int, str, int]] = []
    for row in catalog.rows("designations", organizations_of(catalog, filters)):
        org = row["id"]
        for place, (kind, (column, _label)) in enumerate(EVENTS.items()):
            if not pd.isna(row[column]):
                counted.append((org, row[column], place, kind, 1))
        about = catalog.articles_about(org).where(kept)
        days = published_to(about.columns("published", "published_precision"), "day")
        dates, numbers = np.unique(days.dropna(), return_counts=True)
        counted += [
            (org, pd.Timestamp(date), len(EVENTS), ARTICLES, number)
            for date, number in zip(dates, numbers.tolist(), strict=True)
        ]
    counted.sort()
    columns = ("org", "date", "order", "kind", "count")
    kinds = {"org": "str", "date": catalog.articles["date"].dtype, "kind": "str", "count": "int64"}
    return pd.DataFrame(counted, columns=columns).drop(columns="order").astype(kinds)


def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    """Make a row for each event, and for each day with articles."""
    words = {kind: _(label) for kind, (_column, label) in EVENTS.items()}
    return pd.DataFrame(
        {
            _("Day"): counted["date"].to_numpy(),
            _("Event"): [words.get(kind, _("Articles published")) for kind in counted["kind"]],
            _("Organization"): [name_of(catalog, "org", value) for value in counted["org"]],
            _("Number"): counted["count"].to_numpy(),
        }
    )


def figure(events: pd.DataFrame, articles: pd.Series, *, palette: Palette) -> Figure:
    """Draw events as dots on a line, articles as bars by day or month hanging below it.

    Args:
        events: Columns ``date``, ``label`` and ``kind`` (decision, announcement, listing,
            delisting), in any order; those without a date are left out.
        articles: Dates of publication.
        palette: The colors of the theme.
    """
    happened = _dated(events)
    written = sorted(articles.dropna().tolist())
    seen = [*(event.date for event in happened), *written]
    drawn = frame(palette, height=100, hovermode="closest")
    if not seen:
        return drawn
    span = max(seen) - min(seen)
    margin = max(span * 0.06, pd.Timedelta(days=90) - span / 2)
    first, last = min(seen) - margin, max(seen) + margin
    daily = last - first <= _SHORT
    days = [when.normalize() for when in written]
    bins = Counter(days if daily else [day.replace(day=1) for day in days])
    tallest = max(bins.values(), default=0)
    half = pd.Timedelta(days=0 if daily else 14)
    drawn["data"] += [
        {
            "type": "bar",
            "x": [moment(start + half) for start in bins],
            "y": [-number for number in bins.values()],
            "width": (1 if daily else 24) * 86_400_000,
            "marker": {"color": palette.muted, "line": {"width": 0}},
            "hovertext": [
                f"{locale.day(start) if daily else locale.month(start)} · "
                f"{ngettext('{n} article', '{n} articles', number)}"
                for start, number in bins.items()
            ],
            "customdata": [start.date().isoformat() for start in bins],
            "hoverinfo": "text",
            "showlegend": False,
        },
        {
            "type": "scatter",
            "x": [moment(event.date) for event in happened],
            "y": [_LINE] * len(happened),
            "mode": "markers",
            "marker": {
                "size": 11,
                "color": [
                    palette.accent if event.kind == "listing" else palette.ink for event in happened
                ],
                "line": {"width": 2, "color": palette.paper},
            },
            "hovertext": [f"{event.label} · {locale.day(event.date)}" for event in happened],
            "customdata": [event.date.date().isoformat() for event in happened],
            "hoverinfo": "text",
            "showlegend": False,
        },
    ]
    layout = drawn["layout"]
    shares = [(event.date - first) / (last - first) for event in happened]
    rows = _rows(shares)
    layout["annotations"] += [
        {"x": moment(event.date), "y": _LINE, "yshift": 14 + 18 * row,
         "text": f"{event.label} {locale.day(event.date, 'medium')}",
         "showarrow": False, "font": {"size": 13, "color": palette.accent if event.kind == "listing" else palette.ink}, "yanchor": "bottom",
         "xanchor": "left" if share <= 0.5 else "right", "xshift": -6 if share <= 0.5 else 6}
        for event, share, row in zip(happened, shares, rows, strict=True)
    ]  # fmt: skip
    layout["shapes"].append(
        {"type": "line", "x0": moment(first), "x1": moment(last), "y0": 0, "y1": 0,
         "layer": "below", "line": {"color": palette.hairline, "width": 2}}
    )  # fmt: skip
    above = 22 + 18 * (max(rows, default=0) + 1)
    below = 44 if tallest else 12
    layout["height"] = above + below + 34
    layout["margin"] = {"l": 4, "r": 4, "t": above, "b": 30}
    layout["xaxis"] |= {
        "type": "date",
        "range": [moment(first), moment(last)],
        **(month_ticks(first, last) if daily else year_ticks(first, last)),
    }
    layout["yaxis"] |= {
        "visible": False,
        "range": [-max(tallest, 1) * 1.1, max(tallest, 1) * 0.3],
    }
    return drawn


class _Event(NamedTuple):
    date: pd.Timestamp
    label: str
    kind: str


def _dated(events: pd.DataFrame) -> list[_Event]:
    """Return the events with a date, in order of it."""
    columns = (events[name].tolist() for name in ("date", "label", "kind"))
    all_events = (_Event(*row) for row in zip(*columns, strict=True))
    return sorted(
        (event for event in all_events if not pd.isna(event.date)), key=lambda event: event.date
    )


def finding(events: pd.DataFrame, articles: pd.Series, *, delay: int | None) -> str:
    """Return a sentence about the days until listing, or about how soon articles appeared; "" for neither.

    Args:
        events: As for `figure`.
        articles: Dates of publication.
        delay: Days from the prosecutors' decision to the Ministry's order, if both are known.
    """
    if delay is not None:
        return ngettext(
            "listed {n} day after the decision", "listed {n} days after the decision", delay
        )
    dated = articles.dropna()
    first = events["date"].min()
    if len(dated) < FEW or pd.isna(first):
        return ""
    soon = int(dated.between(first, first + _SOON).sum())
    if soon == len(dated):
        return ngettext(
            "the {n} dated article appeared within 30 days",
            "all {n} dated articles appeared within 30 days",
            soon,
        )
    return _("{soon} of {all} dated articles appeared within 30 days").format(
        soon=locale.number(soon), all=locale.number(len(dated))
    )


def alt(events: pd.DataFrame, articles: pd.Series, *, name: str) -> str:
    """Describe an organization's strip."""
    dates = ", ".join(
        f"{row['label']} {locale.day(row['date'])}" for row in events.to_dict("records")
    )
    written = ngettext("{n} dated article", "{n} dated articles", int(articles.notna().sum()))
    return _("Time strip of {name}: {events}.").format(
        name=name, events=", ".join(part for part in (dates, written) if part)
    )


def _rows(shares: Iterable[float]) -> list[int]:
    """Return the row of each label, so that none covers another.

    Args:
        shares: Where on the strip each stands, from 0 to 1, in order.
    """
    ends: list[float] = []
    rows = []
    for share in shares:
        for row, end in enumerate(ends):
            if share - end > _NEAR:
                ends[row] = share
                break
        else:
            row = len(ends)
            ends.append(share)
        rows.append(row)
    return rows


def draw(
    catalog: Catalog, filters: Filters, options: Options, colours: Palette
) -> Panel | Sentence | None:
    """Draw the events of the first organization of a selection, and the articles about it.

    Nothing is drawn if no date is known.
    """
    if not filters.org:
        return None
    only = Filters(org=filters.org[:1])
    counted = count(catalog, only, options)
    if counted.empty:
        return None
    row = catalog.row("designations", only.org[0])
    name = naming.title(row)
    about = counted["kind"] == ARTICLES
    events = counted[~about].assign(
        label=lambda table: [_(EVENTS[kind][1]) for kind in table["kind"]]
    )
    written = counted[about]
    published = pd.Series(written["date"].repeat(written["count"].tolist()))
    undated = row["articles"] - len(published)
    left_out = ngettext(
        "{n} without an exact day not shown", "{n} without an exact day not shown", undated
    )
    delay = row["days_to_listing"]
    return Panel(
        figure=figure(events, published, palette=colours),
        title=sentences.of_organization(
            name,
            finding(events, published, delay=delay),
            _(CHART.title),
        ),
        subtitle=sentences.subtitle(
            _("above: official dates; below: articles"), left_out if undated else ""
        ),
        alt=alt(events, published, name=name),
        filters=only,
    )


CHART = Chart("strip", mark("Dates and coverage"), "articles", count, table, draw)
