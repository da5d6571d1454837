"""Read untrusted lists and texts: any spreadsheet or text file."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from dashboard.locale import ended, ngettext
from dashboard.locale import gettext as _
from dashboard.sheets.decoding import UploadError, decode
from dashboard.sheets.workbook import Cell, Spent, Waiting, read_workbook

MAX_BYTES = 20_000_000
"""Maximum bytes of a file."""
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELLS = 1_000_000
"""Maximum number of cells of a list: rows times the width of the widest row."""
MAX_TEXT = 6_000_000
"""Maximum number of characters of a text."""

_HEADINGS = re.compile(
    r"\b(?:name|names|title|organi[sz]ation|partner|company|query|entity|beneficiary|"
    r"name\w*|bezeichnung|organisation|firma|"
    r"имя|название|наименование|организаци\w+|партн[её]р\w*|контрагент\w*|компания|получатель|"
    r"назва|найменування|організаці\w+)\b",
    re.IGNORECASE,
)


_NOUNS = re.compile(
    r"(?:(?:учебн|высш|полн|кратк|иностранн|зарубежн)\w+\s+)?"
    r"(?:вуз\w?|место (?:уч[её]бы|работы|обучения|стажировки)|работодатель|alma mater|affiliation|employer|(?:учреждени|заведени|юрлиц|лиц|издани|сми|донор|грантодател|жертвовател|поставщик|заказчик|"
    r"клиент|ссылк|сайт|аккаунт|канал|домен|университет|фонд|установ|партнер|nazw|organi[sz]|instytucj|"
    r"institu|einrichtung|partner|organism|partenair|entidad|denomina|kurulu|nosaukum|pavadinim|organit|donor|"
    r"university|universities|publisher|outlet|website|supplier|customer|client|grantee|link|handle|account)\w*|"
    r"url|домен|nom|nome|nombre|název|nimi|namn|navn|ente|ad[ıi]|hochschule|ngo|нко|нпо)"
    r"(?:\s+(?:de\s+|d['’]|di\s+|of\s+the\s+|of\s+)?(?:l['’])?(?:organi|institu|instytu|einricht|издани|учрежд|донор)\w*)?"
    r"\s*(?:\([^()]{1,30}\))?[:.*]?",
    re.IGNORECASE,
)
"""Words that are headings only if they fill the cell; they may also occur in names."""


@dataclass(frozen=True)
class Sheet:
    """A table of an uploaded or pasted list.

    Attributes:
        columns: The headings; generated if the file has none.
        rows: The cells, each row as long as `columns`; all are text if the file is text.
        headed: Whether a row of the file was recognized as headings.
        first: The row number in the file, from 1, of the first row.
        remarks: Sentences about parts of the file that were not read: other sheets, totals,
            formulas without a result.
        unread: Non-empty sheets that were not read.
        uncalculated: Whether the sheet has formulas without a result.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    headed: bool
    first: int = 1
    remarks: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    uncalculated: bool = False

    def lacks_names(self, column: int) -> bool:
        """Return whether empty cells of a column may be formulas whose results are not in the file.

        Args:
            column: The index of the column.
        """
        return self.uncalculated and any(
            not as_text(row[column]) and (len(row) == 1 or any(map(as_text, row)))
            for row in self.rows
        )

    def texts(self, column: int) -> list[str]:
        """Return the cells of one column as text; "" where empty."""
        return [as_text(row[column]) for row in self.rows]

    @property
    def likeliest(self) -> int:
        """The index of the column that most likely contains names, by its heading and cells."""

        of_people = self.headed and any(map(_PERSONAL.fullmatch, self.columns))

        def weight(place: int) -> tuple[bool, float]:
            cells = [as_text(row[place]) for row in self.rows[:200]]
            filled = max(len(list(filter(None, cells))), 1)
            alike = sum(map(_is_namelike, cells)) / filled
            proper = sum(map(_begins_as_name, cells)) / filled
            addresses = sum(bool(_LINKED.fullmatch(cell)) for cell in cells) / filled
            letters = sum(min(sum(map(str.isalpha, cell)), 40) for cell in cells)
            heading = self.columns[place] if self.headed else ""
            named = bool(_HEADINGS.search(heading) or _NOUNS.fullmatch(heading))
            person = bool(_PERSONAL.fullmatch(heading)) or (
                of_people and bool(_GIVEN.fullmatch(heading))
            )
            # Notes are longer than names, and begin with a lower-case letter.
            likely = alike * (0.3 + 0.7 * proper) + 0.2 * addresses
            if person:
                return False, 0.1 * likely
            return named and alike + addresses > 0.3, likely * letters / max(len(cells), 1)

        return max(range(len(self.columns)), key=weight) if self.columns else 0

    def sample(self, column: int, most: int = 5) -> list[str]:
        """Return the first non-empty cells of a column.

        Args:
            column: The index of the column.
            most: The maximum number of cells.
        """
        filled = (as_text(row[column]) for row in self.rows)
        return [cell for _n, cell in zip(range(most), filter(None, filled), strict=False)]


_PERSONAL = re.compile(
    r"фамилия|отчество|ф\.?\s?и\.?\s?о\.?.{0,20}|(?:контактное|ответственное) лицо|контакт\w*|ответственный|сотрудник|студент|"
    r"(?:last|family|first|given|middle) ?name|surname|contact(?: person)?|vorname|nachname|familienname|imię|"
    r"imię i nazwisko|nazwisko|prénom|apellidos?|прізвище|по батькові",
    re.IGNORECASE,
)
"""Headings of columns with persons' names."""
_GIVEN = re.compile(r"имя|ім['’ʼ]?я|name|nom|nombre", re.IGNORECASE)
_SIGNER = re.compile(
    r"\s*(?:(?:генеральн\w+|исполнительн\w+) )?(?:исполнитель|директор|руководитель|главный бухгалтер|гл\. ?бухгалтер|"
    r"бухгалтер|председатель\w*|подпись|составил\w*|проверил\w*|director|accountant|signature|chair|treasurer)"
    r"(?: [а-яa-z]+){0,2}\s*",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"[\d\s.,:/()+–—-]*|\S+@\S+|(?:https?://|www\.)\S+|[\w-]{0,4}\d[\w-]*|(?:да|нет|yes|no|н/д|n/a)",
    re.IGNORECASE,
)
_LINKED = re.compile(r"(?:https?://|www\.)\S+|@\w{3,}|[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.IGNORECASE)
_RULE = re.compile(r"\s*:?-{2,}:?\s*")
"""A cell of the line below the headings of a Markdown table."""
_FOOTER = re.compile(
    r"\s*(?:исполнител|примечани|подпис|составил|подготовил|директор|руководител|главный бухгалтер|источник|"
    r"утвержд|согласован|дата|м\.\s?п|prepared|compiled|source|note|signature|signed|approved|checked by|date|"
    r"quelle|anmerkung|erstellt|stand|unterschrift|źródło|uwag|источник|склав|виконав|примітк|підпис)[^:_]{0,40}"
    r"(?::|_{3})",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\s*(?:итого|всего|total|sum|subtotal|разом|усього|gesamt|razem)\b", re.IGNORECASE
)
_LONGEST_NAME = 200
_TOP = 15
"""Number of rows at the top of a sheet in which headings are searched."""


def _is_namelike(cell: str) -> bool:
    """Return whether a cell may be a name: it has letters, and is not only a date, number, code or address."""
    enough = sum(map(str.isalpha, cell)) > 2 and len(cell) <= _LONGEST_NAME
    return enough and not _NO_NAME.fullmatch(cell)


def _begins_as_name(cell: str) -> bool:
    """Return whether a cell begins with a capital, a digit or a quotation mark."""
    first = cell.lstrip("«„“\"'‘([#")[:1]
    return (
        first.isupper() or first.isdigit() or (first.isalpha() and first.lower() == first.upper())
    )


def as_text(cell: Cell) -> str:
    """Format a cell as text."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def read_list(
    data: bytes,
    *,
    headed: bool | None = None,
    waiting: Waiting = nullcontext,
    spent: Spent = float,
) -> Sheet:
    """Read a list of names from a file.

    The format is detected from the content, not from the file name.

    Args:
        data: The file: XLSX, CSV (any usual separator) or lines of text, in any usual encoding.
        headed: Whether its first row contains headings; None to detect it.
        waiting: Makes a context within which this thread only waits for the process that reads workbooks.
        spent: Called with the CPU seconds that this process took.

    Returns:
        The table, including empty rows except at the end.

    Raises:
        UploadError: The file is too large, of another format, damaged, or empty.
    """
    _check_size(data)
    if data.startswith(b"PK"):
        return _workbook(data, headed, waiting, spent)
    return _sheet(_delimited(decode(data)), headed)


def read_lines(text: str) -> Sheet:
    """Read a pasted list: one name per line, or a table copied from a spreadsheet.

    Raises:
        UploadError: The list is empty or too long.
    """
    lines = check_length(text).splitlines()
    if any("\t" in line for line in lines):
        return _sheet(_limited(line.split("\t") for line in lines), None)
    return _sheet(_limited([line] for line in lines), False)


def check_length(text: str) -> str:
    """Return a pasted text unchanged if it is not too long.

    Raises:
        UploadError: The text is too long. Only browsers enforce the limit of the page's field.
    """
    if len(text) > MAX_TEXT:
        raise UploadError(_too_long(len(text)))
    return text


def read_text(data: bytes) -> str:
    """Read a text from a file.

    Raises:
        UploadError: The file is too large, or not text.
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


def _workbook(data: bytes, headed: bool | None, waiting: Waiting, spent: Spent) -> Sheet:
    pages = read_workbook(
        data,
        rows=MAX_ROWS,
        spare_rows=2,
        columns=MAX_COLUMNS,
        cells=MAX_CELLS,
        characters=MAX_BYTES,
        waiting=waiting,
        spent=spent,
    )
    filled = [
        (page, _sheet(_limited(page.rows), headed))
        for page in pages
        if page.visible and any(as_text(cell) for row in page.rows for cell in row)
    ]
    if not filled:
        raise UploadError(_("The workbook has no sheet with cells."))
    page, main = max(filled, key=lambda each: _names_in(each[1]))
    remarks = list(main.remarks)
    if page.uncalculated:
        remarks.append(_uncalculated(page.uncalculated))
    unread = [other.name for other, _sheet_of in filled if other is not page]
    unread += [
        other.name for other in pages
        if not other.visible and any(as_text(cell) for row in other.rows for cell in row)
    ]  # fmt: skip
    if unread:
        remarks.append(_unread(page.name, unread))
    return replace(
        main,
        remarks=tuple(remarks),
        unread=tuple(unread),
        uncalculated=bool(page.uncalculated),
    )


def _names_in(sheet: Sheet) -> int:
    """Count the cells that may be names in the likeliest column of a sheet; headings increase the count."""
    cells = sheet.texts(sheet.likeliest) if sheet.columns else []
    return sum(map(_is_namelike, cells)) + sheet.headed


def _uncalculated(count: int) -> str:
    return ngettext(
        "{n} cell holds a formula whose result the file does not keep: it is not checked. Open the "
        "file, save it, and check it again.",
        "{n} cells hold formulas whose results the file does not keep: they are not checked. Open the "
        "file, save it, and check it again.",
        count,
    )


def _unread(read: str, others: Sequence[str]) -> str:
    return _("Only the sheet “{sheet}” is checked, not: {others}.").format(
        sheet=read, others=", ".join(others)
    )


def _delimited(text: str) -> list[list[Cell]]:
    text = text.replace("\x00", "")
    told = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    if told:  # Excel's `sep=` line
        text = text[told.end() :]
    lines = text.splitlines()
    separator = told.group(1) if told else _separator(lines[:200])
    if separator is None:
        return _limited([line] for line in lines)
    csv.field_size_limit(MAX_TEXT)
    if separator in ";|\t" and sum(map(bool, map(str.strip, lines))) == 1:
        one = next(csv.reader([line for line in lines if line.strip()], delimiter=separator))
        if len(one) > 1 and all(map(_is_namelike, filter(None, map(str.strip, one)))):
            return _limited([each.strip()] for each in one)  # several names in one line
    if separator == "|":
        text = "\n".join(line.strip().removeprefix("|").removesuffix("|") for line in lines)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return _limited(row for row in rows if not row or not all(map(_RULE.fullmatch, row)))
    except csv.Error as error:
        raise UploadError(_("The file is not a table: {error}.").format(error=error)) from error


def _separator(lines: Sequence[str]) -> str | None:
    """Find the cell separator; None if lines are single names, which may contain commas."""
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
    if (
        parsed
        and not _headings(parsed[0])
        and not quoted
        and all("," not in each.replace(", ", "") for each in filled)
    ):
        return None  # “University of California, Berkeley” is one name
    # Commas separate cells if every line has the same number of them, or the headings have commas.
    if parsed and len(widths) == 1 and (len(parsed) > 1 or _headings(parsed[0])):
        return ","
    if parsed and _headings(parsed[0]) and len(parsed[0]) > 1:
        return ","
    return None


def _limited(rows: Iterable[Sequence[Cell]]) -> list[list[Cell]]:
    """Remove empty cells at the ends of rows, and empty rows at the beginning.

    Raises:
        UploadError: There are too many rows or too much text.
    """
    kept: list[list[Cell]] = []
    blank = characters = 0
    for row in rows:
        cells = [] if row.count(None) == len(row) else list(row[:MAX_COLUMNS])
        while cells and cells[-1] is None:
            cells.pop()
        # Sheets often end in up to a million formatted but empty rows.
        if not cells and len(kept) == blank:
            blank += 1
            if blank > MAX_ROWS:
                break
        kept.append(cells)
        if len(kept) > MAX_ROWS + 1 and any(map(as_text, cells)):
            raise UploadError(_too_many(MAX_ROWS))
        if len(kept) > 2 * MAX_ROWS:
            break
        # In a workbook, many cells can share one text, which is stored only once.
        characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if characters > MAX_BYTES:
            raise UploadError(_too_long(characters, MAX_BYTES))
    return kept


def _sheet(rows: Sequence[Sequence[Cell]], headed: bool | None) -> Sheet:
    rows = list(rows)
    while rows and not any(map(as_text, rows[-1])):
        rows.pop()
    first = 1
    while rows and not any(map(as_text, rows[0])):
        rows.pop(0)
        first += 1
    if not rows:
        raise UploadError(_("There are no names in it."))
    width = max(map(len, rows))
    if width * len(rows) > MAX_CELLS:
        raise UploadError(_too_many(MAX_CELLS // width))
    filled = [tuple(row) + (None,) * (width - len(row)) for row in rows]
    remarks: list[str] = []
    at = _heading_row(filled) if headed is None else (0 if headed else None)
    if at is None:
        names = (_("Name") if width == 1 else _("Column {n}").format(n=n + 1) for n in range(width))
        return Sheet(tuple(names), tuple(filled), False, first)
    columns, body = _below(filled, at, guess=headed is None)
    begin = first + len(filled) - len(body)
    totals = 0
    below: list[str] = []
    while len(body) > 1 and headed is None:
        signed = _is_signed(body)
        if not (signed or _is_total(body[-1]) or _is_footer(body[-1])):
            break
        if signed or _is_footer(body[-1]):
            below.append(next(filter(None, map(as_text, body[-1]))))
        else:
            totals += any(map(as_text, body[-1]))
        body.pop()
    if below:
        remarks.append(_left_out_below(below))
    if totals:
        remarks.append(
            ngettext(
                "{n} row with a total at the end is left out.",
                "{n} rows with totals at the end are left out.",
                totals,
            )
        )
    if at:
        remarks.append(
            ngettext(
                "{n} row above the headings is left out.",
                "{n} rows above the headings are left out.",
                at,
            )
        )
    return Sheet(tuple(_distinct(iter(columns))), tuple(body), True, begin, tuple(remarks))


def _left_out_below(rows: Sequence[str]) -> str:
    """Describe the rows below a list that do not belong to it: notes, author, signatures."""
    shown = "; ".join(_shortened(each) for each in reversed(rows[-3:]))
    said = ngettext(
        "{n} row below the list is left out:", "{n} rows below the list are left out:", len(rows)
    )
    return f"{said} {ended(shown)}"


def _shortened(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _heading_row(rows: Sequence[tuple[Cell, ...]]) -> int | None:
    """Find the row of headings: the first row, or one below titles of one or two cells."""
    for at, row in enumerate(rows[:_TOP]):
        if at + 2 < len(rows) and _is_numbered(rows[at + 1]) and not _is_numbered(row):
            return at  # a row of column numbers is directly below the headings
        filled = sum(bool(as_text(cell)) for cell in row)
        if at + 1 < len(rows) and _headings(row) and (filled > 1 or len(row) == 1):
            return at
        if filled > max(2, len(row) // 2):
            break  # a row of the list
    return 0 if len(rows) > 1 and _headings(rows[0]) else None


def _below(
    rows: Sequence[tuple[Cell, ...]], at: int, *, guess: bool
) -> tuple[list[str], list[tuple[Cell, ...]]]:
    """Return the headings, combined with a second row under merged cells, and the rows of the list."""
    columns, begin = [as_text(cell) for cell in rows[at]], at + 1
    if guess and begin + 1 < len(rows):
        second = [as_text(cell) for cell in rows[begin]]
        under = [place for place, cell in enumerate(second) if cell and not columns[place]]
        texts = all(
            len(cell) <= _LONGEST_HEADING and not _NUMERIC.fullmatch(cell)
            for cell in second
            if cell
        )
        gaps = [place for place, cell in enumerate(columns) if not cell]
        if under and texts and under == gaps and _headings(rows[begin]):
            columns = [cell or second[place] for place, cell in enumerate(columns)]
            begin += 1
    if guess and begin + 1 < len(rows) and _is_numbered(rows[begin]):
        begin += 1
    elif guess and begin + 2 < len(rows) and _is_numbered(rows[begin + 1]):
        begin += 2  # units under the headings, then the numbers
    return columns, list(rows[begin:])


def _is_numbered(row: Sequence[Cell]) -> bool:
    """Return whether a row numbers the columns."""
    numbers = [as_text(cell) for cell in row]
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _is_footer(row: Sequence[Cell]) -> bool:
    """Return whether a row below a list names its author, or is a note."""
    filled = [as_text(cell) for cell in row if as_text(cell)]
    return 0 < len(filled) <= 2 and bool(_FOOTER.match(filled[0]))


def _is_signed(rows: Sequence[Sequence[Cell]]) -> bool:
    """Return whether the last row is a signature, below a total or an empty row."""
    filled = [as_text(cell) for cell in rows[-1] if as_text(cell)]
    apart = _is_total(rows[-2]) or (len(rows) > 2 and _is_signed(rows[:-1]))
    return 0 < len(filled) <= 3 and bool(_SIGNER.fullmatch(filled[0])) and apart


def _is_total(row: Sequence[Cell]) -> bool:
    filled = [as_text(cell) for cell in row if as_text(cell)]
    return not filled or (bool(_TOTAL.match(filled[0])) and len(filled) <= max(2, len(row) // 2))


_LONGEST_HEADING = 250
_QUOTED = re.compile('[«»„“”"]')
_NUMERIC = re.compile(r"[\d\s.,:/-]+")


def _headings(row: Sequence[Cell]) -> bool:
    """Return whether a row contains headings: short texts, one of which is a heading of names."""
    cells = [as_text(cell) for cell in row]
    short = all(len(cell) <= _LONGEST_HEADING for cell in cells) and all(
        not isinstance(cell, (int, float)) for cell in row
    )
    return short and any(
        _NOUNS.fullmatch(cell)
        or (
            _HEADINGS.search(cell)
            and len(cell) <= 40
            and len(cell.split()) <= 4
            and (len(cells) > 1 or len(cell.split()) < 2)
            and not _QUOTED.search(cell)
        )
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
