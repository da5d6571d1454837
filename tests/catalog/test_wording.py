"""A text of the package is in the reader's language where there is one."""

import pytest

from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select_articles
from dashboard.catalog.catalog import build_catalog
from dashboard.catalog.wording import outlet, worded
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


@pytest.mark.parametrize(
    ("language", "row", "said", "foreign"),
    [
        ("ru", {"publisher": "Alpha", "publisher_ru": "Альфа", "language": "en"}, ("Альфа", "ru"), False),
        ("ru", {"publisher": "Alpha Zeitung", "publisher_ru": None, "language": "de"}, ("Alpha Zeitung", "de"), True),
        ("ru", {"publisher": "Alpha Times", "publisher_ru": None, "language": "ru"}, ("Alpha Times", "en"), True),
        ("ru", {"publisher": "360", "language": "ru"}, ("360", "ru"), False),
        ("en", {"publisher": "Alpha Zeitung", "publisher_ru": None, "language": "de"}, ("Alpha Zeitung", "de"), True),
        ("en", {"publisher": "Alpha", "publisher_ru": "Альфа", "language": "ru"}, ("Alpha", "en"), False),
    ],
)  # fmt: skip
def test_the_name_of_an_outlet_says_its_language(language, row, said, foreign):
    with locale.using(language):
        assert outlet(row) == said
        assert outlet(row).foreign is foreign
