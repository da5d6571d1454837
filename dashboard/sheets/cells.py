"""Make cells of workbooks: text that is never evaluated as a formula, dates, column widths, sheet names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from dashboard.sheets.plain_cells import csv_bytes, printable, safe

__all__ = ["cell", "csv_bytes", "printable", "safe", "sheet_name", "width"]

_NARROWEST, _WIDEST = 8, 60
_LONGEST = 32_767
"""Maximum number of characters in an Excel cell."""


def cell(page: object, value: object, *, bold: bool = False) -> WriteOnlyCell:
    """Return a cell of a workbook, with text as text and dates as real dates.

    Args:
        page: The sheet.
        value: Text, a number, a truth value, a date, or None.
        bold: Whether it is written in bold.
    """
    if isinstance(value, str):
        made = WriteOnlyCell(page, printable(value)[:_LONGEST])
        if made.data_type == "f":
            made.data_type = "s"
    else:
        made = WriteOnlyCell(page, value)
    if bold:
        made.font = Font(bold=True)
    if isinstance(value, date) and not isinstance(value, datetime):
        made.number_format = "yyyy-mm-dd"
    return made


def width(shown: Iterable[str]) -> int:
    """Return the width of a column for some texts."""
    return min(max(max(map(len, shown), default=0) + 2, _NARROWEST), _WIDEST)


def sheet_name(name: str) -> str:
    """Remove characters from a name that Excel does not allow in sheet names."""
    allowed = re.sub(r"[\[\]:*?/\\]", " ", printable(name))
    return " ".join(allowed.split()).strip(" '")[:31] or "Sheet"
