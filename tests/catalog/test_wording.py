"""A text of the package is in the reader's language where there is one."""

import pytest

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select_articles
from dashboard.catalog.catalog import build_catalog
from dashboard.catalog.wording import worded
from dashboard.dataset.package import read_package


@pytest.mark.parametrize(
    ("language", "row", "text", "foreign"),
    [
        ("ru", {"summary": "It left.", "summary_ru": "Она ушла."}, ("Она ушла.", "ru"), False),
        ("en", {"summary": "It left.", "summary_ru": "Она ушла."}, ("It left.", "en"), False),
        ("ru", {"summary": "It left.", "summary_ru": None}, ("It left.", "en"), True),
        ("ru", {"summary": "It left."}, ("It left.", "en"), True),
    ],
)
def test_a_text_is_in_the_readers_language(language, row, text, foreign):
    with locale.using(language):
        assert worded(row, "summary") == text
        assert worded(row, "summary").foreign is foreign


def test_a_search_finds_words_of_a_russian_summary(tiny_package, editor):
    editor.change("articles", 2, "summary_ru", "Редакцию внесли в перечень.")
    catalog = build_catalog(read_package(tiny_package))
    found = select_articles(catalog, Filters(q="редакцию"))
    assert list(found["id"]) == [catalog.articles["id"].iloc[0]]
