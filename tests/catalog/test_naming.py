"""Names of organizations, and the languages in which screen readers say them."""

import pytest

from dashboard.catalog import naming


@pytest.mark.parametrize(
    ("native", "country", "language"),
    [
        ("Світовий Конґрес Українців", "CA", "uk"),
        ("Центр прав людини", "UA", "uk"),
        ("Беларускі дом правоў чалавека", "LT", "be"),
        ("Руско демократско друштво", "RS", "sr"),
        ("Natur og Ungdom", "NO", ""),
        (None, "UA", ""),
    ],
)
def test_a_native_name_has_the_language_that_its_letters_give_away(native, country, language):
    row = {
        "name": "A name",
        "name_native": native,
        "name_ru": "Имя",
        "abbreviation": None,
        "country": country,
    }
    assert naming.native_language(row) == language
    others = dict(naming.others(row))
    assert others["Имя"] == "ru"
    assert others.get(native, "") == language
