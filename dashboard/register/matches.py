"""Match entries of the register with designations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz
from rigour.names import remove_org_types

from dashboard.register.export import Entry, Problem
from dashboard.register.name import parse_name
from dashboard.text.folding import fold

Row = Mapping[str, str]

_SAME = 90
"""Minimum similarity (0 to 100) of two wordings of the same entry."""
_SAME_PLACE = 60
"""Minimum similarity if the number in the list is the same too."""


@dataclass(frozen=True)
class Matches:
    """The designations of entries.

    Attributes:
        by_entry: Position of the designation by row of the entry.
        left_out: Rows of duplicate entries.
        problems: Doubtful matches.
    """

    by_entry: Mapping[int, int]
    left_out: frozenset[int] = frozenset()
    problems: tuple[Problem, ...] = ()


def match_entries(entries: Sequence[Entry], rows: Sequence[Row]) -> Matches:
    """Find the designation of each entry.

    Match by number and year of the order first; if these are missing or not unique, by name.

    Args:
        entries: The entries of one export.
        rows: The rows of `designations.csv`.

    Returns:
        The matches; no designation is matched twice.
    """
    return _Matching(entries, rows).result()


@dataclass
class _Matching:
    entries: Sequence[Entry]
    rows: Sequence[Row]
    found: dict[int, int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    left_out: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def result(self) -> Matches:
        self._drop_repeated()
        self._by_order()
        self._by_wording()
        self._by_names()
        self._by_likeness()
        self._doubts()
        return Matches(dict(self.found), frozenset(self.left_out), tuple(self.problems))

    def _open(self) -> list[Entry]:
        return [e for e in self.entries if e.row not in self.found and e.row not in self.left_out]

    def _free(self) -> list[int]:
        return [position for position in range(len(self.rows)) if position not in self.taken]

    def _match(self, entry: Entry, position: int) -> None:
        self.found[entry.row] = position
        self.taken.add(position)

    def _drop_repeated(self) -> None:
        seen: dict[tuple[object, ...], int] = {}
        for entry in self.entries:
            key = (entry.order_number, entry.order_date, _plain(entry.name))
            if key in seen and (entry.order_number or entry.name):
                self.left_out.add(entry.row)
                self.problems.append(
                    Problem(
                        entry.row,
                        "",
                        f"The entry repeats row {seen[key]} and was left out.",
                    )
                )
            seen.setdefault(key, entry.row)

    def _by_order(self) -> None:
        ours: dict[tuple[str, str], list[int]] = {}
        for position, row in enumerate(self.rows):
            if row["order_number"] and row["listed_date"]:
                ours.setdefault((row["order_number"], row["listed_date"][:4]), []).append(position)
        theirs: dict[tuple[str, str], list[Entry]] = {}
        for entry in self._open():
            if entry.order_number and entry.order_date:
                key = (entry.order_number, str(entry.order_date.year))
                theirs.setdefault(key, []).append(entry)
        for key, same in theirs.items():
            positions = ours.get(key, [])
            if len(same) == len(positions) == 1:
                self._match_unless_moved(same[0], positions[0])
            else:
                for entry in same:  # several: match them by name
                    self._best(entry, positions, _SAME_PLACE)

    def _match_unless_moved(self, entry: Entry, position: int) -> None:
        """Match by order number, unless another designation has the same wording: the number may be
        a typing error."""
        wording = _plain(entry.name)
        elsewhere = [
            other
            for other, row in enumerate(self.rows)
            if other != position and wording and _plain(row["register_name"]) == wording
        ]
        if elsewhere and _plain(self.rows[position]["register_name"]) != wording:
            self.problems.append(
                Problem(
                    entry.row,
                    "order_number",
                    f"Order {entry.order_number} is that of another entry here, but the wording is "
                    f"that of {self.rows[elsewhere[0]]['id']}: matched by the wording.",
                    self.rows[position]["id"],
                )
            )
            return
        self._match(entry, position)

    def _best(self, entry: Entry, positions: Sequence[int], least: float) -> None:
        scored = sorted(
            (
                (_likeness(entry.name, self.rows[p]["register_name"] or self.rows[p]["name"]), p)
                for p in positions
                if p not in self.taken
            ),
            reverse=True,
        )
        if scored and scored[0][0] >= least:
            self._match(entry, scored[0][1])

    def _by_wording(self) -> None:
        by_wording: dict[str, list[int]] = {}
        for position in self._free():
            if wording := _plain(self.rows[position]["register_name"]):
                by_wording.setdefault(wording, []).append(position)
        for entry in self._open():
            positions = [p for p in by_wording.get(_plain(entry.name), []) if p not in self.taken]
            if len(positions) > 1 and entry.order_date:
                # Several entries, of one day or of different days, may have the same name.
                dated = entry.order_date.isoformat()
                positions = [p for p in positions if self.rows[p]["listed_date"] == dated][:1]
            if len(positions) == 1:
                self._match(entry, positions[0])

    def _by_names(self) -> None:
        """Match by one of the names, unless country or order differ."""
        by_name: dict[str, set[int]] = {}
        for position in self._free():
            for name in _names_of(self.rows[position]):
                by_name.setdefault(name, set()).add(position)
        for entry in self._open():
            parsed = parse_name(entry.name) if entry.name else None
            if parsed is None:
                continue
            names = (parsed.name, parsed.name_ru, parsed.name_native, *parsed.others)
            positions = {
                position
                for name in names
                if name and (key := _bare(name))
                for position in by_name.get(key, ())
                if position not in self.taken
                and self._order_may_be(entry, self.rows[position])
                and not (
                    parsed.country
                    and self.rows[position]["country"]
                    and parsed.country != self.rows[position]["country"]
                )
            }
            if len(positions) == 1:
                self._match(entry, positions.pop())
            elif positions:
                self.problems.append(
                    Problem(
                        entry.row,
                        "name",
                        "The name is that of several designations: "
                        f"{', '.join(sorted(self.rows[p]['id'] for p in positions))}. "
                        "It counts as new; decide which it is.",
                    )
                )

    def _order_may_be(self, entry: Entry, row: Row) -> bool:
        """Return whether a designation's order is unknown, or may be that of an entry without an order number."""
        dated = entry.order_date.isoformat() if entry.order_date else ""
        return not row["order_number"] or (
            not entry.order_number and bool(dated) and row["listed_date"] == dated
        )

    def _by_likeness(self) -> None:
        """Match an entry with another wording and order by similarity of the wordings."""
        for entry in self._open():
            if not entry.name:
                continue
            free = [p for p in self._free() if self._may_be(entry, self.rows[p])]
            place = [p for p in free if self.rows[p]["register_number"] == str(entry.number)]
            self._best(entry, place, _SAME_PLACE)
            if entry.row not in self.found:
                self._best(entry, free, _SAME)

    def _may_be(self, entry: Entry, row: Row) -> bool:
        """Return whether an entry with a similar wording may be that of a designation.

        It is not if the countries differ (two bodies of one brand), or if order number, order date
        and number in the list all differ.
        """
        country = parse_name(entry.name).country
        return bool(row["register_name"]) and (
            not (country and row["country"] and country != row["country"])
            and (
                not row["order_number"]
                or row["order_number"] == entry.order_number
                or row["listed_date"] == (entry.order_date.isoformat() if entry.order_date else "")
                or row["register_number"] == str(entry.number)
            )
        )

    def _doubts(self) -> None:
        for entry in self._open():
            if not entry.name:
                self.problems.append(
                    Problem(entry.row, "name", "Without a name it could not be matched; left out.")
                )
        for entry in self.entries:
            if entry.row in self.found and entry.name:
                row = self.rows[self.found[entry.row]]
                if row["register_name"] and _likeness(entry.name, row["register_name"]) < 30:
                    self.problems.append(
                        Problem(
                            entry.row,
                            "register_name",
                            "The order is the same, but hardly a word of the name is: is it the "
                            "same organization?",
                            row["id"],
                        )
                    )


def _names_of(row: Row) -> set[str]:
    cells = (row["name"], row["name_ru"], row["name_native"], *row["aliases"].split("|"))
    return {_bare(cell) for cell in cells if cell} - {""}


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """Normalize quotation marks and dashes of a wording."""
    return re.sub(r"[\W_]+", " ", text.casefold().replace("ё", "е")).strip()


@lru_cache(maxsize=8192)
def _bare(name: str) -> str:
    """Fold a name, without its article and its legal form."""
    return fold(re.sub(r"^the ", "", remove_org_types(name), flags=re.IGNORECASE))


@lru_cache(maxsize=65536)
def _likeness(one: str, other: str) -> float:
    return fuzz.ratio(_plain(one), _plain(other))
