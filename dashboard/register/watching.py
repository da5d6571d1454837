"""Look at the official register once a day, while the site runs."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from slugify import slugify

from dashboard import settings
from dashboard.catalog.loading import load_catalog
from dashboard.dataset.identifiers import PREFIX
from dashboard.dataset.package import PackageError, read_package
from dashboard.names.awaiting import Look, Undescribed, keep_look, last_look, with_undescribed
from dashboard.names.kept import matcher
from dashboard.register.comparison import Comparison, Item, compare
from dashboard.register.fetching import Copies, Memory
from dashboard.register.refusals import refusals
from dashboard.register.retrieval import obtain
from dashboard.register.tables import ExportError

DAY = 24 * 60 * 60.0
"""Seconds between two looks."""

_LOG = logging.getLogger(__name__)


def start(directory: Path) -> asyncio.Task[None] | None:
    """Begin to follow the register beside whatever else the running loop does.

    Args:
        directory: The folder of the data package that is served.

    Returns:
        The task, or None where the environment names no register: nothing is fetched then.
    """
    address = settings.register_url()
    return asyncio.create_task(follow(address, directory)) if address else None


async def follow(address: str, directory: Path, *, every: float = DAY) -> None:
    """Look at the register now and then, for as long as the site runs, without holding anybody up.

    Args:
        address: Where the register is.
        directory: The folder of the data package that is served.
        every: Seconds between two looks.
    """
    copies = Memory()
    while True:
        await asyncio.to_thread(look_and_keep, address, directory, copies)
        await asyncio.sleep(every)


def look_and_keep(address: str, directory: Path, copies: Copies) -> None:
    """Look once, and let the pages and the check know. What fails is logged, and said on `/data`.

    Args:
        address: Where the register is.
        directory: The folder of the data package that is served.
        copies: Where the last answers are kept.
    """
    try:
        keep_look(look(address, directory, copies))
        with suppress(PackageError):
            matcher(with_undescribed(load_catalog()))  # so that no reader waits for it
    except Exception as error:
        # The site goes on, whatever another server answers.
        expected = isinstance(error, ExportError | PackageError | OSError)
        _LOG.warning(
            "The official register could not be looked at: %s", error, exc_info=not expected
        )
        before = last_look() or Look()
        keep_look(replace(before, failed=datetime.now(UTC), reason=str(error)))


def look(address: str, directory: Path, copies: Copies | None = None) -> Look:
    """Look at the register, and find what the dataset does not describe.

    Args:
        address: Where the register is.
        directory: The folder of the data package.
        copies: Where the last answers are kept.

    Returns:
        What was found.

    Raises:
        ExportError: The register could not be read, or is not plausible beside the dataset.
        PackageError: The package cannot be read.
    """
    package = read_package(directory)
    today = date.today()
    export = obtain(address, today=max(today, package.as_of), copies=copies)
    comparison = compare(export, package, ask=False)
    if reasons := refusals(comparison, package, today=today):
        raise ExportError(f"{export.origin} was not believed: {' '.join(reasons)}")
    return Look(
        looked=datetime.now(UTC),
        day=comparison.day,
        entries=len(export.entries),
        undescribed=tuple(_undescribed(comparison)),
    )


def _undescribed(comparison: Comparison) -> list[Undescribed]:
    found: list[Undescribed] = []
    for item in (*comparison.new, *comparison.damaged):
        made = _entry(item)
        same = sum(each.id == made.id or each.id.startswith(f"{made.id}-") for each in found)
        found.append(replace(made, id=f"{made.id}-{same + 1}") if same else made)
    return found


def _entry(item: Item) -> Undescribed:
    entry, parsed = item.entry, item.parsed
    assert entry is not None
    assert parsed is not None
    names = (parsed.name_native, parsed.abbreviation, *parsed.others)
    return Undescribed(
        id=PREFIX + (slugify(parsed.name, max_length=80, word_boundary=True) or "entry"),
        wording=entry.name,
        name=parsed.name,
        name_ru=parsed.name_ru or "",
        names=tuple(dict.fromkeys(each for each in names if each)),
        country=parsed.country or "",
        listed=entry.order_date,
    )
