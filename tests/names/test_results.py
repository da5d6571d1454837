"""A list with its answers, as files."""

import csv
import io
import re
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from dashboard import locale
from dashboard.catalog.register_state import register_state
from dashboard.names import checked_list
from dashboard.names.kept import matcher
from dashboard.sheets import row_files
from dashboard.sheets.reading import Sheet

ROWS = (
    ("Alpha Media", 1, datetime(2024, 1, 2), "=1+1", "+49 30 123"),
    ("Nobody", 2.5, None, "@x", "-5"),
    ("", None, None, "\x07bell", "ok"),
    ("Alpha Media", 1, None, "twice", ""),
)
SHEET = Sheet(("name", "n", "day", "note", "Verdict"), ROWS, True)


def link(identifier):
    return f"https://register.example/organization?id={identifier}"


def answered(catalog, count=4):
    return matcher(catalog).check_many(SHEET.texts(0)[:count])


def made(catalog, count=4):
    return checked_list.table(SHEET, answered(catalog, count), catalog, link)


def book(catalog, count=4):
    headings, rows = made(catalog, count)
    notes = checked_list.notes(
        answered(catalog, count), len(ROWS), catalog, "https://register.example/about#what"
    )
    return load_workbook(
        io.BytesIO(
            row_files.to_xlsx(
                headings, rows, sheet="Check: all", site="https://register.example", notes=notes
            )
        )
    )


def test_only_addresses_of_this_site_become_links():
    pasted = ["https://register.example.evil/a", "http://[::1", "https://a:b@evil.example/"]
    rows = [[each, link("alpha")] for each in pasted]
    written = row_files.to_xlsx(
        ["Pasted", "Page"], rows, sheet="x", site="https://register.example"
    )
    page = load_workbook(io.BytesIO(written)).active
    assert [cell.hyperlink for (cell,) in page["A2:A4"]] == [None] * 3
    assert {cell.hyperlink.target for (cell,) in page["B2:B4"]} == {link("alpha")}


def test_every_row_stays_in_its_place_with_its_own_cells(tiny_catalog):
    headings, rows = made(tiny_catalog)
    assert headings[:5] == list(SHEET.columns)
    assert len(set(headings)) == len(headings)
    assert [tuple(row[:5]) for row in rows] == list(ROWS)
    verdicts = [row[headings.index("Verdict (check)")] for row in rows]
    assert verdicts == ["Listed", "Not found", "Not checked", "Listed"]
    first = dict(zip(headings, rows[0], strict=True))
    assert first["Organization"] == tiny_catalog.designations.loc["alpha", "name"]
    assert first["Page"] == link("alpha")
    assert first["Listing date"] == date(2022, 1, 30)
    assert {row[-1] for row in rows} == {register_state(tiny_catalog).holds()}
    assert rows[1][headings.index("Why")] == register_state(tiny_catalog).not_found()


def test_rows_after_a_stop_are_said_not_to_be_checked(tiny_catalog):
    headings, rows = made(tiny_catalog, count=1)
    verdicts = [row[headings.index("Verdict (check)")] for row in rows]
    assert verdicts == ["Listed"] + ["Not checked"] * 3
    assert checked_list.counted(answered(tiny_catalog, 1), 4) == (
        "1 listed, 0 possibly, 0 not found, 3 not checked."
    )


def test_the_file_speaks_the_language_of_the_reader(tiny_catalog):
    with locale.using("ru"):
        headings, rows = made(tiny_catalog)
    own = len(SHEET.columns)
    words = [*headings[own:], *(str(row[own]) for row in rows)]
    assert all(re.search("[а-яё]", word) for word in words), words
    assert rows[0][own + 1] == tiny_catalog.designations.loc["alpha", "name_ru"]


def test_a_workbook_has_a_filter_widths_links_and_real_dates(tiny_catalog):
    page = book(tiny_catalog).worksheets[0]
    headings = [cell.value for cell in page[1]]
    assert page.title == "Check all"
    assert page.auto_filter.ref == f"A1:{page.cell(1, len(headings)).column_letter}5"
    widths = [page.column_dimensions[cell.column_letter].width for cell in page[1]]
    assert all(8 <= width <= 62 for width in widths)
    assert len(set(widths)) > 1
    address = page.cell(2, headings.index("Page") + 1)
    assert address.hyperlink.target == link("alpha")
    listed = page.cell(2, headings.index("Listing date") + 1)
    assert listed.is_date
    assert listed.value == datetime(2022, 1, 30)


def test_a_workbook_says_what_it_does_not_say(tiny_catalog):
    notes = {row[0].value: row[1].value for row in book(tiny_catalog, count=2).worksheets[1].rows}
    assert notes["Result"] == "1 listed, 0 possibly, 1 not found, 2 not checked."
    assert register_state(tiny_catalog).not_found() in notes["Not found"]
    assert "under a name that we do not know" in notes["Not found"]
    assert notes["What you may not do"] == "https://register.example/about#what"


def test_a_workbook_holds_the_same_cells_and_no_formula(tiny_catalog):
    read = list(book(tiny_catalog).worksheets[0].iter_rows())
    assert read[1][3].value == "=1+1"
    assert read[1][3].data_type == "s"
    assert read[1][2].value == datetime(2024, 1, 2)
    assert read[3][3].value == "bell"
    assert len(read) == len(ROWS) + 1


def test_csv_is_neutralised_but_numbers_keep_their_sign(tiny_catalog):
    headings, rows = made(tiny_catalog)
    data = row_files.to_csv(headings, rows)
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert read[0] == headings
    assert [row[3] for row in read[1:3]] == ["'=1+1", "'@x"]
    assert [row[4] for row in read[1:3]] == ["+49 30 123", "-5"]
    assert read[1][headings.index("Listing date")] == "2022-01-30"


@pytest.mark.parametrize("mark", [True, False])
def test_only_people_get_a_byte_order_mark(mark):
    assert row_files.to_csv(["a"], [["б"]], mark=mark).startswith(b"\xef\xbb\xbf") is mark
