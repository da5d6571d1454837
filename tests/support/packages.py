"""Write data packages for tests: any rows, by the columns of the schema."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from dashboard.dataset.package import write_descriptor
from dashboard.dataset.tables import TABLES
from dashboard.dataset.tables import table as table_named

Row = dict[str, str]
Rows = list[Row]


class Editor:
    """Reads and writes the tables of a package as text, valid or not."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def rows(self, table: str) -> Rows:
        """Return the rows of a table as they stand on disk."""
        with (self.directory / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, table: str, rows: Iterable[Mapping[str, str]]) -> None:
        """Write a table; a field that a row does not name is empty."""
        columns = table_named(table).columns
        path = self.directory / f"{table}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def change(self, table: str, row: int, field: str, value: str) -> None:
        """Write a value into one cell; the row as a spreadsheet counts it."""
        rows = self.rows(table)
        assert field in rows[row - 2]
        rows[row - 2][field] = value
        self.write(table, rows)


def write_package(
    directory: Path, tables: Mapping[str, Iterable[Mapping[str, str]]], version: str, as_of: date
) -> Path:
    """Write a package into a new folder.

    Args:
        directory: The folder; it must not exist yet.
        tables: Rows by the name of their table. A table that is not named is empty, or absent
            where a package may lack it.
        version: The version of the package.
        as_of: The day of the register that it shows.

    Returns:
        The folder.
    """
    directory.mkdir(parents=True)
    editor = Editor(directory)
    for table in TABLES:
        if table.name in tables or not table.optional:
            editor.write(table.name, tables.get(table.name, []))
    write_descriptor(directory, version=version, as_of=as_of)
    return directory
