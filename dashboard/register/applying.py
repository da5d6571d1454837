"""Write the changes of the official register into a data package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from slugify import slugify

from dashboard.dataset.coverage import Coverage
from dashboard.dataset.table_text import TableText
from dashboard.dataset.tables import DESIGNATIONS, EVIDENCE
from dashboard.editing.draft import Draft, publish
from dashboard.locale import country, day
from dashboard.register.comparison import Comparison, Item, facts, is_listed
from dashboard.text.markdown import escaped

_SUPPORTED = ("register_name", "register_number", "decision_date", "listed_date", "order_number",
              "delisted_date", "published_date")  # fmt: skip
_READ = ("name", "name_ru", "name_native", "abbreviation", "aliases", "country")
"""Fields of a new designation that are read from the wording of its entry."""


def apply(
    comparison: Comparison,
    draft: Draft,
    ids: Mapping[int, str],
    *,
    today: date,
    source: str = "",
) -> str | None:
    """Write the changes found by a comparison into its package.

    Rows keep their order; a new one is inserted after the last row with an earlier or equal date.
    Fields that are not in
    the register are unchanged.

    Args:
        comparison: The return value of `compare`.
        draft: The draft of the compared package.
        ids: The return value of `identifiers`: the ``id`` of each new designation.
        today: The day of the new version.
        source: The URL of the export, to be recorded as evidence, or "".

    Returns:
        The new version, or None if there was nothing to write.

    Raises:
        PackageError: The new package would be invalid; nothing was written.
        OSError: The package could not be written; the old one stays.
    """
    items = comparison.to_apply
    if not items and _coverage(comparison, draft, ()) == draft.package.coverage:
        return None
    rows = draft.rows(DESIGNATIONS)
    positions = {row["id"]: position for position, row in enumerate(rows)}
    origin = comparison.export.name
    changes: list[dict[str, str]] = []
    lines: list[str] = []
    table = draft.table(DESIGNATIONS)
    for item in items:
        if item.row is None:
            continue
        position = positions[item.row["id"]]
        rows[position] = {**item.row, **{each.field: each.new for each in item.changes}}
        table = table.replaced(position, rows[position])
        changes += _changes_of(item, source or origin)
        lines.append(_line(item))
    added: list[dict[str, str]] = []
    for item in comparison.new:
        assert item.entry is not None
        row = _new_row(item, ids[item.entry.row], rows)
        added.append(row)
        position = _place(row, rows)
        rows.insert(position, row)
        table = table.inserted(position, [row])
        changes.append(
            {
                "change": "added",
                "table_name": "designations",
                "row_id": row["id"],
                "field": "id",
                "new": row["id"],
                "source": source or origin,
            }
        )
    lines = [*map(_added_line, comparison.new, added), *lines]
    tables: dict[str, TableText] = {"designations": table}
    if source:
        state = comparison.day.isoformat() if comparison.day else ""
        tables["evidence"] = _evidence(items, ids, added, draft, source, state)
    return publish(
        replace(
            draft,
            tables=tables,
            changes=tuple(changes),
            coverage=_coverage(comparison, draft, rows),
        ),
        heading=_heading(comparison, origin),
        lines=["", "### Designations", *lines] if lines else (),
        today=today,
    )


def _coverage(comparison: Comparison, draft: Draft, rows: Sequence[dict[str, str]]) -> Coverage:
    """Return the coverage after the import; an older export never lowers it."""
    known = draft.package.coverage
    if comparison.day is None or comparison.day < known.register_as_of:
        return replace(known, register_as_of=comparison.as_of)
    return replace(
        known,
        register_as_of=comparison.as_of,
        register_entries=sum(not entry.excluded for entry in comparison.export.entries),
        numbers_to=_numbered(rows or draft.rows(DESIGNATIONS)),
    )


def _numbered(rows: Sequence[dict[str, str]]) -> int | None:
    """Return the number of the last entry up to which all have an order number and a decision date."""
    known = {
        int(row["register_number"])
        for row in rows
        if row["register_number"] and row["order_number"] and row["decision_date"]
    }
    return next(number for number in range(1, len(rows) + 2) if number not in known) - 1 or None


def identifiers(comparison: Comparison, draft: Draft) -> dict[int, str]:
    """Return an ``id`` for each new item, by row of its entry: an unused slug of the name.

    Args:
        comparison: The return value of `compare`.
        draft: The draft of the compared package.
    """
    used = {row["id"] for row in draft.rows(DESIGNATIONS)}
    used |= {each.id for each in draft.package.published if each.table == "designations"}
    found: dict[int, str] = {}
    for item in comparison.new:
        assert item.entry is not None
        assert item.parsed is not None
        stem = slugify(item.parsed.name, max_length=80, word_boundary=True) or "organization"
        country = (item.parsed.country or "").lower()
        options = [stem, *([f"{stem}-{country}"] if country else [])]
        options += [f"{stem}-{number}" for number in range(2, len(used) + 3)]
        chosen = next(each for each in options if each not in used)
        used.add(chosen)
        found[item.entry.row] = chosen
    return found


def _new_row(item: Item, identifier: str, rows: Sequence[dict[str, str]]) -> dict[str, str]:
    entry, parsed = item.entry, item.parsed
    assert entry is not None
    assert parsed is not None
    number = str(entry.number or "")
    names = {parsed.name, parsed.name_ru, parsed.name_native, parsed.abbreviation}
    row = {
        **dict(facts(entry)),
        "id": identifier,
        "name": _distinct(parsed.name, parsed.country, {row["name"].casefold() for row in rows}),
        "name_ru": parsed.name_ru or "",
        "name_native": parsed.name_native or "",
        "abbreviation": parsed.abbreviation or "",
        "aliases": "|".join(each for each in parsed.others if each not in names),
        "register_number": "" if number in {row["register_number"] for row in rows} else number,
        "country": parsed.country or "",
        "listed_date_basis": "order" if entry.order_date else "",
        "category": "other",
        "confidence": "medium" if parsed.doubtful or not entry.decision_date else "high",
    }
    return row | _review(row, item)


def _review(row: Mapping[str, str], item: Item) -> dict[str, str]:
    """Write the `review` of a new row: unchecked fields, doubts, and missing fields."""
    assert item.parsed is not None
    read = ", ".join(name for name in _READ if row[name])
    doubtful = ", ".join(name for name in item.parsed.doubtful if row[name])
    left = ", ".join(name for name in _READ if not row[name])
    english = [
        f"Read from the wording by a program, and looked at by nobody: {read}.",
        "The category is not chosen.",
        f"In doubt: {doubtful}." if doubtful else "",
        f"Empty: {left}." if left else "",
    ]
    russian = [
        f"Извлечено программой из записи перечня и никем не проверено: {read}.",
        "Категория не выбрана.",
        f"Под сомнением: {doubtful}." if doubtful else "",
        f"Не заполнено: {left}." if left else "",
    ]
    return {
        "review": " ".join(filter(None, english)),
        "review_ru": " ".join(filter(None, russian)),
    }


def _distinct(name: str, code: str | None, taken: set[str]) -> str:
    """Make a name unique by adding the country or a number."""
    place = country(code) if code else ""
    options = [name, *([f"{name} ({place})"] if place else [])]
    options += [
        f"{name} ({', '.join(filter(None, (place, str(number))))})"
        for number in range(2, len(taken) + 3)
    ]
    return next(each for each in options if each.casefold() not in taken)


def review_of(item: Item) -> tuple[str, ...]:
    """Return the fields of a new designation that a person must review."""
    assert item.parsed is not None
    return ("category", *item.parsed.doubtful)


def _place(row: dict[str, str], rows: Sequence[dict[str, str]]) -> int:
    """Find the position for a new row: after the last row with an earlier or equal date."""
    earlier = [
        position
        for position, other in enumerate(rows)
        if (d := _date_of(other)) and d <= _date_of(row)
    ]
    if not earlier and _date_of(row):
        return 0 if rows and _date_of(rows[0]) else len(rows)
    return earlier[-1] + 1 if earlier else len(rows)


def _date_of(row: dict[str, str]) -> str:
    return row.get("listed_date") or row.get("announced_date") or row.get("decision_date") or ""


def _kind(item: Item, field: str) -> str:
    if field == "delisted_date":
        return "delisted"
    if field == "listed_date" and item.row is not None and not is_listed(item.row):
        return "listed"
    return "changed"


def _changes_of(item: Item, source: str) -> list[dict[str, str]]:
    assert item.row is not None
    return [
        {
            "change": _kind(item, each.field),
            "table_name": "designations",
            "row_id": item.row["id"],
            "field": each.field,
            "old": each.old,
            "new": each.new,
            "source": source,
        }
        for each in item.changes
    ]


def _evidence(
    items: Sequence[Item],
    ids: Mapping[int, str],
    added: Sequence[dict[str, str]],
    draft: Draft,
    source: str,
    state: str,
) -> TableText:
    """Add the register as evidence for the imported fields; if the page is evidence already, extend its fields."""
    table, rows = draft.table(EVIDENCE), draft.rows(EVIDENCE)
    known = {(row["designation_id"], row["url"]): position for position, row in enumerate(rows)}
    fresh = {row["id"]: row for row in added}
    for item in items:
        if item.row is not None:
            key, fields = item.row["id"], [each.field for each in item.changes]
        else:
            assert item.entry is not None
            key = ids[item.entry.row]
            fields = [
                name for name in (*_SUPPORTED, "name", "name_ru", "country") if fresh[key].get(name)
            ]
        position = known.get((key, source))
        if position is None:
            table = table.inserted(
                len(table),
                [
                    {
                        "designation_id": key,
                        "url": source,
                        "supports": "|".join(fields),
                        "state": state,
                    }
                ],
            )
        else:
            supports = list(dict.fromkeys([*rows[position]["supports"].split("|"), *fields]))
            later = max(rows[position]["state"], state)
            row = {**rows[position], "supports": "|".join(supports), "state": later}
            table = table.replaced(position, row)
    return table


# The changelog -------------------------------------------------------------------------------------


def _heading(comparison: Comparison, origin: str) -> str:
    dated = comparison.export.as_of
    return (
        f"From the export of the official register{f' of {day(dated)}' if dated else ''} (`{origin}`): "
        f"{len(comparison.new)} added, {len(comparison.listed)} newly listed, "
        f"{len(comparison.changed)} changed, {len(comparison.excluded)} excluded, "
        f"{len(comparison.unchanged)} unchanged."
    )


def _added_line(item: Item, row: dict[str, str]) -> str:
    return (
        f"- Added: {escaped(row['name'])} (`{row['id']}`), listed {row['listed_date'] or 'on a day unknown'}. "
        f"To be reviewed: {', '.join(review_of(item))}."
    )


def _line(item: Item) -> str:
    assert item.row is not None
    what = "; ".join(
        f"`{each.field}` {escaped(each.old) + ' → ' if each.old else ''}{escaped(each.new)}"
        for each in item.changes
    )
    kinds = {_kind(item, each.field) for each in item.changes}
    label = (
        "Newly listed" if "listed" in kinds else "Delisted" if "delisted" in kinds else "Changed"
    )
    return f"- {label}: {escaped(item.row['name'])} (`{item.row['id']}`): {what}."
