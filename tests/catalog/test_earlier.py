"""Names and standing as an earlier version had them."""

import pytest

from dashboard.catalog.earlier import VersionError, earlier
from dashboard.dataset.package import read_package


def change(version, kind, table, row, field, old="", new=""):
    return {"version": version, "date": version[:10].replace(".", "-"), "change": kind, "table_name": table,
            "row_id": row, "field": field, "old": old, "new": new}  # fmt: skip


@pytest.fixture
def package(editor, tiny_package):
    editor.write(
        "changes",
        [
            change("2025.12.01", "changed", "designations", "alpha", "name", "Oldest", "Old Alpha"),
            change("2026.01.01", "changed", "designations", "alpha", "name", "Old Alpha", "Alpha Media"),
            change("2026.01.01", "changed", "designations", "alpha", "stated_reason", "…", "x"),
            change("2026.01.02", "added", "designations", "gamma", "id"),
            change("2026.01.02", "listed", "designations", "alpha", "listed_date", "", "2022-01-30"),
            change("2026.01.02", "changed", "designations", "alpha", "register_number", "", "1"),
            change("2026.01.02", "changed", "designations", "alpha", "register_name", "", "Alpha Media Ltd."),
            change("2026.01.02", "added", "names", "alpha|Alfa Média", "id"),
        ],
    )  # fmt: skip
    return read_package(tiny_package)


def test_the_present_version_has_all(package) -> None:
    now = earlier(package, "2026.01.02")
    assert list(now.designations.index) == ["alpha", "beta", "gamma"]
    assert len(now.names) == 1


def test_newer_changes_are_taken_back(package) -> None:
    then = earlier(package, "2026.01.01")
    assert list(then.designations.index) == ["alpha", "beta"]
    alpha = then.designations.loc["alpha"]
    assert (alpha["name"], alpha["status"]) == ("Alpha Media", "announced")
    assert then.names.empty
    assert then.designations.loc["alpha", "stated_reason"] == "Said to threaten security."
    assert earlier(package, "2025.12.01").designations.loc["alpha", "name"] == "Old Alpha"
    assert earlier(package, "2025.11.30.1").designations.loc["alpha", "name"] == "Oldest"


@pytest.mark.parametrize(("version", "said"), [("yesterday", "not a valid version"), ("2026.1", "not a valid version"), ("2027.01.01", "yet")])  # fmt: skip
def test_another_version_is_refused(package, version, said) -> None:
    with pytest.raises(VersionError, match=said):
        earlier(package, version)
