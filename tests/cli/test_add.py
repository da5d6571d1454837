"""`add-article` and `add-designation`: by flags and by questions, in order and without doubles."""

import builtins
import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard import cli
from dashboard.catalog.same_page import same_page
from dashboard.cli import add_article, add_designation, fields
from dashboard.dataset.package import read_package
from dashboard.dataset.validation import validate

URL = "https://daily.example/news/1"
ARTICLE = [
    "--title", "Alpha Media answers", "--publisher", "Example Daily", "--published", "2022-03-01",
    "--language", "en", "--kind", "news", "--topics", "reaction", "--summary", "What Beta Fund said.",
]  # fmt: skip
DESIGNATION = [
    "--name", "Delta Institute", "--name-ru", "Институт «Дельта»", "--category", "think-tank",
    "--country", "PL", "--announced-date", "2023-03-03", "--confidence", "medium",
]  # fmt: skip

Rows = Callable[[str], list[dict[str, str]]]


@pytest.fixture
def rows(tiny_package: Path) -> Rows:
    def read(table: str) -> list[dict[str, str]]:
        with (tiny_package / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture(autouse=True)
def _nobody_at_the_terminal(tiny_package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    at_terminal(monkeypatch, False)


def at_terminal(monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    for module in (fields, add_article, add_designation):
        monkeypatch.setattr(module, "at_terminal", lambda: there)


def answers(monkeypatch: pytest.MonkeyPatch, given: list[str]) -> Iterator[str]:
    left = iter(given)

    def answer(_prompt: str = "") -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr(builtins, "input", answer)
    return left


def test_an_article_is_added_in_its_place_with_its_publisher_and_mentions(
    tiny_package: Path, rows: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        cli.main(["add-article", URL, *ARTICLE, "--about", "alpha", "--publisher-country", "DE"])
        == 0
    )
    assert validate(read_package(tiny_package)) == []
    identifier = "2022-03-01-example-daily-alpha-media-answers"
    assert [row["id"] for row in rows("articles")][1] == identifier
    assert rows("articles")[1]["url"] == URL
    assert [row["id"] for row in rows("publishers")] == ["alpha-news", "example-daily", "the-state"]
    assert rows("publishers")[1]["country"] == "DE"
    assert rows("mentions")[2] == {
        "article_id": identifier,
        "designation_id": "alpha",
        "role": "subject",
    }
    assert rows("changes")[0]["row_id"] == identifier
    out = capsys.readouterr().out
    assert f"Added {identifier}" in out
    assert "It seems to mention beta too (“Beta Fund”)" in out


def test_a_new_outlet_may_bring_its_russian_name_and_is_found_by_it(
    tiny_package: Path, rows: Rows
) -> None:
    assert cli.main(["add-article", URL, *ARTICLE, "--publisher-name-ru", "Ежедневник"]) == 0
    assert rows("publishers")[1]["name_ru"] == "Ежедневник"
    again = ["ежедневник" if each == "Example Daily" else each for each in ARTICLE]
    assert cli.main(["add-article", f"{URL}/2", *again, "--title", "Another"]) == 0
    assert len(rows("publishers")) == 3


def test_suggested_designations_are_taken_over_by_a_flag(rows: Rows) -> None:
    assert cli.main(["add-article", URL, *ARTICLE, "--suggested"]) == 0
    added = {r["designation_id"]: r["role"] for r in rows("mentions") if "daily" in r["article_id"]}
    assert added == {"alpha": "subject", "beta": "mentioned"}


def test_what_is_added_on_one_day_gathers_under_one_version(rows: Rows, tiny_package: Path) -> None:
    assert cli.main(["add-article", URL, *ARTICLE]) == 0
    assert cli.main(["add-designation", *DESIGNATION]) == 0
    assert len({row["version"] for row in rows("changes")}) == 1
    text = (tiny_package / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.count("\n## ") == 1
    assert "(`2022-03-01-example-daily-alpha-media-answers`).\n- Designation added: Delta" in text


@pytest.mark.parametrize(
    "url",
    [
        "https://alpha.example/listed",
        "http://www.alpha.example/listed/?utm_source=feed&fbclid=1#top",
        "https://ALPHA.example/listed/",
    ],
)
def test_a_page_that_is_there_is_refused(
    url: str, rows: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    before = rows("articles")
    assert cli.main(["add-article", url, *ARTICLE]) == 1
    assert "exists already as 2022-01-31-alpha-listed" in capsys.readouterr().err
    assert rows("articles") == before


def test_addresses_of_different_pages_differ() -> None:
    pages = ["https://a.example/x", "https://a.example/y", "https://a.example/x?id=1", "https://a.example/x?id=2"]  # fmt: skip
    assert len({same_page(page) for page in pages}) == len(pages)
    assert same_page("https://www.example.org/a/?utm_source=feed#top") == "http://example.org/a"


def test_an_article_of_the_same_id_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["add-article", URL, *ARTICLE]) == 0
    assert cli.main(["add-article", "https://daily.example/news/2", *ARTICLE]) == 1
    assert "There is an article 2022-03-01-example-daily" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--about", "nobody"], "no designation nobody"),
        (["--kind", "gossip"], "must be one of: news"),
        (["--published", "2022-02-31"], "must be a date"),
        (["--published", "2999-13-01"], "must be a date"),
        (["--published", "2999-01-01"], "is in the future"),
        (["--language", "English"], "must match"),
        (["--language", "xx"], "code of a language, such as de"),
        (["--publisher-country", "QX"], "code of a country, such as DE"),
        (["--title", "[Alpha]", "--title-supplied"], "without brackets"),
    ],
)
def test_an_article_that_breaks_a_rule_is_not_written(
    words: list[str], sentence: str, tiny_package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path.name: path.read_bytes() for path in tiny_package.iterdir()}
    assert cli.main(["add-article", URL, *ARTICLE, *words]) == 1
    assert sentence in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in tiny_package.iterdir()} == before


def test_a_reason_without_its_statement_is_refused_with_what_to_do(
    rows: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    before = rows("designations")
    assert cli.main(["add-designation", *DESIGNATION, "--stated-reason", "Accused of it."]) == 1
    assert "add a row to statements.csv" in capsys.readouterr().err
    assert rows("designations") == before


def test_flags_that_are_needed_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["add-article", URL, "--title", "x"]) == 1
    assert "--language, --kind, --summary, --publisher" in capsys.readouterr().err
    assert cli.main(["add-designation", "--name", "x"]) == 1
    assert "--category, --confidence" in capsys.readouterr().err


def test_an_article_is_asked_for_at_the_terminal(
    rows: Rows, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_terminal(monkeypatch, True)
    left = answers(
        monkeypatch,
        [
            "", "Gamma is named with Alpha Media", "", "en", "rumour", "news", "",
            "Tells of Beta Fund.", "", "", "The State", "n", "s", "n",
        ],
    )  # fmt: skip
    assert cli.main(["add-article", "-"]) == 0
    assert list(left) == []
    added = rows("articles")[-1]
    assert added["id"] == "undated-the-state-gamma-is-named-with-alpha-media"
    assert (added["url"], added["kind"], added["title_supplied"]) == ("", "news", "false")
    assert "rumour is not one of these" in capsys.readouterr().err
    mentioned = [r for r in rows("mentions") if r["article_id"] == added["id"]]
    assert [(r["designation_id"], r["role"]) for r in mentioned] == [("alpha", "subject")]


def test_questions_that_end_early_write_nothing(
    rows: Rows, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_terminal(monkeypatch, True)
    answers(monkeypatch, ["A title"])
    before = rows("articles")
    assert cli.main(["add-article", URL]) == 1
    assert "not all questions were answered" in capsys.readouterr().err
    assert rows("articles") == before


def test_a_designation_is_added_in_its_place_with_its_evidence(
    tiny_package: Path, rows: Rows
) -> None:
    page = "https://example.org/report"
    words = ["--evidence", page, "announced_date|country"]
    assert cli.main(["add-designation", *DESIGNATION, *words]) == 0
    assert validate(read_package(tiny_package)) == []
    assert [row["id"] for row in rows("designations")] == [
        "alpha",
        "delta-institute",
        "beta",
        "gamma",
    ]
    assert rows("evidence")[-1] == {
        "designation_id": "delta-institute",
        "url": page,
        "supports": "announced_date|country",
        "state": "",
    }


def test_a_designation_is_asked_for_at_the_terminal(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_terminal(monkeypatch, True)
    answers(
        monkeypatch,
        [
            "Delta Institute",
            *[""] * 8,
            "think-tank",
            *[""] * 7,
            "low",
            "",
            "Some note.",
            "Примечание.",
        ],
    )
    assert cli.main(["add-designation"]) == 0
    added = rows("designations")[-1]
    assert (added["note"], added["note_ru"]) == ("Some note.", "Примечание.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--name", "Alpha Media"], "It seems to be there already: alpha"),
        (["--name-ru", "Альфа Медиа"], "It seems to be there already: alpha"),
        (["--id", "beta"], "There is a designation beta already"),
        (["--order-number", "12-р", "--listed-date", "2022-01-30"], "is that of alpha"),
    ],
)
def test_a_designation_that_is_there_is_refused(
    words: list[str], sentence: str, rows: Rows, capsys: pytest.CaptureFixture[str]
) -> None:
    before = rows("designations")
    assert cli.main(["add-designation", *DESIGNATION, *words]) == 1
    assert sentence in capsys.readouterr().err
    assert rows("designations") == before


def test_a_second_body_of_a_brand_is_added_when_asked_for(rows: Rows) -> None:
    words = ["--name", "Alpha Media", "--id", "alpha-media-poland", "--anyway"]
    assert cli.main(["add-designation", *DESIGNATION, *words]) == 0
    assert len(rows("designations")) == 4


def test_evidence_for_an_empty_field_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--evidence", "https://example.org/", "listed_date"]
    assert cli.main(["add-designation", *DESIGNATION, *words]) == 1
    assert "is empty in the designation delta-institute" in capsys.readouterr().err


def test_an_order_number_may_recur_in_another_year(rows: Rows) -> None:
    words = [
        "--order-number",
        "12-р",
        "--listed-date",
        "2024-01-30",
        "--listed-date-basis",
        "order",
    ]
    assert cli.main(["add-designation", *DESIGNATION, *words]) == 0
    assert len(rows("designations")) == 4
