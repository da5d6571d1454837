"""The check of names in a real browser."""

import csv
import io

import pytest
from openpyxl import Workbook, load_workbook

from dashboard.names.results import verdict_words

ROWS = [
    (11, "Беллингкэт", "=1+1"),
    (12, "ООО «Ромашка»", "кто-то"),
    (13, None, "пусто"),
    (14, "Freedom House, Inc.", "-5"),
    (15, "Transparency", "@x"),
]


@pytest.fixture
def workbook(tmp_path):
    book = Workbook()
    book.active.append(("id", "partner", "note"))
    for row in ROWS:
        book.active.append(row)
        book.active.cell(book.active.max_row, 3).data_type = "s"
    path = tmp_path / "partners.xlsx"
    book.save(path)
    return path


def test_an_uploaded_workbook_comes_back_row_by_row_with_verdicts(page, workbook):
    page.goto("/check")
    page.get_by_role("tab", name="A list").click()
    page.locator("input[type=file]").first.set_input_files(workbook)
    page.get_by_role("button", name="Check 5 names").click()
    page.locator(".ur-checked").wait_for()
    shown = page.locator(".ur-checked tbody tr").evaluate_all(
        "rows => rows.map(row => [row.querySelector('.ur-query').innerText,"
        " row.querySelector('.ur-badge').classList[1].replace('ur-is-', '')])"
    )
    assert [name for name, _verdict in shown] == [row[1] or "–" for row in ROWS]
    verdicts = [verdict for _name, verdict in shown]
    assert verdicts == ["listed", "none", "unchecked", "listed", "possible"]

    with page.expect_download() as download:
        page.get_by_role("button", name="XLSX", exact=True).click()
    read = list(
        load_workbook(io.BytesIO(download.value.path().read_bytes())).active.iter_rows(
            values_only=True
        )
    )
    headings = read[0]
    assert headings[:3] == ("id", "partner", "note")
    assert [row[:3] for row in read[1:]] == ROWS
    words = [str(verdict_words(verdict)) for verdict in verdicts]
    assert [row[headings.index("Verdict")] for row in read[1:]] == words
    states = [row[headings.index("State of the register")] for row in read[1:]]
    assert all("24 September 2026" in state for state in states)

    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    content = download.value.path().read_bytes().decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(content)))
    assert [row["Verdict"] for row in table] == words
    assert [row["note"] for row in table] == ["'=1+1", "кто-то", "пусто", "-5", "'@x"]


def test_a_file_speaks_the_language_of_the_page_and_says_what_was_left_out(page, tmp_path):
    book = Workbook()
    for row in (["Реестр партнёров"], [None], ["№", "Партнёр"], [1, "Freedom House"], ["Итого", 1]):
        book.active.append(row)
    path = tmp_path / "partners.xlsx"
    book.save(path)
    page.goto("/check?lang=ru")
    page.get_by_role("tab", name="Список").click()
    page.locator("input[type=file]").first.set_input_files(path)
    page.get_by_role("button", name="Проверить 1 название").click()
    page.locator(".ur-checked").wait_for()
    assert page.locator(".ur-checked tbody tr td").first.inner_text() == "4"  # its row in the file

    with page.expect_download() as download:
        page.get_by_role("button", name="XLSX", exact=True).click()
    read = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    headings = [cell.value for cell in read.worksheets[0][1]]
    assert not any(heading.isascii() for heading in headings[1:])
    notes = {row[0].value: row[1].value for row in read.worksheets[1].iter_rows()}
    assert any("с итогом" in note for note in notes.values())
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    assert "Verdict" not in download.value.path().read_bytes().decode("utf-8-sig")


def test_a_name_is_answered_while_it_is_typed_and_stays_out_of_the_address(page):
    page.goto("/check")
    field = page.get_by_label("Name of an organization")
    field.press_sequentially("Meduza", delay=20)
    page.locator(".ur-verdict-listed", has_text="Meduza").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "INPUT"
    assert "eduza" not in page.url
    field.fill("Open")
    page.get_by_text("Type more of the name").wait_for()


def test_a_file_that_is_not_a_list_is_refused_with_a_message(page, tmp_path):
    path = tmp_path / "names.csv"
    path.write_bytes(b"%PDF-1.7")
    page.goto("/check")
    page.get_by_role("tab", name="A list").click()
    page.locator("input[type=file]").first.set_input_files(path)
    page.get_by_text("This is a PDF file.").wait_for()


def test_a_file_that_is_too_large_is_refused_in_the_language_of_the_page(page, tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("Организация\n" + "Фонд «Вера»\n" * 300_000)
    page.goto("/check?lang=ru")
    page.get_by_role("tab", name="Список").click()
    page.locator("input[type=file]").first.set_input_files(path)
    told = page.get_by_text("Не проверено: файл больше 5 МБ. Разделите его.")
    told.wait_for()
    assert told.bounding_box()["width"] > 100  # not only for the mouse
    page.get_by_role("button", name="Убрать файл").wait_for()


def test_long_work_shows_progress_and_can_be_stopped(page, tmp_path):
    # Opened before, and the list as long as one may be: the work must not end while we look at it.
    another = page.context.new_page()
    another.goto("/check")
    name = another.get_by_label("Name of an organization")
    name.wait_for()
    path = tmp_path / "long.txt"
    path.write_text("\n".join(f"Partner number {n} of Freedom House" for n in range(50_000)))
    page.goto("/check")
    page.get_by_role("tab", name="A list").click()
    page.locator("input[type=file]").first.set_input_files(path)
    page.get_by_role("button", name="Check 50,000 names").click()
    stop = page.get_by_test_id("stTabs").get_by_role("button", name="Stop")
    stop.wait_for()
    name.fill("Meduza")  # the site goes on answering others
    another.locator(".ur-verdict-listed").wait_for()
    stop.click()
    page.get_by_text("Stopped:").wait_for()


def test_the_size_of_a_file_is_said_in_the_language_of_the_page(page, tmp_path):
    path = tmp_path / "partners.txt"
    path.write_text("Partner Foundation\n" * 80)
    page.goto("/check?lang=ru")
    page.get_by_role("tab", name="Список").click()
    page.locator("input[type=file]").first.set_input_files(path)
    page.get_by_text("1,5 КБ", exact=True).wait_for()


def test_the_page_fits_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/check")
    page.get_by_label("Name of an organization").fill("Карнеги Эндаумент фор Интернешнл Пис")
    page.locator(".ur-answer").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
