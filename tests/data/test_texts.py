"""The search of texts for the names of the dataset: invented prose, and every name as it is written."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from dashboard.catalog.catalog import Catalog, load_catalog
from dashboard.names import Matcher, matcher

ROOT = Path(__file__).resolve().parents[2]
TEXTS = Path(__file__).parent / "samples" / "texts.txt"
_MARKED = re.compile(r"\{([^|{}]+)\|([^{}]*)\}")

SENTENCES = (
    "Организация «{}» внесена в перечень.",
    "The organization {} was declared undesirable on Monday.",
    "Die Organisation {} hat dagegen geklagt.",
    "Про це повідомила організація «{}», яку визнали небажаною.",
)


class Sample(NamedTuple):
    """A text, and where it names which designations."""

    kind: str
    text: str
    mentions: tuple[tuple[int, int, frozenset[str]], ...]


def read_samples(path: Path) -> Iterator[Sample]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, _, raw = line.partition(": ")
        raw = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), raw.replace("\\n", "\n"))
        text, position, mentions = "", 0, []
        for found in _MARKED.finditer(raw):
            text += raw[position : found.start()]
            owners = frozenset(found[1].split(","))
            mentions.append((len(text), len(text) + len(found[2]), owners))
            text += found[2]
            position = found.end()
        yield Sample(kind, text + raw[position:], tuple(mentions))


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT / "data")


@pytest.fixture(scope="module")
def checker(catalog: Catalog) -> Matcher:
    return matcher(catalog)


def test_invented_prose_in_seven_languages_is_read_as_its_author_meant_it(checker: Matcher) -> None:
    counts: Counter[str] = Counter()
    wrong = []
    for sample in read_samples(TEXTS):
        found = checker.mentions(sample.text)
        used = set()
        for start, end, owners in sample.mentions:
            hits = {
                each for each in found
                if each.start < end and start < each.end
                and owners & {each.designation_id, *each.others}
            }  # fmt: skip
            used |= hits
            counts["found" if hits else "missed"] += 1
            if not hits:
                wrong.append((sample.kind, "missed", sample.text[start:end]))
        for each in found:
            if each not in used:
                counts["false"] += 1
                wrong.append((sample.kind, "false", each.text))
    recall = counts["found"] / (counts["found"] + counts["missed"])
    precision = counts["found"] / (counts["found"] + counts["false"])
    assert recall >= 0.98, wrong
    assert precision >= 0.98, wrong


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
