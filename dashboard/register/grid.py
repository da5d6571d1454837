"""Read the cells of an export from XLSX, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.register import ministry, mirror
from dashboard.register.tables import ExportError, Grid, scalar, table_of

_MOST_BYTES = 50_000_000
_MOST_UNPACKED = 400_000_000
_WEB_PAGE = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html|<html|<head|<body|<\?xml[^>]*>\s*<html)",
    re.IGNORECASE,
)
_HEAD = 4096
FORMS = (mirror.read, ministry.read)
"""Parsers of JSON formats; each returns None for another format."""
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_file(path: Path) -> bytes:
    """Read the file of an export.

    Args:
        path: An XLSX, CSV or JSON file; the format is detected from the content.

    Returns:
        Its content.

    Raises:
        ExportError: The file is missing or too large.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= _MOST_BYTES else b""
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror or error}.") from error
    if size > _MOST_BYTES:
        raise ExportError(f"{path} has {size:,} bytes: the register's export is far smaller.")
    return content


def grids_of(content: bytes, path: str) -> list[Grid]:
    """Parse the sheets of an export.

    Args:
        content: XLSX, CSV or JSON.
        path: Its file or URL, for messages.

    Returns:
        The sheets.

    Raises:
        ExportError: The content is truncated or has another format.
    """
    if not content.strip():
        raise ExportError(f"{path} is empty: download the export again.")
    # Look only at the beginning, where HTML declares itself, so that the search takes constant
    # time.
    if _WEB_PAGE.match(content[:_HEAD].lstrip()):
        raise ExportError(
            f"{path} is a web page{_page_title(content)}, not an export: the site answered with a "
            "page, perhaps an error. Open it in a browser, then download the export again."
        )
    if content.startswith(_OLD_EXCEL):
        raise ExportError(f"{path} is in the old Excel format: save it as .xlsx and try again.")
    if content.startswith(b"PK"):
        return _workbook(path, content)
    if path.casefold().endswith((".xlsx", ".xlsm")):
        raise ExportError(
            f"{path} is no XLSX file, whatever its name says: download the export again."
        )
    text = _decoded(path, content)
    if text.lstrip()[:1] in ("[", "{"):
        return [_from_json(path, text)]
    return [_from_csv(path, text)]


def _page_title(content: bytes) -> str:
    found = re.search(rb"<title[^>]*>(.*?)</title>", content[:_HEAD], re.IGNORECASE | re.DOTALL)
    title = " ".join(found[1].decode("utf-8", "replace").split())[:80] if found else ""
    return f" (“{title}”)" if title else ""


# XLSX ----------------------------------------------------------------------------------------------


def _workbook(path: str, content: bytes) -> list[Grid]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
        if unpacked > _MOST_UNPACKED:
            raise ExportError(f"{path} unpacks to {unpacked:,} bytes, too large for an export.")
        written = load_workbook(io.BytesIO(content))
        computed = load_workbook(io.BytesIO(content), data_only=True)
    except ExportError:
        raise
    # openpyxl passes on any exception of the ZIP, XML and style code.
    except Exception as error:
        raise ExportError(
            f"{path} is cut off or damaged and cannot be opened as XLSX ({error or type(error).__name__}): "
            "download the export again."
        ) from error
    grids = [
        _sheet(sheet, computed[sheet.title])
        for sheet in written.worksheets
        if sheet.sheet_state == "visible"
    ]
    if not grids:
        raise ExportError(f"{path} has no sheet with cells.")
    return grids


def _sheet(written: Worksheet, computed: Worksheet) -> Grid:
    formulas = frozenset(
        (cell.row - 1, cell.column - 1)
        for row in written.iter_rows()
        for cell in row
        if cell.data_type == "f"
    )
    return Grid(
        title=written.title,
        rows=[list(row) for row in computed.iter_rows(values_only=True)],
        merged=[
            (each.min_row - 1, each.min_col - 1, each.max_row - 1, each.max_col - 1)
            for each in written.merged_cells.ranges
        ],
        formulas=formulas,
    )


# Text ----------------------------------------------------------------------------------------------


def _decoded(path: str, content: bytes) -> str:
    for encoding in (
        ("utf-8-sig", "utf-16") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",)
    ):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(content, cp_isolation=["cp1251", "koi8_r", "cp866", "utf_16"]).best()
    if best is None or "\x00" in str(best):
        raise ExportError(
            f"{path} is neither XLSX nor CSV nor JSON text: download the export again."
        )
    return str(best)


def _from_csv(path: str, text: str) -> Grid:
    if "\x00" in text:
        raise ExportError(
            f"{path} is neither XLSX nor CSV nor JSON text: download the export again."
        )
    delimiter = max(",;\t", key=lambda each: _width(text, each))
    if _width(text, delimiter) < 3:
        raise ExportError(
            f"{path} is not a table: no line of it has three columns. XLSX, CSV and JSON are understood."
        )
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ExportError(
            f"{path} is cut off or no CSV file: {error}. Download it again."
        ) from error
    return Grid("", [[cell.strip() or None for cell in row] for row in rows])


def _width(text: str, delimiter: str) -> int:
    try:
        rows = csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=delimiter)
        return max((len(row) for row in rows), default=0)
    except csv.Error:
        return 0


def _from_json(path: str, text: str) -> Grid:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExportError(
            f"{path} is cut off or no JSON file: {error}. Download it again."
        ) from error
    for form in FORMS:
        if grid := form(value, path):
            return grid
    head: list[list[Any]] = []
    if isinstance(value, Mapping):
        lists = {key: each for key, each in value.items() if isinstance(each, list)}
        head = [[f"{key}: {each}"] for key, each in value.items() if isinstance(each, str)]
        value = max(lists.values(), key=len, default=None)
    if not isinstance(value, list) or not value:
        raise ExportError(f"{path} holds no list of entries.")
    if all(isinstance(each, Mapping) for each in value):
        rows = table_of(value)
    elif all(isinstance(each, list) for each in value):
        rows = [[scalar(cell) for cell in each] for each in value]
    else:
        raise ExportError(f"{path}: its list holds neither objects nor rows of cells only.")
    return Grid("", [*head, *rows], first=1 - len(head))
