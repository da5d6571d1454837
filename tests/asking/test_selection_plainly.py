"""Selections and counts of articles, against the same asked of plain rows, one by one."""

from collections import Counter
from dataclasses import replace
from functools import cache

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.charts.registry import COUNTED
from dashboard.text.folding import fold
from tests.support.sample import sample_catalog

CATALOG = sample_catalog()


@cache
def rows():
    """Every article as a dictionary, with what belongs to it."""
    designations = CATALOG.designations.to_dict("index")
    found = CATALOG.articles.to_dict("index")
    for row in found.values():
        row |= {"names": [], "subjects": [], "claims": []}
    for mention in CATALOG.mentions.to_dict("records"):
        row = found[mention["article_id"]]
        row["names"].append(designations[mention["designation_id"]])
        if mention["role"] == "subject":
            row["subjects"].append(mention["designation_id"])
    for claim in CATALOG.claims.to_dict("records"):
        found[claim["article_id"]]["claims"].append(claim)
    for row in found.values():
        own = [
            row[key]
            for key in ("title", "title_ru", "summary", "summary_ru", "publisher", "publisher_ru")
        ]
        words = [*own, *(d["text"] for d in row["names"])]
        row["text"] = fold(" · ".join(word for word in words if not pd.isna(word)))
    return list(found.values())


def kept_by(asked):
    """Return the articles that the filters leave, newest first."""
    words = fold(asked.q).split()
    kept = [row for row in rows() if all(word in row["text"] for word in words)]
    kept = sorted((row for row in kept if fits(row, asked)), key=lambda row: row["id"])
    dated = [row for row in kept if not pd.isna(row["date"])]
    undated = [row for row in kept if pd.isna(row["date"])]
    return [*sorted(dated, key=lambda row: row["date"], reverse=True), *undated]


def fits(row, asked):
    """Tell whether the filters other than the search leave an article, said as directly as can be."""

    def of(designation, key):
        return "unknown" if pd.isna(designation[key]) else designation[key]

    def holds(designation, key):
        if key == "register":
            return bool({*designation["other_registers"]} & {*asked.register})
        if key == "accusation":
            return bool({*designation["accusations"]} & {*asked.accusation})
        return of(designation, key) in asked[key]

    about = [
        key for key in ("country", "category", "status", "register", "accusation") if asked[key]
    ]
    return (
        (
            asked.year is None
            or (not pd.isna(row["date"]) and asked.year[0] <= row["date"].year <= asked.year[1])
        )
        and (
            asked.day is None
            or (row["published"] == pd.Timestamp(asked.day) and pd.isna(row["published_precision"]))
        )
        and (not asked.publisher or row["publisher_id"] in asked.publisher)
        and (not asked.language or row["language"] in asked.language)
        and (not asked.kind or row["kind"] in asked.kind)
        and (not asked.topic or bool({*asked.topic} & {*row["topics"]}))
        and (not asked.stance or any(claim["stance"] in asked.stance for claim in row["claims"]))
        and (not asked.org or any(d["id"] in asked.org for d in row["names"]))
        and (not about or any(all(holds(d, key) for key in about) for d in row["names"]))
    )


def some(values):
    chosen = st.lists(st.sampled_from(list(values)), min_size=1, max_size=3, unique=True).map(tuple)
    return st.just(()) | st.just(()) | chosen


years = st.tuples(st.integers(2014, 2026), st.integers(2014, 2026)).map(sorted).map(tuple)
asked = st.builds(
    Filters,
    year=st.none() | years,
    day=st.sampled_from([None, None, None, *CATALOG.articles["published"].dropna().dt.date[::9]]),
    q=st.sampled_from(["", "", "", "фонд", "union amber", "Meridian's", "e", "on fund", "zz"]),
    country=some(["US", "DE", "GB", "LV", "unknown"]),
    category=some(["media", "human-rights", "religion"]),
    status=some(["listed", "announced"]),
    register=some(["foreign-agent", "extremist", "terrorist"]),
    org=some(CATALOG.designations["id"][::6]),
    publisher=some(CATALOG.publishers["id"]),
    language=some(["ru", "en", "de"]),
    kind=some(["news", "analysis"]),
    topic=some(["reaction", "law", "listing", "exit"]),
    stance=some(["accusation", "defence", "context"]),
)


@settings(max_examples=40, deadline=None)
@given(asked=asked)
def test_the_articles_are_those_that_fit_in_the_order_of_their_dates(asked):
    expected = [row["id"] for row in kept_by(asked)]
    selection = select(CATALOG, asked)
    assert list(selection.articles.index) == expected
    assert len(selection.article_rows) == len(expected)
    assert list(selection.article_rows.part(20, 40).index) == expected[20:40]


@settings(max_examples=25, deadline=None)
@given(asked=asked)
def test_charts_of_articles_count_each_of_them(asked):
    expected = kept_by(asked)

    def drawn(key, value, count):
        table = COUNTED[key].count(CATALOG, asked, COUNTED[key].defaults())
        table = table[table["chosen"] & (table[count] > 0)]
        return dict(zip(table[value], table[count], strict=True))

    languages, publishers, years = (
        Counter(row["language"] for row in expected),
        Counter(row["publisher_id"] for row in expected),
        Counter(row["published"].year for row in expected if not pd.isna(row["published"])),
    )
    assert drawn("languages", "language", "count") == languages
    assert drawn("publishers", "publisher", "count") == publishers
    by_year = drawn("coverage", "period", "articles")
    assert {start.year: count for start, count in by_year.items()} == years

    wanted = set(select(CATALOG, replace(asked, year=None, day=None, q="")).designations.index)
    subjects = Counter(each for row in kept_by(replace(asked, org=())) for each in row["subjects"])
    organizations = {
        each: count
        for each, count in subjects.items()
        if each in wanted and (not asked.org or each in asked.org)
    }
    assert drawn("organizations", "org", "count") == organizations
