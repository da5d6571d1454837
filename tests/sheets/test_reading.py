"""Files that somebody brings, most of them broken in some way."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from dashboard.sheets import reading
from dashboard.sheets.decoding import UploadError
from dashboard.sheets.reading import read_lines, read_list, read_text

NAMES = ["Медуза", "Фонд «Свободная Россия»", "Радио Свобода", "Институт современной России"]


def workbook(*rows, **sheets):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name, more in sheets.items():
        page = book.create_sheet(name)
        for row in more:
            page.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def first(sheet):
    return [row[0] for row in sheet.rows]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8_r"],
)
def test_the_encoding_is_found(encoding):
    names = [name.translate(dict.fromkeys(map(ord, "«»"))) for name in NAMES]
    assert first(read_list("\r\n".join(names).encode(encoding))) == names


@pytest.mark.parametrize(
    ("text", "columns", "rows"),
    [
        ("name,country\nA,DE\nB,FR\n", ("name", "country"), [("A", "DE"), ("B", "FR")]),
        ("Название;Страна\nА;РФ\n", ("Название", "Страна"), [("А", "РФ")]),
        ("A\nB, C and D\nE\n", ("Name",), [("A",), ("B, C and D",), ("E",)]),
        ('name\n"A, B"\n', ("name",), [("A, B",)]),
        ("Partner\tNote\nA\t1\nB\n", ("Partner", "Note"), [("A", "1"), ("B", "")]),
        ("A\n\nB\n\n\n", ("Name",), [("A",), ("",), ("B",)]),
    ],
)
def test_separators_and_headings_are_found(text, columns, rows):
    sheet = read_list(text.encode())
    assert sheet.columns == columns
    assert [tuple(cell or "" for cell in row) for row in sheet.rows] == rows


def test_the_headings_can_be_said_to_be_names():
    assert first(read_list(b"name\nA\n", headed=False)) == ["name", "A"]
    assert read_list(b"Meduza\nA\n", headed=True).columns == ("Meduza",)


def test_a_workbook_keeps_its_rows_and_the_likeliest_column_is_found():
    sheet = read_list(workbook(["№", "Организация", "Сумма"], [1, "Медуза", 10.5], [2, None, None]))
    assert sheet.columns == ("№", "Организация", "Сумма")
    assert sheet.rows == ((1, "Медуза", 10.5), (2, None, None))
    assert sheet.columns[sheet.likeliest] == "Организация"


def test_formulas_are_not_calculated():
    sheet = read_list(workbook(["name"], ['=HYPERLINK("http://x.example","y")'], ["Meduza"]))
    assert sheet.texts(0) == ["", "Meduza"]


def test_what_a_file_is_decides_and_not_its_name():
    assert first(read_list(workbook(["name"], ["Meduza"]))) == ["Meduza"]
    with pytest.raises(UploadError, match="PDF"):
        read_list(b"%PDF-1.7 ...")
    with pytest.raises(UploadError, match="XLS file"):
        read_list(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n \n",
        b"PK\x03\x04 no archive",
        workbook(["name"], ["x"])[:400],
        bytes(range(256)) * 50,
    ],
)
def test_a_damaged_or_empty_file_is_one_sentence(data):
    with pytest.raises(UploadError) as raised:
        read_list(data)
    assert str(raised.value).endswith(".")


def test_an_archive_that_is_no_workbook_is_said_to_be():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("names.txt", "Meduza")
    with pytest.raises(UploadError, match="no workbook"):
        read_list(file.getvalue())


def test_a_zip_bomb_is_not_unpacked():
    file = io.BytesIO(workbook(["name"], ["x"]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"0" * 30_000_000)
    assert len(file.getvalue()) < 100_000
    with pytest.raises(UploadError, match="far larger"):
        read_list(file.getvalue())


def test_entities_that_multiply_are_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' if n else '<!ENTITY a0 "aaaaaaaaaa">'
        for n in range(12)
    )
    good = io.BytesIO(workbook(["name"], ["x"]))
    file = io.BytesIO()
    with (
        zipfile.ZipFile(good) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                content = (bomb + "]><worksheet>&a11;</worksheet>").encode()
            archive.writestr(info.filename, content)
    with pytest.raises(UploadError):
        read_list(file.getvalue())


def test_fifty_thousand_rows_are_read_and_too_many_are_refused():
    assert len(read_list("\n".join(["Meduza"] * 50_000).encode()).rows) == 50_000
    with pytest.raises(UploadError, match="more than"):
        read_list("\n".join(["Meduza"] * (reading.MAX_ROWS + 5)).encode())


def test_what_is_too_large_is_refused():
    with pytest.raises(UploadError, match="MB"):
        read_list(b"a" * (reading.MAX_BYTES + 1))
    with pytest.raises(UploadError, match="characters"):
        read_text(b"a" * (reading.MAX_TEXT + 1))
    with pytest.raises(UploadError, match="characters"):
        read_lines("a" * (reading.MAX_TEXT + 1))


def test_headings_that_repeat_or_are_empty_are_told_apart():
    sheet = read_list(workbook(["name", "name", None], ["a", "b", "c"]))
    assert len(set(sheet.columns)) == 3


def test_an_empty_column_is_a_column_of_empty_texts():
    sheet = read_list(workbook(["name", "empty"], ["a", None], ["b", None]))
    assert sheet.texts(1) == ["", ""]


def test_pasted_cells_are_a_table():
    assert read_lines("name\tn\nMeduza\t1").rows == (("Meduza", "1"),)
    assert first(read_lines("A, B\nC")) == ["A, B", "C"]


def test_a_text_in_any_encoding_is_read():
    assert read_text("О «Медузе» и дожде, который шёл весь день.".encode("cp1251")).startswith(
        "О «М"
    )
    with pytest.raises(UploadError, match="packed"):
        read_text(workbook(["x"]))


def test_headings_are_found_below_a_title_and_totals_are_named():
    sheet = read_list(
        workbook(
            ["Реестр контрагентов на 01.05.2024", None, None], [], ["№", "Наименование организации", "Дата"],
            [1, 2, 3], [1, "Медуза", "x"], [2, "Беллона", "y"], ["Итого: 2", None, None],
        )
    )  # fmt: skip
    assert sheet.columns == ("№", "Наименование организации", "Дата")
    assert sheet.texts(sheet.likeliest) == ["Медуза", "Беллона"]
    assert sheet.first == 5
    assert len(sheet.remarks) == 2


def test_a_second_row_of_headings_fills_what_merged_cells_left():
    sheet = read_list(
        workbook(["№", "Организация", None], [None, None, "Название краткое"], [1, "Медуза", "М"])
    )
    assert sheet.columns == ("№", "Организация", "Название краткое")
    assert len(sheet.rows) == 1


def test_the_column_is_chosen_by_its_cells_not_only_by_its_heading():
    sheet = read_list(
        workbook(["Organization ID", "Partner"], ["A-17", "Meduza"], ["A-18", "Bellona"])
    )
    assert sheet.columns[sheet.likeliest] == "Partner"
    assert sheet.sample(1) == ["Meduza", "Bellona"]


def test_a_sheet_that_is_not_read_is_named():
    book = Workbook()
    book.active.title = "Notes"
    book.active.append(("This file holds partners",))
    page = book.create_sheet("Partners")
    for row in (("Partner",), ("Meduza",), ("Bellona",)):
        page.append(row)
    file = io.BytesIO()
    book.save(file)
    sheet = read_list(file.getvalue())
    assert sheet.texts(0) == ["Meduza", "Bellona"]
    assert sheet.unread == ("Notes",)
    assert "Notes" in sheet.remarks[-1]


def test_excels_own_line_and_broken_encodings_are_read():
    assert (
        read_list("sep=;\n№;Контрагент\n1;Медуза\n".encode("utf-8-sig")).columns[1] == "Контрагент"
    )
    twice = "№;Контрагент\n1;Медуза\n".encode().decode("cp1251").encode()
    assert read_list(twice).texts(1) == ["Медуза"]
    mac = "Наименование\nМедуза\nФонд Свободная Бурятия\nБеллона\n".encode("mac_cyrillic")
    assert first(read_list(mac))[0] == "Медуза"


def names_of(sheet):
    return [name for name in sheet.texts(sheet.likeliest) if name]


def test_units_and_column_numbers_below_the_headings_are_no_names():
    sheet = read_list(
        workbook(
            ["№", "Наименование донора", "Сумма", None],
            [None, None, "руб.", "долл."],
            [1, 2, 3, 4],
            [1, "Медуза", 100, 2],
            [2, "Дождь", 200, 4],
        )
    )
    assert names_of(sheet) == ["Медуза", "Дождь"]


def test_what_stands_below_a_list_is_left_out_and_named():
    sheet = read_list(
        workbook(
            ["Контрагент", "Оборот"],
            ["Медуза", 10],
            ["Дождь", 20],
            ["ИТОГО:", 30],
            [],
            ["Исполнитель: бухгалтерия"],
        )
    )
    assert names_of(sheet) == ["Медуза", "Дождь"]
    assert any("бухгалтерия" in remark for remark in sheet.remarks)


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([["#", "Учебное заведение", "Программа"], [1, "Йель", "летняя школа права"]], ["Йель"]),
        ([["Lp.", "Nazwa organizacji", "Kraj"], ["1", "Meduza", "LV"]], ["Meduza"]),
        ([["Дата", "Ссылка"], ["2024-01-01", "https://meduza.io"]], ["https://meduza.io"]),
        ([["Вуз"], ["Йель"], [None], ["Гарвард"]], ["Йель", "Гарвард"]),
        ([["Фонд Зимина", "Кипр"], ["Дождь", "Латвия"]], ["Фонд Зимина", "Дождь"]),
        ([["Издание «Медуза»", "Рига"], ["Дождь", "Амстердам"]], ["Издание «Медуза»", "Дождь"]),
    ],
)
def test_the_column_of_names_is_found_whatever_it_is_called(rows, names):
    assert names_of(read_list(workbook(*rows))) == names


def test_lines_with_commas_in_prose_are_names():
    text = "University of California, Berkeley\nPeace, Progress and Law\n"
    assert names_of(read_list(text.encode())) == text.splitlines()


def test_a_table_of_markdown_is_read_without_its_line():
    text = "| Организация | Год |\n|---|---|\n| Медуза | 2020 |\n| Дождь | 2021 |\n"
    assert [name.strip() for name in names_of(read_list(text.encode()))] == ["Медуза", "Дождь"]


def test_who_signs_below_a_total_is_no_name():
    sheet = read_list(
        workbook(
            ["Партнёр", "Сумма"],
            ["Медуза", 1],
            [],
            ["DAAD", 3],
            ["ИТОГО:", 6],
            [],
            ["Главный бухгалтер", "Петрова"],
        )
    )
    assert list(filter(None, first(sheet))) == ["Медуза", "DAAD"]
    assert "Главный бухгалтер" in " ".join(sheet.remarks)


def test_columns_of_people_are_no_names_of_organizations():
    sheet = read_list(
        workbook(
            ["Фамилия", "Имя", "Место учёбы", "Год"],
            ["Иванов", "Пётр", "Стэнфорд", 2015],
            ["Сидорова", "Анна", "МГУ имени Ломоносова", 2018],
        )
    )
    assert sheet.columns[sheet.likeliest] == "Место учёбы"


def test_names_in_one_line_are_rows():
    sheet = read_list("Медуза; Oxfam; Радио Свобода\n".encode())
    assert first(sheet) == ["Медуза", "Oxfam", "Радио Свобода"]


def test_a_name_that_is_a_formula_without_a_result_is_missed():
    rows = [["Партнёр", "Сумма"], ["Медуза", 1], ['=CONCATENATE("Oak"," Foundation")', 2]]
    assert read_list(workbook(*rows)).lacks_names(0)
    assert not read_list(workbook(*rows[:2], ["Oxfam", "=B2*2"])).lacks_names(0)
