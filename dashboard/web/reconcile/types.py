"""The types of the service: organizations, and below them the categories of the dataset."""

from __future__ import annotations

from typing import Any

from dashboard.dataset.choices import CATEGORIES, Choice
from dashboard.locale import gettext as _
from dashboard.locale import mark

_ALL = Choice("organization", mark("Organization"))
TYPES = {each.value: each for each in (_ALL, *CATEGORIES)}
"""The types by id; the first holds all others."""


def named(key: str) -> dict[str, str]:
    """Return a type as candidates bear it: its id and its name in the reader's language."""
    return {"id": key, "name": _(TYPES[key].label)}


def described(key: str) -> dict[str, Any]:
    """Return a type as the manifest and suggestions have it.

    Args:
        key: Its id.

    Returns:
        Its id and name, in the reader's language, and the broader type.
    """
    broader = [] if key == _ALL.value else [named(_ALL.value)]
    return named(key) | ({"broader": broader} if broader else {})


def types_of(category: object) -> tuple[str, ...]:
    """Return the types of a designation, the narrowest first.

    Args:
        category: Its category.
    """
    return (*((str(category),) if category in TYPES else ()), _ALL.value)
