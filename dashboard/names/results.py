"""Answers as rows for programs, and any rows as CSV and XLSX."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from dashboard.catalog.catalog import Catalog
from dashboard.catalog.register_state import register_state
from dashboard.locale import gettext as _
from dashboard.locale import mark
from dashboard.names import Answer, Mention
from dashboard.sheets import writing
from dashboard.sheets.workbook import Cell

COLUMNS = (
    "query", "verdict", "designation_id", "score", "matched_name", "reason",
    "row", "match", "status",
)  # fmt: skip
"""Of the answer to one name; ``row`` is the number of the row that it stands in, from 1."""
MENTION_COLUMNS = (
    "start", "end", "text", "designation_id", "score", "matched_name", "reason",
    "certainty", "verdict", "status", "others",
)  # fmt: skip
"""Of one name in a text; positions are in characters, from 0; ``others`` bear the name too."""

_VERDICTS = {
    "listed": mark("Listed"),
    "announced": mark("Announced"),
    "delisted": mark("Removed"),
    "possible": mark("Possibly"),
    "none": mark("Not found"),
    "unchecked": mark("Not checked"),
}
_WIDEST = 60
_NARROWEST = 8
# A sign before a number, as in “-5” or “+49 30 1234”, begins no formula.
_NUMBER = re.compile(r"^[+-][\d\s().,/-]+$")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def verdict_words(verdict: str) -> str:
    """Return a verdict in the reader's language."""
    return _(_VERDICTS[verdict])


def answer_row(catalog: Catalog, row: int, answer: Answer) -> list[Cell]:
    """Return an answer in the order of `COLUMNS`.

    Args:
        catalog: The dataset, whose state of the register "not found" names.
        row: The number of the row that was asked about, from 1.
        answer: The answer to one name in it.
    """
    return [
        answer.query,
        answer.verdict,
        answer.designation_id or "",
        round(answer.score, 3),
        answer.matched_name,
        register_state(catalog).not_found() if answer.verdict == "none" else answer.reason,
        row,
        answer.match,
        answer.status or "",
    ]


def mention_row(mention: Mention) -> list[Cell]:
    """Return a mention in the order of `MENTION_COLUMNS`."""
    return [
        mention.start,
        mention.end,
        mention.text,
        mention.designation_id,
        round(mention.score, 3),
        mention.matched_name,
        mention.reason,
        mention.certainty,
        mention.verdict,
        mention.status or "",
        "; ".join(mention.others),
    ]


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, mark: bool = True) -> bytes:
    """Return rows as CSV in UTF-8; what a spreadsheet would take for a formula is made text.

    Args:
        headings: The headings.
        rows: The rows.
        mark: Whether a byte order mark tells Excel the encoding.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([safe(heading) for heading in headings])
    writer.writerows(
        [safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")


def safe(text: str) -> str:
    """Return a cell that a spreadsheet takes for text; a number with a sign stays as it is."""
    return text if _NUMBER.match(text) else writing.safe(text)


def to_xlsx(
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    sheet: str,
    notes: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Return rows as a workbook with a filter, fitting columns and real dates.

    Text is stored as text, so that nothing in it is calculated or changed.

    Args:
        headings: The headings.
        rows: The rows; a cell that is a web address becomes a link.
        sheet: The name of the sheet.
        notes: A second sheet: what is noted, and the note.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet(re.sub(r"[\[\]:*?/\\]", "", sheet)[:31])
    page.freeze_panes = "A2"
    kept = [list(row) for row in rows]
    for number, heading in enumerate(headings):
        longest = max((len(_shown(row[number])) for row in kept[:1000]), default=0)
        width = min(max(longest, len(heading), _NARROWEST), _WIDEST) + 2
        page.column_dimensions[get_column_letter(number + 1)].width = width
    page.append([_bold(page, heading) for heading in headings])
    for row in kept:
        page.append([_cell(page, value) for value in row])
    if headings:
        page.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(kept) + 1}"
    if notes:
        about = book.create_sheet(re.sub(r"[\[\]:*?/\\]", "", _("About"))[:31])
        about.column_dimensions["A"].width = 28
        about.column_dimensions["B"].width = 100
        for what, note in notes:
            about.append([_bold(about, what), _cell(about, note)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _shown(value: Cell) -> str:
    return value.isoformat() if isinstance(value, date) else str(value if value is not None else "")


def _bold(page: object, text: str) -> WriteOnlyCell:
    cell = _text_cell(page, text)
    cell.font = Font(bold=True)
    return cell


def _cell(page: object, value: Cell) -> WriteOnlyCell:
    if isinstance(value, str):
        cell = _text_cell(page, value)
        if re.fullmatch(r"https?://\S{1,2000}", value):
            cell.hyperlink = value
            cell.style = "Hyperlink"
        return cell
    cell = WriteOnlyCell(page, value)
    if isinstance(value, date) and not isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd"
    return cell


def _text_cell(page: object, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, _ILLEGAL.sub("", text)[:32_767])
    if cell.data_type == "f":
        cell.data_type = "s"
    return cell
