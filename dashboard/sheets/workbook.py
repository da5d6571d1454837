"""Read untrusted workbooks (XLSX) in a separate process with limits of memory and CPU time."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from dashboard.locale import gettext as _
from dashboard.sheets.decoding import UploadError
from dashboard.sheets.workbook_reader import EXIT_DAMAGED, EXIT_NO_SHEET

Cell = str | int | float | bool | date | datetime | time | None
Waiting = Callable[[], AbstractContextManager[object]]
Spent = Callable[[float], object]

MAX_UNPACKED = 60_000_000
"""Maximum bytes of an unpacked XLSX file."""
MAX_PART = 4_000_000
"""Maximum bytes of styles, names and other parts besides the cells."""
MEMORY = 270_000_000
"""Address space limit of the reading process in bytes; with openpyxl loaded it starts at about 150
MB. A list of 99,000 rows in three columns needs less than 240 MB, and a process at the limit uses
about 120 MB of memory."""
SECONDS = 20
"""Limit of CPU seconds of the reading process."""
AT_ONCE = 1
"""Maximum number of simultaneous reading processes; further files wait."""

_MAX_RATIO = 200
_MAX_FILES = 5_000
_READER = Path(__file__).with_name("workbook_reader.py")
_TURNS = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Page:
    """One sheet of a workbook.

    Attributes:
        name: Its name.
        visible: Whether it is visible.
        rows: Its cells, without empty cells at the end of a row.
        uncalculated: The number of formulas whose results are not in the file.
    """

    name: str
    visible: bool
    rows: tuple[tuple[Cell, ...], ...]
    uncalculated: int = 0


def read_workbook(
    data: bytes,
    *,
    rows: int,
    spare_rows: int,
    columns: int,
    cells: int,
    characters: int,
    waiting: Waiting = nullcontext,
    spent: Spent = float,
) -> tuple[Page, ...]:
    """Read every sheet of a workbook.

    Args:
        data: The file.
        rows: Maximum number of non-empty rows of a sheet.
        spare_rows: Number of further rows to read, so that the caller can detect that there are too
            many.
        columns: Maximum number of columns; further ones are ignored.
        cells: Maximum number of cells of a sheet.
        characters: Maximum number of characters of a sheet.
        waiting: Makes a context within which this thread only waits, for its turn and the other process.
        spent: Called with the CPU seconds that the other process took.

    Returns:
        The sheets in their order.

    Raises:
        UploadError: The file is too large, takes too long, is damaged, or is not a workbook.
    """
    _check_parts(data)
    limits = {
        "rows": rows, "spare_rows": spare_rows, "columns": columns, "cells": cells,
        "characters": characters, "memory": MEMORY, "seconds": SECONDS,
    }  # fmt: skip
    with waiting(), _TURNS:
        before = _of_children()
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-X", "utf8", _READER, json.dumps(limits)],
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=2 * SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise UploadError(_too_slow()) from error
        finally:
            spent(max(0.0, _of_children() - before))
    if done.returncode == EXIT_DAMAGED:
        raise UploadError(damaged())
    if done.returncode == EXIT_NO_SHEET:
        raise UploadError(_("The workbook has no sheet with cells."))
    if -done.returncode in (signal.SIGKILL, signal.SIGXCPU):  # it exceeded its CPU time
        raise UploadError(_too_slow())
    if done.returncode:  # too large, or stopped by a limit
        raise UploadError(_too_large())
    return _pages(done.stdout)


def _of_children() -> float:
    """Return the CPU seconds of all processes that this one has begun and that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def _pages(answer: bytes) -> tuple[Page, ...]:
    """Parse the output of the reading process: a line for each sheet, followed by a line for each row."""
    found: list[tuple[dict[str, Any], list[tuple[Cell, ...]]]] = []
    for line in io.BytesIO(answer):
        told = json.loads(line.decode("utf-8", "surrogatepass"))
        if isinstance(told, dict):
            found.append((told, []))
        else:
            found[-1][1].append(tuple(map(_cell, told)))
    return tuple(
        Page(sheet["name"], sheet["visible"], tuple(rows), sheet["uncalculated"])
        for sheet, rows in found
    )


def _check_parts(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UploadError(damaged()) from error
    unpacked = sum(info.file_size for info in infos)
    packed = max(sum(info.compress_size for info in infos), 1)
    if (
        len(infos) > _MAX_FILES
        or unpacked > MAX_UNPACKED
        or (unpacked > 10_000_000 and unpacked / packed > _MAX_RATIO)
        or any(
            info.file_size > MAX_PART
            for info in infos
            if not info.filename.startswith(("xl/worksheets/", "xl/sharedStrings", "xl/media/"))
        )
    ):
        raise UploadError(_too_large())
    if not any(info.filename.startswith("xl/") for info in infos):
        raise UploadError(
            _(
                "This is a packed file, but no workbook of Excel (XLSX). Save the list as XLSX or CSV."
            )
        )


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        read = {"datetime": datetime, "date": date, "time": time}[kind]
        return read.fromisoformat(text)  # type: ignore[no-any-return,attr-defined]
    return value  # type: ignore[no-any-return]


def damaged() -> str:
    """Return the error message for a damaged file."""
    return _("The file is damaged, or no workbook of Excel (XLSX). Save the list anew, or as CSV.")


def _too_slow() -> str:
    return _(
        "Reading this file takes too long, so nothing of it was checked. Save the list as CSV, or split it."
    )


def _too_large() -> str:
    return _("Unpacked, this file would be far larger than any list. Save the list as CSV.")
