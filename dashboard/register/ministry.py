"""Parse the Ministry's REST response: ``{"values": [{"field_1_s": …}], "size": …}``.

Field N is column N of the export.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dashboard.register.tables import ExportError, Grid, table_of

_COLUMNS = {
    1: "№ п/п",
    2: "Дата распоряжения о включении",
    3: "Номер распоряжения о включении",
    4: "Дата решения о признании нежелательной",
    5: "Наименование организации",
    6: "Дата обнародования информации",
    7: "Дата распоряжения об исключении",
    8: "Номер распоряжения об исключении",
    9: "Дата решения об отмене",
    10: "Статус",
}
_FIELD = re.compile(r"field_(\d{1,2})(?:_[a-z]+)?")


def read(value: Any, origin: str) -> Grid | None:
    """Parse the Ministry's REST response.

    Args:
        value: A JSON document.
        origin: Its file or URL, for messages.

    Returns:
        The entries as a table, or None if the document has another format.

    Raises:
        ExportError: The response contains only a part of the register, or no entries.
    """
    if not isinstance(value, Mapping) or not isinstance(value.get("values"), list):
        return None
    entries = value["values"]
    if not all(isinstance(each, Mapping) for each in entries):
        return None
    records = [_record(each) for each in entries]
    if entries and not any(records):
        return None
    size = value.get("size")
    if isinstance(size, int) and size > len(entries):
        raise ExportError(
            f"{origin} holds {len(entries)} of {size} entries: ask for all of them at once."
        )
    if not entries:
        raise ExportError(f"{origin} holds no list of entries.")
    # An entry omits empty fields, but the table needs every column.
    rows = table_of(
        [{head: each.get(number) for number, head in _COLUMNS.items()} for each in records]
    )
    return Grid("", rows, first=0)


def is_answer(value: Any) -> bool:
    """Return whether a JSON document has the format of the Ministry's REST response."""
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("values"), list)
        and any(isinstance(each, Mapping) and _record(each) for each in value["values"])
    )


def _record(entry: Mapping[str, Any]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for key in sorted(entry):
        field = _FIELD.fullmatch(str(key))
        if field and int(field[1]) in _COLUMNS and entry[key] not in (None, "", []):
            value = entry[key]
            # A field with several values is a list.
            found.setdefault(int(field[1]), value[0] if isinstance(value, list) else value)
    return found
