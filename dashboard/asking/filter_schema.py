"""Describe the filters as JSON Schema for the API."""

from __future__ import annotations

from typing import Any

from dashboard.asking.facets import FACETS
from dashboard.asking.filters import MAX_QUERY
from dashboard.catalog.catalog import Catalog
from dashboard.locale import gettext as _


def filter_schemas(catalog: Catalog) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return the description of each filter, and the JSON Schema of its values."""
    first, last = catalog.years
    schemas: dict[str, tuple[str, dict[str, Any]]] = {
        "year": (
            _(
                "A year, or two for a range. Of listing (or announcement or decision while that is "
                "unknown); of publication for articles."
            ),
            {"type": "array", "items": {"type": "integer", "minimum": first, "maximum": last}},
        ),
        "day": (
            _(
                "One day: of listing, or of decision with `basis=decision`; of publication for articles."
            ),
            {"type": "string", "format": "date"},
        ),
        "basis": (
            _("Whether designations count by their listing or by the prosecutors' decision."),
            {"type": "string", "enum": ["listing", "decision"], "default": "listing"},
        ),
        "q": (
            _("Words to look for, in any script."),
            {"type": "string", "maxLength": MAX_QUERY},
        ),
    }
    for facet in FACETS:
        if schema := facet.schema(catalog):
            schemas[facet.key] = schema
    return schemas


def valid_values(catalog: Catalog, key: str) -> str:
    """Return what a filter accepts, to end the message about an invalid value; "" if that is long."""
    if key == "year":
        first, last = catalog.years
        return f"use a year from {first} to {last}, or {last}- for all since that year"
    if key == "day":
        return f"use a day such as {catalog.as_of}"
    _description, schema = filter_schemas(catalog).get(key, ("", {}))
    allowed = schema.get("items", schema).get("enum", ())
    return f"use {', '.join(allowed)}" if allowed else ""
