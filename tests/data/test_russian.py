"""The Russian texts of the package say what the English ones say, as far as a program can tell."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.catalog.reasons import repeats_the_law
from dashboard.dataset.tables import TABLES
from dashboard.dataset.tables import table as table_named
from dashboard.register.name import parse_name

DATA = Path(__file__).resolve().parents[2] / "data"
PAIRS = tuple(
    (table.name, name)
    for table in TABLES
    for name in table.columns
    if f"{name}_ru" in table.columns and name != "name"
)
"""Tables and columns in English; the Russian column has the same name with `_ru`."""

PHRASES = {
    ("articles", "title"), ("publishers", "note"), ("statements", "speaker"), ("published_counts", "source"), ("prosecutions", "defendant"),
}  # fmt: skip
"""Those that are no sentences."""

LEAST_SUMMARIES = 1730
"""How many summaries are in Russian at least."""

LEAST_OUTLETS = 0.55
"""Of how many outlets with articles in Russian the Russian name is known: many others have one in Latin script only."""

_MONTHS = {
    "January": "январ", "February": "феврал", "March": r"март(?:а|е|у|ом|овск\w+)?\b", "April": "апрел", "May": r"ма(?:й|я|е)\b|майск",
    "June": "июн", "July": "июл", "August": "август", "September": "сентябр", "October": r"октябр(?!ьск\w+ районн)",
    "November": "ноябр", "December": r"декабр(?!ист)",
}  # fmt: skip
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}(?!\d))")


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def numbers(text: str) -> set[str]:
    """Find the numbers of a text, with a point before the decimals."""
    plain = re.sub(r"(?<=\d),(?=\d)", ".", _THOUSANDS.sub("", text))
    return set(re.findall(r"\d+(?:\.\d+)?", plain))


def english_months(text: str) -> set[str]:
    return {month for month in _MONTHS if re.search(rf"\b{month}\b", text)}


def russian_months(text: str) -> set[str]:
    return {month for month, stem in _MONTHS.items() if re.search(rf"\b(?:{stem})", text, re.I)}


def pairs() -> Iterator[tuple[str, str, str]]:
    for table, column in PAIRS:
        for row in rows(table):
            if row[f"{column}_ru"]:
                key = "|".join(row[name] for name in table_named(table).primary_key)
                yield f"{table}.{column} {key}", row[column], row[f"{column}_ru"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about $5.2 million in 2013-2014", {"5.2", "2013", "2014"}),
        ("около 5,2 млн долларов в 2013–2014 годах", {"5.2", "2013", "2014"}),
        ("more than 500,000 dollars", {"500000"}),
        ("более 500\u00a0000 долларов", {"500000"}),
        ("in June 2021 18 groups", {"2021", "18"}),
    ],
)
def test_numbers_are_read_in_both_languages(text: str, expected: set[str]) -> None:
    assert numbers(text) == expected


def test_both_languages_give_the_same_numbers() -> None:
    differing = {key: (en, ru) for key, en, ru in pairs() if numbers(en) != numbers(ru)}
    assert differing == {}


def test_both_languages_give_the_same_months() -> None:
    differing = {
        key: (en, ru) for key, en, ru in pairs() if english_months(en) != russian_months(ru)
    }
    assert differing == {}


def test_russian_is_written_as_an_editor_would() -> None:
    faults = re.compile(
        r"[\"“”„]|Соедин[её]нны\w+ Штат|\b(?:ее|еще|нее|включен|причем|Пискарев)\b| - |[ ]{2}",
        re.IGNORECASE,
    )
    assert {key: ru for key, _en, ru in pairs() if faults.search(ru)} == {}


def latin(text: str) -> set[str]:
    """Find the words in capital Latin letters, which both languages write alike."""
    return set(re.findall(r"\b[A-Z][A-Z0-9]{2,}\b", text))


def test_russian_names_nobody_in_latin_letters_whom_english_does_not() -> None:
    added = {key: (en, ru) for key, en, ru in pairs() if latin(ru) - latin(en)}
    assert added == {}


def test_russian_is_cyrillic_and_ends_like_a_sentence() -> None:
    phrases = tuple(f"{table}.{column} " for table, column in PHRASES)
    for key, _en, ru in pairs():
        if key.startswith(phrases):
            continue
        letters = re.findall(r"[^\W\d_]", ru)
        cyrillic = sum("а" <= each.lower() <= "я" or each in "ёЁ" for each in letters)
        assert cyrillic > len(letters) / 3, key
        assert ru.endswith((".", "!", "?", "»")), key


@pytest.mark.parametrize(("table", "column"), PAIRS)
def test_every_text_of_ours_is_in_both_languages(table: str, column: str) -> None:
    texts = [row for row in rows(table) if column != "title" or row["title_supplied"] == "true"]
    assert any(row[column] for row in texts)
    assert [row for row in texts if bool(row[column]) != bool(row[f"{column}_ru"])] == []


def test_every_reason_is_in_both_languages() -> None:
    assert [
        row["id"]
        for row in rows("designations")
        if row["stated_reason"] and not row["stated_reason_ru"]
    ] == []


def test_the_words_of_the_law_are_written_in_one_way_in_russian() -> None:
    bare = [
        row for row in rows("designations") if repeats_the_law(row["stated_reason"], row["reason_source"])
    ]  # fmt: skip
    assert {row["stated_reason_ru"] for row in bare} == {
        "Генпрокуратура заявила, что деятельность организации угрожает основам конституционного "
        "строя и безопасности России."
    }


def test_the_same_english_is_the_same_russian() -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows("designations"):
        found.setdefault((row["stated_reason"], row["reason_source"]), set()).add(
            row["stated_reason_ru"]
        )
    assert {key: said for key, said in found.items() if len(said) > 1} == {}


def test_many_summaries_are_in_russian() -> None:
    assert sum(bool(row["summary_ru"]) for row in rows("articles")) >= LEAST_SUMMARIES


def test_the_russian_names_of_the_register_are_known() -> None:
    found = []
    for row in rows("designations"):
        name = parse_name(row["register_name"]).name_ru if row["register_name"] else None
        if name and not row["name_ru"] and name not in row["aliases"].split("|"):
            found.append(row["id"])
    assert found == []


def test_most_outlets_that_publish_in_russian_have_their_russian_name() -> None:
    russian = [row["publisher_id"] for row in rows("articles") if row["language"] == "ru"]
    named = {row["id"] for row in rows("publishers") if row["name_ru"]}
    outlets = set(russian)
    assert len(outlets & named) / len(outlets) >= LEAST_OUTLETS
    assert sum(each in named for each in russian) / len(russian) >= 0.75


def test_the_russian_name_of_an_outlet_is_in_cyrillic_and_its_own() -> None:
    found = [row["name_ru"] for row in rows("publishers") if row["name_ru"]]
    assert [name for name in found if not re.search("[А-Яа-яЁё]", name)] == []
    assert len(found) == len(set(found))


def test_an_outlet_that_is_designated_itself_has_one_russian_name() -> None:
    designations = {row["id"]: row for row in rows("designations")}
    for row in rows("publishers"):
        own = designations.get(row["designation_id"], {})
        if row["name_ru"] and row["name"] == own.get("name"):
            assert row["name_ru"] == own["name_ru"]
        elif row["name_ru"]:
            assert not re.search('[«»„“”"]', row["name_ru"]), row["id"]
