"""Parse the public mirror's copy of the register: a JSON list of entries.

The mirror writes a new file only when the register has changed, and its index says when it last
read the register. It has
no order numbers, no decision dates and no numbers in the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from dashboard.register.tables import ExportError, Grid, table_of

REGISTER = "minjust_undesirable_orgs"
"""The mirror's name for the register of undesirable organizations."""

_HEADINGS = {
    "name": "Наименование организации",
    "included_at": "Дата распоряжения о включении",
    "excluded_at": "Дата распоряжения об исключении",
}


@dataclass(frozen=True)
class Listed:
    """The entry of the register in the mirror's index.

    Attributes:
        address: The URL of its file.
        as_of: The day on which the mirror last read the official register.
        fresh_until: The last day on which the mirror considers it up to date.
        entries: The number of entries.
    """

    address: str
    as_of: date
    fresh_until: date | None
    entries: int | None


def read(value: Any, origin: str) -> Grid | None:
    """Parse the mirror's file.

    Args:
        value: A JSON document.
        origin: Its file or URL, for messages.

    Returns:
        The entries as a table, or None if the document has another format.

    Raises:
        ExportError: It is the mirror's file of another register, or incomplete.
    """
    if not isinstance(value, Mapping) or not isinstance(value.get("entries"), list):
        return None
    if not {"registry", "fetched_at"} & value.keys():
        return None
    if value.get("registry") != REGISTER:
        raise ExportError(
            f"{origin} is another register ({value.get('registry')!r}), not {REGISTER}."
        )
    entries = value["entries"]
    said = value.get("entry_count")
    if said is not None and said != len(entries):
        raise ExportError(
            f"{origin} says that it has {said} entries but contains {len(entries)}: it is incomplete."
        )
    if not entries or not all(isinstance(each, Mapping) for each in entries):
        raise ExportError(f"{origin} holds no list of entries.")
    day = _day(value.get("fetched_at"), origin)
    rows = table_of([{head: each.get(key) for key, head in _HEADINGS.items()} for each in entries])
    # The first entry counts as row 1: the file has no headings.
    return Grid(
        "", rows, first=0, as_of=day, fresh_until=_until(day, value.get("freshness_window_days"))
    )


def find_file(value: Any, address: str) -> Listed | None:
    """Find the register's file in the mirror's index.

    Args:
        value: A JSON document.
        address: Its URL.

    Returns:
        The entry of the file, or None if the document is not an index.

    Raises:
        ExportError: The index does not list the register, or reports that it could not be read.
    """
    if not isinstance(value, Mapping) or not isinstance(value.get("registries"), Mapping):
        return None
    record = value["registries"].get(REGISTER)
    if not isinstance(record, Mapping):
        raise ExportError(f"The index {address} does not list {REGISTER}.")
    if record.get("status") != "ok":
        reason = str(record.get("last_error") or "no reason is given")[:200]
        raise ExportError(
            f"The mirror could not read the official register (status {record.get('status')!r}): "
            f"{reason}."
        )
    file = record.get("file")
    if not isinstance(file, str) or not file:
        raise ExportError(f"The index {address} does not say where the file of {REGISTER} is.")
    found = urljoin(address, file)
    if urlsplit(found)[:2] != urlsplit(address)[:2]:
        raise ExportError(f"The index {address} leads to another site, {found}.")
    day = _day(record.get("fetched_at"), address)
    count = record.get("entry_count")
    return Listed(
        found,
        day,
        _until(day, record.get("freshness_window_days")),
        count if isinstance(count, int) else None,
    )


def _day(stamp: Any, origin: str) -> date:
    try:
        return datetime.fromisoformat(str(stamp)).date()
    except ValueError:
        raise ExportError(
            f"{origin} does not say when the register was read (fetched_at: {stamp!r})."
        ) from None


def _until(day: date, window: Any) -> date | None:
    if isinstance(window, bool) or not isinstance(window, int | float) or not 0 <= window < 4000:
        return None
    return day + timedelta(days=window)
