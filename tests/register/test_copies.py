"""Copies of the register with fewer columns: the public mirror's file, the Ministry's REST answer."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.dataset.package import read_package
from dashboard.register import mirror
from dashboard.register.comparison import compare
from dashboard.register.export import parse_export, read_export
from dashboard.register.tables import ExportError
from tests.register.conftest import (
    HEADINGS,
    NAME,
    NUMBER,
    ORDER,
    ORDER_DATE,
    Line,
    Write,
    dotted,
    line,
)

ALPHA = line(1, "30.01.2022", "12-р", "10.01.2022", "Alpha Media Ltd. (Латвия)")
DELTA = line(2, "01.12.2025", "1777-р", "26.11.2025", "Delta Fund («Фонд Дельта») (Франция)")


def mirrored(rows: list[Line], **changed: Any) -> dict[str, Any]:
    """Write entries as the mirror publishes them."""
    entries = [
        {"aliases": [], "decision": None, "excluded_at": None, "id": f"row-{place}", "inn": None,
         "included_at": row[ORDER_DATE], "kind": "org", "name": row[NAME], "ogrn": None, "raw": {}}
        for place, row in enumerate(rows, 1)
    ]  # fmt: skip
    return {
        "entry_count": len(entries),
        "fetched_at": "2025-12-20T01:18:06+00:00",
        "freshness_window_days": 30,
        "registry": mirror.REGISTER,
        "entries": entries,
    } | changed


def rested(rows: list[Line], **changed: Any) -> dict[str, Any]:
    """Write entries as the Ministry's REST answer has them: a field without a value is left out."""
    values = [
        {f"field_{n}_s": str(cell) for n, cell in enumerate(row, 1) if cell is not None}
        for row in rows
    ]
    return {"values": values, "size": len(values)} | changed


def read(value: Any) -> Any:
    return parse_export(json.dumps(value).encode(), "https://example.org/register")


def test_the_mirrors_file_has_names_and_dates_and_says_how_fresh_it_is() -> None:
    export = read(mirrored([ALPHA, DELTA]))
    assert [(e.name, e.order_date, e.number, e.order_number) for e in export.entries] == [
        (ALPHA[NAME], date(2022, 1, 30), None, None),
        (DELTA[NAME], date(2025, 12, 1), None, None),
    ]
    assert export.as_of == date(2025, 12, 20)
    assert export.fresh_until == date(2026, 1, 19)


def test_an_exclusion_is_seen_in_the_mirrors_file() -> None:
    value = mirrored([ALPHA, DELTA])
    value["entries"][0]["excluded_at"] = "01.12.2025"
    entry = read(value).entries[0]
    assert (entry.excluded, entry.exclusion_date) == (True, date(2025, 12, 1))


def test_columns_that_a_source_lacks_are_told_of_in_one_line_and_leave_their_fields(
    tiny_package: Path,
) -> None:
    many = [line(n, "01.12.2025", f"{n}-р", None, f"Fund {n}") for n in range(2, 107)]
    comparison = compare(read(mirrored([ALPHA, *many])), read_package(tiny_package))
    assert [item.row["id"] for item in comparison.unchanged if item.row] == ["alpha"]
    (problem,) = comparison.problems
    assert "номер распоряжения" in problem.message
    assert "stay as they are" in problem.message


def test_the_same_problem_of_many_rows_is_told_once(write: Write) -> None:
    many = [line(n, "01.12.2015", None, "26.11.2015", f"Fund {n}") for n in range(1, 106)]
    (problem,) = read_export(write(many)).problems
    assert problem.row == 4
    assert "104 further rows, to row 108" in problem.message


def test_the_rest_answer_has_all_columns() -> None:
    changed = [*DELTA]
    changed[5:10] = ["02.12.2025", "10.12.2025", "99-р", "05.12.2025", "Исключена"]
    export = read(rested([ALPHA, changed]))
    assert {each.field for each in export.problems} == {"as_of"}
    first, second = export.entries
    assert (first.number, first.order_number, first.decision_date) == (1, "12-р", date(2022, 1, 10))
    assert second.published_date == date(2025, 12, 2)
    assert second.exclusion_date == date(2025, 12, 10)
    assert second.annulment_date == date(2025, 12, 5)
    assert second.excluded


@pytest.mark.parametrize("stamp", ["2022-01-29T21:00:00Z", 1643490000000])
def test_a_moment_is_the_day_in_moscow(stamp: Any) -> None:
    value = rested([ALPHA])
    value["values"][0]["field_2_dt"] = stamp
    del value["values"][0]["field_2_s"]
    assert read(value).entries[0].order_date == date(2022, 1, 30)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (mirrored([ALPHA], registry="minjust_foreign_agents"), "another register"),
        (mirrored([ALPHA], entry_count=418), "is incomplete"),
        (mirrored([]), "no list of entries"),
        (mirrored([ALPHA], fetched_at=None), "when the register was read"),
        (rested([ALPHA], size=418), "1 of 418 entries"),
        (rested([]), "no list of entries"),
        ({"message": "Forbidden"}, "no list of entries"),
        ([{"id": 1, "title": "x", "tags": "y"}], "no headings of the register"),
    ],
)
def test_an_answer_that_is_not_the_register_is_refused(value: Any, sentence: str) -> None:
    with pytest.raises(ExportError, match=sentence):
        read(value)


def test_the_table_of_a_portal_has_its_columns_in_any_order(tmp_path: Path) -> None:
    order = [0, 5, 3, 8, 1, 6, 4, 2, 7, 9]
    path = tmp_path / "table.csv"
    rows = [
        [HEADINGS[n] for n in order],
        *([row[n] or "" for n in order] for row in (ALPHA, DELTA)),
    ]
    text = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    path.write_text(text, encoding="utf-8-sig")
    export = read_export(path)
    assert [(e.number, e.order_number, e.name) for e in export.entries] == [
        (row[NUMBER], row[ORDER], row[NAME]) for row in (ALPHA, DELTA)
    ]
    assert {each.field for each in export.problems} == {"as_of"}


INDEX = "https://example.org/main/index.json"


def indexed(**changed: Any) -> dict[str, Any]:
    record = {
        "file": "data/undesirable.json", "status": "ok", "entry_count": 2,
        "fetched_at": "2025-12-24T01:00:00+00:00", "freshness_window_days": 30,
    }  # fmt: skip
    return {"registries": {mirror.REGISTER: record | changed}}


def test_the_index_says_where_the_file_is_and_when_the_register_was_last_read() -> None:
    found = mirror.find_file(indexed(), INDEX)
    assert found is not None
    assert found.address == "https://example.org/main/data/undesirable.json"
    assert (found.as_of, found.fresh_until) == (date(2025, 12, 24), date(2026, 1, 23))
    assert mirror.find_file(mirrored([ALPHA]), INDEX) is None


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (indexed(status="failed", last_error="reset by peer"), "reset by peer"),
        (indexed(file="https://elsewhere.example/x.json"), "another site"),
        (indexed(file=None), "does not say where"),
        (indexed(fetched_at="yesterday"), "when the register was read"),
        ({"registries": {}}, "does not list"),
    ],
)
def test_an_index_without_a_usable_file_is_refused(value: Any, sentence: str) -> None:
    with pytest.raises(ExportError, match=sentence):
        mirror.find_file(value, INDEX)


# What spreadsheets leave in cells ------------------------------------------------------------------


@pytest.mark.parametrize(
    "numbering",
    [
        list(range(1, 11)),
        [str(n) for n in range(1, 11)],
        [f"({n})" for n in range(1, 11)],
        [f"{n}." for n in range(1, 11)],
        ["А", "Б", *range(1, 9)],
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"],
        [f"графа {n}" for n in range(1, 11)],
    ],
)
def test_a_row_of_column_numbers_is_no_entry(write: Write, numbering: Line) -> None:
    export = read_export(write([numbering, ALPHA, DELTA]))
    assert [e.number for e in export.entries] == [1, 2]
    assert {each.field for each in export.problems} <= {"order_date", "decision_date"}


@pytest.mark.parametrize(
    "order",
    [
        "1076\u2010р", "1076\u2011р", "1076\u2013р", "1076\u2014р", "1076\u2212р", "1076\u00adр",
        "№\u00a01076\u00a0\u2011\u00a0р", "1\u00a0076-р", "１０７６-р", "1076\u200b-\u2060р", "1076 p",
        "1076-Р", "1076/р", "1076-р_x000D_\n",
    ],
)  # fmt: skip
def test_an_order_is_the_same_however_it_is_written(write: Write, order: str) -> None:
    row = [*DELTA]
    row[ORDER] = order
    assert read_export(write([row], as_of="20.12.2025")).entries[0].order_number == "1076-р"


@pytest.mark.parametrize(
    "cell",
    ["01\u00ad.12.2025", "\ufeff01.12.2025\u00a0г.", "2025\u201112\u201101", "01.12.2025_x000D_\n"],
)
def test_a_date_is_the_same_however_it_is_written(write: Write, cell: str) -> None:
    row = [*DELTA]
    row[ORDER_DATE] = cell
    assert read_export(write([row], as_of="20.12.2025")).entries[0].order_date == date(2025, 12, 1)


def test_artefacts_make_no_change_and_no_identifier(tiny_package: Path, write: Write) -> None:
    rows = [[*ALPHA], [*DELTA]]
    rows[0][NAME] = "Alpha\u00a0Media_x000D_\nLtd. (Лат\u00adвия)"
    rows[0][ORDER] = "12\u2011р"
    rows[1][NAME] = "Delta Foun\u00addation_x000D_\n(«Фонд Дель\u200bта»), Франция"
    comparison = compare(read_export(write(rows, as_of="20.12.2025")), read_package(tiny_package))
    assert [item.row["id"] for item in comparison.unchanged if item.row] == ["alpha"]
    (new,) = comparison.new
    assert new.entry is not None
    assert new.entry.name == "Delta Foundation («Фонд Дельта»), Франция"
    assert new.parsed is not None
    assert (new.parsed.name, new.parsed.name_ru) == ("Delta Foundation", "Фонд дельта")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("St?d e.V. («Пример»), ФРГ", "St?d"),
        ("Libert? (Франция)", "Libert?"),
        ("Associa\uf50dão (Португалия)", "Associa\uf50dão"),
        ("Р¤РѕРЅРґ «Р­С…Рѕ» (Латвия)", "Р¤РѕРЅРґ"),
    ],
)
def test_a_new_entry_that_lost_letters_is_refused_with_its_row(
    tiny_package: Path, write: Write, name: str, word: str
) -> None:
    rows = [[*ALPHA], line(2, dotted("2025-12-01"), "9998-р", None, name)]
    comparison = compare(read_export(write(rows, as_of="20.12.2025")), read_package(tiny_package))
    assert comparison.new == ()
    (problem,) = (each for each in comparison.problems if each.field == "name")
    assert problem.row == 5
    assert "was not added" in problem.message
    assert f"“{word}”" in problem.message


def test_a_known_wording_is_not_overwritten_by_one_that_lost_letters(
    tiny_package: Path, write: Write
) -> None:
    same, other = [*ALPHA], [*ALPHA]
    same[NAME] = "Alpha Med?a Ltd. (Латвия)"
    other[NAME] = "Alpha Med?a and Partners Ltd. (Латвия)"
    package = read_package(tiny_package)
    comparison = compare(read_export(write([same], as_of="20.12.2025")), package)
    assert len(comparison.unchanged) == 1
    assert comparison.problems == ()
    (changed,) = compare(read_export(write([other], as_of="20.12.2025")), package).changed
    assert changed.changes == ()
