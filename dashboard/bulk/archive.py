"""The Data Package as a ZIP file."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import pandas as pd

from dashboard import settings
from dashboard.catalog.catalog import Catalog
from dashboard.dataset import identifiers
from dashboard.dataset.atomic import read_files
from dashboard.dataset.fields import LIST_DELIMITER, Table
from dashboard.dataset.package import DESCRIPTOR, as_json, describe
from dashboard.dataset.tables import TABLES
from dashboard.sheets.cells import csv_bytes

_DOCUMENTS = ("README.md", "CHANGELOG.md", "LICENSE.md", identifiers.PATH)
# Reproducible: the same data give an identical file, with the same checksum, on every machine.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def write(catalog: Catalog, path: Path) -> None:
    """Write the package as a ZIP file."""
    pack(files(catalog), path)


def files(catalog: Catalog) -> dict[str, bytes]:
    """Return the files of the package by name: the served tables, their description, and its
    documents.

    The documents are left out if those on disk belong to another version by now.
    """
    try:
        found = read_files(settings.data_directory(), (DESCRIPTOR, *_DOCUMENTS))
    except OSError:
        found = {}
    described = _own(found.pop(DESCRIPTOR, b""), catalog)
    if described is None:
        found = {}
        made = describe(
            version=catalog.version,
            as_of=catalog.as_of,
            coverage=catalog.coverage,
            homepage=catalog.homepage,
        )
        described = made | {"title": catalog.title}
    named = {resource.get("path") for resource in described["resources"]}
    tables = {
        table.path: to_csv(catalog[table.name], table) for table in TABLES if table.path in named
    }
    return {DESCRIPTOR: as_json(described).encode(), **tables, **found}


def pack(contents: Mapping[str, bytes], target: Path | IO[bytes]) -> None:
    """Write a ZIP file without timestamps."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in contents.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)


def _own(content: bytes, catalog: Catalog) -> dict[str, Any] | None:
    """Return the description on disk, if it belongs to the served version."""
    try:
        described: dict[str, Any] = json.loads(content)
        return (
            described
            if described["version"] == catalog.version and described["resources"]
            else None
        )
    except (ValueError, KeyError, TypeError):
        return None


def to_csv(frame: pd.DataFrame, table: Table) -> bytes:
    """Write a typed table as CSV, in the format of the data package."""
    rows = frame[table.columns].astype("object").itertuples(index=False, name=None)
    return csv_bytes(table.columns, ([_cell(cell) for cell in row] for row in rows), mark=False)


def _cell(cell: object) -> str:
    if isinstance(cell, tuple):
        return LIST_DELIMITER.join(cell)
    if pd.isna(cell):  # type: ignore[call-overload]
        return ""
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    return str(cell).lower() if isinstance(cell, bool) else str(cell)
