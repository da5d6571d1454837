"""Workbooks are read by a process with limits: whatever is in them, the server stays as it is."""

import io
import random
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from dashboard.sheets import workbook
from dashboard.sheets.decoding import UploadError
from dashboard.sheets.workbook import read_workbook

LIMITS = {"rows": 100, "spare_rows": 2, "columns": 20, "cells": 1_000, "characters": 10_000}


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data, part, old, new):
    """Replace some bytes of one part of a workbook."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:  # fmt: skip
        for info in source.infolist():
            content = source.read(info)
            if info.filename == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(info.filename, content)
    return file.getvalue()


@pytest.fixture
def book():
    made = Workbook()
    made.active.title = "Partners"
    made.active.append(["Name", "Since", "Paid", "Active", "At"])
    made.active.append(["Медуза", date(2023, 1, 26), 12.5, True, time(9, 30)])
    return made


def test_cells_come_back_as_they_are(book):
    (page,) = read_workbook(saved(book), **LIMITS)
    assert (page.name, page.visible, page.uncalculated) == ("Partners", True, 0)
    assert page.rows[0] == ("Name", "Since", "Paid", "Active", "At")
    assert page.rows[1] == ("Медуза", datetime(2023, 1, 26), 12.5, True, time(9, 30))


def test_every_sheet_is_read_and_hidden_ones_are_told_apart(book):
    book.create_sheet("Second").append(["Amnesty International"])
    hidden = book.create_sheet("Hidden")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    pages = read_workbook(saved(book), **LIMITS)
    assert [(page.name, page.visible) for page in pages] == [
        ("Partners", True), ("Second", True), ("Hidden", False),
    ]  # fmt: skip
    assert pages[1].rows == (("Amnesty International",),)


def test_formulas_without_a_result_are_counted(book):
    book.active["A3"] = '=CONCATENATE("a", "b")'
    book.active["A4"] = "=A3"
    (page,) = read_workbook(saved(book), **LIMITS)
    assert page.uncalculated == 2


ROWS = b"</sheetData>"


def row_of(cells):
    styled = random.Random(1)
    return b"<row>" + b"".join(b'<c s="%d"/>' % styled.randrange(9) for _ in range(cells)) + b"</row>"  # fmt: skip


def test_a_row_of_a_million_empty_cells_ends_the_reader_and_not_the_server(book, monkeypatch):
    monkeypatch.setattr(workbook, "MEMORY", 300_000_000)
    data = changed(saved(book), "xl/worksheets/sheet1.xml", ROWS, row_of(1_500_000) + ROWS)
    with pytest.raises(UploadError, match="far larger than any list"):
        read_workbook(data, **LIMITS)


def test_the_process_that_reads_has_no_more_memory_than_it_is_given(book, monkeypatch):
    for n in range(9_000):
        book.active.append([f"An organization with the number {n}", "x" * 200 + str(n)])
    wide = LIMITS | {"rows": 10_000, "cells": 100_000, "characters": 10_000_000}
    assert read_workbook(saved(book), **wide)
    monkeypatch.setattr(workbook, "MEMORY", 20_000_000)  # less than it begins with
    with pytest.raises(UploadError, match="far larger than any list"):
        read_workbook(saved(book), **wide)


def test_a_file_that_takes_too_long_is_refused(book, monkeypatch):
    monkeypatch.setattr(workbook, "SECONDS", 1)
    data = changed(saved(book), "xl/worksheets/sheet1.xml", ROWS, row_of(99) * 9_000 + ROWS)
    with pytest.raises(UploadError, match="takes too long, so nothing of it was checked"):
        read_workbook(data, **(LIMITS | {"rows": 100_000}))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/styles.xml", b"</cellXfs>", b'<xf numFmtId="7" fontId="0" fillId="0" borderId="0"/>' * 90_000 + b"</cellXfs>"),
        ("xl/workbook.xml", b"</workbook>", b"<definedNames>" + b"<definedName name='n'>1</definedName>" * 110_000 + b"</definedNames></workbook>"),
    ],
)  # fmt: skip
def test_hundreds_of_thousands_of_styles_or_names_are_refused_before_they_are_read(
    book, monkeypatch, part, old, new
):
    monkeypatch.setattr(workbook.subprocess, "run", lambda *_a, **_k: pytest.fail("It was read."))
    with pytest.raises(UploadError, match="far larger than any list"):
        read_workbook(changed(saved(book), part, old, new), **LIMITS)


@pytest.mark.parametrize("limit", ["rows", "cells", "characters"])
def test_each_limit_holds(book, limit):
    for n in range(50):
        book.active.append([f"name {n}"] * 3)
    data = saved(book)
    assert len(read_workbook(data, **LIMITS)[0].rows) == 52
    with pytest.raises(UploadError):
        read_workbook(data, **(LIMITS | {limit: 20}))


def test_a_file_that_is_none_is_said_to_be_damaged():
    for data in (b"PK\x03\x04 and no more", b"PK"):
        with pytest.raises(UploadError, match="damaged"):
            read_workbook(data, **LIMITS)
