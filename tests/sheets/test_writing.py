import csv
import io
from datetime import datetime
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from dashboard.catalog.catalog import Catalog
from dashboard.sheets.writing import titles, to_csv, to_xlsx

HEADING = ("The Undesirable Register", "Selection: Media outlets, 2022 (1 row)")
FORMULAS = ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "\x00=1"]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content)).active


def frame(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({name: [value] for name, value in columns.items()})


def test_a_csv_opens_in_excel_and_says_what_it_is(tiny_catalog: Catalog) -> None:
    content = to_csv(tiny_catalog.designations, heading=HEADING)
    assert content.startswith(b"\xef\xbb\xbf# The Undesirable Register\n")
    assert content.splitlines()[1] == b"# Selection: Media outlets, 2022 (1 row)"


def test_without_a_heading_the_first_line_has_the_titles(tiny_catalog: Catalog) -> None:
    content = to_csv(tiny_catalog.designations[["name"]])
    assert pd.read_csv(io.BytesIO(content))["Name"].tolist() == [
        "Alpha Media",
        "Beta Fund",
        "Gamma",
    ]


def test_rows_are_written_as_plain_values(tiny_catalog: Catalog) -> None:
    columns = ["name", "aliases", "register_number", "listed_date", "status", "days_to_listing"]
    rows = read_csv(to_csv(tiny_catalog.designations[columns], heading=()))
    assert rows == [
        [
            "Name",
            "Other names",
            "Number in the register",
            "Listing date",
            "Status",
            "Days from decision to listing",
        ],
        ["Alpha Media", "Alpha; A-Media", "1", "2022-01-30", "listed", "20"],
        ["Beta Fund", "", "", "", "announced", ""],
        ["Gamma", "", "", "", "announced", ""],
    ]
    supplied = read_csv(to_csv(tiny_catalog.articles[["title_supplied"]], heading=()))
    assert supplied == [["Title supplied"], ["false"], ["true"]]


def test_titles_are_those_of_the_table_that_has_the_columns() -> None:
    assert titles(["designation_id", "name", "ownership"])[0] == "Own designation"
    assert titles(["designation_id", "speaker", "stance"])[0] == "About"
    assert titles(["name", "something"]) == ["Name", "something"]


def test_comments_are_skipped_by_those_who_know_them(tiny_catalog: Catalog) -> None:
    content = to_csv(tiny_catalog.designations[["name"]], heading=HEADING)
    assert pd.read_csv(io.BytesIO(content), comment="#")["Name"].tolist() == [
        "Alpha Media",
        "Beta Fund",
        "Gamma",
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str) -> None:
    table = frame(name=text, aliases=("ok", text), note=f"{text} ok").rename(columns={"note": text})
    rows = read_csv(to_csv(table, heading=()))
    sheet = read_xlsx(to_xlsx(table, heading=[text], sheet="x"))
    cells = [cell for row in rows for cell in row]
    cells += [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(not cell.startswith(tuple("=+-@\t\r\n\x00")) for cell in cells)
    assert all("; '" in cell for cell in cells if cell.startswith("ok"))
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_numbers_below_zero_stay_numbers() -> None:
    table = frame(days_to_listing=-1)
    assert read_csv(to_csv(table, heading=()))[1] == ["-1"]
    assert read_xlsx(to_xlsx(table, heading=(), sheet="x"))["A2"].value == -1


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("Search: a,=1+1", "# Search: a,'=1+1"),
        ("Search: a; +1", "# Search: a; '+1"),
        ('Search: a,"b', "# Search: a,”b"),
        ('declared "undesirable"', "# declared “undesirable”"),
        ("two\r\nlines", "# two lines"),
        ("=1", "# =1"),
        ("a\x00b", "# ab"),
    ],
)
def test_a_line_of_the_heading_stays_one_line_without_formulas(line: str, written: str) -> None:
    content = to_csv(frame(name="A"), heading=[line]).decode("utf-8-sig")
    assert content == f"{written}\nName\nA\n"


def test_a_workbook_has_heading_titles_and_real_dates(tiny_catalog: Catalog) -> None:
    table = tiny_catalog.designations[["name", "listed_date", "register_number", "aliases"]]
    sheet = read_xlsx(to_xlsx(table, heading=HEADING, sheet="designations"))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows[:2]] == list(HEADING)
    assert rows[2] == ["Name", "Listing date", "Number in the register", "Other names"]
    assert rows[3] == ["Alpha Media", datetime(2022, 1, 30), 1, "Alpha; A-Media"]
    assert rows[4] == ["Beta Fund", None, None, None]
    assert sheet["B4"].is_date
    assert sheet["B4"].number_format == "yyyy-mm-dd"
    assert all(cell.font.bold for cell in sheet[3])
    assert not sheet["A4"].font.bold
    assert sheet.freeze_panes == "A4"
    assert sheet.title == "designations"


def test_columns_are_neither_narrow_nor_endless() -> None:
    sheet = read_xlsx(to_xlsx(frame(id="x", name="y" * 500), heading=["z" * 99], sheet="x"))
    widths = [sheet.column_dimensions[letter].width for letter in "AB"]
    assert widths == [len("Identifier") + 2, 60]


@pytest.mark.parametrize(
    ("name", "title"), [("a/b:c", "a b c"), ("x" * 40, "x" * 31), ("[]", "Sheet"), ("", "Sheet")]
)
def test_the_name_of_a_sheet_is_one_that_excel_allows(name: str, title: str) -> None:
    assert read_xlsx(to_xlsx(frame(id="x"), heading=(), sheet=name)).title == title


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1f", "\ufffe"])
def test_letters_that_no_workbook_may_hold_are_left_out(letter: str) -> None:
    table = frame(name=f"a{letter}b")
    assert read_xlsx(to_xlsx(table, heading=(), sheet="x"))["A2"].value == "ab"
    assert read_csv(to_csv(table, heading=()))[1] == ["ab"]


def test_an_empty_selection_has_its_titles(tiny_catalog: Catalog) -> None:
    table = tiny_catalog.designations[["name", "aliases"]].iloc[:0]
    assert read_csv(to_csv(table, heading=()))[0] == ["Name", "Other names"]
    assert read_xlsx(to_xlsx(table, heading=(), sheet="x"))["A1"].value == "Name"
