"""Make and list the bulk files of a catalog, with size and checksum."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from dashboard import __version__, settings
from dashboard.bulk import archive, database, entities, parquet, workbook
from dashboard.catalog.catalog import Catalog
from dashboard.dataset.tables import TABLES
from dashboard.locale import mark as _

_INDEX = "index.json"
_SUMS = "SHA256SUMS"
_MAKING = ".making-"

_KEPT = 3
_ABANDONED = 3600
"""Seconds after which an unfinished file is considered abandoned."""


@dataclass(frozen=True)
class Artifact:
    """One bulk file.

    Attributes:
        name: The file's name.
        title: Its English title, translated when shown.
        media_type: Its media type.
        size: In bytes.
        sha256: Its checksum.
    """

    name: str
    title: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Bundle:
    """The bulk files of one version of the data.

    Attributes:
        directory: Where they are.
        version: The version of the data.
        artifacts: The files, by name.
    """

    directory: Path
    version: str
    artifacts: dict[str, Artifact]


@dataclass(frozen=True)
class Recipe:
    """A description of how to make a bulk file.

    Attributes:
        name: The file's name.
        title: Its English title, translated when shown.
        media_type: Its media type.
        write: Writes it.
    """

    name: str
    title: str
    media_type: str
    write: Callable[[Catalog, Path], None]


RECIPES = (
    Recipe("undesirable-register.zip", _("Data Package (CSV and its description)"), "application/zip", archive.write),
    Recipe("undesirable-register.sqlite", _("SQLite database"), "application/vnd.sqlite3", database.write),
    Recipe("metadata.json", _("Description of the database for Datasette"), "application/json", database.write_metadata),
    Recipe("undesirable-register.xlsx", _("Excel workbook"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook.write),
    Recipe("entities.ftm.json", _("FollowTheMoney entities"), "application/json+ftm", entities.write),
    *(
        Recipe(f"{table.name}.parquet", table.title, "application/vnd.apache.parquet", parquet.writer(table))
        for table in TABLES
    ),
)  # fmt: skip
"""The files that depend only on the dataset."""

_lock = threading.Lock()
_made: dict[str, Bundle] = {}
_temporary: list[tempfile.TemporaryDirectory[str]] = []


def bundle(catalog: Catalog, recipes: Sequence[Recipe]) -> Bundle:
    """Return the bulk files of a catalog, and make them at the first call for a version.

    Args:
        catalog: The dataset.
        recipes: The recipes, which must be the same at each call.

    Returns:
        The files, in the cache folder or in a temporary one.

    Raises:
        OSError: The folder cannot be written.
    """
    key = _key(catalog)
    with _lock:
        # A cleaner of temporary folders may have removed it.
        if key not in _made or not (_made[key].directory / _INDEX).is_file():
            _made.clear()
            root = _root()
            _made[key] = _build(catalog, recipes, root / _safe(key))
            _tidy(root)
        return _made[key]


def place(catalog: Catalog) -> tuple[Path, bool]:
    """Return the folder of all bulk files, and whether those of a catalog exist.

    Args:
        catalog: The dataset.

    Raises:
        OSError: The folder cannot be created.
    """
    with _lock:
        root = _root()
    return root, (root / _safe(_key(catalog)) / _INDEX).is_file()


def write(catalog: Catalog, recipes: Sequence[Recipe], root: Path) -> None:
    """Make the bulk files of a catalog, for use by another process.

    Args:
        catalog: The dataset.
        recipes: The recipes.
        root: The folder of all bulk files.

    Raises:
        OSError: The folder cannot be written.
    """
    _build(catalog, recipes, root / _safe(_key(catalog)))


def forget() -> None:
    """Clear the in-memory list of files."""
    with _lock:
        _made.clear()
        _temporary.clear()


def _root() -> Path:
    if chosen := settings.cache_directory():
        chosen.mkdir(parents=True, exist_ok=True)
        return chosen
    if not (_temporary and Path(_temporary[0].name).is_dir()):
        _temporary.clear()
        _temporary.append(tempfile.TemporaryDirectory(prefix="undesirable-register-"))
    return Path(_temporary[0].name)


def _tidy(root: Path) -> None:
    """Remove old versions, which would fill the disk over the years.

    The last few are kept, because other instances may share the folder, and downloads may be
    running.
    """
    with suppress(OSError):
        indexes = sorted(root.glob(f"*/{_INDEX}"), key=lambda path: -path.stat().st_mtime)
        for old in indexes[_KEPT:]:
            if (old.parent / _SUMS).is_file():
                shutil.rmtree(old.parent, ignore_errors=True)
        # Remove unfinished files of a process that was killed.
        for left in root.glob(f"{_MAKING}*"):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                shutil.rmtree(left, ignore_errors=True)


def _key(catalog: Catalog) -> str:
    return f"{catalog.version}-{catalog.fingerprint[:12]}-{__version__}"


def _safe(key: str) -> str:
    return "".join(
        character if character.isalnum() or character in ".-" else "_" for character in key
    )


def _build(catalog: Catalog, recipes: Sequence[Recipe], target: Path) -> Bundle:
    if not (target / _INDEX).is_file():
        working = Path(tempfile.mkdtemp(prefix=_MAKING, dir=target.parent))
        try:
            artifacts = [_make(recipe, catalog, working) for recipe in recipes]
            sums = "".join(f"{each.sha256}  {each.name}\n" for each in artifacts)
            (working / _SUMS).write_text(sums, encoding="utf-8")
            index = [asdict(artifact) for artifact in artifacts]
            (working / _INDEX).write_text(json.dumps(index), encoding="utf-8")
            working.chmod(0o755)
            try:
                working.replace(target)
            except OSError:
                # Another process that shares the folder was faster.
                if not (target / _INDEX).is_file():
                    raise
        finally:
            shutil.rmtree(working, ignore_errors=True)
    os.utime(target / _INDEX)  # mark as recently used
    read = json.loads((target / _INDEX).read_text(encoding="utf-8"))
    return Bundle(target, catalog.version, {each["name"]: Artifact(**each) for each in read})


def _make(recipe: Recipe, catalog: Catalog, folder: Path) -> Artifact:
    path = folder / recipe.name
    recipe.write(catalog, path)
    with path.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    return Artifact(recipe.name, recipe.title, recipe.media_type, path.stat().st_size, checksum)
