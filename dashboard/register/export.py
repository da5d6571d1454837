"""Read an export of the official register: its entries, and problems with them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dashboard.dataset.artefacts import lost_letters, plain_dashes
from dashboard.register.cells import date_in, date_of, order_number_in, text_of, written
from dashboard.register.grid import grids_of, read_file
from dashboard.register.heading import ROLES, Columns, find_columns, heading_texts, role_of
from dashboard.register.tables import ExportError, Grid, texts

_COMPARED = ("number", "order_number", "decision_date", "status")
"""Columns whose absence is reported. The columns for name and date of the order are required."""
_MANY = 4
"""Number of rows from which on the same problem is reported once for all."""


@dataclass(frozen=True)
class Problem:
    """A problem that a person should check.

    Attributes:
        row: The row number as in a spreadsheet, or None for the whole export.
        field: The field or column, or "".
        message: What is wrong, and what was done about it.
        designation_id: The id of the designation, if known.
    """

    row: int | None
    field: str
    message: str
    designation_id: str = ""

    def __str__(self) -> str:
        where = ", ".join(
            part
            for part in (f"row {self.row}" if self.row else "", self.field, self.designation_id)
            if part
        )
        return f"{where}: {self.message}" if where else self.message


@dataclass(frozen=True)
class Entry:
    """One entry of the register.

    Attributes:
        row: Its row number as in a spreadsheet.
        number: Its number in the list, or None.
        name: The name, verbatim except for invisible characters (`artefacts.cleaned`); "" if missing.
        order_number: Number of the Ministry's order of inclusion, as "1076-р".
        order_date: Its date.
        decision_date: Date of the prosecutor's decision.
        published_date: Date on which the information was made public.
        exclusion_date: Date of the Ministry's order of exclusion.
        annulment_date: Date of the decision that annuls the prosecutor's.
        excluded: Whether the register says that it was excluded.
        damaged: A word of the name that lost letters by a wrong encoding, or "".
    """

    row: int
    number: int | None
    name: str
    order_number: str | None = None
    order_date: date | None = None
    decision_date: date | None = None
    published_date: date | None = None
    exclusion_date: date | None = None
    annulment_date: date | None = None
    excluded: bool = False
    damaged: str = ""


@dataclass(frozen=True)
class Export:
    """A parsed export.

    Attributes:
        origin: Its file or URL.
        as_of: The day of its state, or None if it does not say.
        entries: Its entries, in its order.
        problems: Problems with it.
        fresh_until: The last day on which its publisher considers it up to date, or None.
    """

    origin: str
    as_of: date | None
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    fresh_until: date | None = None

    @property
    def name(self) -> str:
        """The name of the file, or the whole URL."""
        return self.origin if "://" in self.origin else Path(self.origin).name

    @property
    def last_date(self) -> date | None:
        """The latest day that it is certain to cover."""
        dates = [d for e in self.entries for d in (e.order_date, e.exclusion_date) if d]
        return max([*dates, *([self.as_of] if self.as_of else [])], default=None)


def read_export(path: Path, *, today: date | None = None) -> Export:
    """Read the official register's export from a file.

    Args:
        path: An XLSX file in the Ministry's layout, or the same facts as CSV or JSON.
        today: The current day if None. Later dates of entries are invalid, unless the export itself
            is later.

    Returns:
        The entries, with problems of single ones.

    Raises:
        ExportError: The file is not a readable export of the register.
    """
    return parse_export(read_file(path), str(path), today=today)


def parse_export(content: bytes, origin: str, *, today: date | None = None) -> Export:
    """Read the official register's export, or a copy of it.

    Args:
        content: XLSX, CSV or JSON: the Ministry's layout, its REST response, or the public mirror's
            file.
        origin: Its file or URL, for messages.
        today: The current day if None. Later dates of entries are invalid, unless the export itself
            is later.

    Returns:
        The entries, with problems of single ones.

    Raises:
        ExportError: The content is not a readable export of the register.
    """
    grids = grids_of(content, origin)
    found = [(grid, columns) for grid in grids if (columns := find_columns(grid))]
    whole = [(grid, columns) for grid, columns in found if not columns.missing]
    if not whole:
        raise ExportError(_no_headings(origin, grids, found))
    grid, columns = whole[0]
    problems: list[Problem] = []
    as_of = grid.as_of or _as_of(grid.rows[: columns.first], problems)
    problems += _about_columns(grid, columns)
    rows = _filled(grid, columns, problems)
    now = today or date.today()
    if as_of and as_of > now:
        problems.append(
            Problem(
                None, "as_of", f"The export says it is current to {as_of.isoformat()}: not yet."
            )
        )
    reader = _Reader(columns, problems, max(now, as_of or now))
    entries = [
        entry
        for index, row in enumerate(rows[columns.first :], columns.first)
        if any(texts(row)) and (entry := reader.entry(row, grid.first + index))
    ]
    if not entries:
        raise ExportError(f"{origin} has headings but no entries below them: download it again.")
    problems += _about_entries(entries, as_of)
    return Export(origin, as_of, tuple(entries), tuple(_gathered(problems)), grid.fresh_until)


def _gathered(problems: Sequence[Problem]) -> list[Problem]:
    """Merge problems with the same message."""
    same: dict[tuple[str, str], list[Problem]] = {}
    for each in problems:
        same.setdefault((each.field, each.message), []).append(each)
    told: list[Problem] = []
    for found in same.values():
        if len(found) < _MANY:
            told += found
        else:
            more = f"{found[0].message} {len(found) - 1} further rows, to row {found[-1].row}, too."
            told.append(replace(found[0], message=more))
    return told


# The sheet -----------------------------------------------------------------------------------------


def _no_headings(path: str, grids: Sequence[Grid], found: Sequence[tuple[Grid, Columns]]) -> str:
    if not found:
        seen = "; ".join(heading_texts(grids[0]))[:300] if grids else ""
        return (
            f"{path} has no headings of the register. What was found instead: {seen or 'no text'}."
        )
    grid, columns = max(found, key=lambda pair: len(pair[1].by_role))
    lacking = ", ".join(f"“{ROLES[role]}”" for role in columns.missing)
    unknown = ", ".join(f"“{head}”" for head in columns.unknown.values()) or "none"
    return (
        f"{path}, row {grid.first + columns.first - 1}: no column is headed like {lacking}. Headings "
        f"that are not known: {unknown}. Rename the heading, or teach it to register/heading.py."
    )


def _as_of(head: Sequence[Sequence[Any]], problems: list[Problem]) -> date | None:
    for row in head:
        for cell in row:
            if isinstance(cell, datetime | date) or not isinstance(cell, str):
                found = date_of(cell)
            else:
                found = date_in(text_of(cell))
            if found:
                return found
    problems.append(
        Problem(
            None,
            "as_of",
            "The export does not say (in A2) to which date it is current: the latest order in it "
            "was taken instead. Give the date with --as-of if you know it.",
        )
    )
    return None


def _about_columns(grid: Grid, columns: Columns) -> list[Problem]:
    row = grid.first + columns.first - 1
    problems = [
        Problem(row, "", f"The column “{head}” is not known and was not read.")
        for head in columns.unknown.values()
    ]
    problems += [
        Problem(row, "", f"The column “{head}” seems to hold the same as another; it was not read.")
        for head in columns.doubled.values()
    ]
    lacking = [ROLES[role] for role in _COMPARED if role not in columns.by_role]
    if "order" in columns.by_role:
        lacking = [each for each in lacking if each != ROLES["order_number"]]
    exclusions = bool({"exclusion_date", "exclusion"} & columns.by_role.keys())
    if not exclusions:
        lacking.append(ROLES["exclusion_date"])
    if lacking:
        if "published_date" not in columns.by_role:
            lacking.append(ROLES["published_date"])
        named = ", ".join(f"“{each}”" for each in lacking)
        problems.append(
            Problem(
                row if row > 0 else None,
                "",
                f"There is no column for {named}: these fields stay as they are."
                + (
                    ""
                    if exclusions
                    else " Whether an entry was excluded is not known: exclusions are not compared."
                ),
            )
        )
    return problems


def _filled(grid: Grid, columns: Columns, problems: list[Problem]) -> list[list[Any]]:
    """Fill cells that were merged downwards, and report formulas."""
    rows = [list(row) for row in grid.rows]
    read = {column: role for role, column in columns.by_role.items()}
    for top, left, bottom, right in grid.merged:
        if bottom < columns.first or not any(column in read for column in range(left, right + 1)):
            continue
        for index in range(max(top, columns.first), bottom + 1):
            if left < len(rows[index]) and top != index:
                rows[index][left] = rows[top][left]
        names = ", ".join(read[column] for column in range(left, right + 1) if column in read)
        problems.append(
            Problem(
                grid.first + max(top, columns.first),
                names,
                f"Cells are merged down to row {grid.first + bottom} and {right - left + 1} column(s) "
                "wide: each row was given the value of the first, each further column none.",
            )
        )
    for index, column in sorted(grid.formulas):
        if index >= columns.first and column in read:
            value = rows[index][column]
            problems.append(
                Problem(
                    grid.first + index,
                    read[column],
                    "The cell holds a formula; "
                    + (
                        "its result is not stored, so it counts as empty."
                        if value is None
                        else f"its last result, {written(value)!r}, was read."
                    ),
                )
            )
    return rows


def _about_entries(entries: Sequence[Entry], as_of: date | None) -> list[Problem]:
    problems = []
    orders: dict[tuple[str, int], Entry] = {}
    numbers: dict[int, Entry] = {}
    for entry in entries:
        if entry.order_number and entry.order_date:
            key = (entry.order_number, entry.order_date.year)
            if key in orders:
                problems.append(
                    Problem(
                        entry.row,
                        "order_number",
                        f"Order {entry.order_number} of {key[1]} stands in row {orders[key].row} too: "
                        "they were told apart by name.",
                    )
                )
            orders.setdefault(key, entry)
        if entry.number is not None:
            if entry.number in numbers:
                problems.append(
                    Problem(
                        entry.row,
                        "number",
                        f"Number {entry.number} stands in row {numbers[entry.number].row} too.",
                    )
                )
            numbers.setdefault(entry.number, entry)
        for name in ("order_date", "exclusion_date"):
            value = getattr(entry, name)
            if as_of and value and value > as_of:
                problems.append(
                    Problem(
                        entry.row,
                        name,
                        f"{value.isoformat()} is after {as_of.isoformat()}, the date to which the "
                        "export says it is current.",
                    )
                )
    return problems


# An entry ------------------------------------------------------------------------------------------


def _is_numbering(row: Sequence[Any]) -> bool:
    """Return whether a row contains only column numbers, as in official forms."""
    cells = [
        re.sub(r"^гр(?:афа)?\.?\s*|[().\s]", "", each.casefold()) for each in texts(row) if each
    ]
    if len(cells) < 3:
        return False
    numbers = [int(each) for each in cells if re.fullmatch(r"\d{1,2}", each)]
    # "А Б 1 2 3", or Roman numerals, which are letters too.
    letters = [each for each in cells if re.fullmatch(r"[а-е]|[a-e]|[ivxх]{1,4}", each)]
    return len(numbers) + len(letters) == len(cells) == len(set(cells)) and all(
        later - earlier == 1 for earlier, later in itertools.pairwise(numbers)
    )


class _Reader:
    """Parses the cells of entries, and collects problems."""

    def __init__(self, columns: Columns, problems: list[Problem], today: date) -> None:
        self.columns, self.problems, self.today = columns, problems, today

    def entry(self, row: Sequence[Any], number: int) -> Entry | None:
        def cell(role: str) -> Any:
            columns = (self.columns.by_role.get(role), self.columns.shared.get(role))
            cells = [row[c] for c in columns if c is not None and c < len(row)]
            return " ".join(map(text_of, cells)) if len(cells) > 1 else next(iter(cells), None)

        def note(field: str, message: str) -> None:
            self.problems.append(Problem(number, field, message))

        name = text_of(cell("name"))
        marks = [text_of(cell(role)) for role in ("number", "order", "order_date", "order_number")]
        if _is_numbering(row):
            return None
        if role_of(name) == "name" and not any(re.search(r"\d", mark) for mark in marks):
            return None  # headings that are repeated on a further page
        if not any(marks):
            note("", f"“{name[:80]}” has neither number nor order: it is not an entry.")
            return None
        if not name:
            note("name", "The entry has no name: it could only be matched by its order.")
        # No name in the register has a question mark, but at the end of a word it may be real: a
        # person must decide.
        damaged = lost_letters(name) or next((word for word in name.split() if "?" in word), "")
        if damaged:
            note(
                "name",
                f"“{name[:120]}”: letters seem to be lost to a wrong encoding (“{damaged[:40]}”). "
                "Take the wording from another copy of the register.",
            )
        order_number, order_date = self._order("order", cell, note)
        _exclusion_number, exclusion_date = self._order("exclusion", cell, note)
        entry = Entry(
            row=number,
            number=self._number(cell("number"), note),
            name=name,
            order_number=order_number,
            order_date=order_date,
            decision_date=self._day(cell("decision_date"), "decision_date", note),
            published_date=self._day(cell("published_date"), "published_date", note),
            exclusion_date=exclusion_date,
            annulment_date=self._day(cell("annulment_date"), "annulment_date", note),
            damaged=damaged,
        )
        return self._judged(entry, text_of(cell("status")), bool(_exclusion_number), note)

    def _judged(
        self, entry: Entry, status: str, ordered: bool, note: Callable[[str, str], None]
    ) -> Entry:
        """Remove impossible dates of an entry, and determine whether it is excluded."""
        if not entry.order_number and {"order", "order_number"} & self.columns.by_role.keys():
            note("order_number", "The number of the order is missing: the name has to do.")
        if not entry.order_date:
            note("order_date", "The date of the order is missing: the name has to do.")
        if entry.decision_date and entry.order_date and entry.decision_date > entry.order_date:
            note(
                "decision_date",
                f"The decision ({entry.decision_date.isoformat()}) is after the order "
                f"({entry.order_date.isoformat()}): the decision date was not taken over.",
            )
            entry = replace(entry, decision_date=None)
        says_so = "исключ" in status.casefold()
        if entry.exclusion_date and entry.order_date and entry.exclusion_date < entry.order_date:
            note(
                "exclusion_date",
                f"The exclusion ({entry.exclusion_date.isoformat()}) is before the inclusion "
                f"({entry.order_date.isoformat()}): the date of exclusion was not taken over.",
            )
            entry = replace(entry, exclusion_date=None)
            says_so = True
        excluded = bool(entry.exclusion_date or entry.annulment_date or says_so or ordered)
        if excluded and not entry.exclusion_date:
            note(
                "exclusion_date",
                "The entry seems to be excluded, but no date of an order of exclusion was found: "
                "the designation stays listed until one is known.",
            )
        elif excluded and status and not says_so:
            note("status", f"The status is “{status}”, but there is an order of exclusion.")
        return replace(entry, excluded=excluded)

    def _order(
        self, role: str, cell: Callable[[str], Any], note: Callable[[str, str], None]
    ) -> tuple[str | None, date | None]:
        both = text_of(cell(role))
        if both:  # "№ 1076-р от 29.07.2015"
            found, day = order_number_in(both), date_in(both)
            if not found:
                note(f"{role}_number", f"“{both}” names no order such as “1076-р”.")
            if not day:
                note(f"{role}_date", f"“{both}” holds no date.")
            return found, self._past(day, f"{role}_date", note)
        number = text_of(cell(f"{role}_number"))
        found = order_number_in(number)
        if number and not found:
            note(f"{role}_number", f"“{number}” is not an order number such as “1076-р”.")
        return found, self._day(cell(f"{role}_date"), f"{role}_date", note)

    def _number(self, value: Any, note: Callable[[str, str], None]) -> int | None:
        text = plain_dashes(text_of(value)).rstrip(".")
        if re.fullmatch(r"[0-9]{1,9}(?:\.0)?", text) and int(float(text)) > 0:
            return int(float(text))
        if "number" in self.columns.by_role:
            note(
                "number",
                f"“{text}” is not the number of an entry." if text else "The row has no number.",
            )
        return None

    def _day(self, value: Any, field: str, note: Callable[[str, str], None]) -> date | None:
        found = date_of(value)
        if found is None and text_of(value):
            note(field, f"“{text_of(value)}” is not a date and was not taken over.")
        return self._past(found, field, note)

    def _past(
        self, value: date | None, field: str, note: Callable[[str, str], None]
    ) -> date | None:
        if value and (value > self.today or value.year < 2015):
            note(field, f"{value.isoformat()} cannot be: it was not taken over.")
            return None
        return value
