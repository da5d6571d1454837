"""Versions, the changelog, and tables edited as text."""

from datetime import date

import pytest

from dashboard.dataset.table_text import TableText
from dashboard.editing.draft import next_version, with_section

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("current", "gather", "version"),
    [
        ("2026.11.23", False, "2026.11.24"),
        ("2026.11.24", False, "2026.11.24.1"),
        ("2026.11.24.9", False, "2026.11.24.10"),
        ("2027.01.01", False, "2027.01.01.1"),
        ("first", False, "2026.11.24"),
        ("2026.11.24", True, "2026.11.24"),
        ("2026.11.24.2", True, "2026.11.24.2"),
        ("2026.11.23", True, "2026.11.24"),
        ("2027.01.01", True, "2027.01.01.1"),
    ],
)
def test_versions_never_go_back(current: str, gather: bool, version: str) -> None:
    assert next_version(current, DAY, gather=gather) == version


def test_a_section_stands_on_top_of_the_others() -> None:
    text = "# Changes to the data\n\nIntro.\n\n## 1\nFirst.\n"
    assert with_section(text, "2", "Second.", ["", "- x"]) == (
        "# Changes to the data\n\nIntro.\n\n## 2\nSecond.\n\n- x\n\n## 1\nFirst.\n"
    )


def test_a_changelog_is_begun_where_there_is_none() -> None:
    assert with_section("", "1", "First.", []) == "# Changes to the data\n\n## 1\nFirst.\n"


def test_more_is_added_to_the_section_of_the_same_version() -> None:
    text = "# C\n\n## 2\n- a\n\n## 1\nFirst.\n"
    assert with_section(text, "2", "- b", []) == "# C\n\n## 2\n- a\n- b\n\n## 1\nFirst.\n"
    assert with_section(text, "2", "Prose.", []) == "# C\n\n## 2\n- a\n\nProse.\n\n## 1\nFirst.\n"


TEXT = 'id,name\na,"x, ""y"""\nb,plain\n'


def test_rows_that_are_not_touched_stay_to_the_letter() -> None:
    table = TableText.parse(TEXT, ["id", "name"])
    assert len(table) == 2
    assert table.text == TEXT
    assert table.replaced(1, {"id": "b", "name": "q,"}).text == TEXT.replace("plain", '"q,"')
    assert table.inserted(0, [{"id": "c"}]).text == TEXT.replace("a,", "c,\na,", 1)
    assert table.inserted(2, [{"id": "c"}]).text == TEXT + "c,\n"


def test_a_table_may_lack_its_last_line_break_or_everything() -> None:
    assert TableText.parse("id,name\na,x", ["id", "name"]).inserted(1, [{"id": "b"}]).text == (
        "id,name\na,x\nb,\n"
    )
    assert TableText.parse("", ["id", "name"]).inserted(0, [{"id": "b"}]).text == "id,name\nb,\n"


def test_a_cell_with_a_line_break_is_one_row() -> None:
    table = TableText.parse('id,name\na,"x\ny"\nb,z\n', ["id", "name"])
    assert len(table) == 2
    assert table.replaced(1, {"id": "b", "name": "w"}).text == 'id,name\na,"x\ny"\nb,w\n'
