"""Tables as files that a spreadsheet opens, each with a heading that says what it is."""

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

# A line of the heading is not quoted: after a separator it begins a cell again.
_FORMULA_WITHIN = re.compile(r"(?<=[,;\t])(\s*)(?=[=+\-@＝＋－＠])")

_SAMPLE = 200

_Cell = str | int | float | bool | date | None


def titles(columns: Sequence[str]) -> list[str]:
    """Return the titles of columns in the reader's language.

    Args:
        columns: Names of fields of one table of the schema, or of what is derived from it.

    Returns:
        For each its title; a name that the schema does not know stays as it is.
    """
    names = set(columns)
    own = max(TABLES, key=lambda table: len(names.intersection(table.columns)))
    known = _DERIVED | {field.name: field.title for field in own.fields}
    return [_(known[name]) if name in known else name for name in columns]


def to_csv(frame: pd.DataFrame, *, heading: Sequence[str] = ()) -> bytes:
    """Write a table as CSV.

    Lists are joined by "; ", dates are ISO, an unknown value is an empty cell, and a cell that a
    spreadsheet would take for a formula begins with an apostrophe.

    Args:
        frame: Columns of one table of the catalog.
        heading: Lines above it, each written as a comment that begins with "# ". Few programs skip them:
            without any the first line has the titles.

    Returns:
        UTF-8 with a byte order mark, by which Excel knows it.
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
        name: Its name; what Excel does not allow in it is left out.
        frame: Columns of one table of the catalog; its dates become real dates.
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
    """Convert a cell to a plain value of Python, None if unknown."""
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
    # NumPy's numbers and truth values know their counterpart in Python.
    return given.item() if hasattr(given, "item") else safe(str(given))


def _comment(line: str) -> str:
    one_line = " ".join(printable(line).split())
    # A quotation mark after a comma would swallow the lines that follow.
    return _FORMULA_WITHIN.sub(r"\1'", one_line.replace('"', "”"))


def _shown(value: _Cell) -> str:
    return "" if value is None else str(value)
