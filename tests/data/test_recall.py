"""The check on the labelled samples of `benchmarks/`, and on every entry of the register: what the project promises."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import fresh_inputs
from dashboard.catalog import Catalog, load_catalog
from dashboard.names import Matcher
from dashboard.names.answer import SURE
from dashboard.names.kept import matcher
from dashboard.words import frequent

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "benchmarks" / "samples"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT / "data")


@pytest.fixture(scope="module")
def checker(catalog: Catalog) -> Matcher:
    return matcher(catalog)


def sure(answer):
    """Tell whether an answer names a designation for certain, whatever its status."""
    return "listed" if answer.match in SURE else answer.match


def test_labelled_names_are_answered_as_well_as_promised(catalog, checker):
    with (SAMPLES / "name_queries.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    numbers = catalog.designations["register_number"]
    listed = [row for row in rows if row["listed"] == "yes"]
    verdicts = Counter(sure(checker.check(row["query"])) for row in listed)
    false = [
        row for row in rows
        if row["listed"] == "no" and sure(checker.check(row["query"])) == "listed"
    ]  # fmt: skip
    numbered = [row for row in listed if "name:" not in row["expected"]]
    right = 0
    for row in numbered:
        allowed = {int(each.removeprefix("reg:")) for each in row["expected"].split(" | ")}
        identifier = checker.check(row["query"]).designation_id
        right += identifier is not None and numbers[identifier] in allowed
    assert verdicts["listed"] >= 0.97 * len(listed)
    assert verdicts["listed"] + verdicts["possible"] >= 0.99 * len(listed)
    assert len(false) <= 0.02 * verdicts["listed"]
    assert right >= 0.97 * len(numbered)


def test_names_that_only_resemble_are_hardly_ever_listed(checker):
    queries = (SAMPLES / "not_listed.txt").read_text(encoding="utf-8").splitlines()
    verdicts = Counter(map(sure, checker.check_many(queries)))
    assert verdicts["listed"] <= 0.01 * len(queries)
    assert verdicts["possible"] <= 0.04 * len(queries)


def test_every_entry_of_the_register_is_known_word_for_word(catalog, checker):
    entries = catalog.designations["register_name"].dropna()
    wrong = [
        key for key, entry in entries.items() if checker.check(entry).designation_id != key
    ]  # fmt: skip
    assert wrong == []


def test_no_everyday_word_is_certain_by_its_likeness(checker):
    words = (
        (Path(frequent.__file__).parent / "frequent_words.txt").read_text(encoding="utf-8").split()
    )[::25]
    answers = checker.check_many(words)
    assert [a.query for a in answers if a.match == "likely"] == []
    assert sum(a.match == "possible" for a in answers) < 0.01 * len(words)


def test_labelled_texts_are_read_as_well_as_promised(catalog, checker):
    numbers = catalog.designations["register_number"]
    found = expected = right = 0
    for line in (SAMPLES / "texts.jsonl").read_text(encoding="utf-8").splitlines():
        sample = json.loads(line)
        mentions = checker.mentions(sample["text"])
        found += len(mentions)
        expected += len(sample["mentions"])
        for wanted in sample["mentions"]:
            allowed = {
                int(each.removeprefix("reg:"))
                for each in wanted["expected"].split(" | ") if each.startswith("reg:")
            }  # fmt: skip
            right += any(
                each.start < wanted["end"] and wanted["start"] < each.end
                and (not allowed or numbers[each.designation_id] in allowed)
                for each in mentions
            )  # fmt: skip
    assert right >= 0.95 * expected
    assert right >= 0.95 * found


@pytest.mark.parametrize(
    ("name", "designation"),
    [
        ("Дом прав человека Осло", "human-rights-house-foundation"),
        ("Кеннановский институт", "woodrow-wilson-international-center-for-scholars"),
    ],
)
def test_parts_are_possible_by_what_tells_them_from_others(checker, name, designation):
    answer = checker.check(name)
    assert (answer.match, answer.designation_id) == ("possible", designation)


@pytest.mark.parametrize(
    ("cell", "designation"),
    [
        ("Медуза + Важные истории + РБК", "important-stories"),
        ("1) NDI 2) IRI 3) NED", "national-democratic-institute"),
        ("Meduza ∙ Гринпис ∙ РБК", "greenpeace-international"),
        ("#5 Article 19", "article-19"),
        ("Weltorganisation gegen Folter", "world-organisation-against-torture"),
        ("სტენფორდის უნივერსიტეტი", "stanford-university"),
        ("Հյուման Ռայթս Ուոթչ", "human-rights-watch"),
        ("Yale'i ülikool", "yale-university"),
        ("Тhе Insidеr", "the-insider"),
    ],
)
def test_what_people_write_beside_and_around_a_name_does_not_hide_it(checker, cell, designation):
    sure = {
        each.designation_id
        for part in checker.check(cell).each
        for each in part.candidates
        if each.match in SURE
    }
    assert designation in sure


@pytest.mark.parametrize("cell", ["Yale, Michigan", "ООО «Сота»", "Торговый дом «Беллона»", "ЦЕУ"])
def test_a_town_a_firm_or_initials_are_hardly_meant(checker, cell):
    assert checker.check(cell).match == "possible"


@pytest.mark.parametrize(
    ("sample", "listed", "seen"),
    [("fresh_names.txt", 0.95, 0.97), ("names_2026_12.txt", 0.94, 0.98)],
)
def test_inputs_of_every_kind_are_found_and_nobody_else_is_listed(checker, sample, listed, seen):
    counts = fresh_inputs.count_names(checker, SAMPLES / sample)

    def of(least):
        return sum((each for (_kind, must), each in counts.items() if must == least), Counter())

    must, may, no = of("listed"), of("possible"), of("no")
    assert must["right"] >= listed * must["n"]
    assert must["fair"] >= seen * must["n"]
    assert may["right"] >= 0.9 * may["n"]
    assert no["n"] - no["fair"] <= 1  # «квартира» is a name
    assert of("unchecked")["right"] == of("unchecked")["n"]
