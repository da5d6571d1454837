"""The check of names and texts, searching and citing, with anything that somebody could type or paste."""

import gc
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.asking.filters import MAX_QUERY, Filters, words_asked
from dashboard.asking.selection import select
from dashboard.catalog.catalog import Catalog
from dashboard.documents.citation import cite_article, cite_designation
from dashboard.names import VERDICTS
from dashboard.names.kept import matcher
from dashboard.names.matching import LONGEST
from dashboard.sheets import row_files
from dashboard.sheets.cells import safe
from dashboard.sheets.writing import to_csv
from dashboard.text.folding import contains_words, fold
from dashboard.text.passages import passages
from dashboard.text.unseen import is_seen
from tests.hostile import corpus
from tests.hostile.counting import case, cases
from tests.hostile.strategies import parameters, surrogates, texts
from tests.hostile.test_data import BAD_START
from tests.support.memory import holding, invented
from tests.support.sample import sample_catalog

CATALOG = sample_catalog()
MATCHER = matcher(CATALOG)

REPEATED = tuple(
    piece * (LONGEST // len(piece))
    for piece in ("a", "a ", "a.", "а-", "«", '"', '" ', "(", "()", " - ", ",", "ооо ", "\ufdfa", "a'", "İ", "a\u0301", "фонд ", "№ 1 ", "www.a", "анти-", "xX", "ﬃ")
)  # fmt: skip
"""What makes a regular expression that goes back and forth take for ever."""


@cases(60, 10_000)
@given(st.one_of(texts(), surrogates, st.sampled_from(REPEATED)))
def test_a_name_is_answered_whatever_it_is(asked):
    case("names: questions")
    answer = MATCHER.check(asked)
    assert answer.query == asked
    assert answer.verdict in VERDICTS
    assert 0 <= answer.score <= 1
    assert answer.reason
    assert answer.designation_id is None or answer.designation_id in CATALOG.designations.index


@cases(30, 4_000)
@given(st.one_of(texts(), surrogates, st.lists(st.one_of(texts(), st.sampled_from(list(CATALOG.designations["name"])))).map(" ".join)))  # fmt: skip
def test_mentions_lie_inside_the_text_and_apart(text):
    case("names: texts")
    text = text[:4000]
    end = 0
    for each in MATCHER.mentions(text):
        assert end <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == each.text
        end = each.end


@pytest.mark.parametrize("text", [*corpus.LARGE, *(piece * 40 for piece in REPEATED)], ids=lambda each: repr(each[:8]))  # fmt: skip
def test_a_long_text_is_read_in_passages(text):
    case("names: texts")
    text = text[:1_000_000]
    parts = list(passages(text))
    assert "".join(part for _start, part in parts) == text
    assert max(len(part) for _start, part in parts) <= 20_000
    assert MATCHER.mentions(parts[0][1][:20_000]) is not None
    assert MATCHER.check(text).verdict == "unchecked"
    assert len(words_asked(text)) <= MAX_QUERY


def test_nothing_that_was_asked_is_remembered():
    latin, cyrillic = invented("bdklmnrs"), invented("бдклмнрс")
    for word in (latin, cyrillic):
        for n in range(25):
            MATCHER.check(f"{word}-{n} организация {word}")
            MATCHER.mentions(f"{word}-{n} организация {word}")
    assert holding(latin, cyrillic) == []


@cases(60, 12_000)
@given(texts(largest=True))
def test_what_is_searched_for_is_short_visible_and_found_by_no_accident(typed):
    case("search: words")
    asked = words_asked(typed)
    assert len(asked) <= MAX_QUERY
    assert is_seen(asked)
    assert words_asked(asked) == asked
    assert contains_words(CATALOG.designations["text"], asked).dtype == bool
    assert fold(asked) == fold(asked)


@cases(40, 12_000)
@given(parameters(largest=True))
def test_filters_are_read_from_anything(params):
    case("filters: parameters")
    filters, dropped = Filters.from_params(params, CATALOG)
    assert Filters.from_params(_grouped(filters.to_params()), CATALOG) == (filters, [])
    assert all(is_seen(str(each)) and len(str(each)) < 3 * MAX_QUERY for each in dropped)
    for scope in ("designations", "articles"):
        assert is_seen(filters.within(scope).sentence(CATALOG, scope))


def _grouped(pairs):
    grouped = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return grouped


def test_endless_different_questions_fill_no_memory():
    """What is remembered of selections is bounded: the last ones only."""
    gc.collect()
    before = sum(isinstance(each, Catalog) for each in gc.get_objects())
    for n in range(70):
        case("filters: remembered")
        select(CATALOG, Filters(q=f"nothing {n}"))
    gc.collect()
    held = [each for each in gc.get_objects() if isinstance(each, Filters) and each.q.startswith("nothing ")]  # fmt: skip
    assert len(held) <= 40
    # Other tests of the process hold catalogs of their own.
    assert sum(isinstance(each, Catalog) for each in gc.get_objects()) <= before


@cases(80, 12_000)
@given(texts(), texts())
def test_no_cell_begins_a_formula(one, other):
    case("exports: cells")
    for made in (safe(one), row_files.safe(one)):
        number = re.fullmatch(r"[+-][\d\s().,/-]+", made)
        assert number or not made.startswith(BAD_START)
        assert not re.search(r"[;\t]\s*[=+\-@＝＋－＠]", made) or number
    row = CATALOG.designations.iloc[:1][["id", "name"]].assign(name=[other])
    lines = to_csv(row, heading=(one, other)).decode("utf-8-sig").split("\n")
    assert [line[:2] for line in lines[:2]] == ["# ", "# "]
    assert not re.search(r"[,;\t]\s*[=+\-@＝＋－＠]", lines[0] + "\n" + lines[1])


@cases(60, 8_000)
@given(texts(), texts())
def test_no_citation_holds_a_field_or_a_command_of_its_own(title, name):
    case("exports: citations")
    article = CATALOG.articles.iloc[0].copy()
    article["title"] = title
    publisher = CATALOG.publishers.loc[article["publisher_id"]].copy()
    publisher["name"] = name
    day = CATALOG.as_of
    benign = article.copy()
    benign["title"] = "x"
    for style in ("plain", "bibtex", "ris"):
        made = cite_article(article, publisher, style=style, accessed=day)
        if style == "ris":
            plain = cite_article(benign, publisher, style=style, accessed=day)
            assert [line[:6] for line in made.splitlines()] <= [line[:6] for line in plain.splitlines()] or len(made.splitlines()) <= len(plain.splitlines())  # fmt: skip
        if style == "bibtex":
            depth = lowest = 0
            for at, letter in enumerate(made):
                if letter in "{}" and (at == 0 or made[at - 1] != "\\"):
                    depth += 1 if letter == "{" else -1
                    lowest = min(lowest, depth)
            assert (depth, lowest) == (0, 0)
    row = CATALOG.designations.iloc[0].copy()
    row["name"] = title
    assert "\n" not in cite_designation(row, url="https://x.example", version="1", as_of=day)
