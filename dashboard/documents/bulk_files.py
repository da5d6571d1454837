"""Make the bulk files, including the pocket register."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from dashboard.asking.address import rooted
from dashboard.bulk import bundles
from dashboard.bulk.bundles import Bundle, Recipe
from dashboard.catalog import Catalog, load_catalog
from dashboard.documents import pocket
from dashboard.locale import mark as _

API = "api/v1"
POCKET = "pocket.html"

RECIPES = (
    *bundles.RECIPES,
    Recipe(POCKET, _("Pocket register (one HTML file, works offline)"), "text/html", pocket.write),
)
"""The recipes of all bulk files."""

NAMES = tuple(recipe.name for recipe in RECIPES)
"""The names of the bulk files, known before they are made."""

TITLES = {recipe.name: recipe.title for recipe in RECIPES}
"""A title for each, in English."""

MEDIA_TYPES = tuple(dict.fromkeys(recipe.media_type for recipe in RECIPES))
"""The media types, each once."""


_LONGEST = 120.0
_NICE = 10
_lock = threading.Lock()
_directory: Path | None = None


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
    if _directory is not None:
        root, made = bundles.place(catalog)
        if not made:
            with _lock:
                if not bundles.place(catalog)[1]:
                    _make_aside(_directory, root)
    return bundles.bundle(catalog, RECIPES)


def make_aside(directory: Path | None) -> None:
    """Set whether a separate process makes the files from now on.

    They take some five seconds of processor and a hundred megabytes, in which everybody's page would wait.

    Args:
        directory: The folder of the data package that is served; None for this process.
    """
    global _directory
    _directory = directory


def _make_aside(directory: Path, root: Path) -> None:
    """Make the files in a separate process; if that fails, or the data have just changed, make them in this one."""
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(
            [sys.executable, "-m", "dashboard.documents.bulk_files", directory, root],
            cwd=Path(__file__).resolve().parents[2],
            timeout=_LONGEST,
            check=False,
        )


def main() -> None:
    """Make the files of the data in one folder below another."""
    with suppress(AttributeError, OSError):  # Windows has no such thing
        os.nice(_NICE)
    directory, root = map(Path, sys.argv[1:])
    bundles.write(load_catalog(directory), RECIPES, root)


if __name__ == "__main__":
    main()
