"""Write titles and subtitles of charts, and sentences in place of charts with too few values."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard import locale
from dashboard.asking.facets import Scope
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, select_designations
from dashboard.catalog import Catalog, naming
from dashboard.catalog.events import Event, event
from dashboard.catalog.register_state import register_state
from dashboard.charts.chart import Sentence
from dashboard.charts.frame import in_span, label_of
from dashboard.locale import gettext as _

LONGEST = 190
"""Maximum number of letters of a title: three lines in an image."""


def subtitle(*notes: str) -> str:
    """Join notes about what is counted and caveats to one line; "" for none."""
    said = [note for note in notes if note]
    # A date may end in the full stop of an abbreviation ("2026 г.").
    return locale.capitalized("; ".join(said).removesuffix(".") + ".") if said else ""


def basis(filters: Filters) -> str:
    """Return a note with the date that a chart counts by."""
    if filters.basis == "decision":
        return _("by the prosecutors' decision")
    return _("by date of listing, or of announcement where that is unknown")


def left_out(number: int, filters: Filters | None = None) -> str:
    """Return a note about how many rows are left out because they lack the counted date; "" for none."""
    if not number:
        return ""
    if filters is not None and filters.basis == "decision":
        return locale.ngettext(
            "{n} without a known decision date not shown",
            "{n} without a known decision date not shown",
            number,
        )
    return locale.ngettext("{n} undated not shown", "{n} undated not shown", number)


def year_under_way(catalog: Catalog, years: pd.Series) -> str:
    """Return a note with the last day of the current year's data, if that year is shown, else "".

    Args:
        catalog: The dataset.
        years: The years that a chart shows.
    """
    year = catalog.as_of.year
    if not (years == year).any() or catalog.as_of == date(year, 12, 31):
        return ""
    return _("{year} to {day} only").format(year=year, day=locale.day_of_year(catalog.as_of))


def dated(
    catalog: Catalog, filters: Filters, column: str = ""
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the designations of a selection, and those with the counted date.

    Args:
        catalog: The dataset.
        filters: The selection.
        column: The date; that of the filters' basis if "".
    """
    chosen = select_designations(catalog, filters)
    known = chosen[column or DATE_COLUMN[filters.basis]].notna()
    # Copying rows is slow, and mostly all have the date.
    return chosen, chosen if known.all() else chosen[known]


def beside(counted: pd.DataFrame) -> str:
    """Return a note if a chart shows more than the selection, unlike its table and file; else "".

    Args:
        counted: The rows that a chart draws; ``chosen`` marks those of the selection.
    """
    if counted["chosen"].all() or not counted["chosen"].any():
        return ""
    return _("the selection in red or full color, the rest for comparison")


def absent(catalog: Catalog) -> str:
    """Return a note about how many entries of the register are missing from the dataset; "" for none."""
    number = register_state(catalog).absent
    if not number:
        return ""
    return locale.ngettext(
        "{n} entry of the register is not described here",
        "{n} entries of the register are not described here",
        number,
    )


def titled(
    catalog: Catalog,
    filters: Filters,
    scope: Scope,
    finding: str,
    otherwise: str,
    *,
    dated: bool = True,
) -> str:
    """Write the title of a chart: what is counted, for which country and period, and the finding.

    Args:
        catalog: The dataset.
        filters: The selection.
        scope: What is counted.
        finding: The finding, or "". It is left out if the title would be longer than `LONGEST`.
        otherwise: What the chart shows, for a title without a finding.
        dated: Whether to name the years even without a filter; a finding may name its own.
    """
    title = _("{subject}: {finding}")
    if finding:
        whole = title.format(subject=subject(catalog, filters, scope, dated=dated), finding=finding)
        if len(whole) <= LONGEST:
            return whole
    return title.format(
        subject=subject(catalog, filters, scope), finding=locale.uncapitalized(otherwise)
    )


def of_organization(name: str, finding: str, otherwise: str) -> str:
    """Write the title of a chart about one organization.

    Args:
        name: Its name.
        finding: The finding, or "".
        otherwise: What the chart shows, for a title without a finding.
    """
    return _("{name}, declared “undesirable” in Russia: {finding}").format(
        name=name, finding=finding or locale.uncapitalized(otherwise)
    )


def subject(catalog: Catalog, filters: Filters, scope: Scope, *, dated: bool = True) -> str:
    """Describe what a chart counts in a self-contained phrase.

    Args:
        catalog: The dataset.
        filters: The selection.
        scope: What is counted.
        dated: Whether to name the years even without a filter.
    """
    return filters.within(scope).subject(catalog, scope, dated=dated)


def few_designations(dated: pd.DataFrame, column: str) -> Sentence | None:
    """Return a sentence if there are fewer than two designations to draw.

    Args:
        dated: The designations that it would draw.
        column: The date by which it counts.

    Returns:
        The sentence to show in place of the chart; None if there is enough to draw.
    """
    if len(dated) > 1:
        return None
    if dated.empty:
        return Sentence(_("No designation in this selection has the date that this counts."))
    row = dated.iloc[0]
    found = Event("decided", row[column]) if column == "decision_date" else event(row)
    when = found.phrase() if found else _("date unknown")
    text = _("Only one matches: {name}, {date}")
    return Sentence(locale.ended(text.format(name=naming.title(row), date=when)))


def few_articles(number: int) -> Sentence | None:
    """Return a sentence if there are fewer than two articles to draw."""
    if number > 1:
        return None
    text = (
        _("It is one article only: a chart would say no more.")
        if number
        else _("There is no article of this kind in the selection.")
    )
    return Sentence(text)


def milestones(
    catalog: Catalog, first: pd.Timestamp, last: pd.Timestamp
) -> list[tuple[str, str, str | None]]:
    """List the milestones of a chart: number, text, and source URL."""
    shown = in_span(catalog.milestones, first, last)
    return [
        (
            str(number),
            f"{label_of(each)}, {locale.day(each.date, 'medium')}",  # type: ignore[arg-type]
            str(each.url),
        )
        for number, each in enumerate(shown.itertuples(), start=1)
    ]
