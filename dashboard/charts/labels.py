"""The words for the values that charts part by."""

from __future__ import annotations

from dashboard import locale
from dashboard.catalog import schema
from dashboard.locale import gettext as _


def label(split: str | None, value: str) -> str:
    """What a reader sees for a category or a country code.

    Args:
        split: ``category`` or ``country``; None gives the value back.
        value: The value, or "unknown".
    """
    if split == "country":
        return locale.country("" if value == "unknown" else value)
    if split == "category":
        if value == "unknown":
            return _("category unknown")
        return _(schema.DESIGNATIONS["category"].choice(value).label)
    return value
