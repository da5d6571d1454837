"""Write a mirror: all files and their checksums, and then swap it with the old one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard import __version__, locale, settings
from dashboard.catalog import Catalog
from dashboard.dataset.atomic import replace_folder
from dashboard.documents.mirror_links import Links
from dashboard.documents.mirror_places import Places
from dashboard.mirror import files
from dashboard.mirror.making import make_all, write
from dashboard.mirror.pages import MISSING, SHEET, Maker, wanted

MARK = "mirror.json"
"""The file that identifies a mirror."""
SUMS = "SHA256SUMS"
_SITE = "undesirable-register"


class RefusedError(Exception):
    """The mirror is not written; the message says why."""


@dataclass(frozen=True)
class Written:
    """What was written.

    Attributes:
        pages: How many pages.
        files: How many files, pages included.
        size: Their size in bytes.
    """

    pages: int
    files: int
    size: int


def export(
    catalog: Catalog,
    folder: Path,
    *,
    base: str = "",
    force: bool = False,
    processes: int | None = None,
) -> Written:
    """Write the whole site as files.

    Args:
        catalog: The dataset.
        folder: The folder, which must be missing, empty, or an earlier mirror.
        base: The URL of the mirror; "" if it has none, or several.
        force: Whether to replace a folder with other contents.
        processes: The number of processes; by default one per CPU core.

    Returns:
        The numbers of what was written.

    Raises:
        RefusedError: The folder has other contents, or a link is broken; the folder is unchanged.
        OSError: Something cannot be written; the folder is unchanged.
    """
    target = folder.resolve()
    _check(target, force=force)
    if not target.parent.is_dir():
        raise RefusedError(f"There is no folder {target.parent} to write it into.")
    found: list[Written] = []
    replace_folder(
        target, lambda draft: found.append(_fill(catalog, draft, base.rstrip("/"), processes))
    )
    return found[0]


def _check(target: Path, *, force: bool) -> None:
    """Refuse a folder that must not be replaced.

    Raises:
        RefusedError: It must not.
    """
    if target.exists() and not target.is_dir():
        raise RefusedError(f"{target} is a file. Name a folder.")
    for kept in (Path.cwd(), Path.home(), settings.data_directory()):
        if kept.resolve().is_relative_to(target):
            raise RefusedError(
                f"{target} holds {kept.resolve()}, and would be replaced as a whole. Name another folder."
            )
    if target.is_relative_to(settings.data_directory().resolve()):
        raise RefusedError(f"{target} is within the data package. Name another folder.")
    if not target.is_dir() or force or _is_mirror(target) or not any(target.iterdir()):
        return
    raise RefusedError(
        f"{target} is not empty and not a mirror of this site. Name another folder, or add --force to replace "
        "all that is in it."
    )


def _is_mirror(folder: Path) -> bool:
    try:
        mark = folder / MARK
        if not mark.is_file():  # reading a FIFO would block until somebody writes to it
            return False
        read: Any = json.loads(mark.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(read, dict) and read.get("mirror_of") == _SITE


def _fill(catalog: Catalog, folder: Path, base: str, processes: int | None) -> Written:
    links = Links(Places.of(catalog, feeds=bool(base)))
    maker = Maker(catalog, links, base)
    every = list(wanted(catalog))
    links.targets.update(make_all(maker, every, folder, processes))
    files.copy(catalog, folder)
    pages = [{code: maker.place(page, code) for code in locale.languages()} for page in every]
    for place, content in _others(catalog, links.places, pages, base):
        write(folder / place, content)
    write(folder / MISSING, maker.missing(files.sheet(faces=False)).encode())
    write(folder / MARK, _mark(catalog, base))
    if lost := sorted(place for place in links.targets if not (folder / place).is_file()):
        raise RefusedError(f"Links lead to files that were not made: {', '.join(lost[:5])}")
    sums = _sums(folder)
    write(folder / SUMS, "".join(f"{digest}  {name}\n" for name, digest in sums).encode())
    size = sum((folder / name).stat().st_size for name, _digest in sums)
    return Written(len(pages) * len(locale.languages()), len(sums) + 1, size)


def _others(
    catalog: Catalog, places: Places, pages: list[dict[str, str]], base: str
) -> Iterator[tuple[str, bytes]]:
    yield SHEET, files.sheet().encode()
    yield from files.tables(catalog)
    yield from files.numbers(catalog, places)
    yield "robots.txt", files.robots(base)
    if base:
        yield from files.feeds(catalog, places, base)
        yield "sitemap.xml", files.sitemap(catalog, pages, base)


def _mark(catalog: Catalog, base: str) -> bytes:
    told = {
        "mirror_of": _SITE,
        "version": catalog.version,
        "as_of": catalog.as_of.isoformat(),
        "code": __version__,
        "base_url": base,
    }
    return f"{json.dumps(told, indent=2)}\n".encode()


def _sums(folder: Path) -> list[tuple[str, str]]:
    """Return every file with its checksum, in the order of their names."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found.append((path.relative_to(folder).as_posix(), digest))
    return sorted(found)
