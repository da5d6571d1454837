"""Load the catalog of a folder: read, validate and prepare it once, and again when its files change."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dashboard import settings
from dashboard.catalog import snapshot
from dashboard.catalog.catalog import Catalog, build_catalog
from dashboard.catalog.serving import Freshness, Store
from dashboard.dataset.package import PackageError, read_package
from dashboard.dataset.validation import validate

_SHOWN_VIOLATIONS = 20


def _load(directory: Path) -> Catalog:
    folder = settings.cache_directory()
    key = snapshot.key_of(directory) if folder else ""
    if folder and key and (kept := snapshot.read(folder, key)):
        return kept
    package = read_package(directory)
    violations = validate(package)
    if violations:
        shown = "\n".join(f"- {violation}" for violation in violations[:_SHOWN_VIOLATIONS])
        more = len(violations) - _SHOWN_VIOLATIONS
        raise PackageError(
            f"The data package in {directory} breaks {len(violations)} rule(s):\n{shown}"
            + (f"\n… and {more} more." if more > 0 else "")
            + "\nRun `python -m dashboard validate` for the complete list."
        )
    catalog = build_catalog(package).prepared()
    # If the files have changed meanwhile, the key differs.
    if folder and key and key == snapshot.key_of(directory):
        snapshot.write(folder, key, catalog)
    return catalog


def _load_or_say_why(directory: Path) -> Catalog:
    try:
        return _load(directory)
    except PackageError:
        raise
    except Exception as error:
        # Convert all errors to one type, which callers handle.
        raise PackageError(
            f"The data package in {directory} cannot be used ({type(error).__name__}: {error})."
        ) from error


@lru_cache(maxsize=16)
def _store(directory: Path) -> Store[Catalog]:
    # Keep the path as given: repointing a symbolic link is a change of the same folder.
    return Store(directory, _load_or_say_why)


def load_catalog(directory: Path | None = None) -> Catalog:
    """Load a data package; cached per process, folder and state of its files.

    Args:
        directory: Its folder; by default that of the settings.

    Returns:
        The catalog of the current files. If they are invalid, the last valid catalog; `freshness` reports that.

    Raises:
        PackageError: The package is missing, cannot be read or is invalid, and no earlier state was valid.
    """
    return _store((directory or settings.data_directory()).absolute()).current()


def freshness(directory: Path | None = None) -> Freshness | None:
    """Return when the catalog of a folder was loaded, and whether a newer package was refused.

    Args:
        directory: The folder; by default that of the settings.

    Returns:
        The state of the catalog that `load_catalog` returned last; None if it has returned none.
    """
    return _store((directory or settings.data_directory()).absolute()).freshness
