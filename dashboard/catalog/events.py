"""Describe the best known date of a designation in words, with the kind of the date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard import locale
from dashboard.catalog.rows import Row
from dashboard.locale import gettext as _
from dashboard.locale import mark

_KINDS: Mapping[str, tuple[str, str]] = {
    "order": (mark("Listed {date}"), mark("listed {date}")),
    "publication": (
        mark("Entry made public {date}"),
        mark("entry made public {date}"),
    ),
    "report": (mark("Listed, as reported {date}"), mark("listed, as reported {date}")),
    "announced": (mark("Announced {date}"), mark("announced {date}")),
    "decided": (mark("Decided {date}"), mark("decided {date}")),
    "delisted": (
        mark("Removed from the register {date}"),
        mark("removed from the register {date}"),
    ),
}


_BASIS = "listed_date_basis"
"""The field with the kind of the listing date."""


@dataclass(frozen=True)
class Event:
    """A dated event of a designation.

    Attributes:
        kind: The kind of event: ``order``, ``publication``, ``report``, ``announced``, ``decided``
            or ``delisted``.
        date: The day.
    """

    kind: str
    date: pd.Timestamp

    def sentence(self, length: str = "long") -> str:
        """Write the event as the beginning of a sentence: "Announced 19 May 2025"."""
        return _(_KINDS[self.kind][0]).format(date=locale.day(self.date, length))

    def phrase(self, length: str = "long") -> str:
        """Write the event within a sentence or a cell: "announced 19 May 2025"."""
        return _(_KINDS[self.kind][1]).format(date=locale.day(self.date, length))


def event(row: Row, *, removal: bool = False) -> Event | None:
    """Find the best known date of a designation, and its kind.

    The date of the Ministry's order comes first, then the days on which the entry was made public or
    reported, on which the prosecutors' decision was announced, and on which it was made.

    Args:
        row: A designation of the catalog.
        removal: Whether a removal from the register takes precedence.

    Returns:
        The event; None where no date is known.
    """
    basis = row.get(_BASIS)
    listed = "order" if basis is None or pd.isna(basis) or basis == "" else str(basis)
    columns = (
        *((("delisted_date", "delisted"),) if removal else ()),
        ("listed_date", listed if listed in _KINDS else "report"),
        ("published_date", "publication"),
        ("announced_date", "announced"),
        ("decision_date", "decided"),
    )
    for column, kind in columns:
        date = row.get(column)
        if date is not None and not pd.isna(date):
            return Event(kind, date)
    return None


def events(row: Row) -> list[Event]:
    """Find every dated step of a designation, in the order of their dates.

    Args:
        row: A designation of the catalog.
    """
    steps = [
        found
        for column in ("decision_date", "announced_date", "listed_date", "delisted_date")
        if (found := event({column: row.get(column), _BASIS: row.get(_BASIS)}, removal=True))
    ]
    return sorted(steps, key=lambda step: step.date)


def event_text(row: Row, length: str = "long", *, removal: bool = False) -> str:
    """Say the best known date of a designation within a sentence; "date unknown" if there is no date.

    Args:
        row: A designation of the catalog.
        length: A CLDR length of the date.
        removal: Whether a removal from the register comes before the other dates.
    """
    found = event(row, removal=removal)
    return found.phrase(length) if found else _("date unknown")
