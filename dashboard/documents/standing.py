"""Describe the status of a designation: since when it is listed, and the legal consequences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from dashboard import locale
from dashboard.catalog.events import Event, event
from dashboard.catalog.rows import Row
from dashboard.dataset.choices import STATUSES
from dashboard.documents.markup import choice, day_or_part, known
from dashboard.locale import gettext as _
from dashboard.locale import mark

_BADGES = {
    "order": mark("Listed since {date}"),
    "publication": mark("Listed, entry made public {date}"),
    "report": mark("Listed, as reported {date}"),
    "announced": mark("Announced {date}"),
    "decided": mark("Decided {date}"),
    "delisted": mark("Removed from the register {date}"),
}
_LISTED_LATER = {
    "announced": mark("Listed, announced {date}"),
    "decided": mark("Listed, decided {date}"),
}
"""Of listed designations whose day of listing is not known."""

_LEADS = {
    "listed": mark("In Russia you may not:"),
    "announced": mark("Once it is in the register, in Russia you may not:"),
    "delisted": mark("While it was in the register, in Russia you could not:"),
}
_CAUTIONS = {
    "listed": "",
    "announced": mark(
        "An entry may exist all the same. No source of ours says from which day before the entry "
        "these prohibitions apply."
    ),
    "delisted": mark(
        "No source of ours says whether what was done at that time can still be punished."
    ),
}
_LATIN = str.maketrans({"р": "r", "Р": "r"})
"""The Cyrillic letter at the end of the number of an order, which looks like a Latin letter."""


@dataclass(frozen=True)
class Standing:
    """The status of a designation for the top of its page.

    Attributes:
        status: ``announced``, ``listed`` or ``delisted``.
        badge: The status with the best date known: "Listed since 14 July 2023".
        sentence: The same as a whole sentence, with the order where its number is known.
        lead: What introduces the list of prohibitions.
        caution: What is not known about them, as a sentence; "" for nothing.
    """

    status: str
    badge: str
    sentence: str
    lead: str
    caution: str


def standing(row: Row, evidence: Iterable[Row], reported: pd.Timestamp | None = None) -> Standing:
    """Say where a designation stands.

    Args:
        row: A row of the catalog's designations.
        evidence: The rows of its evidence: ``supports`` and ``state``.
        reported: The day of the oldest article about it, for want of another date.
    """
    status = str(row["status"])
    found = event(row, removal=status == "delisted")
    badge = _badge(status, found, evidence, reported)
    return Standing(
        status=status,
        badge=badge,
        sentence=_sentence(row, found, badge),
        lead=_(_LEADS[status]),
        caution=_(_CAUTIONS[status]) if _CAUTIONS[status] else "",
    )


def order_in_latin(number: str) -> str:
    """Return the number of an order as an English text writes it: "962-r" for «962-р».

    Args:
        number: The number as the register prints it.
    """
    return number.translate(_LATIN)


def _badge(
    status: str, found: Event | None, evidence: Iterable[Row], reported: pd.Timestamp | None
) -> str:
    if found:
        later = _LISTED_LATER if status == "listed" else {}
        kind = later.get(found.kind, _BADGES[found.kind])
        if status == "delisted" and found.kind != "delisted":
            return _("Removed from the register, day unknown")
        return _(kind).format(date=locale.day(found.date))
    if status == "listed" and (state := _oldest_state(evidence)):
        return _("Listed, in the register by {date}").format(date=day_or_part(state))
    label = choice(STATUSES, status)
    if reported is not None and known(reported):
        return _("{status}, reported by {date}").format(status=label, date=locale.day(reported))
    return _("{status}, day unknown").format(status=label)


def _oldest_state(evidence: Iterable[Row]) -> str:
    """Return the oldest known state of the register with the entry; "" for none."""
    return min(
        (
            str(row["state"])
            for row in evidence
            if "register_number" in row["supports"] and known(row["state"])
        ),
        default="",
    )


def _sentence(row: Row, found: Event | None, badge: str) -> str:
    number = row["order_number"]
    if row["status"] == "listed" and found and found.kind == "order" and known(number):
        if locale.current().code == locale.FALLBACK:
            number = order_in_latin(number)
        return _("Listed since {date}, by order {number} of the Ministry of Justice.").format(
            date=locale.day(found.date), number=number
        )
    if row["status"] == "announced":
        return _("{announced}; we know of no entry in the register.").format(announced=badge)
    return f"{badge}."
