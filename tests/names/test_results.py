"""A list with its answers, as files."""

import csv
import io
from datetime import datetime

from openpyxl import load_workbook

from dashboard.names import matcher, results
from dashboard.sheets.reading import Sheet

ROWS = (
    ("Alpha Media", 1, datetime(2024, 1, 2), "=1+1", "+49 30 123"),
    ("Nobody", 2.5, None, "@x", "-5"),
    ("", None, None, "\x07bell", "ok"),
    ("Alpha Media", 1, None, "twice", ""),
)
SHEET = Sheet(("name", "n", "day", "note", "score"), ROWS, True)


def made(catalog, answered=4):
    answers = matcher(catalog).check_many(SHEET.texts(0)[:answered])
    return results.beside(SHEET, answers, catalog)


def test_every_row_stays_in_its_place_with_its_own_cells(tiny_catalog):
    headings, rows = made(tiny_catalog)
    assert headings[:5] == list(SHEET.columns)
    assert len(set(headings)) == len(headings)
    assert [tuple(row[:5]) for row in rows] == list(ROWS)
    verdicts = [row[headings.index("verdict")] for row in rows]
    assert verdicts == ["listed", "none", "unchecked", "listed"]
    assert rows[0][headings.index("status")] == "listed"
    assert rows[0][headings.index("listed_date")] == "2022-01-30"
    assert {row[-1] for row in rows} == {tiny_catalog.as_of.isoformat()}


def test_rows_after_a_stop_are_said_not_to_be_checked(tiny_catalog):
    headings, rows = made(tiny_catalog, answered=1)
    assert [row[headings.index("verdict")] for row in rows] == ["listed"] + ["unchecked"] * 3


def test_a_workbook_holds_the_same_cells_and_no_formula(tiny_catalog):
    headings, rows = made(tiny_catalog)
    page = load_workbook(io.BytesIO(results.to_xlsx(headings, rows, sheet="Check"))).active
    read = list(page.iter_rows())
    assert [cell.value for cell in read[0]] == headings
    assert read[1][3].value == "=1+1"
    assert read[1][3].data_type == "s"
    assert read[1][2].value == datetime(2024, 1, 2)
    assert read[3][3].value == "bell"
    assert len(read) == len(ROWS) + 1


def test_csv_is_neutralised_but_numbers_keep_their_sign(tiny_catalog):
    headings, rows = made(tiny_catalog)
    data = results.to_csv(headings, rows)
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert read[0] == headings
    assert [row[3] for row in read[1:3]] == ["'=1+1", "'@x"]
    assert [row[4] for row in read[1:3]] == ["+49 30 123", "-5"]
