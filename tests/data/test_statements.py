"""Statements stand once, and each has what pages and charts need."""

import csv
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from rapidfuzz import fuzz

from dashboard.catalog.catalog import Catalog
from dashboard.catalog.loading import load_catalog
from dashboard.charts.sides import SIDES
from dashboard.dataset.package import read_package
from tools.agreement import agreement

DATA = Path(__file__).resolve().parents[2] / "data"
CODES = Path(__file__).parent / "samples" / "accusations.csv"
"""The codes that were published of each accusing statement, and those of another reader."""

ALIKE_BY_ONE = 68
"""Similarity of the words, in percent, that two statements of one speaker about one body may not reach."""

ALIKE = 72
"""The same for two speakers, who may say much the same."""

_WORD = re.compile(r"[a-z0-9]+")
_SOMEBODY = re.compile(r"\b(?:he|she|his|him|her|himself|herself)\b", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w'’-]+ (?:[A-Z]|von |de )")
_COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "and",
        "in",
        "on",
        "for",
        "by",
        "its",
        "it",
        "is",
        "are",
        "was",
        "be",
        "that",
        "with",
        "as",
        "has",
        "had",
        "have",
        "from",
        "into",
        "at",
        "their",
        "they",
        "this",
        "which",
        "who",
        "says",
        "said",
        "say",
        "accuses",
        "accused",
        "claims",
        "claimed",
        "calls",
        "called",
        "russia",
        "russian",
    ]
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def words(text: str) -> str:
    found = _WORD.findall(text.casefold().replace("prosecutor general's office", ""))
    return " ".join(sorted({word for word in found if word not in _COMMON and len(word) > 1}))


def alike(first: str, second: str) -> float:
    return fuzz.token_sort_ratio(words(first), words(second))


def test_one_thing_said_in_other_words_is_found() -> None:
    reason = (
        "The Prosecutor General's Office accused it of sabotaging the Power of Siberia 2 pipeline."
    )
    copy = "The group sabotaged the building of the Power of Siberia 2 pipeline."
    assert alike(reason, copy) > ALIKE_BY_ONE
    assert alike(reason, "The group calls for sanctions.") < ALIKE_BY_ONE / 2


def pairs(catalog: Catalog) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    about: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    for key in catalog.designations["id"]:
        for row in catalog.statements_about(key):
            about[key, SIDES[row["stance"]]].append(dict(row))
    for rows in about.values():
        yield from itertools.combinations(rows, 2)


def test_no_organization_has_two_statements_that_say_the_same(catalog: Catalog) -> None:
    found = [
        (first["id"], second["id"])
        for first, second in pairs(catalog)
        if alike(str(first["text"]), str(second["text"]))
        >= (ALIKE_BY_ONE if first["speaker"] == second["speaker"] else ALIKE)
    ]
    assert found == []


def test_every_accusation_of_an_organization_is_coded(catalog: Catalog) -> None:
    statements = catalog.statements
    accusing = statements[statements["stance"] == "accusation"]
    assert accusing.index[accusing["accusations"].map(len) == 0].tolist() == []
    # Those that were merged with another accusation count: they are not lost.
    gone = [each.gone for each in read_package(DATA).published if each.table == "statements"]
    merged = [text for text in gone if text.rpartition(" ")[2] in accusing.index]
    assert len(accusing) + len(merged) >= 299


def test_the_agreement_of_the_readers_follows_from_their_codes() -> None:
    with CODES.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    published, reading = (
        {row["key"]: frozenset(row[reader].split("|")) for row in read}
        for reader in ("published", "reading")
    )
    readme = " ".join((DATA / "README.md").read_text(encoding="utf-8").split())
    told = readme.partition("Both lists are in")[2].partition("- Summaries and statements")[0]
    found = agreement(published, reading)
    assert f"the same codes for {sum(published[key] == reading[key] for key in published)} " in told
    assert len(found) == 19
    for each in found:
        assert f"{each.code} {each.kappa:.2f} ({each.both + each.first + each.second})" in told


def test_the_words_of_the_law_are_marked(catalog: Catalog) -> None:
    designations = catalog.designations
    law = (
        designations["stated_reason"]
        .str.contains("activities threaten the foundations of")
        .fillna(False)
    )
    reasons = catalog.statements.loc[designations.loc[law.astype(bool), "reason_id"]]
    assert len(reasons) >= 47
    assert set(reasons["accusations"]) == {("formula",)}
    assert set(catalog.statements["speaker"].value_counts().head(1).index) == {
        "Prosecutor General's Office"
    }


def test_one_speaker_does_not_say_the_words_of_the_law_beside_a_reason(catalog: Catalog) -> None:
    found = []
    for key in catalog.designations["id"]:
        said: dict[str, set[bool]] = defaultdict(set)
        for row in catalog.statements_about(key):
            if row["stance"] == "accusation":
                said[str(row["speaker"])].add(row["accusations"] == ("formula",))
        found += [(key, speaker) for speaker, bare in said.items() if len(bare) > 1]
    assert found == []


def test_an_article_reports_of_one_speaker_about_one_body_once(catalog: Catalog) -> None:
    claims = catalog.claims.dropna(subset=["designation_id"])
    keys = ["article_id", "speaker", "designation_id", "stance"]
    twice = claims[claims.duplicated(keys, keep=False)]
    # The record with which the project began tells more than one thing of a speaker.
    assert set(twice["article_id"]) <= {
        "2025-05-19-chas-pravdy-russia-has-declared-amnesty-international-an-undesirable-on"
    }


#: How a note on what a page says less begins, in English and in Russian: compared with the page, or not.
_NOTES = {
    "Not on the page: ": "На странице этого нет: ",
    "Only the words of the law are on the page.": "На странице есть только слова закона.",
    "Perhaps not on the page: ": "Возможно, на странице этого нет: ",
    "Perhaps only ": "Возможно, на странице есть только ",
    "Says it otherwise: ": "Сказано иначе: ",
    "In part; ": "Частично; ",
}


def test_a_note_says_whether_its_page_was_compared_in_both_languages(catalog: Catalog) -> None:
    notes = catalog.claims.dropna(subset=["note"])
    found = [
        (english, russian)
        for english, russian in zip(notes["note"], notes["note_ru"], strict=True)
        if not any(english.startswith(one) and russian.startswith(_NOTES[one]) for one in _NOTES)
        or english.count(";") != russian.count(";")
    ]
    assert found == []


def test_speakers_are_written_in_one_way(catalog: Catalog) -> None:
    speakers = pd.Series(catalog.statements["speaker"].unique())
    folded = speakers.str.casefold().str.replace(r"[^a-zà-ž]+", " ", regex=True).str.strip()
    assert speakers[folded.duplicated(keep=False)].tolist() == []


def test_he_and_she_are_somebody_named(catalog: Catalog) -> None:
    statements = catalog.statements
    others = statements[statements["speaker_type"] != "individual"]
    found = [
        key
        for key, row in others.iterrows()
        if _SOMEBODY.search(row["text"])
        and not _NAME.search(row["text"])
        and not _NAME.search(row["speaker"].split(",")[0])
    ]
    assert found == []
