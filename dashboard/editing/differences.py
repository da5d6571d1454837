"""Compute the differences between two states of the tables, as rows of `changes.csv`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dashboard.dataset.fields import LIST_DELIMITER, Table
from dashboard.dataset.tables import CHANGES, DESIGNATIONS, TABLES, WITHHELD

Rows = Sequence[Mapping[str, str]]

PROSE = frozenset({
    "defendant", "defendant_ru", "note", "note_ru", "speaker", "speaker_ru", "stated_reason",
    "stated_reason_ru", "summary", "summary_ru", "text", "text_ru", "title", "title_ru",
})  # fmt: skip
"""Fields whose earlier wording is not recorded, because it may have been withdrawn for its content."""

_ENTRY = ("listed_date", "register_name", "register_number")
"""A designation with any of these fields is in the register."""


def differences(
    before: Mapping[str, Rows],
    after: Mapping[str, Rows],
    renamed: Mapping[tuple[str, str], str] | None = None,
) -> list[dict[str, str]]:
    """Find what was added, removed and changed between two states of the tables.

    Args:
        before: The rows of the earlier state by table name, as text.
        after: The rows of the later state. A missing table has no rows.
        renamed: The new identifier by table and old identifier. Old identifiers are not recorded.

    Returns:
        Rows for `changes.csv`, without version and date, in the order of the tables and their rows:
        one for each added or removed row, and one for each changed field.
    """
    renamed = renamed or {}
    found: list[dict[str, str]] = []
    for table in TABLES:
        if table is CHANGES:
            continue
        later = after.get(table.name, ())
        earlier = [_renamed(row, table, renamed) for row in before.get(table.name, ())]
        key = _key(table, earlier)
        old = {_text(row, key): row for row in earlier}
        known = {_text(row, key) for row in later}
        names = {now for (name, _was), now in renamed.items() if name == table.name}
        for row in later:
            row_id = _text(row, table.primary_key)
            was = old.get(_text(row, key))
            if was is None:
                new = row_id if table.primary_key == ("id",) else ""
                found.append(_change("added", table, row_id, "id", "", new, _source(table, row)))
                continue
            if row_id in names:
                found.append(_change("changed", table, row_id, "id", WITHHELD, row_id, ""))
            found += _fields(table, row_id, was, row, after)
        for text, row in old.items():
            if text not in known:
                row_id = _text(row, table.primary_key)
                found.append(_change("removed", table, row_id, "id", "", "", ""))
    return found


def _renamed(
    row: Mapping[str, str], table: Table, renamed: Mapping[tuple[str, str], str]
) -> Mapping[str, str]:
    """Replace old identifiers in a row: its own, and those that it refers to."""
    now = dict(row)
    for field in table.fields:
        target = table.name if (field.name,) == table.primary_key else ""
        if field.references:
            target = field.references.partition(".")[0]
        if target and (found := renamed.get((target, now.get(field.name, "")))):
            now[field.name] = found
    return now


def _key(table: Table, rows: Rows) -> tuple[str, ...]:
    """Return the key fields that the earlier rows have too."""
    return tuple(name for name in table.primary_key if not rows or name in rows[0])


def _text(row: Mapping[str, str], key: Sequence[str]) -> str:
    return LIST_DELIMITER.join(row.get(name, "") for name in key)


def _fields(
    table: Table,
    row_id: str,
    was: Mapping[str, str],
    row: Mapping[str, str],
    after: Mapping[str, Rows],
) -> Iterator[dict[str, str]]:
    for field in table.columns:
        old, new = was.get(field, ""), row.get(field, "")
        if old == new:
            continue
        shown = WITHHELD if old and field in PROSE else old
        source = _supporting(after, row_id, field) if table is DESIGNATIONS else ""
        yield _change(_kind(table, field, was), table, row_id, field, shown, new, source)


def _kind(table: Table, field: str, was: Mapping[str, str]) -> str:
    if table is DESIGNATIONS and field == "delisted_date":
        return "delisted"
    if table is DESIGNATIONS and field == "listed_date" and not any(map(was.get, _ENTRY)):
        return "listed"
    return "changed"


def _source(table: Table, row: Mapping[str, str]) -> str:
    """Return the source URL of an added row, if a field outside of its key has one."""
    names = {"url", "source"} & set(table.columns) - set(table.primary_key)
    found = [row.get(name, "") for name in ("url", "source") if name in names]
    return next((each for each in found if each.startswith("http")), "")


def _supporting(after: Mapping[str, Rows], row_id: str, field: str) -> str:
    """Return the URL of the last evidence that supports a field of a designation."""
    pages = [
        row["url"]
        for row in after.get("evidence", ())
        if row["designation_id"] == row_id and field in row["supports"].split(LIST_DELIMITER)
    ]
    return pages[-1] if pages else ""


def _change(
    kind: str, table: Table, row_id: str, field: str, old: str, new: str, source: str
) -> dict[str, str]:
    return {
        "change": kind,
        "table_name": table.name,
        "row_id": row_id,
        "field": field,
        "old": old,
        "new": new,
        "source": source,
    }
