"""Format a comparison as text for the terminal, and as the object that `--json` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dashboard.register.applying import review_of
from dashboard.register.comparison import GROUPS, Comparison, Item
from dashboard.register.export import Problem
from dashboard.register.name import FIELDS

_TITLES = {
    "new": "New",
    "listed": "Newly listed (only announced until now)",
    "changed": "Changed wording or dates",
    "excluded": "Excluded from the register",
    "missing": "Missing from the export, though listed by its date",
    "unchanged": "Unchanged",
}


def as_object(comparison: Comparison, ids: Mapping[int, str]) -> dict[str, list[dict[str, Any]]]:
    """Return the comparison as lists of records, ready for JSON.

    Args:
        comparison: The return value of `compare`.
        ids: The ``id`` of each new designation, by row of its entry.

    Returns:
        The lists ``new``, ``listed``, ``changed``, ``excluded``, ``missing``, ``unchanged`` and
        ``problems``.
    """
    return {
        **{group: [_item(item, ids) for item in getattr(comparison, group)] for group in GROUPS},
        "problems": [problem_record(each) for each in comparison.problems],
    }


def failure(message: str) -> dict[str, list[dict[str, Any]]]:
    """Return an object of the same format for an unreadable export."""
    return {
        **{group: [] for group in GROUPS},
        "problems": [problem_record(Problem(None, "", message))],
    }


def problem_record(problem: Problem) -> dict[str, Any]:
    """Return a problem as a record."""
    return {
        "row": problem.row,
        "field": problem.field,
        "id": problem.designation_id or None,
        "message": problem.message,
    }


def _item(item: Item, ids: Mapping[int, str]) -> dict[str, Any]:
    entry, row = item.entry, item.row
    record: dict[str, Any] = {
        "id": row["id"] if row else ids[entry.row] if entry else None,
        "row": entry.row if entry else None,
        "name": row["name"] if row else item.parsed.name if item.parsed else None,
        "register_name": entry.name if entry else row["register_name"] if row else None,
        "register_number": entry.number if entry else _number(row),
        "order_number": entry.order_number if entry else (row or {}).get("order_number") or None,
        "listed_date": _iso(entry.order_date) if entry else (row or {}).get("listed_date") or None,
    }
    if item.parsed:
        record["parsed"] = {name: getattr(item.parsed, name) for name in FIELDS}
        record["confidence"] = dict(item.parsed.confidence)
        record["review"] = list(review_of(item))
    if item.differences:
        record["changes"] = [
            {
                "field": each.field,
                "old": each.old or None,
                "new": each.new,
                "held": each.held or None,
            }
            for each in item.differences
        ]
    return record


def _number(row: Mapping[str, str] | None) -> int | None:
    return int(row["register_number"]) if row and row["register_number"] else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_text(comparison: Comparison, ids: Mapping[int, str]) -> str:
    """Write the comparison for a terminal, without a line break at the end."""
    return "\n".join(_lines(comparison, ids))


def _lines(comparison: Comparison, ids: Mapping[int, str]) -> Iterator[str]:
    export = comparison.export
    dated = export.as_of.isoformat() if export.as_of else "a day that it does not say"
    yield f"{export.origin}: {len(export.entries)} entries, as of {dated}."
    for group in GROUPS:
        items = getattr(comparison, group)
        yield f"\n{_TITLES[group]}: {len(items)}"
        if group == "unchanged":
            continue
        for item in items:
            record = _item(item, ids)
            facts = ", ".join(
                part
                for part in (
                    record["listed_date"] or "no date",
                    record["order_number"] or "no order",
                    (record.get("parsed") or {}).get("country") or "",
                )
                if part
            )
            yield f"  {record['name']} ({record['id']}): {facts}"
            for each in item.differences:
                held = f"  [not taken over: {each.held}]" if each.held else ""
                yield f"    {each.field}: {each.old or '(empty)'} → {each.new}{held}"
            if item.parsed:
                yield f"    to be reviewed: {', '.join(record['review'])}"
    yield f"\nProblems: {len(comparison.problems)}"
    for problem in comparison.problems:
        yield f"  {problem}"
