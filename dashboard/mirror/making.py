"""Write the pages of a mirror with one process per CPU core."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from pathlib import Path

from dashboard import locale
from dashboard.mirror.pages import Maker, Wanted

_PORTION = 40

_given: tuple[Maker, Path] | None = None


def make_all(
    maker: Maker, pages: Sequence[Wanted], folder: Path, processes: int | None = None
) -> set[str]:
    """Write pages in every language.

    Args:
        maker: Makes the pages; child processes inherit it by `fork`.
        pages: The pages.
        folder: The root of the mirror.
        processes: The number of processes; by default one per CPU core.

    Returns:
        The targets of their links.
    """
    count = processes or os.cpu_count() or 1
    if count > 1 and "fork" in multiprocessing.get_all_start_methods():
        return _forked(maker, pages, folder, count)
    for page in pages:
        _make(maker, page, folder)
    return maker.links.targets


def write(path: Path, content: bytes) -> None:
    """Write a file, and create its parent folders.

    Args:
        path: The file.
        content: Its content.

    Raises:
        OSError: It cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _make(maker: Maker, page: Wanted, folder: Path) -> None:
    for language in locale.languages():
        write(folder / maker.place(page, language), maker.made(page, language).encode())


def _forked(maker: Maker, pages: Sequence[Wanted], folder: Path, processes: int) -> set[str]:
    global _given
    _given = (maker, folder)
    targets: set[str] = set()
    try:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            portions = [pages[at : at + _PORTION] for at in range(0, len(pages), _PORTION)]
            for found in pool.imap_unordered(_portion, portions):
                targets |= found
    finally:
        _given = None
    return targets


def _portion(pages: Sequence[Wanted]) -> set[str]:
    assert _given is not None
    maker, folder = _given
    maker.links.targets.clear()
    for page in pages:
        _make(maker, page, folder)
    return maker.links.targets
