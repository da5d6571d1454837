"""Read the register from a file, a URL, or the public mirror."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from dashboard import settings
from dashboard.register import ministry, mirror
from dashboard.register.export import Export, parse_export, read_export
from dashboard.register.fetching import Budget, Copies, fetch, is_address
from dashboard.register.tables import ExportError

MIRROR = "mirror"
"""The source name of the public mirror, or of the one in DASHBOARD_REGISTER_URL."""


def obtain(source: str, *, today: date, copies: Copies | None = None) -> Export:
    """Read the register from a source.

    Args:
        source: A file, a URL, or ``mirror``.
        today: The current day.
        copies: The cache of HTTP responses.

    Returns:
        The register, with the day of its state if known.

    Raises:
        ExportError: It could not be fetched, or is not the register.
        SettingError: DASHBOARD_REGISTER_URL is invalid.
    """
    if source.strip() == MIRROR:
        source = settings.register_url() or settings.REGISTER_MIRROR
    if not is_address(source):
        return read_export(Path(source), today=today)
    return _fetched(source.strip(), today, copies)


def _fetched(address: str, today: date, copies: Copies | None) -> Export:
    budget = Budget()
    answer = fetch(address, budget=budget, copies=copies)
    value = _json(answer.content)
    listed = mirror.find_file(value, address)
    if listed is None:
        export = parse_export(answer.content, address, today=today)
        if export.as_of is None:
            # The Ministry's response is the current state; for other files, use `Last-Modified`.
            export = _dated(export, today if ministry.is_answer(value) else answer.changed)
        return export
    answer = fetch(listed.address, budget=budget, copies=copies)
    export = parse_export(answer.content, listed.address, today=today)
    if listed.entries is not None and listed.entries != len(export.entries):
        raise ExportError(
            f"{listed.address} has {len(export.entries)} entries, and its index says "
            f"{listed.entries}: one of them is older. Try again later."
        )
    # The file is as old as the last change of the register; the index says when the mirror last
    # read it.
    return replace(
        _dated(export, max(listed.as_of, export.as_of or listed.as_of)),
        fresh_until=listed.fresh_until,
    )


def _dated(export: Export, day: date | None) -> Export:
    if day is None:
        return export
    problems = tuple(each for each in export.problems if (each.row, each.field) != (None, "as_of"))
    return replace(export, as_of=day, problems=problems)


def _json(content: bytes) -> object:
    if content.lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None
