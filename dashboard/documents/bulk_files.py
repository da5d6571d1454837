"""The files of the whole dataset: those of the trades, and the pocket register."""

from __future__ import annotations

from dashboard.asking.address import rooted
from dashboard.bulk import bundles
from dashboard.bulk.bundles import Bundle, Recipe
from dashboard.catalog import Catalog
from dashboard.documents import pocket
from dashboard.locale import mark as _

API = "api/v1"
POCKET = "pocket.html"

RECIPES = (
    *bundles.RECIPES,
    Recipe(POCKET, _("Pocket register (one HTML file, works offline)"), "text/html", pocket.write),
)
"""What is made for each version of the data."""

NAMES = tuple(recipe.name for recipe in RECIPES)
"""The names of the bulk files, known before they are made."""

TITLES = {recipe.name: recipe.title for recipe in RECIPES}
"""A title for each, in English."""

MEDIA_TYPES = tuple(dict.fromkeys(recipe.media_type for recipe in RECIPES))
"""The media types, each once."""


def pocket_address() -> str:
    """Return the address of the pocket register on this host."""
    return rooted(f"{API}/bulk/{POCKET}")


def bundle(catalog: Catalog) -> Bundle:
    """Return the bulk files of a catalog; they are made at the first call for a version.

    Args:
        catalog: The dataset.

    Raises:
        OSError: The folder for them cannot be written.
    """
    return bundles.bundle(catalog, RECIPES)
