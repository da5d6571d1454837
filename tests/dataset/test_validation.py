from pathlib import Path
from typing import Any

import pytest

from dashboard.dataset.fields import SLUG, URL
from dashboard.dataset.package import read_package
from dashboard.dataset.tables import TABLES
from dashboard.dataset.validation import RULES, Violation, validate

NOT_TRIMMED = "must not begin or end with a space or hold a line break"
FORMULA = (
    "must not begin as a formula of a spreadsheet does (=, @, or + or - before more than a number)"
)
NO_MENTION = "no article that reports the statement has a row in mentions.csv for this organization"
ARTICLE = "2022-01-31-alpha-listed"


def sentences(directory: Path) -> list[str]:
    return [str(violation) for violation in validate(read_package(directory))]


def test_a_valid_package_has_no_violations(tiny_package: Path) -> None:
    assert sentences(tiny_package) == []


def test_a_package_without_rows_is_valid(tiny_package: Path, editor: Any) -> None:
    for table in TABLES:
        editor.write(table.name, [])
    assert sentences(tiny_package) == []


@pytest.mark.parametrize("name", ["+972 Magazine", "-5 Degrees", "A=B"])
def test_a_name_may_begin_with_a_signed_number(tiny_package: Path, editor: Any, name: str) -> None:
    editor.change("designations", 4, "name", name)
    assert sentences(tiny_package) == []


def test_a_violation_names_file_row_field_value_and_rule() -> None:
    violation = Violation("articles.csv", 7, "url", "ftp://x", "must match")
    assert str(violation) == "articles.csv, row 7, url: 'ftp://x' — must match"


@pytest.mark.parametrize(
    ("table", "row", "field", "value", "rule"),
    [
        # One cell.
        ("designations", 4, "name", "", "must not be empty"),
        ("designations", 4, "name", " Gamma", NOT_TRIMMED),
        ("designations", 4, "note", "two\nlines", NOT_TRIMMED),
        ("designations", 4, "name", "=1+1", FORMULA),
        ("designations", 4, "aliases", "@SUM(1)|A", FORMULA),
        ("articles", 2, "title", "+1+1", FORMULA),
        ("articles", 2, "summary", "-2+3|' /C calc'!A0", FORMULA),
        ("designations", 4, "country", "Latvia", "must match [A-Z]{2}"),
        ("designations", 4, "register_number", "0", "must be a whole number from 1"),
        ("designations", 4, "register_number", "1", "must be unique"),
        ("designations", 4, "listed_date", "2022-02-30", "must be a date as YYYY-MM-DD"),
        ("designations", 4, "listed_date", "30.01.2022", "must be a date as YYYY-MM-DD"),
        ("designations", 4, "confidence", "sure", "must be one of: high, medium, low"),
        ("designations", 4, "order_number", "12", r"must match \d+-р"),
        ("designations", 4, "aliases", "A||B", "must be distinct items separated by |"),
        ("designations", 4, "aliases", "A|A", "must be distinct items separated by |"),
        ("designations", 4, "aliases", "A| B", "must be distinct items separated by |"),
        ("articles", 2, "title_supplied", "no", "must be true or false"),
        ("articles", 2, "language", "eng", "must match [a-z]{2}"),
        ("articles", 3, "url", "https://alpha.example/listed", "must be unique"),
        ("articles", 3, "url", "javascript:alert(1)", f"must match {URL}"),
        # A reference.
        ("articles", 2, "publisher_id", "nobody", "is no id in publishers.csv"),
        ("publishers", 2, "designation_id", "nobody", "is no id in designations.csv"),
        ("evidence", 2, "designation_id", "nobody", "is no id in designations.csv"),
        # Dates.
        ("designations", 3, "announced_date", "2024-04-30", "must not be before decision_date"),
        ("designations", 3, "listed_date", "2024-04-30", "must not be before decision_date"),
        ("designations", 2, "delisted_date", "2022-01-29", "must not be before listed_date"),
        ("designations", 3, "listed_date", "2026-01-02", "must not be after as_of, 2026-01-01"),
        ("milestones", 2, "date", "2026-01-02", "must not be after as_of, 2026-01-01"),
        (
            "designations",
            2,
            "listed_date_basis",
            "",
            "must say what the listing date is the date of: order, publication or report",
        ),
        ("designations", 3, "listed_date_basis", "order", "must be empty where listed_date is"),
        ("designations", 3, "reason_source", "minjust", "must be empty where stated_reason is"),
        ("articles", 3, "published_precision", "day", "must be empty where published is"),
        # Articles, claims and evidence.
        (
            "articles",
            3,
            "title",
            "[Decision on Beta]",
            "must stand without brackets: they are added where the title is shown",
        ),
        ("statements", 3, "also_about", "beta", NO_MENTION),
        ("statements", 5, "accusations", "army", "must be empty where stance is not accusation"),
        ("statements", 3, "accusations", "army|formula", "formula stands alone, without another code"),
        (
            "statements",
            3,
            "accusations",
            "none-made-public",
            "somebody spoke: none-made-public is of designations",
        ),
        ("articles", 2, "title_ru", "Альфа в перечне", "must be empty where title_supplied is false"),
        ("claims", 4, "note_ru", "Меньше.", "must be empty where note is"),
        ("evidence", 2, "supports", "delisted_date", "is empty in the designation alpha"),
        # Identifiers elsewhere.
        ("identifiers_elsewhere", 2, "value", "42", "must be a Q and a number, as Q42"),
        ("identifiers_elsewhere", 4, "value", "q42", "must be a Q and a number, as Q42"),
        ("identifiers_elsewhere", 4, "value", "Q٤٢", "must be a Q and a number, as Q42"),
        (
            "identifiers_elsewhere",
            3,
            "value",
            "NK-1",
            "must be an entity of OpenSanctions, as NK-…, Q… or the name of a list and a key",
        ),
        ("identifiers_elsewhere", 2, "designation_id", "nobody", "is no id in designations.csv"),
        ("identifiers_elsewhere", 2, "source", "", "must not be empty"),
        ("identifiers_elsewhere", 2, "name_there", "", "must not be empty"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_said_once_and_in_full(
    tiny_package: Path, editor: Any, table: str, row: int, field: str, value: str, rule: str
) -> None:
    editor.change(table, row, field, value)
    if field == "listed_date":
        editor.change(table, row, "listed_date_basis", "report")
    assert sentences(tiny_package) == [f"{table}.csv, row {row}, {field}: {value!r} — {rule}"]


def test_an_item_of_a_list_is_one_of_the_choices(tiny_package: Path, editor: Any) -> None:
    editor.change("articles", 3, "topics", "designation|gossip")
    (sentence,) = sentences(tiny_package)
    assert sentence.startswith("articles.csv, row 3, topics: 'designation|gossip' — must be dist")
    assert "each one of: designation, listing, prosecution" in sentence


@pytest.mark.parametrize("identifier", ["alpha-listed", "2022-01-30-alpha-listed"])
def test_the_identifier_of_an_article_begins_with_its_date(
    tiny_package: Path, editor: Any, identifier: str
) -> None:
    for table, field in (
        ("articles", "id"),
        ("mentions", "article_id"),
        ("claims", "article_id"),
        ("prosecutions", "article_id"),
    ):
        rows = editor.rows(table)
        for row in rows:
            row[field] = row[field].replace(ARTICLE, identifier)
        editor.write(table, rows)
    assert sentences(tiny_package) == [
        f"articles.csv, row 2, id: '{identifier}' — "
        "must begin with the date in published, or with “undated”"
    ]


def test_the_identifier_of_an_article_keeps_its_undated_when_a_date_is_found(
    tiny_package: Path, editor: Any
) -> None:
    editor.change("articles", 3, "published", "2024-05-02")
    assert sentences(tiny_package) == []


def test_a_date_known_to_the_month_is_written_as_its_first_day(
    tiny_package: Path, editor: Any
) -> None:
    editor.change("articles", 3, "published", "2024-05-01")
    editor.change("articles", 3, "published_precision", "month")
    assert sentences(tiny_package) == []
    editor.change("articles", 3, "published", "2024-05-02")
    assert sentences(tiny_package) == [
        "articles.csv, row 3, published: '2024-05-02' — "
        "is known only to the month, and must end in -01"
    ]


def test_an_identifier_is_a_slug(tiny_package: Path, editor: Any) -> None:
    rows = editor.rows("publishers")
    editor.write("publishers", [*rows, {"id": "A b", "name": "B"}])
    assert sentences(tiny_package) == [f"publishers.csv, row 4, id: 'A b' — must match {SLUG}"]


def test_an_identifier_stands_once(tiny_package: Path, editor: Any) -> None:
    rows = editor.rows("publishers")
    editor.write("publishers", [*rows, rows[1]])
    assert sentences(tiny_package) == ["publishers.csv, row 4, id: 'the-state' — must be unique"]


def test_a_key_of_several_fields_stands_once(tiny_package: Path, editor: Any) -> None:
    rows = editor.rows("mentions")
    editor.write("mentions", [*rows, rows[0]])
    assert sentences(tiny_package) == [
        "mentions.csv, row 5, designation_id: 'alpha' — "
        "article_id and designation_id repeat an earlier row"
    ]


def test_claims_are_numbered_from_one(tiny_package: Path, editor: Any) -> None:
    editor.change("claims", 3, "position", "3")
    assert sentences(tiny_package) == [
        "claims.csv, row 3, position: '3' — claims of an article stand together, numbered 1, 2, 3 …"
    ]


def test_claims_of_an_article_stand_together(tiny_package: Path, editor: Any) -> None:
    first, second, other = editor.rows("claims")
    editor.write("claims", [first, other, second])
    assert sentences(tiny_package) == [
        "claims.csv, row 4, position: '2' — claims of an article stand together, numbered 1, 2, 3 …"
    ]


def test_an_article_reports_a_statement_once(tiny_package: Path, editor: Any) -> None:
    first, second, other = editor.rows("claims")
    editor.write("claims", [first, second | {"statement_id": "alpha-threat"}, other])
    assert sentences(tiny_package) == [
        "statements.csv, row 4, id: 'alpha-answer' — "
        "has no row in claims.csv and is no designation's reason_id",
        "claims.csv, row 3, statement_id: 'alpha-threat' — "
        "article_id and statement_id repeat an earlier row",
    ]


def test_an_article_that_reports_a_statement_mentions_whom_it_is_about(
    tiny_package: Path, editor: Any
) -> None:
    rows = editor.rows("claims")
    further = {"article_id": rows[2]["article_id"], "position": "2", "statement_id": "alpha-threat"}
    editor.write("claims", [*rows, further])
    assert sentences(tiny_package) == [
        "claims.csv, row 5, statement_id: 'alpha-threat' — the article has no row in mentions.csv "
        "for an organization that the statement is about"
    ]


@pytest.mark.parametrize(
    ("table", "row", "field", "value", "place", "rule"),
    [
        ("designations", 2, "stated_reason", "Said otherwise.", "stated_reason", "must be the text of the statement in reason_id"),
        ("statements", 2, "text_ru", "Угрожает.", "stated_reason_ru", "must be the text_ru of the statement in reason_id"),
        ("statements", 2, "stance", "context", "reason_id", "must be an accusation of this designation"),
        ("designations", 2, "reason_id", "", "reason_id", "must name a statement where a reason was stated, and only there"),
    ],
)  # fmt: skip
def test_a_stated_reason_is_the_text_of_its_statement(
    tiny_package: Path, editor: Any, table: str, row: int, field: str, value: str, place: str, rule: str
) -> None:  # fmt: skip
    editor.change(table, row, field, value)
    found = sentences(tiny_package)
    assert any(
        each.startswith(f"designations.csv, row 2, {place}:") and each.endswith(rule)
        for each in found
    ), found


def test_violations_come_by_file_row_and_field(tiny_package: Path, editor: Any) -> None:
    editor.change("milestones", 2, "url", "x")
    editor.change("designations", 4, "confidence", "")
    editor.change("designations", 2, "country", "x")
    assert [s.split(":")[0] for s in sentences(tiny_package)] == [
        "designations.csv, row 2, country",
        "designations.csv, row 4, confidence",
        "milestones.csv, row 2, url",
    ]


def test_every_rule_has_a_sentence_for_the_codebook() -> None:
    assert all((rule.__doc__ or "").endswith((".", "…", "…\n")) for rule in RULES)


def test_a_record_elsewhere_is_that_of_one_body(tiny_package: Path, editor: Any) -> None:
    editor.change("identifiers_elsewhere", 4, "relation", "same")
    (sentence,) = sentences(tiny_package)
    assert sentence.startswith(
        "identifiers_elsewhere.csv, row 4, value: 'Q42' — is the record of another body already"
    )
    for row in (2, 3):
        editor.change("designations", row, "body", "alpha")
    assert sentences(tiny_package) == []


@pytest.mark.parametrize("text", ["", "+972 Magazine", "-5", "a - b", "a = b", "Ёж"])
def test_a_text_that_begins_with_a_sign_may_stand(
    tiny_package: Path, editor: Any, text: str
) -> None:
    editor.change("designations", 3, "note", text)
    assert validate(read_package(tiny_package)) == []


@pytest.mark.parametrize("space", ["\t", "\n", "\x0b", "\x1c", "\x85", "\xa0", "\u2003", "\u3000"])  # fmt: skip
@pytest.mark.parametrize("form", ["{}text", "text{}", "two{}words"])
def test_no_space_but_the_ordinary_one_may_stand(
    tiny_package: Path, editor: Any, space: str, form: str
) -> None:
    editor.change("designations", 3, "note", form.format(space))
    assert validate(read_package(tiny_package)) != []
