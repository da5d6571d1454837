"""The export held against the dataset: each mutation is found, and nothing else."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.dataset.package import Package, read_package
from dashboard.register.comparison import GROUPS, Comparison, compare
from dashboard.register.export import read_export
from tests.register.conftest import (
    DECISION,
    NAME,
    NUMBER,
    ORDER,
    ORDER_DATE,
    OUT,
    OUT_DATE,
    PUBLISHED,
    STATUS,
    Line,
    Write,
    line,
)
from tests.register.known import known_directory


@pytest.fixture(scope="module")
def today() -> Package:
    return read_package(known_directory())


def groups(comparison: Comparison) -> dict[str, list[Any]]:
    """Return the ids in each group that is not empty, or the row of a new entry."""
    return {
        name: [item.row["id"] if item.row else item.entry.row for item in items]
        for name in GROUPS
        if name != "unchanged" and (items := getattr(comparison, name))
    }


def position(rows: list[Line], words: str) -> int:
    return next(i for i, row in enumerate(rows) if words in row[NAME])


def test_the_register_of_today_changes_nothing(
    write: Write, sample: list[Line], today: Package
) -> None:
    comparison = compare(read_export(write(sample)), today)
    assert groups(comparison) == {}
    assert len(comparison.unchanged) == 188
    assert comparison.problems == ()
    assert comparison.to_apply == ()


def test_an_empty_package_lacks_them_all(
    write: Write, sample: list[Line], empty_package: Path
) -> None:
    comparison = compare(read_export(write(sample)), read_package(empty_package))
    assert len(comparison.new) == 188
    assert groups(comparison).keys() == {"new"}
    assert comparison.as_of == date(2024, 9, 5)


def with_cells(identifier: str, **cells: str) -> Package:
    """Return the package with cells of one designation changed; "" empties a cell."""
    package = read_package(known_directory())
    table = package.tables["designations"]
    row = table.index[table["id"] == identifier][0]
    for name, value in cells.items():
        table.loc[row, name] = value or None
    return package


def announced_only(identifier: str, **cells: str) -> Package:
    """Return the package in which the register does not know a designation yet."""
    empty = ("register_name", "register_number", "listed_date", "listed_date_basis", "order_number")
    return with_cells(identifier, **{**dict.fromkeys((*empty, "published_date"), ""), **cells})


def test_each_mutation_is_found_and_nothing_else(write: Write, sample: list[Line]) -> None:
    today = announced_only("stanford-university")
    sample[position(sample, "Bard College")][NAME] = "Bard College («Бард-колледж»), США"
    sample[position(sample, "Dekabristen")][ORDER_DATE] = "26.10.2022"
    sample[position(sample, "Chatham House")][DECISION] = datetime(2022, 4, 6)
    out = sample[position(sample, "Calvert 22")]
    out[OUT_DATE], out[OUT], out[STATUS] = "01.08.2024", "970-р", "Исключена"
    gone = sample.pop(position(sample, "Vuoksi"))
    sample.append(line(189, "02.09.2024", "1080-р", "20.08.2024", "Quite New («Новое»), Грузия"))
    sample.append(
        line(190, "03.09.2024", "1081-р", "20.08.2024", "Stanford University, США")
    )  # announced only, until now
    comparison = compare(read_export(write(sample)), today)
    assert groups(comparison) == {
        "new": [191 + 3 - 3],
        "listed": ["stanford-university"],
        "changed": ["bard-college", "chatham-house", "dekabristen"],
        "excluded": ["calvert-22-foundation"],
        "missing": ["vuoksi"],
    }
    assert gone[NAME].startswith("Vuoksi")
    assert len(comparison.unchanged) == 183
    changed = {item.row["id"]: item.changes for item in comparison.changed if item.row}
    assert [(d.field, d.old, d.new) for d in changed["dekabristen"]] == [
        ("listed_date", "2022-10-25", "2022-10-26")
    ]


def test_entries_newer_than_the_export_are_not_missing(
    write: Write, sample: list[Line], today: Package
) -> None:
    newer = (today.tables["designations"]["listed_date"] > "2024-09-05").sum()
    assert newer > 50
    assert compare(read_export(write(sample)), today).missing == ()


def test_without_a_date_of_the_data_its_last_order_stands_for_it(
    write: Write, sample: list[Line], today: Package
) -> None:
    sample.pop(0)
    export = read_export(write(sample, as_of=None))
    assert groups(compare(export, today)) == {"missing": ["national-endowment-for-democracy"]}
    later = compare(export, today, as_of=date(2025, 1, 9))
    assert "recorded-future" in groups(later)["missing"]


def test_an_order_number_that_recurs_in_another_year_is_another_entry(
    write: Write, sample: list[Line], today: Package
) -> None:
    number = sample[0][ORDER]
    sample.append(line(189, "02.09.2024", number, "20.08.2024", "Quite New, Грузия"))
    assert groups(compare(read_export(write(sample)), today)) == {"new": [192]}


def test_an_entry_dated_into_another_year_is_the_same_by_its_wording(
    write: Write, sample: list[Line], today: Package
) -> None:
    sample[0][ORDER_DATE] = "29.07.2016"
    comparison = compare(read_export(write(sample)), today)
    assert groups(comparison) == {"changed": ["national-endowment-for-democracy"]}


def test_an_entry_reworded_and_dated_into_another_year_is_found_by_its_place(
    write: Write, sample: list[Line], today: Package
) -> None:
    sample[0][ORDER_DATE] = "29.07.2016"
    sample[0][NAME] = sample[0][NAME].replace("The National", "National")
    comparison = compare(read_export(write(sample)), today)
    assert groups(comparison) == {"changed": ["national-endowment-for-democracy"]}


def test_a_repeated_entry_is_told_of_and_left_out(
    write: Write, sample: list[Line], today: Package
) -> None:
    sample.append([189, *sample[5][1:]])
    comparison = compare(read_export(write(sample)), today)
    assert groups(comparison) == {}
    assert any("repeats row 9" in str(problem) for problem in comparison.problems)


def test_entries_that_share_an_order_number_are_told_apart_by_name(
    write: Write, sample: list[Line], today: Package
) -> None:
    sample[9][ORDER] = sample[8][ORDER]  # both of 27 April 2017
    comparison = compare(read_export(write(sample)), today)
    assert groups(comparison) == {"changed": ["institute-of-modern-russia"]}
    assert any(problem.field == "order_number" for problem in comparison.problems)


def test_a_slip_in_an_order_number_does_not_move_an_entry(
    write: Write, sample: list[Line], today: Package
) -> None:
    other = sample.pop(9)
    sample[8][ORDER] = other[ORDER]
    comparison = compare(read_export(write(sample)), today)
    assert groups(comparison) == {
        "changed": ["or-otkrytaya-rossia"],
        "missing": ["institute-of-modern-russia"],
    }
    assert any("matched by the wording" in str(problem) for problem in comparison.problems)


def test_two_bodies_of_one_brand_stay_two(write: Write, sample: list[Line], today: Package) -> None:
    canada = sample[position(sample, "Великого поручения») (Канада)")]
    sample.append(line(189, "02.09.2024", "1080-р", "20.08.2024",
                       canada[NAME].replace("(Канада)", "(Германия)")))  # fmt: skip
    assert groups(compare(read_export(write(sample)), today)) == {"new": [192]}


def test_a_name_that_nearly_is_one_of_ours_counts_as_new_with_a_question(
    write: Write, sample: list[Line], today: Package
) -> None:
    (gone,) = [sample.pop(position(sample, "Vuoksi"))]
    name = gone[NAME].replace("Финляндская Республика", "Королевство Швеция")
    sample.append(line(189, "02.09.2024", "1080-р", "20.08.2024", name))
    comparison = compare(read_export(write(sample)), today)
    assert groups(comparison) == {"new": [191], "missing": ["vuoksi"]}
    assert any("are they one?" in str(problem) for problem in comparison.problems)


def test_the_same_order_with_quite_another_name_is_asked_about(
    write: Write, sample: list[Line], today: Package
) -> None:
    sample[0][NAME] = "Xyzzy Quux"
    comparison = compare(read_export(write(sample)), today)
    assert groups(comparison) == {"changed": ["national-endowment-for-democracy"]}
    assert any("same organization" in str(problem) for problem in comparison.problems)


def test_entries_numbered_anew_are_no_change(
    write: Write, sample: list[Line], today: Package
) -> None:
    for row in sample[100:]:
        row[NUMBER] += 1
    comparison = compare(read_export(write(sample)), today)
    assert groups(comparison) == {}
    assert [str(p) for p in comparison.problems if "88 entries" in str(p)]


def test_a_row_without_number_or_order_is_matched_by_its_name(
    write: Write, sample: list[Line], today: Package
) -> None:
    sample[3][NUMBER] = None
    sample[4][ORDER] = None
    sample[5][NAME] = None
    comparison = compare(read_export(write(sample)), today)
    assert groups(comparison) == {}
    assert len(comparison.unchanged) == 188
    assert [problem.field for problem in comparison.problems] == ["number", "order_number", "name"]


def test_an_impossible_date_leaves_the_fact_as_it_is(
    write: Write, sample: list[Line], today: Package
) -> None:
    sample[0][DECISION] = "30.07.2015"  # after its listing
    sample[1][DECISION] = "31.11.2015"
    comparison = compare(read_export(write(sample)), today)
    assert groups(comparison) == {}
    assert [problem.field for problem in comparison.problems] == ["decision_date"] * 2


# Conflicts -----------------------------------------------------------------------------------------


def changed_package(directory: Path, **cells: str) -> Package:
    """Return the package with cells of the first designation changed."""
    package = read_package(directory)
    table = package.tables["designations"]
    for name, value in cells.items():
        table.loc[0, name] = value
    return package


def conflicts(comparison: Comparison) -> list[tuple[str, str]]:
    return [
        (problem.designation_id, problem.field)
        for problem in comparison.problems
        if problem.message.startswith("Conflict")
    ]


def test_a_country_that_differs_is_a_conflict_and_no_change(
    write: Write, sample: list[Line]
) -> None:
    sample[0][NAME] += " (Канада)"
    comparison = compare(read_export(write(sample)), changed_package(known_directory()))
    assert conflicts(comparison) == [("national-endowment-for-democracy", "country")]
    assert [d.field for d in comparison.changed[0].changes] == ["register_name"]


def test_a_decision_that_a_report_dates_otherwise_is_a_conflict_and_held_back(
    write: Write, sample: list[Line]
) -> None:
    today = announced_only("fund-24-02", register_name="Fund 24.02", decision_date="2024-09-18")
    sample.append(line(509, "25.09.2024", "1200-р", "17.09.2024", "Fund 24.02"))
    comparison = compare(read_export(write(sample, as_of=datetime(2024, 10, 1))), today)
    (item,) = comparison.changed
    assert {d.field for d in item.changes} == {
        "register_number", "listed_date", "listed_date_basis", "order_number",
    }  # fmt: skip
    assert conflicts(comparison) == [("fund-24-02", "decision_date")]


def test_a_date_that_contradicts_one_that_stays_is_held_back(
    write: Write, sample: list[Line], today: Package
) -> None:
    row = today.tables["designations"].set_index("id").loc["chatham-house"]
    assert row["announced_date"] < row["listed_date"]
    sample[position(sample, "Chatham House")][DECISION] = row["listed_date"]
    comparison = compare(read_export(write(sample)), today)
    (item,) = comparison.changed
    assert item.changes == ()
    assert "announced_date" in item.differences[0].held
    assert conflicts(comparison) == [("chatham-house", "decision_date")]
    assert comparison.to_apply == ()


def test_a_publication_is_no_announcement_and_contradicts_a_later_one(
    write: Write, sample: list[Line]
) -> None:
    sample[0][PUBLISHED] = "30.07.2015"
    unknown = changed_package(known_directory(), announced_date="")
    comparison = compare(read_export(write(sample)), unknown)
    published = [("published_date", "", "2015-07-30")]
    assert [(d.field, d.old, d.new) for d in comparison.changed[0].changes] == published
    later = changed_package(known_directory(), announced_date="2015-08-01")
    comparison = compare(read_export(write(sample)), later)
    assert [(d.field, d.old, d.new) for d in comparison.changed[0].changes] == published
    assert conflicts(comparison) == [("national-endowment-for-democracy", "announced_date")]
    earlier = changed_package(known_directory())
    assert compare(read_export(write(sample)), earlier).problems == ()


@pytest.mark.parametrize(
    ("basis", "published", "changes"),
    [
        ("publication", "", {"published_date": "2024-10-04"}),
        ("publication", "2024-10-04", {}),
        ("report", "", {"note": "Known. Before the order was known, a page gave 4 October 2024 for the listing."}),
        ("report", "2024-10-04", {}),
    ],
)  # fmt: skip
def test_the_day_that_stood_for_the_listing_is_kept_once_the_order_is_known(
    write: Write, sample: list[Line], basis: str, published: str, changes: dict[str, str]
) -> None:
    today = announced_only(
        "fund-24-02", register_name="Fund 24.02", note="Known.", decision_date="2024-09-18"
    )
    table = today.tables["designations"]
    row = table.index[table["id"] == "fund-24-02"][0]
    table.loc[row, ["listed_date", "listed_date_basis"]] = ["2024-10-04", basis]
    table.loc[row, "published_date"] = published or None
    sample.append(line(509, "02.10.2024", "1200-р", "18.09.2024", "Fund 24.02"))
    comparison = compare(read_export(write(sample, as_of=datetime(2024, 10, 8))), today)
    (item,) = comparison.changed
    found = {each.field: each.new for each in item.changes}
    register = {"register_number": "509", "order_number": "1200-р"}
    register |= {"listed_date": "2024-10-02", "listed_date_basis": "order"}
    assert found == register | changes


def test_a_sign_that_stands_for_no_letter_does_not_undo_what_was_mended(
    write: Write, sample: list[Line]
) -> None:
    today = changed_package(known_directory(), register_name="Associação de russos livres")
    sample[0][NAME] = "Associa\uf50dão de russos livres"
    assert groups(compare(read_export(write(sample)), today)) == {}
    sample[0][NAME] = "Associa\uf50dão de russos"
    comparison = compare(read_export(write(sample)), today)
    assert comparison.to_apply == ()
    assert conflicts(comparison) == [("national-endowment-for-democracy", "register_name")]


def test_a_removal_that_the_register_does_not_know_is_a_conflict(
    write: Write, sample: list[Line]
) -> None:
    package = changed_package(known_directory(), delisted_date="2020-01-01")
    comparison = compare(read_export(write(sample)), package)
    assert groups(comparison) == {}
    assert conflicts(comparison) == [("national-endowment-for-democracy", "delisted_date")]


def test_an_exclusion_is_found_once(write: Write, sample: list[Line]) -> None:
    sample[0][OUT_DATE], sample[0][STATUS] = "01.08.2024", "Исключена"
    first = compare(read_export(write(sample)), changed_package(known_directory()))
    assert groups(first) == {"excluded": ["national-endowment-for-democracy"]}
    again = compare(
        read_export(write(sample)), changed_package(known_directory(), delisted_date="2024-08-01")
    )
    assert groups(again) == {}


def test_a_known_name_in_another_country_counts_as_new_with_a_question(
    write: Write, sample: list[Line], today: Package
) -> None:
    sample.append(line(189, "02.09.2024", "1080-р", "20.08.2024", "Stanford University, Канада"))
    comparison = compare(read_export(write(sample)), today)
    assert groups(comparison) == {"new": [192]}
    (problem,) = comparison.problems
    assert problem.designation_id == "stanford-university"
    assert "are they one?" in problem.message
