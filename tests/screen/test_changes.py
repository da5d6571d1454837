"""What changed, and how fresh the data are, as a reader sees it."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.dataset.tables import CHANGES, TABLES
from tests.catalog.test_history import FIELDS
from tests.support.pages import open_page, text

SECTION = "# Changes\n\n## 2026.01.02\nA note on the version.\n\n## 2026.01.01\nThe first of all.\n"
ROWS = [
    ("2026.01.02", "2026-01-02", "added", "designations", "alpha", "id", "", "alpha", ""),
    ("2026.01.02", "2026-01-02", "listed", "designations", "beta", "listed_date", "", "2024-05-09", ""),
    ("2026.01.02", "2026-01-02", "changed", "designations", "beta", "country", "FR", "DE", ""),
    ("2026.01.02", "2026-01-02", "delisted", "designations", "gamma", "delisted_date", "", "2025-01-01", ""),
    ("2026.01.02", "2026-01-02", "added", "articles", "2022-01-31-alpha-listed", "id", "", "x", ""),
    ("2026.01.02", "2026-01-02", "changed", "articles", "undated-beta-decided", "kind", "news", "analysis", ""),
]  # fmt: skip


@pytest.fixture
def package(tiny_package: Path, editor: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    editor.write("changes", [dict(zip(FIELDS, row, strict=True)) for row in ROWS])
    (tiny_package / "CHANGELOG.md").write_text(SECTION, encoding="utf-8")
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    return tiny_package


def prose(app: AppTest) -> str:
    return "\n".join(re.findall(r'<div[^>]* lang="en">(.*?)</div>', text(app), re.DOTALL))


def files(app: AppTest) -> list[str]:
    (links,) = re.findall(r'<p class="ur ur-downloads">(.*?)</p>', text(app), re.DOTALL) or [""]
    return re.findall(r'href="([^"]+)" download', links)


def test_each_kind_of_change_stands_under_its_heading(package: Path) -> None:
    app = open_page("changes")
    shown = text(app)
    for heading in (
        "Version 2026.01.02", "2 January 2026", "Designations added", "Newly listed",
        "Removed from the register", "Articles added", "Articles changed",
    ):  # fmt: skip
        assert heading in shown
    assert "/organization?id=alpha" in shown
    assert "/article?id=2022-01-31-alpha-listed" in shown
    assert "9 May 2024" in shown
    assert "<del>France</del>" in shown
    assert "<ins>Analysis</ins>" in shown
    assert "A note on the version." in prose(app)
    # A version before the table of changes has its notes only.
    assert "Version 2026.01.01" in shown
    assert "The first of all." in prose(app)


def test_a_date_known_to_the_month_is_shown_as_one(package: Path, editor: Any) -> None:
    row = ("2026.01.02", "2026-01-02", "changed", "articles", "undated-beta-decided")
    changed = [
        (*row, "published", "", "2025-04-01", ""),
        (*row, "published_precision", "", "month", ""),
    ]
    editor.write("changes", [dict(zip(FIELDS, each, strict=True)) for each in changed])
    shown = text(open_page("changes"))
    assert re.search("<ins[^>]*>Apr 2025</ins>", shown)
    assert "Precision" not in shown


def test_what_came_late_shows_its_date_and_other_tables_their_counts(
    package: Path, editor: Any
) -> None:
    row = ("2026.01.02", "2026-01-02")
    rows = [
        (*row, "added", "designations", "alpha", "id", "", "alpha", ""),
        (*row, "changed", "designations", "beta", "note", "…", "Another wording.", ""),
        (*row, "changed", "designations", "beta", "stated_reason", "…", "They said so.", ""),
        (*row, "added", "evidence", "alpha|https://example.com/a", "id", "", "", ""),
    ]
    editor.write("changes", [dict(zip(FIELDS, each, strict=True)) for each in rows])
    shown = text(open_page("changes"))
    assert re.search(r"Alpha Media</a>\s*<span[^>]*>listed \d+ \w+ 20\d\d</span>", shown)
    assert "<ins>reworded</ins>" in shown
    assert "Another wording." not in shown
    assert re.search(r"Stated reason, changed:</span>\s*<span[^>]*><ins>They said so.</ins>", shown)
    assert "Evidence: 1 row added" in shown


def test_a_change_is_told_in_the_language_and_the_words_of_the_reader(
    package: Path, editor: Any
) -> None:
    editor.change("designations", 2, "name_ru", "Альфа")
    row = ("2026.01.02", "2026-01-02", "changed")
    rows = [
        (*row, "designations", "alpha", "note", "", "An English note.", ""),
        (*row, "designations", "alpha", "note_ru", "", "Русское примечание.", ""),
        (*row, "designations", "beta", "note_ru", "", "Одно русское.", ""),
        (*row, "designations", "beta", "body", "", "x-body", ""),
        (*row, "articles", "undated-beta-decided", "title_supplied", "false", "true", ""),
    ]
    editor.write("changes", [dict(zip(FIELDS, each, strict=True)) for each in rows])
    english, russian = text(open_page("changes")), text(open_page("changes", lang="ru"))
    assert "An English note." in english
    assert "Русское примечание." not in english
    assert re.search(r"Note \(Russian\):</span>\s*<span[^>]*><ins>written</ins>", english)
    assert "Русское примечание." in russian
    assert "Одно русское." in russian
    assert "An English note." not in russian
    assert ">Альфа</a>" in russian
    assert "<del>no</del>" in english


def test_a_package_without_changes_and_notes_says_so(
    tiny_package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    shown = text(open_page("changes"))
    assert "Version 2026.01.02" in shown
    assert "Nothing is recorded about this version." in shown


def test_a_long_list_is_folded(package: Path, editor: Any) -> None:
    path = package / CHANGES.path
    with path.open("a", encoding="utf-8", newline="") as file:
        for number in range(30):
            csv.writer(file, lineterminator="\n").writerow(
                (
                    "2026.01.02",
                    "2026-01-02",
                    "added",
                    "designations",
                    f"x-{number}",
                    "id",
                    "",
                    "x",
                    "",
                )
            )
    shown = text(open_page("changes"))
    assert "19 more" in shown
    assert "x-29" in shown


def test_the_end_of_a_very_long_list_is_in_the_file_only(
    package: Path, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.documents.changes.FOLDED", 5)
    rows = [
        ("2026.01.02", "2026-01-02", "added", "designations", f"x-{number}", "id", "", "x", "")
        for number in range(30)
    ]
    editor.write("changes", [dict(zip(FIELDS, row, strict=True)) for row in rows])
    shown = text(open_page("changes"))
    assert "13 more are in the file changes.csv" in shown
    assert "x-16" in shown
    assert "x-17" not in shown


def test_the_data_page_says_how_fresh_they_are(package: Path) -> None:
    shown = text(open_page("data"))
    assert "Register of" in shown
    assert "1 January 2026" in shown
    assert "Latest decision or entry" in shown
    assert "2 May 2024" in shown
    assert "does not pass its checks" not in shown


def test_a_refused_version_is_said_and_what_is_shown_goes_on(package: Path, editor: Any) -> None:
    assert len(files(open_page("data"))) == 1 + len(TABLES)
    editor.change("designations", 2, "country", "x")
    app = open_page("data")
    assert "does not pass its checks" in text(app)
    assert "Downloads are closed" in text(app)
    assert files(app) == []
    assert "Alpha Media" in text(open_page("organization", id="alpha"))
    editor.change("designations", 2, "country", "LV")
    assert "does not pass its checks" not in text(open_page("data"))


def test_an_open_session_goes_on_with_the_new_version(package: Path, editor: Any) -> None:
    app = open_page("organizations")
    assert "Alpha Media" in text(app)
    editor.change("designations", 2, "name", "Alpha Renamed")
    app.run()
    assert not app.exception
    assert "Alpha Renamed" in text(app)
