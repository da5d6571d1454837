import json
from datetime import date
from pathlib import Path

import pytest

from dashboard.dataset import package
from dashboard.dataset.fields import SLUG
from dashboard.dataset.package import PackageError, read_package, replace_file
from dashboard.dataset.tables import CLAIMS, TABLES


def test_a_package_is_read_with_every_table_and_its_description(tiny_package: Path) -> None:
    read = read_package(tiny_package)
    assert set(read.tables) == {table.name for table in TABLES}
    assert (read.version, read.as_of) == ("2026.01.02", date(2026, 1, 1))
    assert read.licenses[0]["name"] == "CC-BY-4.0"
    assert read.homepage.startswith("https://")
    assert read.tables["designations"]["register_number"][0] == "1"
    assert read.tables["designations"]["register_number"].isna().tolist() == [False, True, True]


def test_a_table_may_have_no_rows(tiny_package: Path) -> None:
    (tiny_package / "claims.csv").write_text(",".join(CLAIMS.columns) + "\n")
    assert read_package(tiny_package).tables["claims"].empty


def test_a_cell_may_hold_commas_quotes_and_a_line_break(tiny_package: Path) -> None:
    path = tiny_package / "milestones.csv"
    path.write_text(path.read_text().replace("The law", '"The ""law"",\nof 2015"'))
    assert read_package(tiny_package).tables["milestones"]["label_en"][0] == 'The "law",\nof 2015'


def test_a_missing_folder_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"There is no folder .*nowhere.*DASHBOARD_DATA"):
        read_package(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["datapackage.json", "claims.csv"])
def test_a_missing_file_is_named(tiny_package: Path, name: str) -> None:
    (tiny_package / name).unlink()
    with pytest.raises(PackageError, match=rf"{name} is missing"):
        read_package(tiny_package)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "cannot be read as JSON"),
        ("[]", "must hold a JSON object"),
        ('{"name": "x", "as_of": "2026-01-01"}', "has no 'version'"),
        ('{"name": "x", "version": "1"}', "has no 'as_of'"),
        ('{"name": "x", "version": "1", "as_of": "May"}', "write a date as YYYY-MM-DD"),
        ('{"name": "x", "version": "1", "as_of": 5}', "write a date as YYYY-MM-DD"),
    ],
)
def test_a_bad_description_is_explained(tiny_package: Path, text: str, sentence: str) -> None:
    (tiny_package / "datapackage.json").write_text(text)
    with pytest.raises(PackageError, match=sentence) as caught:
        read_package(tiny_package)
    assert "datapackage.json" in str(caught.value)


def test_a_description_that_is_not_utf8_is_explained(tiny_package: Path) -> None:
    (tiny_package / "datapackage.json").write_bytes(b'{"name": "\xff"}')
    with pytest.raises(PackageError, match="cannot be read as JSON"):
        read_package(tiny_package)


@pytest.mark.parametrize("row", ["2016-01-01,law", "2016-01-01,law,a,b,https://e.org,too many"])
def test_a_ragged_row_is_an_error_not_a_shifted_row(tiny_package: Path, row: str) -> None:
    with (tiny_package / "milestones.csv").open("a") as file:
        file.write(f"{row}\n")
    with pytest.raises(PackageError, match=r"milestones\.csv cannot be read .* Row #3"):
        read_package(tiny_package)


@pytest.mark.parametrize("content", [b"", b"date,kind,label_en,label_ru,url\n2015-05-23,\xff,,,\n"])
def test_a_table_that_is_empty_or_not_utf8_is_named(tiny_package: Path, content: bytes) -> None:
    (tiny_package / "milestones.csv").write_bytes(content)
    with pytest.raises(PackageError, match=r"milestones\.csv cannot be read as a UTF-8 CSV"):
        read_package(tiny_package)


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("date,kind,label_en,label_ru", r"\(missing: url\)"),
        ("date,kind,label_en,label_ru,link", r"\(missing: url; unknown: link\)"),
        ("kind,date,label_en,label_ru,url", "their order differs"),
    ],
)
def test_wrong_columns_are_listed(tiny_package: Path, heading: str, sentence: str) -> None:
    (tiny_package / "milestones.csv").write_text(f"{heading}\n")
    with pytest.raises(PackageError, match=sentence) as caught:
        read_package(tiny_package)
    assert "must read: date,kind,label_en,label_ru,url" in str(caught.value)


def test_the_description_carries_the_schema() -> None:
    described = package.describe(version="1", as_of=date(2026, 1, 1))
    assert [r["path"] for r in described["resources"]] == [t.path for t in TABLES]
    designations, articles, _mentions, statements, claims = (
        r["schema"] for r in described["resources"][:5]
    )
    fields = {field["name"]: field for field in designations["fields"]}
    assert fields["id"]["constraints"] == {
        "required": True,
        "unique": True,
        "pattern": SLUG,
    }
    assert "media" in fields["category"]["constraints"]["enum"]
    assert fields["aliases"]["delimiter"] == "|"
    assert articles["foreignKeys"][0]["reference"] == {"resource": "publishers", "fields": ["id"]}
    assert claims["primaryKey"] == ["article_id", "position"]
    assert all(key["fields"] != ["also_about"] for key in statements["foreignKeys"])
    json.dumps(described)


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    replace_file(path, "old\n")
    path.chmod(0o640)
    replace_file(path, "нов\n")
    assert path.read_bytes() == "нов\n".encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["file.txt"]


def test_a_file_that_cannot_be_replaced_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.txt"
    path.write_text("old")

    def refuse(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="no space"):
        replace_file(path, "new")
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["file.txt"]
