"""The catalog of a folder: read, validated and prepared once, and again when its files change."""

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
            + "\nRun `python -m dashboard validate` on it for the whole list."
        )
    catalog = build_catalog(package).prepared()
    # Whoever changed the files meanwhile has another key.
    if folder and key and key == snapshot.key_of(directory):
        snapshot.write(folder, key, catalog)
    return catalog


def _load_or_say_why(directory: Path) -> Catalog:
    try:
        return _load(directory)
    except PackageError:
        raise
    except Exception as error:
        # Callers handle one error for all ways in which the data can be unusable.
        raise PackageError(
            f"The data package in {directory} cannot be used ({type(error).__name__}: {error})."
        ) from error


@lru_cache(maxsize=16)
def _store(directory: Path) -> Store[Catalog]:
    # By the path as given: a link that is turned to another package is a change of the same one.
    return Store(directory, _load_or_say_why)


def load_catalog(directory: Path | None = None) -> Catalog:
    """Read, validate and type a data package; once per process, folder and state of its files.

    Args:
        directory: Its folder; without it the one that the settings name.

    Returns:
        The catalog. When the package has changed it is another one, unless the package cannot be
        used any more: then it is the last that could, and `freshness` says so.

    Raises:
        PackageError: The package is missing, cannot be read, or breaks a rule, and so it was from
            the first; nothing of it is served then.
    """
    return _store((directory or settings.data_directory()).absolute()).current()


def freshness(directory: Path | None = None) -> Freshness | None:
    """Return when the catalog of a folder was loaded, and whether a newer package was refused.

    Args:
        directory: The folder; without it the one that the settings name.

    Returns:
        The state of what `load_catalog` returned last; None if it never returned anything.
    """
    return _store((directory or settings.data_directory()).absolute()).freshness
