"""What each filter does and may be, as JSON Schema: for the API's description and its readers."""

from __future__ import annotations

from typing import Any

from dashboard.asking.filters import FACETS, MAX_QUERY
from dashboard.catalog.catalog import Catalog
from dashboard.locale import gettext as _

_LISTED = 100


def filter_schemas(catalog: Catalog) -> dict[str, tuple[str, dict[str, Any]]]:
    """What each filter does, and the JSON Schema of its values."""
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
        known = list(facet.options(catalog))
        # A list of hundreds of ids helps nobody, and has each of them tried by a program that tests.
        item = {"enum": known} if len(known) <= _LISTED else {"pattern": f"^({'|'.join(known)})$"}
        about = _("{facet}; repeat it for several.").format(facet=_(facet.title))
        if facet.scope == "articles":
            about += " " + _("Bears on articles, claims and publishers only.")
        if known:
            schemas[facet.key] = (
                about,
                {"type": "array", "items": {"type": "string", **item}},
            )
    return schemas
