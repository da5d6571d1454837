"""Read a workbook (XLSX) from standard input and write its cells as lines of JSON, in a separate
process.

openpyxl creates a whole row of cells before a caller can count them: a file of 3.6 MB with five
million empty cells takes 3.1 GB. Therefore `workbook.py` runs this file by its path, without
importing the project. The process limits its own memory and CPU time, so a file that needs more
kills only this process.
"""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

EXIT_TOO_LARGE = 3
EXIT_DAMAGED = 4
EXIT_NO_SHEET = 5


def bound(memory: int, seconds: int) -> None:
    """Limit this process and lower its priority, if the system supports it (Windows does not).

    Args:
        memory: Bytes of address space.
        seconds: CPU seconds.
    """
    try:
        import resource
    except ImportError:
        return
    os.nice(10)
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        _soft, hard = resource.getrlimit(what)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def cell(value: Any) -> Any:
    """Convert a cell for JSON: text, numbers and booleans unchanged, dates and times as an object."""
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float) and (value != value or value in (float("inf"), -float("inf"))):
        return str(value)
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def rows_of(sheet: Any, limits: dict[str, int]) -> Iterator[list[Any]]:
    """Yield the rows of a sheet without trailing empty cells.

    Raises:
        MemoryError: A limit is exceeded.
    """
    # A sheet may declare a wrong size, and then rows would be missing.
    sheet.reset_dimensions()
    rows = cells = characters = blank = 0
    for row in sheet.iter_rows(max_col=limits["columns"], values_only=True):
        values = list(row)
        while values and values[-1] is None:
            values.pop()
        # Sheets often end in formatted rows without a cell in them, up to a million.
        blank = 0 if values else blank + 1
        if blank > limits["rows"]:
            return
        rows += bool(values)
        cells += len(values)
        characters += sum(len(each) for each in values if isinstance(each, str))
        if rows > limits["rows"] + limits["spare_rows"] or cells > limits["cells"]:
            raise MemoryError
        if characters > limits["characters"]:
            raise MemoryError
        yield [cell(each) for each in values]


def uncalculated(data: bytes, limits: dict[str, int]) -> dict[str, int]:
    """Count for each sheet the formulas whose results are not in the file."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [each for each in archive.namelist() if each.startswith("xl/worksheets/")]
        if not any(b"<f" in archive.read(each) for each in sheets):
            return {}
    found: dict[str, int] = {}
    formulas = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    values = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for with_formulas, with_values in zip(formulas.worksheets, values.worksheets, strict=True):
        with_formulas.reset_dimensions()
        with_values.reset_dimensions()
        pairs = zip(
            with_formulas.iter_rows(max_col=limits["columns"]),
            with_values.iter_rows(max_col=limits["columns"]),
            strict=False,
        )
        missing = 0
        for place, (left, right) in enumerate(pairs):
            if place > limits["rows"]:
                break
            missing += sum(
                formula.data_type == "f" and value.value is None
                for formula, value in zip(left, right, strict=False)
            )
        if missing:
            found[with_formulas.title] = missing
    return found


def read(data: bytes, limits: dict[str, int]) -> Iterator[dict[str, Any] | list[Any]]:
    """Yield the sheets of a workbook one row at a time, to save memory.

    Args:
        data: The file.
        limits: The limits `rows`, `spare_rows`, `columns`, `cells` and `characters`.

    Yields:
        For each sheet an object with `name`, `visible` and `uncalculated` (the number of formulas
        without a result in the file), followed by its rows.
    """
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    missing = uncalculated(data, limits)
    for sheet in book.worksheets:
        yield {
            "name": sheet.title,
            "visible": sheet.sheet_state == "visible",
            "uncalculated": missing.get(sheet.title, 0),
        }
        yield from rows_of(sheet, limits)


def main() -> int:
    """Read the workbook, and return an exit code; if it is not 0, the output must be ignored."""
    import openpyxl  # noqa: F401  # before memory is limited, because a failed import says nothing about the file

    limits = json.loads(sys.argv[1])
    bound(limits["memory"], limits["seconds"])
    data = sys.stdin.buffer.read()
    found = False
    try:
        for each in read(data, limits):
            found = True
            line = json.dumps(each, ensure_ascii=False, allow_nan=False)
            sys.stdout.buffer.write(line.encode("utf-8", "surrogatepass") + b"\n")
        sys.stdout.buffer.flush()
    except (
        MemoryError,
        SystemError,
        ImportError,
    ):  # CPython may report a lack of memory as any of them
        return EXIT_TOO_LARGE
    except Exception:  # openpyxl has no common base exception
        return EXIT_DAMAGED
    return 0 if found else EXIT_NO_SHEET


if __name__ == "__main__":
    sys.exit(main())
