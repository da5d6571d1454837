"""A key for what is worked out from a package: another one after any change of what it came from."""

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

# As in `package`, which needs pandas; whoever only asks for a key does without it.
_DESCRIPTOR = "datapackage.json"
_HOUSE = Path(__file__).resolve().parent.parent
_KINDS = (".py", ".toml", ".txt", ".mo")


def origin_key(
    directory: Path, *further: str, rooms: Iterable[str], libraries: Iterable[str]
) -> str:
    """Return a key that changes with every byte of a package, and of the code that reads it.

    Args:
        directory: The folder of the package.
        *further: What else it depends on.
        rooms: The rooms of this code that work it out.
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
        # One after the other: a million articles fill a gigabyte.
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
