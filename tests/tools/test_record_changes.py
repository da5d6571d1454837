"""`tools/record_changes.py`: what a version changed, from the history of the repository."""

import csv
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.catalog.test_history import FIELDS
from tools import record_changes


@pytest.fixture
def repository(tiny_package: Path) -> Path:
    for words in (
        ["init", "-q"], ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "x"],
    ):  # fmt: skip
        subprocess.run(["git", "-C", str(tiny_package), *words], check=True)
    return tiny_package


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "changes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_rows_of_the_present_version_are_written_anew(repository: Path, editor: Any) -> None:
    earlier = ("2025.12.31", "2025-12-31", "added", "designations", "alpha", "id", "", "alpha", "")
    stale = ("2026.01.02", "2026-01-02", "changed", "designations", "beta", "name", "B", "C", "")
    known = ("2026.01.02", "2026-01-02", "changed", "designations", "alpha", "country", "LV", "DE", "a letter")  # fmt: skip
    editor.write(
        "changes", [dict(zip(FIELDS, row, strict=True)) for row in (earlier, stale, known)]
    )
    editor.change("designations", 2, "country", "DE")
    editor.change("designations", 2, "order_number", "7-р")
    assert record_changes.main(["HEAD", "--data", str(repository)]) == 0
    first, *fresh = rows(repository)
    assert first["version"] == "2025.12.31"
    assert {(row["row_id"], row["field"], row["new"], row["source"]) for row in fresh} == {
        ("alpha", "country", "DE", "a letter"),
        ("alpha", "order_number", "7-р", "https://example.org/order"),
    }
    assert {row["version"] for row in fresh} == {"2026.01.02"}
    again = (repository / "changes.csv").read_bytes()
    assert record_changes.main(["HEAD", "--data", str(repository)]) == 0
    assert (repository / "changes.csv").read_bytes() == again


def test_an_unknown_commit_changes_nothing(repository: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        record_changes.main(["0000000", "--data", str(repository)])
    assert not (repository / "changes.csv").exists()
