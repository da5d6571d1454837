"""The answers to a list beside the list itself, as rows, CSV and XLSX."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from dashboard.asking.register_state import register_state
from dashboard.catalog.catalog import Catalog
from dashboard.names import Answer, Mention
from dashboard.names.answer import STANDING_DATES
from dashboard.sheets import writing
from dashboard.sheets.reading import Sheet
from dashboard.sheets.workbook import Cell

COLUMNS = (
    "query", "verdict", "designation_id", "score", "matched_name", "reason",
    "row", "match", "status",
)  # fmt: skip
"""Of the answer to one name; ``row`` is the number of the row that it stands in, from 1."""
MENTION_COLUMNS = (
    "start", "end", "text", "designation_id", "score", "matched_name", "reason",
    "certainty", "verdict", "status",
)  # fmt: skip
"""Of one name in a text; positions are in characters, from 0."""

_DATES = STANDING_DATES
# A sign before a number, as in “-5” or “+49 30 1234”, begins no formula.
_NUMBER = re.compile(r"^[+-][\d\s().,/-]+$")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def answer_row(row: int, answer: Answer) -> list[Cell]:
    """Return an answer in the order of `COLUMNS`.

    Args:
        row: The number of the row that was asked about, from 1.
        answer: The answer to one name in it.
    """
    return [
        answer.query,
        answer.verdict,
        answer.designation_id or "",
        round(answer.score, 3),
        answer.matched_name,
        answer.reason,
        row,
        answer.match,
        answer.status or "",
    ]


def mention_row(mention: Mention) -> list[Cell]:
    """A mention in the order of `MENTION_COLUMNS`."""
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
    ]


def beside(
    sheet: Sheet, answers: Sequence[Answer], catalog: Catalog
) -> tuple[list[str], list[list[Cell]]]:
    """A list with the answers to the right of its own columns, which stay as they are.

    Args:
        sheet: The list.
        answers: Answers to its first rows, in their order; those without one are not checked.
        catalog: The dataset, for the day that its data are of.

    Returns:
        Headings and rows; a row with several names comes once for each.
    """
    added = ["verdict", "match", "designation_id", "status", *_DATES, "name_checked", "score",
             "matched_name", "reason", "as_of"]  # fmt: skip
    own = set(sheet.columns)
    headings = [*sheet.columns, *(f"{name} (check)" if name in own else name for name in added)]
    as_of, state = catalog.as_of.isoformat(), register_state(catalog)
    rows: list[list[Cell]] = []
    for row, answer in zip_longest(sheet.rows, answers):
        if answer is None:
            rows.append([*row, "unchecked", "unchecked", *[""] * (len(added) - 3), as_of])
            continue
        for each in answer.each:
            dates = [getattr(each.standing, name, None) or "" for name in _DATES]
            rows.append([
                *row, each.verdict, each.match, each.designation_id or "", each.status or "",
                *(str(date) for date in dates), each.query, round(each.score, 3),
                each.matched_name, state.not_found() if each.verdict == "none" else each.reason, as_of,
            ])  # fmt: skip
    return headings, rows


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, mark: bool = True) -> bytes:
    """Rows as CSV in UTF-8; what a spreadsheet would take for a formula is made text.

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
    """A cell that a spreadsheet takes for text; a number with a sign stays as it is."""
    return text if _NUMBER.match(text) else writing.safe(text)


def to_xlsx(headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str) -> bytes:
    """Rows as a workbook. Text is stored as text, so that nothing in it is calculated or changed."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet[:31])
    page.freeze_panes = "A2"
    bold = []
    for heading in headings:
        cell = _text_cell(page, heading)
        cell.font = Font(bold=True)
        bold.append(cell)
    page.append(bold)
    for row in rows:
        page.append([_text_cell(page, value) if isinstance(value, str) else value for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _text_cell(page: object, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, _ILLEGAL.sub("", text)[:32_767])
    if cell.data_type == "f":
        cell.data_type = "s"
    return cell
