"""The Data Package as a ZIP file."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import settings
from dashboard.catalog import schema
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.package import DESCRIPTOR, describe

_DOCUMENTS = ("README.md", "CHANGELOG.md", "LICENSE.md")
# The same data make the same file on every machine, so that one checksum holds for all.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def write(catalog: Catalog, path: Path) -> None:
    """Write the package: the tables as they are served, their description, and its documents."""
    folder = settings.data_directory()
    described = _descriptor(folder, catalog)
    files = {DESCRIPTOR: json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n"}
    named = {resource.get("path") for resource in described["resources"]}
    for table in schema.TABLES:
        if table.path in named:
            files[table.path] = to_csv(catalog[table.name], table)
    for name in _DOCUMENTS:
        if (folder / name).is_file():
            files[name] = (folder / name).read_bytes()
    pack(files, path)


def pack(files: Mapping[str, bytes], path: Path) -> None:
    """Write a ZIP file that depends on nothing but what is in it."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)


def _descriptor(folder: Path, catalog: Catalog) -> dict[str, Any]:
    """The package's own description; one from the schema if its files have been changed meanwhile."""
    try:
        described: dict[str, Any] = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        if described.get("version") == catalog.version and described.get("resources"):
            return described
    except (OSError, ValueError):
        pass
    made = describe(version=catalog.version, as_of=catalog.as_of, homepage=catalog.homepage)
    return made | {"title": catalog.title}


def to_csv(frame: pd.DataFrame, table: schema.Table) -> bytes:
    """A typed table as the data package has it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    rows = frame[table.columns].astype("object")
    for row in rows.itertuples(index=False, name=None):
        writer.writerow([_cell(cell) for cell in row])
    return text.getvalue().encode()


def _cell(cell: object) -> str:
    if isinstance(cell, tuple):
        return schema.LIST_DELIMITER.join(cell)
    if pd.isna(cell):  # type: ignore[call-overload]
        return ""
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    return str(cell).lower() if isinstance(cell, bool) else str(cell)
