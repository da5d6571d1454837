"""Fetch the official register once a day while the site runs."""

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
"""Seconds between two fetches."""
_LOG = logging.getLogger(__name__)


def start(directory: Path) -> asyncio.Task[None] | None:
    """Start fetching the register in the background of the running event loop.

    Args:
        directory: The folder of the data package that is served.

    Returns:
        The task, or None if DASHBOARD_REGISTER_URL is not set.
    """
    address = settings.register_url()
    return asyncio.create_task(follow(address, directory)) if address else None


async def follow(address: str, directory: Path, *, every: float = DAY) -> None:
    """Fetch the register at intervals in a thread, until the task is canceled.

    Args:
        address: The source of the register.
        directory: The folder of the served data package.
        every: Seconds between two fetches.
    """
    copies = Memory()
    while True:
        await asyncio.to_thread(look_and_keep, address, directory, copies)
        await asyncio.sleep(every)


def look_and_keep(address: str, directory: Path, copies: Copies) -> None:
    """Fetch the register once, and store the result for the pages and the check.

    Failures are logged and shown on `/data`.

    Args:
        address: The source of the register.
        directory: The folder of the served data package.
        copies: The cache of HTTP responses.
    """
    try:
        keep_look(look(address, directory, copies))
        with suppress(PackageError):
            matcher(
                with_undescribed(load_catalog())
            )  # build the matcher now, so that no reader waits for it
    except Exception as error:
        # No response of another server may stop this site.
        expected = isinstance(error, ExportError | PackageError | OSError)
        _LOG.warning("The official register could not be fetched: %s", error, exc_info=not expected)
        before = last_look() or Look()
        keep_look(replace(before, failed=datetime.now(UTC), reason=str(error)))


def look(address: str, directory: Path, copies: Copies | None = None) -> Look:
    """Fetch the register, and find entries that the dataset does not describe.

    Args:
        address: The source of the register.
        directory: The folder of the data package.
        copies: The cache of HTTP responses.

    Returns:
        The findings.

    Raises:
        ExportError: The register could not be read, or is not plausible compared with the dataset.
        PackageError: The package cannot be read.
    """
    package = read_package(directory)
    today = date.today()
    export = obtain(address, today=max(today, package.as_of), copies=copies)
    comparison = compare(export, package, ask=False)
    if reasons := refusals(comparison, package, today=today):
        raise ExportError(f"{export.origin} was refused as implausible: {' '.join(reasons)}")
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
