"""The register's names taken apart, and its countries understood."""

import pytest

from dashboard.register.name import FIELDS, SURE, parse_name
from dashboard.text.folding import fold
from dashboard.words.places import country
from tests.register.known import known_catalog


@pytest.mark.parametrize(
    ("text", "name", "name_ru", "native", "abbreviation", "country"),
    [
        ("European Choice («Европейский выбор»), Франция",
         "European Choice", "Европейский выбор", None, None, "FR"),
        ("Doctors Against Forced Organ Harvesting (DAFOH) («Врачи против насильственного извлечения органов») (США)",
         "Doctors Against Forced Organ Harvesting", "Врачи против насильственного извлечения органов", None, "DAFOH", "US"),
        ("«Člověk v tísni, o.p.s» («People In Need», «Человек в беде») (Чешская Республика)",
         "People in Need", "Человек в беде", "Člověk v tísni", None, "CZ"),
        ('"Европейская Платформа за Демократические Выборы" European Platform for Democratic Elections (EPDE)',
         "European Platform for Democratic Elections", "Европейская платформа за демократические выборы", None, "EPDE", None),
        ("«Фонд Открытой Эстонии» (Avatud Eesti Fond SA, Open Estonia Foundation) Эстонская Республика",
         "Open Estonia Foundation", "Фонд Открытой Эстонии", "Avatud Eesti Fond", None, "EE"),
        ("Conflict Intelligence Team, CIT («Сетевое объединение журналистов расследователей»), Украина",
         "Conflict Intelligence Team", "Сетевое объединение журналистов расследователей", None, "CIT", "UA"),
        ("«Международная федерация транспортных рабочих» («International Transport Workers Federation»), Великобритания, Лондон",
         "International Transport Workers Federation", "Международная федерация транспортных рабочих", None, None, "GB"),
        ("Association for Slavic, East European and Eurasian Studies (Ассоциация славянских, восточноевропейских и евразийских исследований), США",
         "Association for Slavic, East European and Eurasian Studies", "Ассоциация славянских, восточноевропейских и евразийских исследований", None, None, "US"),
    ],
)  # fmt: skip
def test_names_are_taken_apart(
    text: str,
    name: str,
    name_ru: str,
    native: str | None,
    abbreviation: str | None,
    country: str | None,
) -> None:
    parsed = parse_name(text)
    assert parsed.name == name
    # Which of its words are proper names only a reader knows.
    assert (parsed.name_ru or "").casefold() == name_ru.casefold()
    assert (parsed.name_native, parsed.abbreviation, parsed.country) == (
        native,
        abbreviation,
        country,
    )


def test_a_later_name_and_a_second_name_are_kept() -> None:
    parsed = parse_name(
        "OR (Otkrytaya Rossia) («Открытая Россия») (Великобритания) "
        "(с 08.11.2017 – HUMAN RIGHTS PROJECT MANAGEMENT)"
    )
    assert parsed.country == "GB"
    assert "HUMAN RIGHTS PROJECT MANAGEMENT" in (parsed.name.upper(), *parsed.others)
    parsed = parse_name("Alpha Party, сокращенное наименование AP Group (Партия Альфа) (Бельгия)")
    assert "AP Group" in parsed.others


def test_ukrainian_written_with_latin_letters_is_ukrainian() -> None:
    parsed = parse_name(
        "Мiжнародний благодiйний фонд «Повернись живим» "
        "(«Международный благотворительный фонд «Вернись живым») (Украина)"
    )
    assert parsed.name_native == "Міжнародний благодійний фонд «Повернись живим»"
    assert parsed.name_ru == "Международный благотворительный фонд «Вернись живым»"
    assert parsed.name.isascii()
    assert "name" in parsed.doubtful


def test_what_is_not_said_is_to_be_reviewed() -> None:
    parsed = parse_name("«Депутаты Мирной России»")
    assert parsed.name_ru == "Депутаты мирной России"
    assert parsed.country is None
    assert {"name", "country"} <= set(parsed.doubtful)


@pytest.mark.parametrize(
    "text", ["", "()", "«", "(((", "»«", ",,,", "США", "12", "\u202e«x", "«" * 300]
)
def test_any_text_is_taken_apart(text: str) -> None:
    parsed = parse_name(text)
    assert set(parsed.confidence) == set(FIELDS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("США", "US"), ("Соединенные Штаты Америки", "US"), ("ФРГ", "DE"),
        ("Федеративная Республика Германия", "DE"), ("Королевство Нидерландов", "NL"),
        ("Латвийская Республика", "LV"), ("Литовская республика", "LT"), ("Французская Республика", "FR"),
        ("Финляндская Республика", "FI"), ("Турецкая Республика", "TR"), ("Чешская Республика", "CZ"),
        ("Королевство Бельгия", "BE"), ("Княжество Лихтенштейн", "LI"), ("Швейцарская Конфедерация", "CH"),
        ("Великое Герцогство Люксембург", "LU"), ("Португальская Республика", "PT"),
        ("Республика Корея", "KR"), ("Российская Федерация", "RU"), ("Соединённое Королевство", "GB"),
        ("Австралийский Союз", "AU"), ("Новая Зеландия", "NZ"),
    ],
)  # fmt: skip
def test_countries_are_understood_in_their_russian_forms(text: str, code: str) -> None:
    assert country(text) == code


@pytest.mark.parametrize(
    "text", ["", "EPDE", "Inc.", "Европейская сеть лидеров", "Фонд Германии", "Республика", "PERC", "ТВ"]
)  # fmt: skip
def test_what_is_no_country_is_none(text: str) -> None:
    assert country(text) is None


def test_the_parser_stays_as_good_as_was_measured() -> None:
    """The figures of benchmarks/register_names.py, with a little room below."""
    table = known_catalog().designations
    entries = table[table["listed_date"] <= "2024-09-05"]
    assert len(entries) == 188
    parsed = {key: parse_name(text) for key, text in entries["register_name"].items()}

    def right(field: str) -> list[bool]:
        return [
            fold(getattr(parsed[key], field)) == fold(str(entries.at[key, field]))
            for key in entries.index
            if getattr(parsed[key], field)
        ]

    assert all(right("country"))
    assert len(right("country")) >= 176
    assert sum(right("name_ru")) >= 150
    assert sum(right("abbreviation")) >= 26
    sure = [key for key in entries.index if parsed[key].confidence["name"] >= SURE]
    assert sum(fold(parsed[k].name) == fold(entries.at[k, "name"]) for k in sure) >= 0.77 * len(
        sure
    )
