"""Compare the official register with the dataset: new, changed and missing entries.

An entry is matched by the number and year of the Ministry's order (the numbers restart each year),
or else by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dashboard import locale
from dashboard.dataset.artefacts import wildcard
from dashboard.dataset.package import Package
from dashboard.dataset.validation import DATE_ORDER
from dashboard.register.export import Entry, Export, Problem
from dashboard.register.matches import Matches, match_entries
from dashboard.register.name import ParsedName, parse_name
from dashboard.register.warnings import doubts

Row = Mapping[str, str]
"""A row of `designations.csv` as text; "" where a cell is empty."""


@dataclass(frozen=True)
class Difference:
    """A field in which an entry and a designation differ.

    Attributes:
        field: The field of `designations.csv`.
        old: The value in the dataset, or "".
        new: The value in the register.
        held: Why the value is not written; "" if it is.
    """

    field: str
    old: str
    new: str
    held: str = ""


@dataclass(frozen=True)
class Item:
    """A designation and its entry in the register.

    Attributes:
        entry: The entry, or None where the export has none.
        row: The current designation; None for a new entry.
        differences: The fields that differ.
        parsed: The parsed name of a new entry.
    """

    entry: Entry | None
    row: Row | None
    differences: tuple[Difference, ...] = ()
    parsed: ParsedName | None = None

    @property
    def changes(self) -> tuple[Difference, ...]:
        """The differences to write."""
        return tuple(each for each in self.differences if not each.held)


@dataclass(frozen=True)
class Comparison:
    """An export compared with a package.

    Attributes:
        export: The export.
        as_of: The day to which the register will be known after the import.
        day: The day of the register in the export, or None if unknown.
        new: Entries without a designation.
        listed: Designations that were only announced until now.
        changed: Designations whose wording or dates differ, or were not known.
        excluded: Designations that the register has removed.
        missing: Designations that should be in the export but are not.
        unchanged: Designations that agree with the export.
        problems: Problems that a person should check.
        damaged: Entries without a designation whose names lost letters; they are not added.
    """

    export: Export
    as_of: date
    day: date | None
    new: tuple[Item, ...] = ()
    listed: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()
    excluded: tuple[Item, ...] = ()
    missing: tuple[Item, ...] = ()
    unchanged: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    damaged: tuple[Item, ...] = ()

    @property
    def to_apply(self) -> tuple[Item, ...]:
        """The items that `apply` writes: new entries, and designations with changes."""
        return (
            *self.new,
            *(each for each in (*self.listed, *self.changed, *self.excluded) if each.changes),
        )


def compare(
    export: Export, package: Package, *, as_of: date | None = None, ask: bool = True
) -> Comparison:
    """Compare an export with a package.

    Args:
        export: The return value of `read_export`.
        package: A valid package.
        as_of: The day of the export, if it does not contain it.
        ask: Whether to report new entries that may be designations under another name.

    Returns:
        All entries and all designations of the register, grouped by what is to be done.
    """
    table = package.tables["designations"].fillna("")
    rows: list[Row] = [
        {str(name): str(cell) for name, cell in row.items()} for row in table.to_dict("records")
    ]
    stated = as_of or export.as_of
    day = stated or export.last_date
    followed = max(each for each in (package.as_of, day, export.last_date) if each)
    matches = match_entries(export.entries, rows)
    judge = _Judge(rows, followed)
    groups: dict[str, list[Item]] = {name: [] for name in GROUPS}
    damaged = {entry.row for entry in export.entries if entry.damaged}
    lost: list[Item] = []
    # Lost letters are a problem only in a new entry, or if the wording in the dataset differs.
    problems = [
        *(each for each in export.problems if each.field != "name" or each.row not in damaged),
        *matches.problems,
    ]
    for entry in export.entries:
        position = matches.by_entry.get(entry.row)
        if entry.row in matches.left_out:
            continue
        if position is None:
            if entry.damaged:
                problems.append(_not_added(entry))
                lost.append(Item(entry, None, parsed=parse_name(entry.name)))
            elif entry.name:
                groups["new"].append(Item(entry, None, parsed=parse_name(entry.name)))
            continue
        group, item = judge.item(entry, rows[position])
        groups[group].append(item)
        problems += judge.problems(entry, item)
    taken = set(matches.by_entry.values())
    free = [row["id"] for position, row in enumerate(rows) if position not in taken]
    if ask:
        problems += doubts([item.entry for item in groups["new"] if item.entry], package, free)
    groups["missing"] = _missing(rows, matches, day)
    problems += _renumbered(groups)
    return Comparison(
        export,
        followed,
        day,
        problems=tuple(problems),
        damaged=tuple(lost),
        **{name: tuple(items) for name, items in groups.items()},
    )


GROUPS = ("new", "listed", "changed", "excluded", "missing", "unchanged")
"""The groups of a comparison, in the order of the report."""


def is_listed(row: Row) -> bool:
    """Return whether a designation is known to be in the register; as `catalog` derives its status."""
    return bool(row["listed_date"] or row["register_name"] or row["register_number"])


def _not_added(entry: Entry) -> Problem:
    """Report an entry that is not added because its permanent identifier would be made from a damaged name."""
    return Problem(
        entry.row,
        "name",
        f"“{entry.name[:120]}” is not in the dataset and was not added: letters of its name seem to "
        f"be lost to a wrong encoding (“{entry.damaged[:40]}”). Take the wording from another copy of "
        "the register; if it is right as it is, use `add-designation`.",
    )


def _missing(rows: Iterable[Row], matches: Matches, day: date | None) -> list[Item]:
    """Find designations that are missing from the export although they were listed by its day.

    Designations without a listing date are left out, because they may be newer.
    """
    matched = set(matches.by_entry.values())
    return [
        Item(None, row)
        for position, row in enumerate(rows)
        if position not in matched
        and row["listed_date"]
        and not row["delisted_date"]
        and (day is None or row["listed_date"] <= day.isoformat())
    ]


def _renumbered(groups: Mapping[str, Iterable[Item]]) -> list[Problem]:
    """Report renumbered entries as one problem."""
    moved = [
        item
        for name in ("listed", "changed", "excluded", "unchanged")
        for item in groups[name]
        if item.entry and item.row and item.entry.number and item.row["register_number"]
        if str(item.entry.number) != item.row["register_number"]
    ]
    if not moved:
        return []
    first = moved[0]
    assert first.entry is not None
    assert first.row is not None
    return [
        Problem(
            first.entry.row,
            "register_number",
            f"{len(moved)} entries have another number in the list than here, the first "
            f"{first.entry.number} instead of {first.row['register_number']}: numbers that are "
            "known were left as they are.",
            first.row["id"],
        )
    ]


@dataclass
class _Judge:
    """Classifies the differences between an entry and its designation."""

    rows: list[Row]
    followed: date
    numbers: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.numbers = {row["register_number"] for row in self.rows}

    def item(self, entry: Entry, row: Row) -> tuple[str, Item]:
        """Return the group of an entry, and the item with its differences."""
        found = _held_back(tuple(self._differences(entry, row)), row, self.followed)
        found = (*found, *_basis(entry, row, found))
        item = Item(entry, row, (*found, *_replaced(row, found)))
        if entry.excluded and not row["delisted_date"]:
            return "excluded", item
        if not is_listed(row):
            return "listed", item
        return ("changed" if item.differences else "unchanged"), item

    def _differences(self, entry: Entry, row: Row) -> Iterable[Difference]:
        number = str(entry.number or "")
        if number and not row["register_number"] and number not in self.numbers:
            self.numbers.add(number)
            yield Difference("register_number", "", number)
        # Dates of a row without an order number come from reports, not from the register.
        reported = not row["order_number"]
        for name, new in facts(entry):
            old = row[name]
            if not new or new == old:
                continue
            held = ""
            if name == "register_name" and entry.damaged:
                if wildcard(new).fullmatch(old):
                    continue  # the same except for the lost letters
                held = f"letters of the wording seem to be lost (“{entry.damaged[:40]}”)"
            elif old and reported and name == "decision_date":
                held = "a report gave another date"
            elif old and reported and name == "listed_date" and new > old:
                held = "a report gave an earlier date of listing"
            yield Difference(name, old, new, held)

    def problems(self, entry: Entry, item: Item) -> Iterable[Problem]:
        """Yield the problems of a designation that a person must decide."""
        row = item.row
        assert row is not None
        for each in item.differences:
            if each.held:
                yield Problem(
                    entry.row,
                    each.field,
                    f"Conflict: the register says {each.new}, the dataset {each.old or 'nothing'}; "
                    f"{each.held}. It was not taken over: decide, and change designations.csv.",
                    row["id"],
                )
        country = parse_name(entry.name).country if entry.name else None
        if country and row["country"] and country != row["country"]:
            yield Problem(
                entry.row,
                "country",
                f"Conflict: the register says {country}, the dataset {row['country']}. "
                "The dataset was left as it is.",
                row["id"],
            )
        if entry.published_date and row["announced_date"] > entry.published_date.isoformat():
            yield Problem(
                entry.row,
                "announced_date",
                f"Conflict: made public on {entry.published_date.isoformat()} says the register, "
                f"announced on {row['announced_date']} the dataset, which was left as it is.",
                row["id"],
            )
        if row["delisted_date"] and not entry.excluded:
            yield Problem(
                entry.row,
                "delisted_date",
                f"Conflict: delisted on {row['delisted_date']} here, but not excluded in the "
                "register. The dataset was left as it is.",
                row["id"],
            )


def facts(entry: Entry) -> list[tuple[str, str]]:
    """Return the values of an entry by field of `designations.csv`, without its number."""
    return [
        ("register_name", entry.name),
        ("decision_date", _iso(entry.decision_date)),
        ("listed_date", _iso(entry.order_date)),
        ("published_date", _iso(entry.published_date)),
        ("order_number", entry.order_number or ""),
        ("delisted_date", _iso(entry.exclusion_date)),
    ]


def _basis(entry: Entry, row: Row, found: tuple[Difference, ...]) -> Iterable[Difference]:
    """Yield a new basis of the listing date if the date now comes from the register."""
    dated = {each.field: each.new for each in found if not each.held}
    listed = dated.get("listed_date", row["listed_date"])
    if listed and listed == _iso(entry.order_date) and row["listed_date_basis"] != "order":
        yield Difference("listed_date_basis", row["listed_date_basis"], "order")


def _replaced(row: Row, found: tuple[Difference, ...]) -> Iterable[Difference]:
    """Move the earlier listing date to another field once the date of the order is known.

    A day of publication moves to `published_date`, the day of a report to the note.
    """
    taken = {each.field: each.new for each in found if not each.held}
    old, new = row["listed_date"], taken.get("listed_date")
    if not old or not new or "listed_date_basis" not in taken:
        return
    published = taken.get("published_date") or row["published_date"]
    if row["listed_date_basis"] == "publication" and not published:
        yield Difference("published_date", "", old)
    elif old != published and old > new:
        what = "entry" if row["listed_date_basis"] == "publication" else "listing"
        told = f"Before the order was known, a page gave {locale.day(date.fromisoformat(old))} for the {what}."
        yield Difference("note", row["note"], f"{row['note']} {told}".strip())


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _held_back(found: tuple[Difference, ...], row: Row, followed: date) -> tuple[Difference, ...]:
    """Hold back each difference that would contradict an unchanged date."""
    after: dict[str, str] = {**row, **{each.field: each.new for each in found if not each.held}}
    for earlier, later in DATE_ORDER:
        if after[earlier] and after[later] and after[later] < after[earlier]:
            others = {earlier: later, later: earlier}
            held = tuple(
                replace(
                    each, held=f"it contradicts {others[each.field]}, {after[others[each.field]]}"
                )
                if each.field in others and not each.held
                else each
                for each in found
            )
            if held != found:
                return _held_back(held, row, followed)
    return tuple(
        replace(each, held=f"it is after {followed.isoformat()}, to which the register is known")
        if each.field.endswith("_date") and each.new > followed.isoformat() and not each.held
        else each
        for each in found
    )
