"""Compute a cache key for data derived from a package: a hash of everything it depends on."""

from __future__ import annotations

import errno
import hashlib
import importlib.metadata
import sys
from collections.abc import Iterable
from pathlib import Path

from dashboard.dataset import identifiers
from dashboard.dataset.atomic import read_files, stamp
from dashboard.dataset.tables import TABLES

# The same as in `package`, which is not imported because it needs pandas.
_DESCRIPTOR = "datapackage.json"
_HOUSE = Path(__file__).resolve().parent.parent
_KINDS = (".py", ".toml", ".txt", ".mo")


def origin_key(
    directory: Path, *further: str, rooms: Iterable[str], libraries: Iterable[str]
) -> str:
    """Return a key that changes with every byte of a package, and of the code that reads it.

    Args:
        directory: The folder of the package.
        *further: Further texts to include in the key.
        rooms: The packages of this code that derive the data.
        libraries: The distributions that they use.

    Raises:
        OSError: The folder cannot be read.
    """
    made = hashlib.sha256()

    def add(name: str, content: bytes) -> None:
        made.update(f"{name} {len(content)}\n".encode())
        made.update(content)

    before = stamp(directory)
    for name in (_DESCRIPTOR, identifiers.PATH, *(each.path for each in TABLES)):
        # Read one file after the other: a million articles take a gigabyte.
        if (content := read_files(directory, (name,)).get(name)) is not None:
            add(name, content)
    if stamp(directory) != before:
        raise OSError(errno.EBUSY, "It changes while it is being read; try again", str(directory))
    for room in rooms:
        for path in sorted((_HOUSE / room).rglob("*")):
            if path.suffix in _KINDS:
                add(path.relative_to(_HOUSE).as_posix(), path.read_bytes())
    for each in (*further, sys.version):
        add("", each.encode())
    for library in libraries:
        add(library, importlib.metadata.version(library).encode())
    return made.hexdigest()[:40]
