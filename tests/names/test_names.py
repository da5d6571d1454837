"""The names in an entry of the register."""

import pytest

from dashboard.names.register_entry import register_names
from dashboard.words.places import country


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ("Dekabristen e.V. («Декабристы») (Германия)", ["Dekabristen e.V.", "Декабристы"]),
        ("OR (Otkrytaya Rossia) («Открытая Россия») (Великобритания) (с 08.11.2017 – HUMAN RIGHTS "
         "PROJECT MANAGEMENT)",
         ["OR", "Otkrytaya Rossia", "Открытая Россия", "HUMAN RIGHTS PROJECT MANAGEMENT"]),
        ("EF Education First, Швейцария", ["EF Education First"]),
        ("«Международная федерация» («International Federation»), Великобритания, Лондон",
         ["Международная федерация", "International Federation"]),
        ("Coalition on Health, Rights, Gender (Коалиция по здоровью, правам, гендеру), Эстонская "
         "Республика", ["Coalition on Health, Rights, Gender", "Коалиция по здоровью, правам, гендеру"]),
        ("Party, сокращенное наименование P Party (Партия, Партия П) (Бельгия)",
         ["Party", "P Party", "Партия", "Партия П"]),
        ("Center for Policy Analysis, CPA («Центр анализа»), США",
         ["Center for Policy Analysis", "CPA", "Центр анализа"]),
        ("Limited liability company (SIA) «Some Project» («Проект»), Латвийская Республика",
         ["Some Project", "Проект"]),
        ("Some Media gUG (haftungsbeschränkt) («Медиа»), Федеративная Республика Германия",
         ["Some Media gUG (haftungsbeschränkt)", "Медиа"]),
        ("University of California, Berkeley (UC Berkeley), США",
         ["University of California, Berkeley", "UC Berkeley"]),
    ],
)  # fmt: skip
def test_an_entry_is_taken_apart(entry, names):
    assert register_names(entry) == names


@pytest.mark.parametrize(
    ("text", "code"),
    [("США", "US"), ("ФРГ", "DE"), ("Королевство Норвегия", "NO"), ("Литовская Республика", "LT"),
     ("Latvia", "LV"), ("Соединенные Штаты Америки", "US"), ("Беллона", None), ("", None)],
)  # fmt: skip
def test_countries_are_known(text, code):
    assert country(text) == code
