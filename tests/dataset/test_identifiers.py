"""An identifier that was published stays, and means what it meant."""

from pathlib import Path
from typing import Any

import pytest

from dashboard import cli
from dashboard.catalog import PackageError
from dashboard.dataset.identifiers import PATH, Identifier, parse, with_all
from dashboard.dataset.package import read_package
from dashboard.dataset.validation import validate


@pytest.fixture
def listed(tiny_package: Path) -> Path:
    """Return the tiny package with its list; the list's path."""
    path = tiny_package / PATH
    path.write_text(with_all((), read_package(tiny_package).tables), encoding="utf-8")
    return path


def rules(folder: Path) -> list[str]:
    return [str(each) for each in validate(read_package(folder)) if each.file == PATH]


def test_the_list_has_every_identifier_and_is_read_as_it_was_written(
    listed: Path, tiny_package: Path
) -> None:
    text = listed.read_text(encoding="utf-8")
    known = parse(text)
    assert known[0] == Identifier("designations", "alpha", "Alpha Media")
    assert {each.table for each in known} == {
        "designations", "articles", "publishers", "prosecutions", "statements",
    }  # fmt: skip
    assert with_all(known, read_package(tiny_package).tables) == text
    assert rules(tiny_package) == []


def test_one_that_is_dropped_is_missed(listed: Path, tiny_package: Path, editor: Any) -> None:
    editor.write("prosecutions", editor.rows("prosecutions")[:1])
    (broken,) = rules(tiny_package)
    assert "editor-charged is not in prosecutions.csv any more" in broken
    text = listed.read_text(encoding="utf-8")
    listed.write_text(text.replace("editor-charged,,", "editor-charged,,Withdrawn by the court."))
    assert rules(tiny_package) == []


def test_one_that_is_gone_is_not_given_again(listed: Path, tiny_package: Path) -> None:
    text = listed.read_text(encoding="utf-8")
    listed.write_text(text.replace(",gamma,Gamma,", ",gamma,Gamma,The same as beta."))
    (broken,) = rules(tiny_package)
    assert "gamma is in designations.csv again" in broken


def test_what_is_added_joins_the_list(listed: Path, tiny_package: Path) -> None:
    (tiny_package / "README.md").unlink(missing_ok=True)
    words = [
        "add-article", "https://example.org/new", "--title", "Alpha again", "--publisher", "the-state",
        "--published", "2025-05-05", "--language", "en", "--kind", "news", "--topics", "reaction",
        "--summary", "Tells of Alpha.", "--about", "alpha", "--data", str(tiny_package),
    ]  # fmt: skip
    assert cli.main(words) == 0
    known = parse(listed.read_text(encoding="utf-8"))
    assert Identifier("articles", "2025-05-05-the-state-alpha-again") in known
    assert validate(read_package(tiny_package)) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id,name\n",
        "table_name,id,name,gone\nmentions,x,,\n",
        "table_name,id,name,gone\narticles,,,\n",
        "table_name,id,name,gone\narticles,x,\n",
        "table_name,id,name,gone\narticles,x,,\narticles,x,,\n",
        'table_name,id,name,gone\narticles,"x,,\n',
    ],
)
def test_a_list_that_is_none_is_refused_in_a_sentence(
    listed: Path, tiny_package: Path, text: str
) -> None:
    listed.write_text(text)
    with pytest.raises(PackageError, match=PATH):
        read_package(tiny_package)
