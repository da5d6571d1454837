"""Count the entries and the bodies of a selection: several legal entities of one brand are one body."""

from __future__ import annotations

import pandas as pd

from dashboard.locale import gettext as _
from dashboard.locale import ngettext


def bodies(designations: pd.DataFrame) -> int:
    """Count the bodies among designations: those that share a ``body`` are one.

    Args:
        designations: Rows of the catalog's table; columns ``id`` and ``body``.
    """
    return int(designations["body"].fillna(designations["id"]).nunique())


def entries(designations: pd.DataFrame) -> list[int]:
    """Count the designations, and the bodies if their number differs."""
    numbers = [len(designations), bodies(designations)]
    return numbers if numbers[0] != numbers[1] else numbers[:1]


def entries_label(designations: pd.DataFrame) -> str:
    """Return the label of the numbers of `entries`: "entries · bodies"."""
    # An announced designation is not yet an entry of the register.
    number, *rest = entries(designations)
    if _announced(designations):
        kind = ngettext("designation", "designations", number)
    else:
        kind = ngettext("entry", "entries", number)
    return " · ".join((kind, *(ngettext("body", "bodies", each) for each in rest)))


def entries_text(designations: pd.DataFrame) -> str:
    """Write the numbers with what they count: "418 entries (397 bodies)"."""
    number, *rest = entries(designations)
    if _announced(designations):
        text = ngettext("{n} designation", "{n} designations", number)
    else:
        text = ngettext("{n} entry", "{n} entries", number)
    if not rest:
        return text
    body = ngettext("{n} body", "{n} bodies", rest[0])
    return _("{entries} ({bodies})").format(entries=text, bodies=body)


def _announced(designations: pd.DataFrame) -> bool:
    return bool((designations["status"] == "announced").any())
