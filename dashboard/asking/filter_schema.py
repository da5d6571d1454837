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
