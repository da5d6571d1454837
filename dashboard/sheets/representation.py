"""Serialize rows as JSON, CSV and NDJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pandas as pd

from dashboard.catalog.rows import Rows
from dashboard.dataset.fields import LIST_DELIMITER
from dashboard.sheets.cells import safe

_CHUNK = 1000


def plain(value: Any) -> Any:
    """Convert a cell for JSON: dates to ISO text, lists to arrays, unknown to None."""
    if isinstance(value, tuple):
        return list(value)
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


def objects(rows: pd.DataFrame | Rows) -> Iterator[dict[str, Any]]:
    """Yield the rows as JSON-ready objects."""
    if not isinstance(rows, Rows):
        rows = Rows.of(rows)
    names = list(rows.table.columns)
    for start in range(0, len(rows), _CHUNK):
        part = rows.part(start, start + _CHUNK).astype("object")
        for row in part.itertuples(index=False, name=None):
            yield {name: plain(value) for name, value in zip(names, row, strict=True)}


def ndjson(rows: pd.DataFrame | Rows) -> Iterator[bytes]:
    """Yield the rows as NDJSON in chunks, for streaming."""
    lines: list[str] = []
    for row in objects(rows):
        lines.append(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
        if len(lines) == _CHUNK:
            yield ("\n".join(lines) + "\n").encode()
            lines = []
    if lines:
        yield ("\n".join(lines) + "\n").encode()


def csv_text(rows: pd.DataFrame | Rows) -> Iterator[bytes]:
    """Yield the rows as CSV in chunks, for streaming, in the format of the data package.

    The first line has the field names; list items are separated by ``|``. An apostrophe is put
    before text that a spreadsheet would interpret as a formula.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(rows.table.columns if isinstance(rows, Rows) else rows.columns)
    for number, row in enumerate(objects(rows), 1):
        writer.writerow([_cell(value) for value in row.values()])
        if number % _CHUNK == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return safe(LIST_DELIMITER.join(map(str, value)))
    if isinstance(value, bool):
        return str(value).lower()
    return safe(value) if isinstance(value, str) else value
