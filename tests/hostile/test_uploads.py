"""Files that somebody uploads or hands to the command line: anything, damaged, or made to be large.

What cannot be used is one sentence; what can be is no larger than the limits say.
"""

import io
import json
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from dashboard.catalog import load_catalog
from dashboard.names import checked_list
from dashboard.names.kept import matcher
from dashboard.register.export import Export, read_export
from dashboard.register.tables import ExportError
from dashboard.sheets import reading, row_files
from dashboard.sheets.decoding import UploadError
from dashboard.sheets.reading import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TEXT,
    read_lines,
    read_list,
    read_text,
)
from tests.hostile import corpus
from tests.hostile.counting import case, cases, soaking
from tests.hostile.strategies import surrogates, texts
from tests.hostile.test_data import plain_book

TIMES = 10 if soaking() else 1
NAME = "xl/worksheets/sheet1.xml"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(*rows):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


GOOD = book(["name", "x"], ["Meduza", 1], ["Медуза", 2.5])


def changed(parts, *, good=GOOD):
    """Make a workbook with some of its files replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:  # fmt: skip
        for info in source.infolist():
            if info.filename not in parts:
                made.writestr(info.filename, source.read(info))
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def sheet_xml(rows):
    return (
        f'<?xml version="1.0"?><worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData></worksheet>'
    )


def is_a_sentence(error, end="."):
    assert str(error).endswith(end)
    assert 0 < len(str(error)) < 1000
    assert "Traceback" not in str(error)


def read_safely(data):
    """Read a list, or assert that the error is a sentence."""
    try:
        sheet = read_list(data)
    except UploadError as error:
        is_a_sentence(error)
        return None
    assert len(sheet.columns) <= MAX_COLUMNS
    assert len(sheet.rows) <= MAX_ROWS + 1
    assert len(sheet.rows) * len(sheet.columns) <= MAX_CELLS
    assert len(set(sheet.columns)) == len(sheet.columns)
    assert 0 <= sheet.likeliest < len(sheet.columns)
    assert all(len(row) == len(sheet.columns) for row in sheet.rows)
    return sheet


_line = st.one_of(texts(), st.lists(texts(), max_size=4).flatmap(lambda cells: st.sampled_from(",;\t|").map(lambda s: s.join(cells))))  # fmt: skip
_encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1251", "koi8_r", "utf-7", "cp037"])  # fmt: skip


@st.composite
def files(draw):
    """Draw the bytes of a text file: any encoding, with damage."""
    kind = draw(st.integers(0, 5))
    if kind == 0:
        return draw(st.binary(max_size=300))
    body = draw(st.sampled_from(["\n", "\r\n", "\r", "\u2028"])).join(draw(st.lists(_line, min_size=1, max_size=5)))  # fmt: skip
    data = body[:20_000].encode(draw(_encodings), "replace")
    if kind == 1:
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.sampled_from(corpus.INVALID_UTF8)) + data[at:]
    if kind == 2:
        data = data[: draw(st.integers(0, len(data)))]
    return data


@cases(60, 9_000)
@given(files())
def test_a_text_file_is_a_list_or_a_sentence(data):
    case("uploads: text files")
    sheet = read_safely(data)
    try:
        read_text(data)
    except UploadError as error:
        is_a_sentence(error)
    if sheet is not None:
        written = row_files.to_csv(sheet.columns, sheet.rows)
        assert written.decode("utf-8-sig") is not None


@cases(60, 12_000)
@given(st.one_of(texts(), surrogates, st.lists(texts(), max_size=6).map("\t".join)))
def test_a_pasted_list_is_a_list_or_a_sentence(pasted):
    case("uploads: pasted lists")
    try:
        sheet = read_lines(pasted)
    except UploadError as error:
        is_a_sentence(error)
        return
    assert len(sheet.rows) * len(sheet.columns) <= MAX_CELLS


@cases(12, 1_500)
@given(st.data())
def test_a_damaged_workbook_is_a_list_or_a_sentence(data):
    case("uploads: damaged workbooks")
    kind = data.draw(st.integers(0, 2))
    if kind == 0:  # bytes changed anywhere
        made = bytearray(GOOD)
        for _ in range(data.draw(st.integers(1, 8))):
            made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
        read_safely(bytes(made))
    elif kind == 1:  # a file inside is something else
        name = data.draw(st.sampled_from([NAME, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "docProps/core.xml", "../../evil", "xl/../../evil", "/etc/passwd"]))  # fmt: skip
        read_safely(changed({name: data.draw(st.one_of(texts(), st.binary(max_size=200)))}))
    else:  # cells of any kind at any place
        cells = data.draw(st.lists(st.tuples(st.sampled_from(["A1", "B2", "XFD1", "A1048576", "ZZZZ1", "A0", "-", "A99999999999"]), st.sampled_from(["n", "s", "str", "b", "e", "d", "inlineStr", "x"]), st.one_of(st.sampled_from(corpus.NUMBERS), st.just("0"))), max_size=5))  # fmt: skip
        rows = "".join(f'<row r="{n}"><c r="{at}" t="{kind}"><v>{value}</v></c></row>' for n, (at, kind, value) in enumerate(cells, 1))  # fmt: skip
        read_safely(changed({NAME: sheet_xml(rows)}))


@cases(4, 800)
@given(st.lists(st.lists(texts(), min_size=1, max_size=3), min_size=1, max_size=4))
def test_what_comes_back_beside_a_list_is_plain(rows):
    case("uploads: results")
    lines = "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
    try:
        sheet = read_lines(lines)
    except UploadError:
        return
    catalog = load_catalog()
    answers = matcher(catalog).check_many(sheet.texts(0))
    headings, made = checked_list.table(sheet, answers, catalog, str)
    plain_book(row_files.to_xlsx(headings, made, sheet="Check"))
    text = row_files.to_csv(headings, made).decode("utf-8-sig")
    first = [line for line in text.split("\n") if line[:1] in "=@＝＋－＠\t\r" and line]
    assert first == []


BILLION = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "&a;"}">' for n in range(12)) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


def cell(reference):
    return f'<worksheet xmlns="{SPACE}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{reference}</t></is></c></row></sheetData></worksheet>'


def crossed():
    """Make a central directory that understates the size of a file."""
    made = bytearray(changed({"xl/extra.xml": b"0" * 5_000_000}))
    at = made.rfind(b"PK\x01\x02")
    made[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(made)


def overlapping():
    """Many names of one packed file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/a", b"0" * 9_000_000)
        info = made.infolist()[0]
        for n in range(2000):
            other = zipfile.ZipInfo(f"xl/{n}")
            for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(other, field, getattr(info, field))
            made.filelist.append(other)
            made.NameToInfo[other.filename] = other
    return file.getvalue()


BOMBS = {
    "entities that multiply": lambda: changed({NAME: BILLION + cell("&a11;")}),
    "entities in shared strings": lambda: changed({"xl/sharedStrings.xml": BILLION + f'<sst xmlns="{SPACE}"><si><t>&a11;</t></si></sst>'}),
    "an entity from outside": lambda: changed({NAME: OUTSIDE + cell("&f;")}),
    "a zip in a zip": lambda: changed({"xl/inner.zip": changed({"xl/deep": b"0" * 50_000_000})}),
    "one large file": lambda: changed({"xl/media/x": b"0" * 70_000_000}),
    "a directory that lies": crossed,
    "files that overlap": overlapping,
    "thousands of files": lambda: changed({f"xl/{n}": b"" for n in range(6_000 * TIMES)}),
    "cells at the right edge": lambda: changed({NAME: sheet_xml("".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 3_000 * TIMES)))}),
    "a row beyond the end": lambda: changed({NAME: sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="999999999"><c r="A999999999"><v>1</v></c></row>')}),
    "one text in many cells": lambda: changed({"xl/sharedStrings.xml": f'<sst xmlns="{SPACE}"><si><t>{"x" * 1_000_000}</t></si></sst>', NAME: sheet_xml("".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_000)))}),
    "one wide row over many": lambda: ("\t".join("x" * MAX_COLUMNS) + "\n" + "x\n" * 9_000 * TIMES).encode(),
    "elements inside each other": lambda: changed({NAME: "<a>" * 20_000 * TIMES}),
    "commas without end": lambda: b"," * 200_000 * TIMES + b"\nname,x",
    "a million quotes": lambda: b'"' * 1_000_000 + b"\nx",
    "lines without end": lambda: b"\n" * 150_000 * TIMES + b"x",
    "nothing but halves": lambda: b"\xff\xfe" + b"\x00\xd8" * 100_000 * TIMES,
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_file_made_to_be_large_stays_within_the_limits(bomb, monkeypatch):
    case("uploads: bombs")
    if not soaking():
        monkeypatch.setattr(reading, "MAX_ROWS", 10_000)
    data = BOMBS[bomb]()
    tracemalloc.start()
    try:
        sheet = read_safely(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # Cells are pointers of eight bytes, characters have up to four; four times that is room enough.
    assert peak < 4 * (8 * MAX_CELLS + 4 * MAX_BYTES) + 10 * len(data)
    if sheet is not None:
        told = "".join(sheet.texts(0)[:50])
        assert "root:" not in told
        assert "aaaaaaaaaaa" not in told
        assert sum(len(value) for row in sheet.rows for value in row if isinstance(value, str)) <= MAX_BYTES  # fmt: skip


@pytest.mark.parametrize("large", corpus.LARGE, ids=range(len(corpus.LARGE)))
def test_a_million_characters_are_a_list_a_text_or_a_sentence(large):
    case("uploads: bombs")
    data = large.encode()
    read_safely(data)
    try:
        assert len(read_text(data)) <= MAX_TEXT
    except UploadError as error:
        is_a_sentence(error)


# The official register ---------------------------------------------------------------------------

HEADINGS = ["№ п/п", "Полное наименование", "№ и дата распоряжения Минюста", "Дата решения Генпрокуратуры"]  # fmt: skip


@cases(30, 5_000)
@given(st.one_of(
    files(),
    st.lists(st.lists(texts(), min_size=4, max_size=4), max_size=4).map(lambda rows: json.dumps([HEADINGS, *rows]).encode()),
    st.lists(st.dictionaries(st.sampled_from(HEADINGS), st.one_of(texts(), st.sampled_from(corpus.NUMBERS), st.integers(), st.floats(), st.none())), max_size=4).map(lambda rows: json.dumps(rows).encode()),
    st.lists(texts(), min_size=4, max_size=4).map(lambda cells: ("\t".join(HEADINGS) + "\n" + "\t".join(" ".join(c.split()) for c in cells)).encode()),
))  # fmt: skip
def test_an_export_of_the_register_is_read_or_refused_with_a_sentence(tmp_path_factory, data):
    case("uploads: exports of the register")
    path = tmp_path_factory.getbasetemp() / "export.dat"
    path.write_bytes(data)
    try:
        assert isinstance(read_export(path), Export)
    except ExportError as error:
        is_a_sentence(error, end="")


@pytest.mark.parametrize(
    "data",
    [
        b" " * 1_000_000 + b"x", b"\n" * 1_000_000 + b"<", b"<title " * 200_000, b"<html><title>" + b"<" * 500_000,
        b"[" + b"9" * 5000 + b"]", b"[" * 100_000, b'{"a":' * 50_000, b"[NaN]", b'["\\ud800"]', b"PK\x03\x04", b"\xd0\xcf\x11\xe0",
        json.dumps([HEADINGS, ["9" * 400, "x", "1-р от 01.01.2020", "x"], ["²", "x", "1-р", ""]]).encode(),
    ],
)  # fmt: skip
def test_an_export_that_is_none_does_not_hold_the_command_up(tmp_path, data):
    case("uploads: exports of the register")
    (tmp_path / "export").write_bytes(data)
    try:
        read_export(tmp_path / "export")
    except ExportError as error:
        is_a_sentence(error, end="")


def test_our_own_workbooks_are_read_by_others():
    assert load_workbook(io.BytesIO(GOOD)).active["A2"].value == "Meduza"
