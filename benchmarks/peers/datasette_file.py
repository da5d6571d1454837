"""The tables in an SQLite file with full-text search, as one makes it for Datasette."""

import sqlite3
import sys
from pathlib import Path

import pandas as pd


def write(folder: Path, target: Path) -> None:
    """Write the file.

    Args:
        folder: The data package.
        target: The file; it is overwritten.
    """
    target.unlink(missing_ok=True)
    with sqlite3.connect(target) as database:
        for name, text in (("designations", "name, name_ru"), ("articles", "title, summary")):
            table = pd.read_csv(folder / f"{name}.csv").set_index("id")
            table.to_sql(name, database, dtype={"id": "TEXT PRIMARY KEY"})
            database.execute(f"CREATE VIRTUAL TABLE {name}_fts USING fts5({text}, content={name})")
            database.execute(f"INSERT INTO {name}_fts({name}_fts) VALUES ('rebuild')")


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
