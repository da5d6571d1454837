"""What the register changes, written: everything it says, nothing else, and only once."""

import csv
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from dashboard.dataset.coverage import Coverage
from dashboard.dataset.package import PackageError, read_package
from dashboard.dataset.tables import CHANGES
from dashboard.dataset.validation import validate
from dashboard.editing.draft import Draft
from dashboard.register.applying import apply, identifiers
from dashboard.register.comparison import Comparison, compare
from dashboard.register.export import read_export
from tests.register.conftest import (
    DECISION,
    NAME,
    ORDER,
    ORDER_DATE,
    OUT_DATE,
    STATUS,
    Line,
    Write,
    line,
    register,
    sheet,
)
from tests.register.known import known_directory

TODAY = date(2099, 12, 1)  # after every version that the data will have
FACTS = ("register_name", "register_number", "decision_date", "listed_date", "order_number")


def rows(directory: Path, table: str = "designations") -> dict[str, dict[str, str]]:
    with (directory / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row["id" if "id" in row else "row_id"]: row for row in csv.DictReader(file)}


def update(export: Path, directory: Path, source: str = "") -> tuple[Comparison, str | None]:
    draft = Draft.of(directory)
    comparison = compare(read_export(export), draft.package)
    ids = identifiers(comparison, draft)
    return comparison, apply(comparison, draft, ids, today=TODAY, source=source)


def content(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def test_an_empty_package_becomes_the_register(
    write: Write, sample: list[Line], empty_package: Path
) -> None:
    export = write(sample)
    _comparison, version = update(export, empty_package)
    assert version == "2099.12.01"
    package = read_package(empty_package)
    assert validate(package) == []
    assert package.as_of == date(2024, 9, 5)
    assert package.coverage == Coverage(date(2024, 9, 5), register_entries=188, numbers_to=188)
    made, curated = rows(empty_package), rows(known_directory())
    assert len(made) == 188
    key = [tuple(row[name] for name in FACTS) for row in made.values()]
    assert key == [
        tuple(row[name] for name in FACTS)
        for row in curated.values()
        if "" < row["listed_date"] <= "2024-09-05"
    ]
    assert len({row["name"].casefold() for row in made.values()}) == 188
    before = content(empty_package)
    assert update(export, empty_package)[1] is None
    assert content(empty_package) == before


def test_the_dataset_of_today_is_not_touched(
    write: Write, sample: list[Line], todays_package: Path
) -> None:
    before = content(todays_package)
    assert update(write(sample), todays_package)[1] is None
    assert content(todays_package) == before
    assert [path.name for path in todays_package.parent.glob(".*")] == []


@pytest.fixture(scope="module")
def mutated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an export with an entry reworded, one dated anew, one excluded and one added."""
    entries = register()
    entries[34][NAME] = "Bard College («Бард-колледж»), США"
    entries[65][ORDER_DATE] = "26.10.2022"
    entries[61][OUT_DATE], entries[61][STATUS] = "01.08.2024", "Исключена"
    entries.append(
        line(189, "02.09.2024", "1080-р", "20.08.2024",
             "Neue Stiftung e.V. (NS, «Новый | фонд»), ФРГ")
    )  # fmt: skip
    path = tmp_path_factory.mktemp("mutated") / "export.xlsx"
    sheet(entries).save(path)
    return path


@pytest.fixture(scope="module")
def updated(mutated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the package with that export applied, to be looked at."""
    directory = Path(
        shutil.copytree(known_directory(), tmp_path_factory.mktemp("updated") / "data")
    )
    update(mutated, directory)
    return directory


def test_only_what_the_register_says_is_written(updated: Path) -> None:
    assert validate(read_package(updated)) == []
    old = (known_directory() / "designations.csv").read_text(encoding="utf-8").splitlines()
    new = (updated / "designations.csv").read_text(encoding="utf-8").splitlines()
    assert len(set(new) - set(old)) == 4
    kept = [text for text in old if text in set(new)]
    assert [text for text in new if text in set(old)] == kept  # the order of rows
    assert len(kept) == len(old) - 3
    before, after = rows(known_directory()), rows(updated)
    differing = {
        (key, field): (before[key][field], after[key][field])
        for key in before
        for field in before[key]
        if before[key][field] != after[key][field]
    }
    assert differing == {
        ("bard-college", "register_name"): (
            "Бард колледж (Bard College), США",
            "Bard College («Бард-колледж»), США",
        ),
        ("dekabristen", "listed_date"): ("2022-10-25", "2022-10-26"),
        ("calvert-22-foundation", "delisted_date"): ("", "2024-08-01"),
    }


def test_a_new_row_stands_in_its_place_and_says_what_is_not_reviewed(updated: Path) -> None:
    ids = list(rows(updated))
    place = ids.index("neue-stiftung")
    assert ids[place - 1 : place + 2] == [
        "clooney-foundation-for-justice",
        "neue-stiftung",
        "fund-24-02",
    ]
    row = rows(updated)["neue-stiftung"]
    assert row["register_name"] == "Neue Stiftung e.V. (NS, «Новый | фонд»), ФРГ"
    assert (row["country"], row["abbreviation"], row["category"]) == ("DE", "NS", "other")
    assert row["confidence"] == "medium"
    assert row["review"] == (
        "Read from the wording by a program, and looked at by nobody: name, name_ru, abbreviation, "
        "country. The category is not chosen. In doubt: name. Empty: name_native, aliases."
    )
    assert row["review_ru"].startswith(
        "Извлечено программой из записи перечня и никем не проверено: "
    )
    assert row["review_ru"].endswith("Под сомнением: name. Не заполнено: name_native, aliases.")
    assert row["note"] == ""


def test_the_changelog_the_version_and_the_figures_follow(updated: Path) -> None:
    described = json.loads((updated / "datapackage.json").read_text(encoding="utf-8"))
    assert described["version"] == "2099.12.01"
    before = json.loads((known_directory() / "datapackage.json").read_text(encoding="utf-8"))
    assert described["as_of"] == before["as_of"]  # an older export takes nothing back
    changelog = (updated / "CHANGELOG.md").read_text(encoding="utf-8")
    section = changelog.split("\n## ")[1]
    assert section.startswith("2099.12.01\nFrom the export of the official register of 5 September")
    assert "- Changed: Bard College (`bard-college`)" in section
    assert "- Delisted: Calvert 22 Foundation" in section
    assert "- Added: Neue Stiftung (`neue-stiftung`)" in section
    assert changelog.endswith(
        (known_directory() / "CHANGELOG.md").read_text(encoding="utf-8").split("\n\n", 1)[1]
    )
    count = len(rows(known_directory(), "designations")) + 1
    assert f"| designations | {count} |" in (updated / "README.md").read_text(encoding="utf-8")
    changes = rows(updated, "changes")
    made = {
        key: row["change"] for key, row in changes.items() if row["version"] == described["version"]
    }
    assert made == {
        "bard-college": "changed",
        "dekabristen": "changed",
        "calvert-22-foundation": "delisted",
        "neue-stiftung": "added",
    }


def test_the_second_time_changes_nothing(mutated: Path, updated: Path) -> None:
    before = content(updated)
    comparison, version = update(mutated, updated)
    assert version is None
    assert comparison.to_apply == ()
    assert len(comparison.unchanged) == 189
    assert content(updated) == before


def test_the_address_of_the_export_becomes_evidence(mutated: Path, todays_package: Path) -> None:
    page = "https://example.org/register"
    update(mutated, todays_package, source=page)
    with (todays_package / "evidence.csv").open(encoding="utf-8", newline="") as file:
        supported = {
            row["designation_id"]: row["supports"].split("|")
            for row in csv.DictReader(file)
            if row["url"] == page
        }
    assert supported["dekabristen"] == ["listed_date"]
    assert "order_number" in supported["neue-stiftung"]
    assert validate(read_package(todays_package)) == []


def test_a_newer_export_moves_the_date_of_the_data(
    write: Write, sample: list[Line], empty_package: Path
) -> None:
    update(write(sample), empty_package)
    export = write(sample, as_of="20.09.2024")
    assert update(export, empty_package)[1] == "2099.12.01.1"
    package = read_package(empty_package)
    assert package.as_of == package.coverage.register_as_of == date(2024, 9, 20)
    assert update(export, empty_package)[1] is None


def test_coverage_counts_entries_and_tells_where_numbers_end(
    write: Write, sample: list[Line], empty_package: Path
) -> None:
    sample[1][OUT_DATE], sample[1][STATUS] = "01.08.2024", "Исключена"
    sample[99][ORDER] = ""
    sample[120][DECISION] = None
    update(write(sample), empty_package)
    assert read_package(empty_package).coverage == Coverage(
        date(2024, 9, 5), register_entries=187, numbers_to=99
    )


def test_an_older_export_does_not_change_what_is_covered(
    write: Write, sample: list[Line], todays_package: Path
) -> None:
    before = read_package(todays_package).coverage
    sample[0][NAME] += " (США)"
    assert update(write(sample), todays_package)[1] == "2099.12.01"
    assert read_package(todays_package).coverage == before


def test_a_package_that_is_broken_already_is_refused(mutated: Path, todays_package: Path) -> None:
    path = todays_package / "designations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",GB,", ",gb,", 1), encoding="utf-8")
    before = content(todays_package)
    with pytest.raises(PackageError, match=r"breaks 1 rule\(s\) already.*country"):
        update(mutated, todays_package)
    assert content(todays_package) == before


def test_a_package_that_was_changed_meanwhile_is_not_overwritten(
    mutated: Path, todays_package: Path
) -> None:
    draft = Draft.of(todays_package)
    comparison = compare(read_export(mutated), draft.package)
    path = todays_package / "milestones.csv"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    before = content(todays_package)
    with pytest.raises(OSError, match="changed by another program"):
        apply(comparison, draft, identifiers(comparison, draft), today=TODAY)
    assert content(todays_package) == before


def test_line_breaks_and_quotation_marks_of_untouched_rows_stay(
    mutated: Path, todays_package: Path
) -> None:
    path = todays_package / "designations.csv"
    text = path.read_text(encoding="utf-8").replace("vuoksi,", '"vuoksi",').replace("\n", "\r\n")
    path.write_text(text, encoding="utf-8", newline="")
    update(mutated, todays_package)
    after = path.read_bytes().decode("utf-8")
    assert '\r\n"vuoksi",' in after
    assert after.count("\r\n") == after.count("\n")
    assert validate(read_package(todays_package)) == []


def test_a_package_with_a_description_of_its_own_keeps_it(
    mutated: Path, todays_package: Path
) -> None:
    path = todays_package / "datapackage.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    described |= {"homepage": "https://example.org/", "contributors": [{"title": "Somebody"}]}
    described["resources"] = [r for r in described["resources"] if r["name"] != "changes"]
    path.write_text(json.dumps(described), encoding="utf-8")
    (todays_package / "changes.csv").unlink()
    update(mutated, todays_package)
    after = json.loads(path.read_text(encoding="utf-8"))
    assert after["contributors"] == [{"title": "Somebody"}]
    assert after["homepage"] == "https://example.org/"
    assert after["resources"][-1]["path"] == CHANGES.path


def test_frictionless_finds_the_result_valid(
    write: Write, sample: list[Line], empty_package: Path, tmp_path: Path
) -> None:
    from frictionless import validate as check

    update(write(sample), empty_package)
    shutil.copytree(empty_package, tmp_path / "checked")
    report = check(str(tmp_path / "checked" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]
