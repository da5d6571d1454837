"""The register as the public mirror publishes it every day: a list of entries as JSON.

The mirror writes a file anew only when the register changed, and says in an index when it last
looked. It has no numbers of orders, no decision dates and no places in the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from dashboard.register.tables import ExportError, Grid, table_of

REGISTER = "minjust_undesirable_orgs"
"""Under which name the mirror keeps the register of undesirable organizations."""

_HEADINGS = {
    "name": "Наименование организации",
    "included_at": "Дата распоряжения о включении",
    "excluded_at": "Дата распоряжения об исключении",
}


@dataclass(frozen=True)
class Listed:
    """The entry of the register in the mirror's index.

    Attributes:
        address: Where its file is.
        as_of: The day on which the mirror last read the official register.
        fresh_until: The last day on which that may be relied upon.
        entries: How many entries it had.
    """

    address: str
    as_of: date
    fresh_until: date | None
    entries: int | None


def read(value: Any, origin: str) -> Grid | None:
    """Read the mirror's file.

    Args:
        value: A document of JSON.
        origin: The file or address that it came from, for messages.

    Returns:
        The entries as a table, or None if the document is of another form.

    Raises:
        ExportError: It is the mirror's, but of another register, or not whole.
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
            f"{origin} says that it has {said} entries and holds {len(entries)}: it is not whole."
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
        value: A document of JSON.
        address: Where it was found.

    Returns:
        Where the file is and how fresh, or None if the document is not an index.

    Raises:
        ExportError: The index does not have the register, or says that it could not be read.
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
