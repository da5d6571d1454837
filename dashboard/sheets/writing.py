"""Tables as files that a spreadsheet opens, each with a heading that says what it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from dashboard.dataset.derived import DERIVED
from dashboard.dataset.tables import TABLES
from dashboard.locale import gettext as _
from dashboard.locale import mark

_DERIVED = {
    **{field.name: field.title for fields in DERIVED.values() for field in fields},
    "about": mark("About"),
}

# Control characters and half of a surrogate pair, none of which XML may hold.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# The full-width forms begin a formula too, where Excel speaks Chinese or Japanese.
_FORMULA = re.compile(r"^(?=[=+\-@＝＋－＠\t\r\n])")
# A spreadsheet of another country parts cells at semicolons or tabs, whatever stands around them.
_FORMULA_IN_PART = re.compile(r"(?<=[;\t])(\s*)(?=[=+\-@＝＋－＠])")
# A line of the heading is not quoted: after a separator it begins a cell again.
_FORMULA_WITHIN = re.compile(r"(?<=[,;\t])(\s*)(?=[=+\-@＝＋－＠])")

_SAMPLE = 200
_NARROWEST, _WIDEST = 8, 60

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
    text = io.StringIO(newline="")
    for line in heading:
        text.write(f"# {_comment(line)}\n")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(safe(title) for title in titles(list(frame.columns)))
    for row in _rows(frame):
        writer.writerow(str(cell).lower() if isinstance(cell, bool) else cell for cell in row)
    return text.getvalue().encode("utf-8-sig")


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
    page = book.create_sheet(_sheet_name(sheet.name))
    names = titles(list(sheet.frame.columns))
    rows = list(_rows(sheet.frame))
    page.freeze_panes = f"A{len(sheet.heading) + 2}"
    for position, name in enumerate(names):
        sample = [name, *(_shown(row[position]) for row in rows[:_SAMPLE])]
        width = min(max(max(map(len, sample)) + 2, _NARROWEST), _WIDEST)
        page.column_dimensions[get_column_letter(position + 1)].width = width
    for line in sheet.heading:
        page.append([safe(line)])
    page.append([_styled(page, safe(name), bold=True) for name in names])
    for row in rows:
        page.append([_styled(page, cell) if isinstance(cell, date) else cell for cell in row])


def _rows(frame: pd.DataFrame) -> Iterator[list[_Cell]]:
    for row in frame.astype("object").itertuples(index=False, name=None):
        yield [_value(cell) for cell in row]


def _value(cell: object) -> _Cell:
    """Convert a cell to a plain value of Python, None if unknown."""
    if isinstance(cell, tuple):
        return safe("; ".join(safe(str(item)) for item in cell)) if cell else None
    if isinstance(cell, str):
        return safe(cell)
    if pd.isna(cell):  # type: ignore[call-overload]
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, bool | int | float | date):
        return cell
    # NumPy's numbers and truth values know their counterpart in Python.
    return cell.item() if hasattr(cell, "item") else safe(str(cell))


def safe(text: str) -> str:
    """Remove what XML forbids, and mark as text what looks like a formula.

    Example:
        >>> safe("=1+1")
        "'=1+1"
    """
    text = _FORMULA_IN_PART.sub(r"\1'", _FORMULA.sub("'", printable(text)))
    # The writer of CSV does not quote a lone carriage return, which would begin a row.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def printable(text: str) -> str:
    """Remove the characters that XML forbids."""
    return _ILLEGAL.sub("", text)


def _comment(line: str) -> str:
    one_line = " ".join(_ILLEGAL.sub("", line).split())
    # A quotation mark after a comma would swallow the lines that follow.
    return _FORMULA_WITHIN.sub(r"\1'", one_line.replace('"', "”"))


def _shown(cell: _Cell) -> str:
    return "" if cell is None else str(cell)


def _styled(page: object, value: _Cell, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value)
    if bold:
        cell.font = Font(bold=True)
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", _ILLEGAL.sub("", name)).strip(" '")[:31] or "Sheet"
