"""The manifest of the reconciliation service."""

from __future__ import annotations

from typing import Any

from dashboard import __version__
from dashboard.documents.preview_card import HEIGHT, WIDTH
from dashboard.locale import gettext as _
from dashboard.web.reconcile.queries import BATCH
from dashboard.web.reconcile.types import TYPES, described

PATH = "api/v1/reconcile"
"""The path of the service, below the base path."""
PREVIEW = f"{PATH}/preview"
"""The path of the preview cards, which clients show in an iframe."""
SCHEMA_SPACE = "https://schema.org/Organization"


def manifest(address: str) -> dict[str, Any]:
    """Return the manifest, in the language of the block around.

    Args:
        address: The public address of the site, without a slash at its end.
    """
    service = f"{address}/{PATH}"

    def served(path: str) -> dict[str, str]:
        return {"service_url": service, "service_path": path}

    return {
        "versions": ["0.2"],
        "name": _("The Undesirable Register"),
        "identifierSpace": f"{address}/o/",
        "schemaSpace": SCHEMA_SPACE,
        "documentation": f"{address}/data",
        "logo": f"{address}/assets/mark.svg",
        "serviceVersion": __version__,
        "defaultTypes": [described(next(iter(TYPES)))],
        "view": {"url": f"{address}/o/{{{{id}}}}"},
        "preview": {
            "url": f"{service}/preview?id={{{{id}}}}",
            "width": WIDTH,
            "height": HEIGHT,
        },
        "suggest": {kind: served(f"/suggest/{kind}") for kind in ("entity", "property", "type")},
        "extend": {
            "propose_properties": served("/extend/propose"),
            "property_settings": [
                {
                    "name": "limit",
                    "label": _("The most values"),
                    "type": "number",
                    "help_text": _(
                        "How many values of one organization to fetch; without it, all."
                    ),
                }
            ],
        },
        "batchSize": BATCH,
    }
