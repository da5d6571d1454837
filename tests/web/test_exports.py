"""The files that pages offer to save."""

import csv
import io

import pytest
from openpyxl import load_workbook

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.facets import offered
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.bulk import archive
from dashboard.catalog import load_catalog
from dashboard.dataset.tables import DESIGNATIONS
from dashboard.documents import articles, organizations


def rows_of(answer):
    lines = answer.text.removeprefix("\ufeff").splitlines()
    return list(csv.DictReader(io.StringIO("\n".join(lines))))


def test_a_table_is_saved_as_it_is_shown(site):
    answer = site.get("/organizations.csv?country=LV&sort=-name&lang=en")
    assert "attachment" in answer.headers["content-disposition"]
    rows = rows_of(answer)
    kept = select(load_catalog(), Filters(country=("LV",))).designations
    assert [row["Name"] for row in rows] == sorted(kept["name"], key=str.casefold, reverse=True)


@pytest.mark.parametrize("page", ["organizations", "articles"])
def test_a_workbook_has_the_rows_of_the_list(site, page):
    rows = rows_of(site.get(f"/{page}.csv?lang=ru"))
    book = load_workbook(io.BytesIO(site.get(f"/{page}.xlsx?lang=ru").content))
    assert book.active.max_row == 4 + len(rows)
    above = "\n".join(str(row[0]) for row in list(book.active.values)[:4])
    assert load_catalog().version in above


@pytest.mark.parametrize("query", ["country=XX", "year=abc", "category=media&status=nothing"])
def test_a_file_is_refused_where_a_filter_cannot_be_used(site, query):
    for name in ("organizations.csv", "articles.xlsx"):
        answer = site.get(f"/{name}?{query}")
        assert answer.status_code == 400
        assert query.rpartition("&")[2].partition("=")[0] in answer.json()["detail"]


def test_what_was_searched_is_kept_by_no_cache(site):
    for name in ("organizations", "organizations.csv", "articles.xlsx"):
        assert site.get(f"/{name}?q=archive").headers["cache-control"] == "no-store"
        assert site.get(f"/{name}?lang=en").headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(
    "query", ["nobody=knows", "country=nowhere", "version=typed", "page=typed"]
)
def test_a_page_that_says_what_it_could_not_use_is_kept_by_no_cache(site, query):
    answer = site.get(f"/organizations?{query}")
    assert query.partition("=")[2] in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_pages_link_to_their_files_in_the_reader_s_language():
    with locale.using("ru"):
        made = articles.EXPORT.links(Address(Filters(country=("LV",)), options=(("page", "2"),)))
    assert [each.href for each in made.files] == [
        "/articles.csv?country=LV&lang=ru",
        "/articles.xlsx?country=LV&lang=ru",
    ]
    assert (
        organizations.EXPORT.links(Address(), sort="").files[0].href == "/organizations.csv?lang=en"
    )


def test_a_table_of_the_package_is_that_of_the_version_shown(site):
    answer = site.get("/data/designations.csv")
    assert answer.content == archive.to_csv(load_catalog()["designations"], DESIGNATIONS)
    assert site.get("/data/no-table.csv").status_code == 404


def test_the_values_of_a_filter_are_those_that_the_page_offers(site):
    catalog = load_catalog()
    same = f"/values/org.json?lang=ru&of={catalog.fingerprint[:12]}"
    with locale.using("ru"):
        expected = [[value, text] for value, text in offered(catalog, "org").items()]
    answer = site.get(same)
    assert answer.json() == expected
    assert "immutable" in answer.headers["cache-control"]
    assert site.get("/values/org.json?lang=ru&of=older").headers["cache-control"] == "no-store"
