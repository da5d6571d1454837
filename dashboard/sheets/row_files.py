"""Write rows of cells as CSV and XLSX files, such as an uploaded list with the answers beside its rows."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dashboard.locale import gettext as _
from dashboard.sheets import plain_cells
from dashboard.sheets.plain_cells import csv_bytes
from dashboard.sheets.workbook import Cell

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell

# A sign before a number, as in “-5” or “+49 30 1234”, does not begin a formula.
_NUMBER = re.compile(r"^[+-][\d\s().,/-]+$")


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, mark: bool = True) -> bytes:
    """Return rows as CSV in UTF-8; text that looks like a formula is escaped.

    Args:
        headings: The headings.
        rows: The rows.
        mark: Whether to begin with a byte order mark, so that Excel detects the encoding.
    """
    return csv_bytes(
        [safe(heading) for heading in headings],
        ([safe(each) if isinstance(each, str) else each for each in row] for row in rows),
        mark=mark,
    )


def safe(text: str) -> str:
    """Escape a text that looks like a formula; a number with a sign is unchanged."""
    return text if _NUMBER.match(text) else plain_cells.safe(text)


def to_xlsx(
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    sheet: str,
    site: str = "",
    notes: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Return rows as a workbook with a filter, fitting columns and real dates.

    Text is stored as text, so that it is neither evaluated nor converted.

    Args:
        headings: The headings.
        rows: The rows.
        sheet: The name of the sheet.
        site: The URL of this site. Cells with a URL of this site become links; other URLs do not,
            because a pasted one may lead anywhere.
        notes: Rows of a second sheet: label and note.
    """
    from openpyxl import Workbook  # not needed for CSV
    from openpyxl.utils import get_column_letter

    from dashboard.sheets.cells import cell, sheet_name, width

    def linked(page: object, value: Cell) -> WriteOnlyCell:
        made = cell(page, value)
        if site and isinstance(value, str) and value.startswith(f"{site.rstrip('/')}/"):
            made.hyperlink = value
            made.style = "Hyperlink"
        return made

    book = Workbook(write_only=True)
    page = book.create_sheet(sheet_name(sheet))
    page.freeze_panes = "A2"
    kept = [list(row) for row in rows]
    for number, heading in enumerate(headings):
        sample = [heading, *(_shown(row[number]) for row in kept[:1000])]
        page.column_dimensions[get_column_letter(number + 1)].width = width(sample)
    page.append([cell(page, heading, bold=True) for heading in headings])
    for row in kept:
        page.append([linked(page, value) for value in row])
    if headings:
        page.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(kept) + 1}"
    if notes:
        about = book.create_sheet(sheet_name(_("About this file")))
        about.column_dimensions["A"].width = 28
        about.column_dimensions["B"].width = 100
        for what, note in notes:
            about.append([cell(about, what, bold=True), linked(about, note)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _shown(value: Cell) -> str:
    return value.isoformat() if isinstance(value, date) else str(value if value is not None else "")
