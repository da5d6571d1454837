"""The two sides face to face: accusations above the line, answers below, month by month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.asking.selection import articles_kept
from dashboard.catalog import naming
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.rows import Rows
from dashboard.charts import sentences
from dashboard.charts.chart import Chart, Options, Panel, Sentence, once
from dashboard.charts.figure import Figure, moment
from dashboard.charts.frame import frame, month_ticks, year_ticks
from dashboard.charts.palette import Palette
from dashboard.charts.periods import period_name
from dashboard.charts.values import organizations_of
from dashboard.charts.words import FEW
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext
from dashboard.text.dates import published_to

SIDES = {
    "accusation": "accusation",
    "defence": "answer",
    "criticism": "answer",
    "context": "context",
}
"""The side of each stance: who defends an organization and who criticizes its designation answer."""
_SHORT = pd.Timedelta(days=800)
_FEWEST_MONTHS = 2


@once
def count(catalog: Catalog, filters: Filters, options: Options) -> pd.DataFrame:
    """Count the statements about the organizations of a selection: what `sides_over_time` returns."""
    about = catalog.joins.reported_about
    owners = (catalog.place("designations", org) for org in organizations_of(catalog, filters))
    places = np.sort(np.concatenate([about[owner] for owner in owners] or [np.arange(0)]))
    claims = catalog.joins.reported[places]
    claims = claims[articles_kept(catalog, filters)[catalog.joins.claim_article[claims]]]
    articles = Rows(catalog.articles, catalog.joins.claim_article[claims])
    told = Rows(catalog.tables["claims"], claims).columns("statement_id", "stance")
    dated = articles.columns("published", "published_precision")
    return sides_over_time(told.assign(published=published_to(dated, "month")))


def sides_over_time(claims: pd.DataFrame) -> pd.DataFrame:
    """Count how many statements accuse and how many answer, by month of the first article.

    Args:
        claims: Rows of the catalog's claims, or of what they are about, with ``statement_id`` and
            ``published``, the date of publication of the article; those of undated articles are
            left out, and a statement counts once, in the month in which it was first reported.

    Returns:
        Columns ``month`` (first day), ``accusations``, ``answers``, for the months that have either.
    """
    published = claims["published"].to_numpy(dtype="datetime64[M]")
    order = np.argsort(published, kind="stable")  # those without a date come last
    statements, _ids = pd.factorize(claims["statement_id"].to_numpy(dtype=object)[order])
    first = order[np.unique(statements, return_index=True)[1]]
    first = first[~np.isnat(published[first])]
    sides = claims["stance"].astype("object").map(SIDES).to_numpy()[first]
    told = {side: published[first[sides == side]] for side in ("accusation", "answer")}
    months = np.unique(np.concatenate([*told.values()]))
    accusations, answers = (
        np.bincount(np.searchsorted(months, found), minlength=len(months))
        for found in told.values()
    )
    return pd.DataFrame(
        {
            "month": months.astype("datetime64[us]"),
            "accusations": accusations,
            "answers": answers,
        }
    )


def table(catalog: Catalog, counted: pd.DataFrame, options: Options) -> pd.DataFrame:
    """Make a row for each month."""
    return pd.DataFrame(
        {
            _("Month"): [period_name(month, "month") for month in counted["month"]],
            _("Accusations"): counted["accusations"].to_numpy(),
            _("Answers"): counted["answers"].to_numpy(),
        }
    )


def figure(counted: pd.DataFrame, *, palette: Palette) -> Figure:
    """Draw bars of the statements about one organization.

    Args:
        counted: The return value of `sides_over_time`.
        palette: The colors of the theme.

    Returns:
        The figure; a bar's ``customdata`` is the first day of its month.
    """
    drawn = frame(palette, height=230, hovermode="closest", barmode="relative")
    if counted.empty:
        return drawn
    months = counted["month"].tolist()
    first = min(months) - pd.DateOffset(months=2)
    last = max(months) + pd.DateOffset(months=3)
    middles = [moment(month + pd.Timedelta(days=15)) for month in months]
    days = [month.date().isoformat() for month in months]
    rows = (
        ("accusations", 1, palette.colour("stance", "accusation"), "{n} accusation", "{n} accusations"),
        ("answers", -1, palette.colour("stance", "defence"), "{n} answer", "{n} answers"),
    )  # fmt: skip
    for column, sign, colour, one, many in rows:
        numbers = counted[column].tolist()
        drawn["data"].append(
            {
                "type": "bar",
                "x": middles,
                "y": [sign * number for number in numbers],
                "width": 26 * 86_400_000,
                "marker": {"color": colour, "line": {"width": 0}},
                "customdata": days,
                "hovertext": [
                    f"{locale.month(month)} · {ngettext(one, many, number)}"
                    for month, number in zip(months, numbers, strict=True)
                ],
                "hoverinfo": "text",
                "showlegend": False,
            }
        )
    layout = drawn["layout"]
    layout["annotations"] += [
        {"x": 0, "xref": "paper", "y": y, "yref": "paper", "xanchor": "left", "yanchor": anchor,
         "text": text, "showarrow": False, "font": {"size": 13, "color": palette.muted},
         "bgcolor": palette.paper}
        for y, anchor, text in ((1, "top", _("Accusations")), (0, "bottom", _("Answers")))
    ]  # fmt: skip
    layout["shapes"].append(
        {"type": "line", "x0": moment(first), "x1": moment(last), "y0": 0, "y1": 0,
         "line": {"color": palette.muted, "width": 1}}
    )  # fmt: skip
    up, down = max(counted["accusations"].tolist()), max(counted["answers"].tolist())
    ticks = sorted({-down, 0, up})
    layout["yaxis"] |= {
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [locale.number(abs(tick)) for tick in ticks],
        "range": [-(down or 0.6) * 1.5, (up or 0.6) * 1.5],
        "showgrid": False,
    }
    ticks_of = month_ticks if last - first <= _SHORT else year_ticks
    layout["xaxis"] |= {
        "type": "date",
        "range": [moment(first), moment(last)],
        **ticks_of(first, last),
    }
    return drawn


def finding(counted: pd.DataFrame) -> str:
    """Say how many statements accuse and how many answer; "" for few."""
    accusations, answers = int(counted["accusations"].sum()), int(counted["answers"].sum())
    if accusations + answers < FEW:
        return ""
    return _("{accusations}, {answers}").format(
        accusations=ngettext("{n} accusation", "{n} accusations", accusations),
        answers=ngettext("{n} answer", "{n} answers", answers),
    )


def alt(counted: pd.DataFrame, *, name: str) -> str:
    """Describe the two sides."""
    return _("Bars by month of the statements about {name}: {accusations}, {answers}.").format(
        name=locale.nested(name),
        accusations=ngettext(
            "{n} accusation", "{n} accusations", int(counted["accusations"].sum())
        ),
        answers=ngettext("{n} answer", "{n} answers", int(counted["answers"].sum())),
    )


def draw(
    catalog: Catalog, filters: Filters, options: Options, colours: Palette
) -> Panel | Sentence | None:
    """Draw the statements about the first organization of a selection.

    Nothing is drawn where they all are of one month: the lists beside each other say it better.
    """
    if not filters.org:
        return None
    organization = filters.org[0]
    only = Filters(org=(organization,))
    counted = count(catalog, only, options)
    if len(counted) < _FEWEST_MONTHS:
        return None
    name = naming.title(catalog.row("designations", organization))
    shown = int(counted[["accusations", "answers"]].to_numpy().sum())
    joins = catalog.joins
    claims = joins.reported[joins.reported_about[catalog.place("designations", organization)]]
    stances = catalog.tables["claims"]["stance"].array.take(claims)
    claims = claims[np.asarray(stances != "context")]
    undated = len(np.unique(joins.claim_statement[claims])) - shown
    left_out = ngettext(
        "{n} statement that only undated articles report is left out",
        "{n} statements that only undated articles report are left out",
        undated,
    )
    parts = [
        _("statements, each once, by month of the first article"),
        ngettext("{n} report of them", "{n} reports of them", len(claims)),
        *([left_out] if undated else []),
    ]
    return Panel(
        figure=figure(counted, palette=colours),
        title=sentences.of_organization(name, finding(counted), _(CHART.title)),
        subtitle=sentences.subtitle(*parts),
        alt=alt(counted, name=name),
        filters=only,
    )


CHART = Chart("sides", mark("Accusations and answers over time"), "articles", count, table, draw)
