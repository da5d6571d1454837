"""Reading the export: every layout it comes in, and everything that goes wrong with it."""

import contextlib
import csv
import json
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from dashboard.register.export import Export, read_export
from dashboard.register.tables import ExportError
from tests.register.conftest import (
    ANNULLED,
    DECISION,
    HEADINGS,
    NAME,
    NUMBER,
    ORDER,
    ORDER_DATE,
    OUT,
    OUT_DATE,
    PUBLISHED,
    STATUS,
    TITLE,
    Line,
    Write,
    line,
    sheet,
)

ROWS = [
    line(1, "29.07.2015", "1076-р", "28.07.2015", "«Фонд» (The Fund), США"),
    line(2, "01.12.2015", "1777-р", "26.11.2015", "Second (Франция)"),
    line(3, "02.12.2015", "1778-р", "26.11.2015", "Third (Украина)"),
]


def rows() -> list[Line]:
    return [list(each) for each in ROWS]


def facts(export: Export) -> list[tuple[Any, ...]]:
    return [
        (e.number, e.name, e.order_number, e.order_date, e.decision_date) for e in export.entries
    ]


EXPECTED = [
    (1, "«Фонд» (The Fund), США", "1076-р", date(2015, 7, 29), date(2015, 7, 28)),
    (2, "Second (Франция)", "1777-р", date(2015, 12, 1), date(2015, 11, 26)),
    (3, "Third (Украина)", "1778-р", date(2015, 12, 2), date(2015, 11, 26)),
]


def messages(export: Export, field: str | None = None) -> list[str]:
    return [str(p) for p in export.problems if field is None or p.field == field]


# Layouts -------------------------------------------------------------------------------------------


def test_the_ministrys_layout_is_read(write: Write, sample: list[Line]) -> None:
    export = read_export(write(sample))
    assert export.as_of == date(2024, 9, 5)
    assert len(export.entries) == 188
    assert export.problems == ()
    assert export.entries[0].row == 4


def test_dates_may_be_excels_own_or_its_numbers(write: Write) -> None:
    changed = rows()
    changed[0][ORDER_DATE] = datetime(2015, 7, 29)
    changed[0][DECISION] = date(2015, 7, 28)
    changed[1][ORDER_DATE] = 42339  # 1 December 2015, as Excel counts days
    changed[2][ORDER_DATE] = "2 декабря 2015 г."
    assert facts(read_export(write(changed))) == EXPECTED


@pytest.mark.parametrize(
    "as_of", [date(2024, 9, 5), "05.09.2024", "Данные актуальны на 05.09.2024", "5 сентября 2024 года", 45540.5]
)  # fmt: skip
def test_the_date_of_the_data_may_be_a_date_or_text(write: Write, as_of: Any) -> None:
    assert read_export(write(rows(), as_of=as_of)).as_of == date(2024, 9, 5)


def test_an_older_web_table_is_read_as_csv(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    lines = [
        ["№ п/п", "Дата и номер распоряжения Минюста России о включении", "Дата решения о признании "
         "деятельности нежелательной", "Полное наименование организации"],
        *([n, f"№ {order} от {day}", decided, name] for n, day, order, decided, name, *_ in ROWS),
    ]  # fmt: skip
    for encoding, delimiter in (("utf-8", ","), ("utf-8-sig", ";"), ("cp1251", ";")):
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(lines)
        export = read_export(path)
        assert facts(export) == EXPECTED
        assert export.as_of is None
        assert export.last_date == date(2015, 12, 2)


@pytest.mark.parametrize("wrapped", [False, True])
def test_the_same_facts_are_read_as_json(tmp_path: Path, wrapped: bool) -> None:
    path = tmp_path / "table.json"
    records: Any = [
        {
            "№ п/п": n,
            "Распоряжение о включении": f"{order} от {day}",
            "Дата решения прокуратуры": decided,
            "Наименование": name,
        }
        for n, day, order, decided, name, *_ in ROWS
    ]
    value = {"Актуально на": "05.09.2024", "items": records} if wrapped else records
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    export = read_export(path)
    assert facts(export) == EXPECTED
    assert export.as_of == (date(2024, 9, 5) if wrapped else None)


def test_the_names_of_our_own_fields_are_headings_too(tmp_path: Path) -> None:
    path = tmp_path / "table.json"
    keys = ("register_number", "listed_date", "order_number", "decision_date", "register_name")
    path.write_text(json.dumps([dict(zip(keys, row, strict=False)) for row in ROWS]))
    assert facts(read_export(path)) == EXPECTED


def test_headings_may_move_and_be_put_otherwise(tmp_path: Path) -> None:
    book = sheet([])
    page = book.active
    page.delete_rows(3)
    page.insert_rows(1, 3)
    page.append([])
    page.append([None, "Название организации", "Статус", "Номер распоряжения о включении",
                 "Дата распоряжения  о\nвключении", "Дата решения", "Номер"])  # fmt: skip
    for number, day, order, decided, name, *_ in ROWS:
        page.append([None, name, "Включена", order, day, decided, number])
    path = tmp_path / "moved.xlsx"
    book.save(path)
    export = read_export(path)
    assert facts(export) == EXPECTED
    assert export.as_of == date(2024, 9, 5)
    assert any("exclusions" in each for each in messages(export))


def test_headings_may_take_two_rows_with_merged_cells(tmp_path: Path) -> None:
    book = sheet([])
    page = book.active
    page.delete_rows(3)
    page.append(["№ п/п", "Распоряжение Минюста о включении", None, "Дата решения о признании",
                 "Наименование", "Распоряжение об исключении", None, "Статус"])  # fmt: skip
    page.append([None, "дата", "номер", None, None, "дата", "номер", None])
    page.merge_cells("B3:C3")
    page.merge_cells("F3:G3")
    page.merge_cells("A3:A4")
    for number, day, order, decided, name, *_ in ROWS:
        page.append([number, day, order, decided, name, None, None, "Включена"])
    path = tmp_path / "two.xlsx"
    book.save(path)
    export = read_export(path)
    assert facts(export) == EXPECTED
    assert export.problems == ()


def test_one_heading_may_be_merged_over_the_date_and_the_number(tmp_path: Path) -> None:
    changed = [[row[0], date(2015, 12, 1) if row[0] == 2 else row[1], *row[2:]] for row in rows()]
    headings = list(HEADINGS)
    headings[1:3] = ["Дата и номер распоряжения Минюста о включении", None]
    book = sheet(changed, headings=headings)
    book.active.merge_cells("B3:C3")
    path = tmp_path / "shared.xlsx"
    book.save(path)
    export = read_export(path)
    assert facts(export) == EXPECTED
    assert export.problems == ()


def test_the_register_may_stand_on_another_sheet(tmp_path: Path) -> None:
    book = sheet(rows())
    book.create_sheet("Справка", 0).append(["Сведения о реестре"])
    path = tmp_path / "sheets.xlsx"
    book.save(path)
    assert facts(read_export(path)) == EXPECTED


def test_an_exclusion_is_read(write: Write) -> None:
    changed = rows()
    changed[1][OUT_DATE : STATUS + 1] = ["05.05.2020", "500-р", "01.05.2020", "Исключена"]
    entry = read_export(write(changed)).entries[1]
    assert entry.excluded
    assert entry.exclusion_date == date(2020, 5, 5)
    assert entry.annulment_date == date(2020, 5, 1)


# What goes wrong -----------------------------------------------------------------------------------


def test_a_missing_date_of_the_data_is_said(write: Write) -> None:
    export = read_export(write(rows(), as_of=None))
    assert export.as_of is None
    assert export.last_date == date(2015, 12, 2)
    assert any("--as-of" in each for each in messages(export, "as_of"))


def test_a_heading_that_is_not_known_stops_the_reading_and_is_named(write: Write) -> None:
    headings = list(HEADINGS)
    headings[NAME] = "Кто это"
    with pytest.raises(ExportError, match=r"row 3.*наименование организации.*Кто это"):
        read_export(write(rows(), headings=headings))


def test_a_sheet_without_headings_is_quoted(write: Write) -> None:
    with pytest.raises(ExportError, match="no headings of the register"):
        read_export(write([], headings=["some", "other", "table"]))


def test_a_further_column_is_passed_over_and_named(write: Write) -> None:
    changed = [[*row[:2], "x", *row[2:]] for row in rows()]
    headings = [*HEADINGS[:2], "Примечание", *HEADINGS[2:]]
    export = read_export(write(changed, headings=headings))
    assert facts(export) == EXPECTED
    assert any("Примечание" in each for each in messages(export))


def test_cells_merged_downwards_give_each_row_the_value(tmp_path: Path) -> None:
    changed = rows()
    changed[2][ORDER_DATE] = None
    changed[1][ORDER_DATE] = "02.12.2015"
    book = sheet(changed)
    book.active.merge_cells("B5:B6")
    path = tmp_path / "merged.xlsx"
    book.save(path)
    export = read_export(path)
    assert [e.order_date for e in export.entries[1:]] == [date(2015, 12, 2)] * 2
    assert any("row 5, order_date" in each and "merged" in each for each in messages(export))


def test_a_formula_is_told_of_and_not_guessed(write: Write) -> None:
    changed = rows()
    changed[1][DECISION] = "=DATE(2015,11,26)"
    export = read_export(write(changed))
    assert export.entries[1].decision_date is None
    assert any("formula" in each and "row 5" in each for each in messages(export, "decision_date"))


def test_the_stored_result_of_a_formula_is_read(write: Write, monkeypatch: Any) -> None:
    changed = rows()
    changed[1][NUMBER] = "=A4+1"
    path = write(changed)
    from dashboard.register import grid

    def loaded(source: Any, *, data_only: bool = False) -> Any:
        book = load_workbook(source, data_only=data_only)
        if data_only:  # as a spreadsheet program would have stored it
            book.active["A5"] = 2
        return book

    monkeypatch.setattr(grid, "load_workbook", loaded)
    export = read_export(path)
    assert facts(export) == EXPECTED
    assert any("last result, '2', was read" in each for each in messages(export, "number"))


def test_a_row_without_its_number_is_kept_and_told_of(write: Write) -> None:
    changed = rows()
    changed[1][NUMBER] = None
    export = read_export(write(changed))
    assert [e.number for e in export.entries] == [1, None, 3]
    assert any("row 5" in each for each in messages(export, "number"))


def test_a_row_that_is_no_entry_is_left_out(write: Write) -> None:
    changed = [*rows(), [None] * 4 + ["Всего: 3"], list(HEADINGS), [None] * 10]
    export = read_export(write(changed))
    assert facts(export) == EXPECTED
    assert any("Всего" in each for each in messages(export))


def test_an_order_number_that_stands_twice_is_named_with_both_rows(write: Write) -> None:
    changed = rows()
    changed[2][ORDER] = "1777-р"
    assert any("row 6" in m and "row 5" in m for m in messages(read_export(write(changed))))


def test_an_order_number_of_another_year_is_no_double(write: Write) -> None:
    changed = rows()
    changed[2][ORDER], changed[2][ORDER_DATE] = "1777-р", "01.12.2016"
    changed[2][DECISION] = "26.11.2016"
    assert read_export(write(changed)).problems == ()


@pytest.mark.parametrize("cell", ["31.02.2015", "недавно", "28.07.15", 5, "2015"])
def test_a_date_that_is_none_is_not_taken_over(write: Write, cell: Any) -> None:
    changed = rows()
    changed[0][DECISION] = cell
    export = read_export(write(changed))
    assert export.entries[0].decision_date is None
    assert any("row 4" in each for each in messages(export, "decision_date"))
    assert facts(export)[1:] == EXPECTED[1:]


@pytest.mark.parametrize("cell", ["28.07.2095", "28.07.1995"])
def test_a_date_that_cannot_be_is_not_taken_over(write: Write, cell: str) -> None:
    changed = rows()
    changed[0][ORDER_DATE] = cell
    export = read_export(write(changed))
    assert export.entries[0].order_date is None
    assert any("cannot be" in each for each in messages(export, "order_date"))


def test_a_decision_after_its_listing_is_not_taken_over(write: Write) -> None:
    changed = rows()
    changed[0][DECISION] = "30.07.2015"
    export = read_export(write(changed))
    assert export.entries[0].decision_date is None
    assert export.entries[0].order_date == date(2015, 7, 29)
    assert any("after the order" in each for each in messages(export, "decision_date"))


def test_an_export_of_a_day_to_come_is_told_of_and_believed(write: Write) -> None:
    changed = rows()
    changed[2][ORDER_DATE] = "01.10.2024"
    export = read_export(write(changed, as_of="02.10.2024"), today=date(2024, 9, 30))
    assert export.entries[2].order_date == date(2024, 10, 1)
    assert any("not yet" in each for each in messages(export, "as_of"))


def test_an_entry_after_the_date_of_the_data_is_told_of(write: Write) -> None:
    changed = rows()
    changed[2][ORDER_DATE] = "01.10.2024"
    export = read_export(write(changed))
    assert any("2024-09-05" in each for each in messages(export, "order_date"))
    assert export.last_date == date(2024, 10, 1)


@pytest.mark.parametrize(
    "cells",
    [
        {STATUS: "Исключена"},
        {ANNULLED: "01.05.2020"},
        {OUT: "500-р"},
        {OUT_DATE: "01.05.2010", STATUS: "Исключена"},
    ],
)
def test_an_exclusion_without_a_usable_date_is_told_of(write: Write, cells: dict[int, str]) -> None:
    changed = rows()
    for column, value in cells.items():
        changed[0][column] = value
    export = read_export(write(changed))
    assert export.entries[0].excluded
    assert export.entries[0].exclusion_date is None
    assert messages(export, "exclusion_date")


def test_a_status_that_contradicts_an_exclusion_is_told_of(write: Write) -> None:
    changed = rows()
    changed[0][OUT_DATE] = "05.05.2020"
    export = read_export(write(changed))
    assert export.entries[0].excluded
    assert any("Включена" in each for each in messages(export, "status"))


def test_an_order_number_in_latin_letters_is_the_same(write: Write) -> None:
    changed = rows()
    changed[0][ORDER] = "№ 1076 - p"
    assert facts(read_export(write(changed))) == EXPECTED


def test_a_number_that_is_no_orders_is_told_of(write: Write) -> None:
    changed = rows()
    changed[0][ORDER] = "б/н"
    export = read_export(write(changed))
    assert export.entries[0].order_number is None
    assert messages(export, "order_number")


def test_a_file_that_was_cut_off_is_said_to_be(write: Write, tmp_path: Path) -> None:
    content = write(rows()).read_bytes()
    for length in (10, len(content) // 2, len(content) - 30):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(content[:length])
        with pytest.raises(ExportError, match="cut off or damaged"):
            read_export(path)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("e.xlsx", b"\n <!DOCTYPE html><html><title>502 Bad\nGateway</title>", "web page.*502 Bad Gateway"),
        ("e.xlsx", b"", "is empty"),
        ("e.xlsx", b"Forbidden", "no XLSX file, whatever its name"),
        ("e.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel format"),
        ("e.json", b'[{"a": 1}, {"a"', "cut off or no JSON"),
        ("e.json", b"{}", "no list of entries"),
        ("e.json", b"[1, 2]", "neither objects nor rows"),
        ("e.csv", '№,имя,дата\n1,"не закрыто'.encode(), "cut off or no CSV"),
        ("e.csv", b"just some words", "is not a table"),
        ("e.csv", b"\x00\x01\x02\xff\xfe" * 50, "neither XLSX nor CSV nor JSON"),
    ],
)  # fmt: skip
def test_a_file_that_is_something_else_is_refused_with_its_reason(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ExportError, match=sentence):
        read_export(path)


def test_a_missing_file_and_an_empty_register_are_refused(tmp_path: Path, write: Write) -> None:
    with pytest.raises(ExportError, match="cannot be read"):
        read_export(tmp_path / "nowhere.xlsx")
    with pytest.raises(ExportError, match="no entries"):
        read_export(write([]))


def test_the_title_alone_is_no_date(write: Write) -> None:
    assert not any(each.isdigit() for each in TITLE)
    assert read_export(write(rows(), as_of="без даты")).as_of is None


def test_a_publication_date_is_read(write: Write) -> None:
    changed = rows()
    changed[0][PUBLISHED] = "30.07.2015"
    assert read_export(write(changed)).entries[0].published_date == date(2015, 7, 30)


CELLS = st.one_of(
    st.none(),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.text(max_size=30),
    st.sampled_from([each for row in ROWS for each in row]),
    st.lists(st.integers(), max_size=2),
)


@given(st.lists(st.lists(CELLS, min_size=10, max_size=10), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_whatever_stands_in_the_cells_is_read_or_refused(table: list[list[Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.json"
        path.write_text(json.dumps([[TITLE], ["05.09.2024"], HEADINGS, *table]), encoding="utf-8")
        try:
            export = read_export(path)
        except ExportError:
            return
        assert all(isinstance(entry.name, str) for entry in export.entries)


@given(st.integers(0, 6000), st.binary(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_read_or_refused(position: int, junk: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        sheet(rows()).save(path)
        content = path.read_bytes()
        path.write_bytes(content[:position] + junk + content[position + len(junk) :])
        with contextlib.suppress(ExportError):
            read_export(path)
