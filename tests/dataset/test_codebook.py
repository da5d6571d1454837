import re

import pytest

from dashboard.dataset.choices import STATUSES
from dashboard.dataset.codebook import codebook, update_readme
from dashboard.dataset.fields import Table
from dashboard.dataset.tables import TABLES
from dashboard.dataset.validation import RULES

README = """# Data
<!-- quality:begin -->
old figures
<!-- quality:end -->
between
<!-- codebook:begin -->
<!-- codebook:end -->
after
"""


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_table_has_its_section_with_every_field_and_value(table: Table) -> None:
    (section,) = re.findall(rf"(?ms)^### [^\n]*`{table.path}`$.*?(?=^### )", codebook())
    assert f"One row is {table.row}." in section
    rows = {row.split("`")[1]: row for row in section.splitlines() if row.startswith("| `")}
    assert list(rows) == table.columns
    for field in table.fields:
        assert field.description in rows[field.name]
        assert ("| yes |" in rows[field.name]) == field.required
        for choice in field.choices:
            assert f"`{choice.value}` ({choice.label})" in section
            assert choice.definition in section


def test_a_separator_of_a_list_does_not_end_a_cell() -> None:
    rows = [line for line in codebook().splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


def test_what_is_derived_and_every_rule_are_told() -> None:
    text = codebook()
    assert "- `status` of designations" in text
    assert all(status.definition in text for status in STATUSES)
    assert all(str(rule.__doc__) in text for rule in RULES)


def test_a_readme_gets_its_generated_sections_and_keeps_the_rest() -> None:
    written = update_readme(README, "new figures\n")
    assert written.startswith("# Data\n<!-- quality:begin -->\nnew figures\n<!-- quality:end -->\n")
    assert (
        f"between\n<!-- codebook:begin -->\n{codebook()}\n<!-- codebook:end -->\nafter" in written
    )
    assert "old figures" not in written
    assert update_readme(written, "new figures\n") == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        README.replace("<!-- quality:end -->", ""),
        README.replace("<!-- codebook:begin -->", ""),
        README + README,
        README.replace("quality:begin", "x").replace("quality:end", "quality:begin").replace(
            "x -->", "quality:end -->"
        ),
    ],
    ids=["none", "no end", "no begin", "twice", "wrong order"],
)  # fmt: skip
def test_a_readme_without_markers_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"The README needs one <!-- \w+:begin -->"):
        update_readme(text, "")
