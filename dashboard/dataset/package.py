"""Read and describe a data package: a folder of CSV files and its `datapackage.json`.

The format is the Frictionless Data Package (https://datapackage.org). Tables are read as text here;
`validation` validates the text, `catalog` converts it to types.
"""

from __future__ import annotations

import csv
import json
import logging
import os
import re
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from dashboard.dataset import identifiers
from dashboard.dataset.atomic import read_files
from dashboard.dataset.coverage import Coverage
from dashboard.dataset.fields import LIST_DELIMITER, Field, Table
from dashboard.dataset.identifiers import Identifier
from dashboard.dataset.tables import TABLES
from dashboard.dataset.tables import references as all_references
from dashboard.text.unseen import is_seen

DESCRIPTOR = "datapackage.json"
CHANGELOG = "CHANGELOG.md"
README = "README.md"


class PackageError(ValueError):
    """A package is invalid; the message says what is wrong, where, and how to fix it."""

    _logged = False

    def log_once(self, logger: logging.Logger) -> None:
        """Log the error once, however many requests run into it."""
        if not self._logged:
            self._logged = True
            logger.error("%s", self)


@dataclass(frozen=True)
class Package:
    """A data package as read from disk: its description, and its tables as text.

    Attributes:
        directory: Its folder.
        title: Its title.
        version: Its version, ``YYYY.MM.DD`` or any other text.
        as_of: The day of the state of the official register.
        coverage: The days to which the register and the press were followed.
        homepage: The URL of the project, or "".
        licenses: The licenses, each with ``name``, ``title`` and ``path``.
        tables: A DataFrame of strings for each table of the schema; NA where a cell is empty.
        published: Every identifier that was ever published, as listed in the package.
    """

    directory: Path
    title: str
    version: str
    as_of: date
    coverage: Coverage
    homepage: str
    licenses: tuple[Mapping[str, str], ...]
    tables: Mapping[str, pd.DataFrame]
    published: tuple[Identifier, ...] = ()


def read_package(directory: Path) -> Package:
    """Read the package in a folder.

    Args:
        directory: The folder that holds `datapackage.json` and the CSV files.

    Returns:
        The package with every table of the schema and exactly its columns, but not validated.

    Raises:
        PackageError: The folder, its description or a table is missing or cannot be read, or a
            table does not have the columns of the schema.
    """
    names = (DESCRIPTOR, identifiers.PATH, *(table.path for table in TABLES))
    try:
        if not directory.is_dir():
            raise PackageError(
                f"There is no folder {directory}. Name a folder with {DESCRIPTOR}, by --data or DASHBOARD_DATA."
            )
        files = read_files(directory, names)
    except OSError as error:
        raise PackageError(f"{directory} cannot be read: {error}.") from error
    descriptor = _read_descriptor(directory / DESCRIPTOR, files.get(DESCRIPTOR))
    as_of = date.fromisoformat(descriptor["as_of"])
    return Package(
        directory=directory,
        title=descriptor["title"],
        version=str(descriptor["version"]),
        as_of=as_of,
        coverage=Coverage.parse(descriptor.get("coverage"), as_of),
        homepage=str(descriptor.get("homepage", "")),
        licenses=tuple(descriptor.get("licenses") or ()),
        tables={
            table.name: _read_table(directory / table.path, files.get(table.path), table)
            for table in TABLES
        },
        published=_read_identifiers(directory / identifiers.PATH, files.get(identifiers.PATH)),
    )


def _read_identifiers(path: Path, content: bytes | None) -> tuple[Identifier, ...]:
    if content is None:
        return ()
    try:
        return identifiers.parse(content.decode("utf-8"))
    except (ValueError, csv.Error) as error:
        raise PackageError(f"{path} cannot be read: {error}.") from error


def _read_descriptor(path: Path, content: bytes | None) -> dict[str, Any]:
    if content is None:
        raise PackageError(f"{path} is missing: a data package needs this description.")
    try:
        descriptor = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise PackageError(f"{path} cannot be read as JSON: {error}.") from error
    if not isinstance(descriptor, dict):
        raise PackageError(f"{path} must hold a JSON object.")
    if not isinstance(descriptor.get("licenses") or [], list):
        raise PackageError(f"{path}: licenses must be a list.")
    for key in ("name", "version", "as_of"):
        if key not in descriptor:
            raise PackageError(f"{path} has no {key!r}: add it.")
    # The version is used in file names, headers and URLs.
    if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z._+-]{0,63}", str(descriptor["version"])):
        raise PackageError(
            f"{path}: version is {str(descriptor['version'])[:80]!r}; write up to 64 letters, digits and . _ + -"
        )
    title = str(descriptor.get("title", descriptor["name"]))
    if len(title) > 300 or not is_seen(title):
        raise PackageError(f"{path}: write a title of one line, of at most 300 characters.")
    try:
        date.fromisoformat(descriptor["as_of"])
    except (TypeError, ValueError):
        raise PackageError(
            f"{path}: as_of is {descriptor['as_of']!r}; write a date as YYYY-MM-DD."
        ) from None
    try:
        Coverage.parse(descriptor.get("coverage"), date.fromisoformat(descriptor["as_of"]))
    except ValueError as error:
        raise PackageError(f"{path}: {error}.") from None
    return descriptor | {"title": title}


def _read_table(path: Path, content: bytes | None, table: Table) -> pd.DataFrame:
    if content is None:
        if table.optional:
            return pd.DataFrame({name: pd.Series(dtype="str") for name in table.columns})
        raise PackageError(f"{path} is missing: the package needs this table.")
    try:
        # Arrow's reader is strict: a row with a cell too many or too few is an error, while pandas
        # would shift its cells.
        read = pyarrow.csv.read_csv(
            pa.BufferReader(content),
            # Only a single-threaded reader reports the row of an error.
            read_options=pyarrow.csv.ReadOptions(use_threads=False),
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types={name: pa.string() for name in table.columns},
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as error:
        reason = str(error).splitlines()[0]
        raise PackageError(
            f"{path} cannot be read as a UTF-8 CSV file with commas: {reason}"
        ) from error
    found = read.column_names
    if found != table.columns:
        missing = [name for name in table.columns if name not in found]
        surplus = [name for name in found if name not in table.columns]
        detail = "; ".join(
            part
            for part in (
                f"missing: {', '.join(missing)}" if missing else "",
                f"unknown: {', '.join(surplus)}" if surplus else "",
                "" if missing or surplus else "their order differs",
            )
            if part
        )
        raise PackageError(
            f"{path} does not have the columns of the schema ({detail}). "
            f"The first line must read: {','.join(table.columns)}"
        )
    # Arrow's reader returns columns in chunks, which would be combined again for each access to a
    # row.
    frame: pd.DataFrame = read.combine_chunks().to_pandas()
    return frame


def describe(
    *,
    version: str,
    as_of: date,
    coverage: Coverage | None = None,
    homepage: str = "https://github.com/undesirable-register/undesirable-register",
    tables: Sequence[Table] = TABLES,
) -> dict[str, Any]:
    """Return the description of a package for `datapackage.json`.

    Args:
        version: The version of the data.
        as_of: The day of the state of the official register.
        coverage: The days to which the register and the press were followed; by default only the
            register, to `as_of`.
        homepage: The URL of the project.
        tables: The tables that the package has.

    Returns:
        A JSON-serializable object according to the Data Package standard, version 2.
    """
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "undesirable-register",
        "title": 'The Undesirable Register: organizations declared "undesirable" in Russia',
        "description": (
            'Organizations that Russia has declared "undesirable" since 2015, with dates, reasons '
            "as stated, evidence, and the articles about them with who claims what."
        ),
        "homepage": homepage,
        "version": version,
        "as_of": as_of.isoformat(),
        "coverage": (coverage or Coverage(as_of)).as_object(),
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0 International",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "resources": [resource(table) for table in tables],
    }


def resource(table: Table) -> dict[str, Any]:
    """Return the description of one table for the resources of `datapackage.json`."""
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "path": table.path,
        "type": "table",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(field) for field in table.fields],
            "primaryKey": list(table.primary_key),
            "foreignKeys": [
                {
                    "fields": [field.name],
                    "reference": {"resource": target.name, "fields": [key.name]},
                }
                for source, field, target, key in all_references()
                # The standard has no foreign keys for list items.
                if source is table and field.type != "list"
            ],
            "missingValues": [""],
        },
    }


def _field(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name,
        "type": field.type,
        "title": field.title,
        "description": field.description,
    }
    if field.type == "list":
        described |= {"delimiter": LIST_DELIMITER, "itemType": "string"}
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if field.unique:
        constraints["unique"] = True
    if field.type == "string":
        if field.choices:
            constraints["enum"] = [choice.value for choice in field.choices]
        if field.pattern:
            constraints["pattern"] = field.pattern
    if constraints:
        described["constraints"] = constraints
    return described


def write_descriptor(
    directory: Path, *, version: str, as_of: date, coverage: Coverage | None = None
) -> None:
    """Write `datapackage.json` from the schema, with the optional tables that exist."""
    tables = [t for t in TABLES if not t.optional or (directory / t.path).is_file()]
    described = describe(version=version, as_of=as_of, coverage=coverage, tables=tables)
    replace_file(directory / DESCRIPTOR, as_json(described))


def as_json(described: Mapping[str, Any]) -> str:
    """Serialize a description to the text of `datapackage.json`."""
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def replace_file(path: Path, text: str) -> None:
    """Replace a text file atomically: a concurrent reader sees the old or the new content.

    Args:
        path: The file; it is created if missing, else it keeps its permissions.
        text: The new content, written as UTF-8.

    Raises:
        OSError: It cannot be written; the old file stays.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        # Create the temporary file exclusively: in a shared folder, somebody could place a symbolic
        # link under its name.
        with draft.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if path.exists():
            shutil.copymode(path, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
