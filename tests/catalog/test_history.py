"""What changed, by version of the data."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.catalog.catalog import build_catalog
from dashboard.catalog.history import (
    FieldChange,
    came_since,
    changelog,
    entered,
    history,
    newest_first,
    notes,
)
from dashboard.dataset.package import read_package

ROWS = [
    ("2026.01.01", "2026-01-01", "added", "designations", "alpha", "id", "", "alpha", "page"),
    ("2026.01.02", "2026-01-02", "changed", "designations", "beta", "order_number", "", "5-р", "e"),
    ("2026.01.02", "2026-01-02", "listed", "designations", "beta", "listed_date", "", "2024-05-09", "e"),
    ("2026.01.02", "2026-01-02", "added", "articles", "undated-beta-decided", "id", "", "x", ""),
    ("2026.01.02", "2026-01-02", "changed", "designations", "gone", "name", "Old", "New", ""),
]  # fmt: skip
FIELDS = ["version", "date", "change", "table_name", "row_id", "field", "old", "new", "source"]


@pytest.fixture
def recorded(tiny_package: Path, editor: Any) -> Path:
    editor.write("changes", [dict(zip(FIELDS, row, strict=True)) for row in ROWS])
    return tiny_package


def test_versions_come_newest_first_with_a_change_for_each_row(recorded: Path) -> None:
    newest, first = history(build_catalog(read_package(recorded)))
    assert (newest.version, newest.date) == ("2026.01.02", date(2026, 1, 2))
    assert [(c.kind, c.table, c.row_id, c.title) for c in newest.changes] == [
        ("listed", "designations", "beta", "Beta Fund"),
        ("added", "articles", "undated-beta-decided", "Decision on Beta"),
        ("changed", "designations", "gone", "gone"),
    ]
    assert newest.changes[0].fields == (
        FieldChange("order_number", "", "5-р"),
        FieldChange("listed_date", "", "2024-05-09"),
    )
    assert newest.changes[1].fields == ()
    assert newest.count("designations", "listed") == 1
    assert first.changes[0].source == "page"


def test_new_entries_since_a_version_are_those_that_newer_versions_added_or_listed(
    recorded: Path,
) -> None:
    catalog = build_catalog(read_package(recorded))
    assert came_since(catalog, "2026.01.02") == frozenset()
    assert came_since(catalog, "2026.01.01") == {"beta"}
    assert came_since(catalog, "before all") == {"alpha", "beta"}


def test_other_tables_are_counted(tiny_package: Path, editor: Any) -> None:
    rows = [
        ("added", "evidence", "alpha|https://example.com/a", "id"),
        ("added", "evidence", "alpha|https://example.com/b", "id"),
        ("changed", "claims", "undated-beta-decided|1", "text"),
        ("added", "designations", "alpha", "id"),
    ]
    editor.write(
        "changes",
        [
            dict(zip(FIELDS, ("2026.01.02", "2026-01-02", *row, "", "", ""), strict=True))
            for row in rows
        ],
    )
    (newest,) = history(build_catalog(read_package(tiny_package)))
    assert [change.table for change in newest.changes] == ["designations"]
    assert newest.others == (("evidence", "added", 2), ("claims", "changed", 1))


def test_readers_see_first_what_happened_in_the_register(recorded: Path, editor: Any) -> None:
    newest, _first = history(build_catalog(read_package(recorded)))
    turned = newest_first(reversed(newest.changes))
    assert [(c.kind, c.row_id) for c in turned] == [
        ("listed", "beta"),
        ("added", "undated-beta-decided"),
        ("changed", "gone"),
    ]


def test_the_day_on_which_a_designation_came_is_known(recorded: Path) -> None:
    assert entered(build_catalog(read_package(recorded))) == {
        "alpha": date(2026, 1, 1),
        "beta": date(2026, 1, 2),
    }


def test_each_change_has_a_key_of_its_own(recorded: Path) -> None:
    keys = [
        c.key for release in history(build_catalog(read_package(recorded))) for c in release.changes
    ]
    assert len(set(keys)) == len(keys) == 4
    assert keys[0] == "2026.01.02/designations/beta"


def test_a_package_without_the_table_has_only_its_present_version(tiny_catalog: Any) -> None:
    (release,) = history(tiny_catalog)
    assert (release.version, release.date, release.changes) == ("2026.01.02", None, ())


def test_notes_are_told_apart_by_version(tmp_path: Path) -> None:
    text = "# Changes\n\n## 2\nSecond.\n\n### Part\n- x\n\n## 1\nFirst.\n"
    assert notes(text) == {"2": "Second.\n\n### Part\n- x", "1": "First."}
    assert changelog(tmp_path) == ""
