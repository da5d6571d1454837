"""The list of all identifiers that were ever published. Links contain them, so none may be dropped or reused.

The list is the package's `identifiers.csv`, so that a shallow checkout or a copy of the package has it too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.dataset.tables import DESIGNATIONS
from dashboard.dataset.tables import TABLES as SCHEMA_TABLES

if TYPE_CHECKING:
    import pandas as pd

PATH = "identifiers.csv"
COLUMNS = ("table_name", "id", "name", "gone")

TABLES = tuple(table for table in SCHEMA_TABLES if table.primary_key == ("id",))
"""The tables whose rows have identifiers."""

PREFIX = "register:"
"""The prefix of temporary identifiers for entries of the official register that the dataset does
not describe yet. They are not permanent and have no page."""


def is_described(identifier: str) -> bool:
    """Return whether an identifier is that of a designation, not a temporary one (see `PREFIX`)."""
    return not identifier.startswith(PREFIX)


@dataclass(frozen=True)
class Identifier:
    """One identifier.

    Attributes:
        table: The name of its table.
        id: The identifier.
        name: For a designation, its name when it was first published.
        gone: Why its row was removed, such as the row that it was merged into; "" if it exists.
    """

    table: str
    id: str
    name: str = ""
    gone: str = ""


def parse(text: str) -> tuple[Identifier, ...]:
    """Read the list.

    Args:
        text: The content of `identifiers.csv`.

    Raises:
        ValueError: The list is invalid; the message names the row.
    """
    rows = list(csv.reader(io.StringIO(text), strict=True))
    if not rows or tuple(rows[0]) != COLUMNS:
        raise ValueError(f"the first line must read: {','.join(COLUMNS)}")
    names = {table.name for table in TABLES}
    found: dict[tuple[str, str], Identifier] = {}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(COLUMNS) or row[0] not in names or not row[1]:
            raise ValueError(f"row {number} must have a table with identifiers, and one of them")
        if (row[0], row[1]) in found:
            raise ValueError(f"row {number} repeats an earlier one")
        found[row[0], row[1]] = Identifier(*row)
    return tuple(found.values())


def with_all(known: Iterable[Identifier], tables: Mapping[str, pd.DataFrame]) -> str:
    """Add missing identifiers of the tables to the list.

    Args:
        known: The list so far.
        tables: The tables of a package, by name.

    Returns:
        The content of `identifiers.csv`, by table and identifier.
    """
    order = {table.name: place for place, table in enumerate(TABLES)}
    every = {(each.table, each.id): each for each in known}
    for each in _present(tables):
        every.setdefault((each.table, each.id), each)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in sorted(every.values(), key=lambda one: (order[one.table], one.id)):
        writer.writerow((each.table, each.id, each.name, each.gone))
    return text.getvalue()


def _present(tables: Mapping[str, pd.DataFrame]) -> Iterator[Identifier]:
    for table in TABLES:
        frame = tables[table.name]
        names = frame["name"] if table is DESIGNATIONS else [""] * len(frame)
        for key, name in zip(frame["id"], names, strict=True):
            yield Identifier(table.name, str(key), str(name))
