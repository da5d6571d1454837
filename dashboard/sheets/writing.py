"""Write tables as CSV and XLSX files with a descriptive heading."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from dashboard.dataset.derived import DERIVED
from dashboard.dataset.tables import TABLES
from dashboard.locale import gettext as _
from dashboard.locale import mark
from dashboard.sheets.cells import cell, csv_bytes, printable, safe, sheet_name, width

_DERIVED = {
    **{field.name: field.title for fields in DERIVED.values() for field in fields},
    "about": mark("About"),
}

# Heading lines are not quoted, so a separator in them begins a new cell.
_FORMULA_WITHIN = re.compile(r"(?<=[,;\t])(\s*)(?=[=+\-@＝＋－＠])")

_SAMPLE = 200

_Cell = str | int | float | bool | date | None


def titles(columns: Sequence[str]) -> list[str]:
    """Return the titles of columns in the reader's language.

    Args:
        columns: Names of fields of one table of the schema, or of derived fields.

    Returns:
        The title of each; a name that is not in the schema is returned unchanged.
    """
    names = set(columns)
    own = max(TABLES, key=lambda table: len(names.intersection(table.columns)))
    known = _DERIVED | {field.name: field.title for field in own.fields}
    return [_(known[name]) if name in known else name for name in columns]


def to_csv(frame: pd.DataFrame, *, heading: Sequence[str] = ()) -> bytes:
    """Write a table as CSV.

    List items are joined by "; ", dates are in ISO format, an unknown value is an empty cell, and
    an apostrophe is put before text that looks like a formula.

    Args:
        frame: Columns of one table of the catalog.
        heading: Lines above it, each written as a comment that begins with "# ". Few programs skip
            such lines; without them the first line has the column titles.

    Returns:
        UTF-8 with a byte order mark, by which Excel detects the encoding.
    """
    return csv_bytes(
        [safe(title) for title in titles(list(frame.columns))],
        (
            [str(each).lower() if isinstance(each, bool) else each for each in row]
            for row in _rows(frame)
        ),
        above="".join(f"# {_comment(line)}\n" for line in heading),
    )


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook.

    Attributes:
        name: Its name; characters that Excel does not allow are removed.
        frame: Columns of one table of the catalog; dates become real dates.
        heading: Lines above it, one in each of the first rows.
    """

    name: str
    frame: pd.DataFrame
    heading: Sequence[str]


def to_xlsx(frame: pd.DataFrame, *, heading: Sequence[str], sheet: str) -> bytes:
    """Write a table as an Excel workbook with one sheet; see `Sheet`."""
    return to_workbook([Sheet(sheet, frame, heading)])


def to_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Write tables as an Excel workbook.

    Returns:
        The workbook; column titles are bold and stay in view.
    """
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write_sheet(book, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write_sheet(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet_name(sheet.name))
    names = titles(list(sheet.frame.columns))
    rows = list(_rows(sheet.frame))
    page.freeze_panes = f"A{len(sheet.heading) + 2}"
    for position, name in enumerate(names):
        sample = [name, *(_shown(row[position]) for row in rows[:_SAMPLE])]
        page.column_dimensions[get_column_letter(position + 1)].width = width(sample)
    for line in sheet.heading:
        page.append([safe(line)])
    page.append([cell(page, safe(name), bold=True) for name in names])
    for row in rows:
        page.append([cell(page, each) if isinstance(each, date) else each for each in row])


def _rows(frame: pd.DataFrame) -> Iterator[list[_Cell]]:
    for row in frame.astype("object").itertuples(index=False, name=None):
        yield [_value(each) for each in row]


def _value(given: object) -> _Cell:
    """Convert a cell to a plain Python value, None if unknown."""
    if isinstance(given, tuple):
        return safe("; ".join(safe(str(item)) for item in given)) if given else None
    if isinstance(given, str):
        return safe(given)
    if pd.isna(given):  # type: ignore[call-overload]
        return None
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, bool | int | float | date):
        return given
    # NumPy scalars have `item`, which returns the Python value.
    return given.item() if hasattr(given, "item") else safe(str(given))


def _comment(line: str) -> str:
    one_line = " ".join(printable(line).split())
    # A quotation mark after a comma would begin a quoted cell that swallows the following lines.
    curly = re.sub(r'"([^"]*)"', r"“\1”", one_line).replace('"', "”")
    return _FORMULA_WITHIN.sub(r"\1'", curly)


def _shown(value: _Cell) -> str:
    return "" if value is None else str(value)
