"""Every bulk file of a catalog, with size and checksum."""

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
        title: What it is, in English; translated where shown.
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
    """How a bulk file is made.

    Attributes:
        name: The file's name.
        title: What it is, in English; translated where shown.
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
"""The files that are made from the dataset alone."""

_lock = threading.Lock()
_made: dict[str, Bundle] = {}
_temporary: list[tempfile.TemporaryDirectory[str]] = []


def bundle(catalog: Catalog, recipes: Sequence[Recipe]) -> Bundle:
    """Return the bulk files of a catalog; they are made at the first call for a version.

    Args:
        catalog: The dataset.
        recipes: How they are made; the same at each call.

    Returns:
        The files, in the folder that the settings name or in a temporary one.

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
    """Return the folder of the bulk files of all versions, and whether those of a catalog are made.

    Args:
        catalog: The dataset.

    Raises:
        OSError: The folder cannot be made.
    """
    with _lock:
        root = _root()
    return root, (root / _safe(_key(catalog)) / _INDEX).is_file()


def write(catalog: Catalog, recipes: Sequence[Recipe], root: Path) -> None:
    """Make the bulk files of a catalog in the folder of all versions, for another process.

    Args:
        catalog: The dataset.
        recipes: How they are made.
        root: The folder.

    Raises:
        OSError: The folder cannot be written.
    """
    _build(catalog, recipes, root / _safe(_key(catalog)))


def forget() -> None:
    """Forget what was made, and where, as a new process would know of nothing."""
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
    """Remove versions before the last few: a site that runs for years would fill its disk.

    The last few stay because other instances may share the folder, and readers be at a download.
    """
    with suppress(OSError):
        indexes = sorted(root.glob(f"*/{_INDEX}"), key=lambda path: -path.stat().st_mtime)
        for old in indexes[_KEPT:]:
            if (old.parent / _SUMS).is_file():
                shutil.rmtree(old.parent, ignore_errors=True)
        # A process that was killed leaves what it was making.
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
    os.utime(target / _INDEX)  # in use again
    read = json.loads((target / _INDEX).read_text(encoding="utf-8"))
    return Bundle(target, catalog.version, {each["name"]: Artifact(**each) for each in read})


def _make(recipe: Recipe, catalog: Catalog, folder: Path) -> Artifact:
    path = folder / recipe.name
    recipe.write(catalog, path)
    with path.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    return Artifact(recipe.name, recipe.title, recipe.media_type, path.stat().st_size, checksum)
