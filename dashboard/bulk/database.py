"""The tables as an SQLite database, and its description for Datasette."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.asking.filters import Filters
from dashboard.asking.views import VIEWS, View
from dashboard.catalog.catalog import Catalog
from dashboard.dataset.fields import Table

NAME = "undesirable-register"
_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}
_SEARCHED = {
    "designations": ("name", "name_ru", "name_native", "abbreviation", "aliases", "register_name", "stated_reason", "stated_reason_ru"),
    "articles": ("title", "title_ru", "summary", "summary_ru", "publisher", "publisher_ru"),
    "statements": ("speaker", "speaker_ru", "text", "text_ru"),
}  # fmt: skip
_FACETS = {
    "designations": ("category", "status", "country", "accusations"),
    "articles": ("language", "kind", "topics"),
    "statements": ("stance", "speaker_type", "accusations"),
    "claims": ("stance", "speaker_type"),
    "publishers": ("country", "ownership"),
}


def write(catalog: Catalog, path: Path) -> None:
    """Write the database: derived fields included, lists as JSON arrays, with full-text search."""
    with closing(sqlite3.connect(path)) as connection:
        for view in VIEWS.values():
            _table(connection, catalog, view)
        for name, columns in _SEARCHED.items():
            listed = ", ".join(map(_quoted, columns))
            index, table = _quoted(f"{name}_fts"), _quoted(name)
            connection.execute(
                f"CREATE VIRTUAL TABLE {index} USING fts5({listed}, content={table}, tokenize='unicode61 remove_diacritics 2')"
            )
            connection.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
        connection.commit()
        connection.execute("VACUUM")


def _table(connection: sqlite3.Connection, catalog: Catalog, view: View) -> None:
    parts = [
        f"{_quoted(field.name)} {_TYPES.get(field.type, 'TEXT')}{' NOT NULL' * field.required}"
        for field in view.fields
    ]
    if view.table.primary_key:
        parts.append(f"PRIMARY KEY ({', '.join(map(_quoted, view.table.primary_key))})")
    for field in view.table.fields:
        if field.references and field.type != "list":
            target, column = field.references.split(".")
            parts.append(
                f"FOREIGN KEY ({_quoted(field.name)}) REFERENCES {_quoted(target)} ({_quoted(column)})"
            )
    connection.execute(f"CREATE TABLE {_quoted(view.name)} ({', '.join(parts)})")
    places = ", ".join("?" * len(view.fields))
    connection.executemany(
        f"INSERT INTO {_quoted(view.name)} VALUES ({places})",
        _rows(view.rows(catalog, Filters()).part()[view.columns]),
    )


def _quoted(name: str) -> str:
    return f'"{name}"'


def _rows(frame: pd.DataFrame) -> Iterator[list[str | int | None]]:
    for row in frame.astype("object").itertuples(index=False, name=None):
        yield [_cell(cell) for cell in row]


def _cell(cell: object) -> str | int | None:
    if isinstance(cell, tuple):
        return json.dumps(cell, ensure_ascii=False)
    if pd.isna(cell):  # type: ignore[call-overload]
        return None
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    return cell if isinstance(cell, str) else int(cell)  # type: ignore[call-overload]


def write_metadata(catalog: Catalog, path: Path) -> None:
    """Write what Datasette shows beside the database."""
    path.write_text(json.dumps(metadata(catalog), ensure_ascii=False, indent=2), encoding="utf-8")


def metadata(catalog: Catalog) -> dict[str, Any]:
    """Titles, descriptions of columns, facets and orders, as Datasette reads them."""
    tables: dict[str, Any] = {}
    for view in VIEWS.values():
        described: dict[str, Any] = {
            "title": view.table.title,
            "description": f"{view.table.description} One row is {view.table.row}.",
            "columns": {field.name: field.description for field in view.fields},
            "facets": [_facet(view.table, name) for name in _FACETS.get(view.name, ())],
            "size": 50,
        }
        if "name" in view.columns:
            described["label_column"] = "name"
        if view.name in ("designations", "articles"):
            described["sort_desc"] = "date"
        tables[view.name] = described
    source = {
        "license": "CC BY 4.0",
        "license_url": "https://creativecommons.org/licenses/by/4.0/",
        "source": f"The Undesirable Register, data version {catalog.version}, as of {catalog.as_of}",
        "source_url": catalog.homepage,
    }
    return {
        "title": catalog.title,
        **source,
        "databases": {NAME: {**source, "tables": tables}},
    }


def _facet(table: Table, name: str) -> str | dict[str, str]:
    listed = name in table.columns and table[name].type == "list"
    return {"array": name} if listed else name
