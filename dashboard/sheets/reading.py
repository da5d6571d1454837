"""Lists and texts that somebody brings: any spreadsheet or text file, read without trusting it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dashboard.locale import gettext as _
from dashboard.sheets.decoding import UploadError, decode
from dashboard.sheets.workbook import Cell, read_workbook

MAX_BYTES = 20_000_000
"""Of a file."""
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELLS = 1_000_000
"""Cells of a list, those counted that its widest row makes the others have."""
MAX_TEXT = 6_000_000
"""Characters of a text."""

_HEADINGS = re.compile(
    r"\b(?:name|names|title|organi[sz]ation|partner|company|query|entity|beneficiary|"
    r"name\w*|bezeichnung|organisation|firma|"
    r"имя|название|наименование|организаци\w+|партн[её]р\w*|контрагент\w*|компания|получатель|"
    r"назва|найменування|організаці\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sheet:
    """A table as somebody brought it.

    Attributes:
        columns: The headings; made up where the file has none.
        rows: The cells, each row as long as `columns`; of text files all are text.
        headed: Whether the first row of the file was taken for headings.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    headed: bool

    def texts(self, column: int) -> list[str]:
        """The cells of one column as text; "" where empty."""
        return [as_text(row[column]) for row in self.rows]

    @property
    def likeliest(self) -> int:
        """The place of the column that holds names, to judge by its heading and its cells."""

        def weight(place: int) -> tuple[bool, float]:
            cells = [as_text(row[place]) for row in self.rows[:200]]
            letters = [sum(map(str.isalpha, cell)) for cell in cells]
            named = self.headed and bool(_HEADINGS.search(self.columns[place]))
            return named, sum(letters) / max(len(letters), 1)

        return max(range(len(self.columns)), key=weight) if self.columns else 0


def as_text(cell: Cell) -> str:
    """A cell as a person would read it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def read_list(data: bytes, *, headed: bool | None = None) -> Sheet:
    """A list of names from a file.

    What the file is decides, not what it is called.

    Args:
        data: The file: XLSX, CSV (any usual separator) or lines of text, in any usual encoding.
        headed: Whether its first row holds headings; None to judge by the row.

    Returns:
        The table; rows without anything in them are kept, but for those at the end.

    Raises:
        UploadError: It is too large, of another kind, damaged, or empty.
    """
    _check_size(data)
    if data.startswith(b"PK"):
        rows = _workbook(data)
    else:
        rows = _delimited(decode(data))
    return _sheet(rows, headed)


def read_lines(text: str) -> Sheet:
    """A pasted list: one name a line, or a table copied from a spreadsheet.

    Raises:
        UploadError: It is empty or too long.
    """
    lines = check_length(text).splitlines()
    if any("\t" in line for line in lines):
        return _sheet(_limited(line.split("\t") for line in lines), None)
    return _sheet(_limited([line] for line in lines), False)


def check_length(text: str) -> str:
    """A pasted text, as it is.

    Raises:
        UploadError: It is too long: what a field of the page allows, only browsers keep to.
    """
    if len(text) > MAX_TEXT:
        raise UploadError(_too_long(len(text)))
    return text


def read_text(data: bytes) -> str:
    """A text from a file.

    Raises:
        UploadError: It is too large, or no text.
    """
    _check_size(data)
    if data.startswith(b"PK"):
        raise UploadError(
            _(
                "This is a packed file (such as DOCX or XLSX), not a text. Copy the text and paste it."
            )
        )
    return check_length(decode(data))


def _check_size(data: bytes) -> None:
    if not data.strip(b"\x00 \r\n\t"):
        raise UploadError(_("The file is empty."))
    if len(data) > MAX_BYTES:
        raise UploadError(
            _("The file has {size} MB; at most {limit} MB can be checked. Split it.").format(
                size=len(data) // 1_000_000, limit=MAX_BYTES // 1_000_000
            )
        )


def _workbook(data: bytes) -> list[list[Cell]]:
    pages = read_workbook(
        data,
        rows=MAX_ROWS,
        spare_rows=2,
        columns=MAX_COLUMNS,
        cells=MAX_CELLS,
        characters=MAX_BYTES,
    )
    page = next((each for each in pages if each.visible), None)
    if page is None:
        raise UploadError(_("The workbook has no sheet with cells."))
    return _limited(page.rows)


def _delimited(text: str) -> list[list[Cell]]:
    text = text.replace("\x00", "")
    lines = text.splitlines()
    separator = _separator(lines[:200])
    if separator is None:
        return _limited([line] for line in lines)
    csv.field_size_limit(MAX_TEXT)
    try:
        return _limited(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise UploadError(_("The file is no table: {error}.").format(error=error)) from error


def _separator(lines: Sequence[str]) -> str | None:
    """What separates cells; None where lines are just names, which may hold commas."""
    filled = [line for line in lines if line.strip()]
    for separator in ("\t", ";", "|"):
        share = sum(separator in line for line in filled) / max(len(filled), 1)
        if share > 0.9 or (share > 0.5 and separator in filled[0]):
            return separator
    try:
        parsed = [row for row in csv.reader(filled) if row]
    except csv.Error:
        return None
    quoted = any(line.lstrip().startswith('"') and line.rstrip().endswith('"') for line in filled)
    widths = {len(row) for row in parsed}
    if widths == {1}:
        return "," if quoted else None
    # A comma separates cells if every line has as many, or the headings say so.
    if parsed and len(widths) == 1 and (len(parsed) > 1 or _headings(parsed[0])):
        return ","
    if parsed and _headings(parsed[0]) and len(parsed[0]) > 1:
        return ","
    return None


def _limited(rows: Iterable[Sequence[Cell]]) -> list[list[Cell]]:
    """Rows without the empty cells at their ends, and without empty rows at the beginning.

    Raises:
        UploadError: There are more rows, or there is more in them, than can be checked.
    """
    kept: list[list[Cell]] = []
    blank = characters = 0
    for row in rows:
        cells = [] if row.count(None) == len(row) else list(row[:MAX_COLUMNS])
        while cells and cells[-1] is None:
            cells.pop()
        # Sheets often end in formatted rows without a cell in them, up to a million.
        if not cells and not kept:
            blank += 1
            if blank > MAX_ROWS:
                break
            continue
        kept.append(cells)
        if len(kept) > MAX_ROWS + 1 and any(map(as_text, cells)):
            raise UploadError(_too_many(MAX_ROWS))
        if len(kept) > 2 * MAX_ROWS:
            break
        # One text can stand in many cells of a workbook and take no room in the file.
        characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if characters > MAX_BYTES:
            raise UploadError(_too_long(characters, MAX_BYTES))
    return kept


def _sheet(rows: Sequence[Sequence[Cell]], headed: bool | None) -> Sheet:
    rows = list(rows)
    while rows and not any(map(as_text, rows[-1])):
        rows.pop()
    if not rows:
        raise UploadError(_("There are no names in it."))
    width = max(map(len, rows))
    if width * len(rows) > MAX_CELLS:
        raise UploadError(_too_many(MAX_CELLS // width))
    filled = [tuple(row) + (None,) * (width - len(row)) for row in rows]
    if headed is None:
        headed = len(filled) > 1 and _headings(filled[0])
    if headed:
        columns = tuple(_distinct(as_text(cell) for cell in filled[0]))
        return Sheet(columns, tuple(filled[1:]), True)
    names = (_("Name") if width == 1 else _("Column {n}").format(n=n + 1) for n in range(width))
    return Sheet(tuple(names), tuple(filled), False)


def _headings(row: Sequence[Cell]) -> bool:
    """Whether a row holds headings: short texts, one of which says that names stand below."""
    cells = [as_text(cell) for cell in row]
    short = all(len(cell) <= 40 for cell in cells) and all(
        not isinstance(cell, (int, float)) for cell in row
    )
    return short and any(
        _HEADINGS.search(cell)
        and len(cell.split()) <= 4
        and (len(cells) > 1 or len(cell.split()) < 2)
        for cell in cells
    )


def _distinct(names: Iterator[str]) -> Iterator[str]:
    seen: set[str] = set()
    for place, name in enumerate(names, 1):
        name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cs")) or _(
            "Column {n}"
        ).format(n=place)
        made, n = name, 2
        while made in seen:
            made, n = f"{name} ({n})", n + 1
        seen.add(made)
        yield made


def _too_many(limit: int) -> str:
    return _("The list has more than {limit} rows. Split it.").format(limit=limit)


def _too_long(size: int, limit: int = MAX_TEXT) -> str:
    return _("The text has {size} characters; at most {limit} can be checked. Split it.").format(
        size=size, limit=limit
    )
