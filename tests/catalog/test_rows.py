"""Rows are read one by one as they stand in their table."""

import pandas as pd
import pytest

from dashboard.catalog.joins import Groups
from dashboard.catalog.rows import Cells, newest_first, records

DAYS = [pd.Timestamp(2024, 1, 2), pd.NaT, pd.Timestamp(2025, 3, 4), pd.Timestamp(2024, 1, 2)]


@pytest.mark.parametrize("name", ["designations", "articles", "statements", "claims", "mentions"])
def test_a_row_read_alone_is_the_row_of_the_table(tiny_catalog, name):
    table = tiny_catalog[name]
    read = [dict(row) for row in tiny_catalog.cells(name).at(range(len(table)))]
    # The text of a missing value is the same where the value itself is equal to nothing.
    assert repr(read) == repr(records(table))


def test_a_row_cannot_be_changed(tiny_catalog):
    with pytest.raises(TypeError):
        tiny_catalog.row("designations", "alpha")["name"] = "Beta"


def test_a_missing_number_is_none():
    table = pd.DataFrame({"days": pd.array([1, None], dtype="Int64")})
    assert [row["days"] for row in Cells(table).at([0, 1])] == [1, None]


def test_the_newest_row_comes_first_and_those_without_a_date_last():
    rows = [{"id": place, "date": day} for place, day in enumerate(DAYS)]
    assert [row["id"] for row in newest_first(rows)] == [2, 0, 3, 1]


def test_rows_are_grouped_by_their_owner_in_their_order():
    groups = Groups.of(pd.Series([2, 0, 2, -1, 2]).to_numpy(), 4)
    assert [groups[owner].tolist() for owner in range(4)] == [[1], [], [0, 2, 4], []]


def test_the_rows_of_a_designation_are_those_that_name_it(tiny_catalog):
    for table in ("evidence", "names", "mentions"):
        whole = tiny_catalog[table]
        for key in tiny_catalog.designations["id"]:
            own = tiny_catalog.rows_of(table, key)
            assert len(own) == (whole["designation_id"] == key).sum()
            assert {row["designation_id"] for row in own} <= {key}


def test_the_articles_about_a_designation_are_the_newest_first(tiny_catalog):
    mentions = tiny_catalog.mentions
    newest = tiny_catalog.articles["id"].iloc[tiny_catalog.newest_first["articles"]].tolist()
    for key in tiny_catalog.designations["id"]:
        naming = mentions[mentions["designation_id"] == key]
        about = naming[naming["role"] == "subject"]
        for found, wanted in (
            (tiny_catalog.articles_naming(key), naming),
            (tiny_catalog.articles_about(key), about),
        ):
            ids = found.columns("id")["id"].tolist()
            assert ids == [each for each in newest if each in set(wanted["article_id"])]


def test_mentions_of_an_article_begin_with_its_subjects(tiny_catalog):
    for article in tiny_catalog.articles["id"]:
        roles = [each["role"] for each in tiny_catalog.mentions_in(article)]
        assert roles == sorted(roles, reverse=True)
        assert roles


def test_an_unknown_id_has_no_row(tiny_catalog):
    with pytest.raises(KeyError):
        tiny_catalog.row("articles", "nothing")


@pytest.mark.parametrize("name", ["designations", "articles", "statements"])
def test_many_rows_at_once_are_those_that_are_read_one_by_one(tiny_catalog, name):
    cells = tiny_catalog.cells(name)
    places = [*range(len(tiny_catalog.tables[name]))] * 40
    one_by_one = [repr(dict(cells[place])) for place in places]
    assert [repr(dict(row)) for row in cells.at(places)] == one_by_one
