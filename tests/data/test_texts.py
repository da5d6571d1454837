"""The search of texts for the names of the dataset: invented prose, and every name as it is written."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.labeled_texts import Found, count, read_samples
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.loading import load_catalog
from dashboard.names import Matcher
from dashboard.names.kept import matcher

ROOT = Path(__file__).resolve().parents[2]
TEXTS = Path(__file__).parent / "samples" / "texts.txt"
SENTENCES = (
    "Организация «{}» внесена в перечень.",
    "The organization {} was declared undesirable on Monday.",
    "Die Organisation {} hat dagegen geklagt.",
    "Про це повідомила організація «{}», яку визнали небажаною.",
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT / "data")


@pytest.fixture(scope="module")
def checker(catalog: Catalog) -> Matcher:
    return matcher(catalog)


def test_invented_prose_in_seven_languages_is_read_as_its_author_meant_it(checker: Matcher) -> None:
    def search(text: str) -> Iterator[Found]:
        for each in checker.mentions(text):
            yield each.start, each.end, frozenset({each.designation_id, *each.others})

    counts = count(read_samples(TEXTS), search)
    total = sum(counts.values(), Counter())
    assert total["found"] >= 0.98 * (total["found"] + total["missed"]), counts
    assert total["found"] >= 0.98 * (total["found"] + total["false"]), counts


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_name_is_found_in_a_sentence_as_it_is_written(
    catalog: Catalog, checker: Matcher, sentence: str
) -> None:
    table = catalog.designations
    names = {
        (str(key), text)
        for key, row in table.iterrows()
        for cell in (row["name"], row["name_ru"], row["name_native"], row["abbreviation"], row["aliases"])
        for text in (cell if isinstance(cell, tuple) else (cell,))
        if isinstance(text, str)
    }  # fmt: skip
    missed = []
    for owner, name in sorted(names):
        text = sentence.format(name)
        start = text.index(name)
        if not any(
            each.start < start + len(name)
            and start < each.end
            and owner in {each.designation_id, *each.others}
            for each in checker.mentions(text)
        ):
            missed.append((owner, name))
    assert missed == []


def test_mentions_stand_where_they_say_and_do_not_overlap(
    catalog: Catalog, checker: Matcher
) -> None:
    prose = "<p>" + "</p>\n<p>".join(catalog.articles["summary"].head(300)) + "</p>"
    mentions = checker.mentions(prose)
    assert len(mentions) > 50
    assert all(prose[each.start : each.end] == each.text for each in mentions)
    assert all(one.end <= two.start for one, two in pairwise(mentions))


def test_each_address_of_the_dataset_is_found_in_a_text(catalog: Catalog, checker: Matcher) -> None:
    for row in catalog.sites.itertuples():
        if row.kind == "domain":
            text = f"Ссылка: https://{row.value}/a/b?c=d."
            owners = {
                o for each in checker.mentions(text) for o in (each.designation_id, *each.others)
            }
            assert row.designation_id in owners, row.value
