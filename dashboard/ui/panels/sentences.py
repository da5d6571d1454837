"""Subtitles, and what is said where a chart would show nothing or one thing."""

from __future__ import annotations

import pandas as pd

from dashboard import locale
from dashboard.catalog import Catalog, Filters, naming
from dashboard.catalog.filters import Scope
from dashboard.charts.frame import in_span, label_of
from dashboard.locale import gettext as _
from dashboard.ui.panel import Shown, say
from dashboard.ui.render import known


def subtitle(catalog: Catalog, filters: Filters, scope: Scope, *notes: str) -> str:
    """The selection in words and the caveats, as one line."""
    selection = filters.within(scope).sentence(catalog, scope)
    # A date may end in the full stop of an abbreviation ("2026 г.").
    return "; ".join([selection, *(note for note in notes if note)]).removesuffix(".") + "."


def basis(filters: Filters) -> str:
    """By which date a chart counts."""
    if filters.basis == "decision":
        return _("by the prosecutors' decision")
    return _("by listing, or by announcement while no listing date is known")


def left_out(number: int) -> str:
    """How many are not drawn because they have no date."""
    if not number:
        return ""
    return locale.ngettext("{n} without a date left out", "{n} without a date left out", number)


def few_designations(key: str, title: str, dated: pd.DataFrame, column: str) -> Shown | None:
    """A sentence where none, or only one, of the designations could be drawn.

    Args:
        key: The key of the chart.
        title: What it would show.
        dated: The designations that it would draw.
        column: The date by which it counts.

    Returns:
        The sentence in the place of the chart; None where there is enough for a chart.
    """
    if len(dated) > 1:
        return None
    if dated.empty:
        return say(key, title, _("No designation in this selection has the date that this counts."))
    row = dated.iloc[0]
    when = locale.day(row[column]) if known(row[column]) else _("date unknown")
    text = _("It is one designation only: {name}, {date}.")
    return say(key, title, text.format(name=naming.title(row), date=when))


def few_articles(key: str, title: str, number: int) -> Shown | None:
    """The same where no article, or only one, could be drawn."""
    if number > 1:
        return None
    text = (
        _("It is one article only: a chart would say no more.")
        if number
        else _("There is no article of this kind in the selection.")
    )
    return say(key, title, text)


def milestones(
    catalog: Catalog, first: pd.Timestamp, last: pd.Timestamp
) -> list[tuple[str, str, str | None]]:
    """What the numbered rules of a chart mean: the number, the words, and the page that says so."""
    shown = in_span(catalog.milestones, first, last)
    return [
        (
            str(number),
            f"{label_of(each)}, {locale.day(each.date, 'medium')}",  # type: ignore[arg-type]
            str(each.url),
        )
        for number, each in enumerate(shown.itertuples(), start=1)
    ]
