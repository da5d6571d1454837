"""Suggestions while somebody types: entities, properties and types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard import locale
from dashboard.catalog import Catalog
from dashboard.names.worker import Checker
from dashboard.text.folding import fold
from dashboard.web.reconcile.matching import shown
from dashboard.web.reconcile.properties import PROPERTIES
from dashboard.web.reconcile.types import TYPES, described

_MOST = 50
"""Maximum number of suggested organizations, over all pages."""


def entities(catalog: Catalog, checker: Checker, prefix: str) -> list[dict[str, Any]]:
    """Suggest designations, in the current language.

    Args:
        catalog: The dataset.
        checker: The checker, which makes the suggestions.
        prefix: The typed text, or an id.

    Raises:
        BusyError: The text could not be looked up.
    """
    if not prefix.strip():
        return []
    found = [each.designation_id for each in checker.suggest(prefix, _MOST)]
    key = prefix.strip().casefold()
    found += [each for each in catalog.designations.index if len(key) > 1 and each.startswith(key)]
    if key in found:
        found.insert(0, key)
    return [_entity(catalog, each) for each in dict.fromkeys(found)]


def _entity(catalog: Catalog, key: str) -> dict[str, Any]:
    told = dict(shown(catalog, key, locale.current().code))
    return told | {"notable": told.pop("type")}


def properties(prefix: str) -> list[dict[str, Any]]:
    """Suggest properties whose id or name contains the typed text."""
    return _holding(prefix, [each.described() for each in PROPERTIES.values()])


def types(prefix: str) -> list[dict[str, Any]]:
    """Suggest types whose id or name contains the typed text."""
    return _holding(prefix, map(described, TYPES))


def _holding(prefix: str, offered: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    asked = fold(prefix)
    return [
        dict(each)
        for each in offered
        if asked in fold(str(each["id"])) or asked in fold(str(each["name"]))
    ]
