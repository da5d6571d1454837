"""One name against the names of the register."""

import pandas as pd
import pytest

from dashboard.locale import using
from dashboard.names import Hint, Way
from dashboard.names.answer import SURE
from dashboard.names.kept import matcher
from tests.support.memory import holding, invented


def sure(answer):
    """Tell whether an answer names a designation for certain, whatever its status."""
    return "listed" if answer.match in SURE else answer.match


@pytest.mark.parametrize(
    ("query", "designation", "way"),
    [
        ("Otkrytaya Rossiya", "or-otkrytaya-rossia", Way.TRANSLITERATION),
        ("Беллингкэтом", "bellingcat-ltd", Way.SOUND),
        ("Фондом Генриха Бёлля", "heinrich-boell-foundation", Way.INFLECTION),
        ("Хельсинкский комитет, Норвежский", "norwegian-helsinki-committee", None),
        ("Clovek v tisni", "people-in-need", Way.DIACRITICS),
        ("Freedom Huose", "freedom-house", Way.TYPO),
        ("Dekabristen GmbH", "dekabristen", Way.FORM),
        ("Джеймстаун Фаундейшн", "jamestown-foundation", Way.SOUND),
        ("OpenText Corp", "opentext", Way.FORM),
        ("https://meduza.io/feature/1", "meduza", Way.ADDRESS),
        ("Фонд Немцова", "boris-nemtsov-foundation-for-freedom", None),
        ("US Russia Foundation", "us-russia-foundation", None),
    ],
)
def test_the_answer_says_how_the_name_matches(checker, query, designation, way):
    answer = checker.check(query)
    assert (sure(answer), answer.designation_id) == ("listed", designation)
    assert way is None or way in answer.candidates[0].ways
    assert answer.matched_name in answer.reason


@pytest.mark.parametrize(
    ("query", "designation"),
    [
        ("Bellingcat Limited", "bellingcat-ltd"),
        ("Stichting Bellingcat", "stichting-bellingcat"),
        ("TV Rain SIA", "tv-rain"),
        ("Great Commission Media Ministries (USA)", "great-commission-media-ministries-usa"),
        ("Great Commission Media Ministries, Канада", "great-commission-media-ministries-canada"),
    ],
)
def test_the_legal_form_and_the_country_tell_namesakes_apart(checker, query, designation):
    assert checker.check(query).designation_id == designation


@pytest.mark.parametrize(
    "query", ["Open", "Фонд", "университет", "Europe", "media", "(США)", "e.V."]
)
def test_general_words_ask_for_more(checker, query):
    answer = checker.check(query)
    assert answer.verdict == answer.match == "unchecked"
    assert answer.asks_for_more


@pytest.mark.parametrize("query", ["", "   ", "***", "\u200b", "«»", "\x00\x01", "‏"])
def test_nothing_is_no_name(checker, query):
    answer = checker.check(query)
    assert (answer.verdict, answer.hint) == ("unchecked", Hint.EMPTY)
    assert answer.query == query


def test_what_is_too_long_for_a_name_is_said_not_to_be_checked(checker):
    answer = checker.check("Freedom House " * 1000)
    assert (answer.verdict, answer.hint) == ("unchecked", Hint.LONG)


def test_a_script_without_names_cannot_be_judged(checker):
    assert checker.check("საქართველოს ბანკი").verdict == "unchecked"


def test_the_verdict_is_the_status_of_a_sure_match(tiny_catalog):
    checker = matcher(tiny_catalog)
    table = tiny_catalog.designations
    for key, row in table.iterrows():
        answer = checker.check(row["name"])
        assert (answer.match, answer.designation_id) == ("exact", key)
        assert answer.verdict == answer.status == row["status"]
        known = answer.standing.listed_date
        assert known == (None if pd.isna(row["listed_date"]) else row["listed_date"].date())


def test_control_characters_and_direction_marks_change_nothing(checker):
    assert checker.check("\u202bFreedom\u00a0House\u202c\x07").designation_id == "freedom-house"


def test_a_person_is_not_the_foundation_called_after_them(checker):
    for person in ("Heinrich Böll", "Лев Копелев", "Rosa Luxemburg", "Boris Nemtsov", "Clooney"):
        assert checker.check(person).verdict != "listed", person


def test_namesakes_are_all_named(checker):
    answer = checker.check("Дождь")
    assert {"tv-rain", "tvr-studios"} <= {each.designation_id for each in answer.candidates}
    assert "1 other designation has this name too" in answer.reason


def test_any_package_of_this_shape_is_searched(tiny_catalog):
    checker = matcher(tiny_catalog)
    assert checker.check("«Бета» фонд").designation_id == "beta"
    assert checker.check("Alfa Media").verdict == "listed"
    assert checker.check("Meduza").verdict == "none"
    assert [each.designation_id for each in checker.mentions("О фонде «Бета» писали.")] == ["beta"]


def test_a_matcher_is_built_once_for_a_catalog(tiny_catalog):
    assert matcher(tiny_catalog) is matcher(tiny_catalog)


def test_nothing_that_was_asked_is_kept(checker):
    latin, cyrillic = invented("bdklmnrs"), invented("бдклмнрс")
    checker.check_many([f"{latin.title()} {cyrillic.title()}"])
    checker.mentions(f"Текст о {latin.title()} {cyrillic.title()}, и только.")
    assert holding(latin, cyrillic) == []


def test_reasons_are_rendered_when_they_are_read(checker):
    answer = checker.check("Freedom House, Inc.")
    with using("en"):
        assert answer.reason == "“Freedom House”: legal form ignored."


def test_a_long_cell_is_read_as_a_text(checker):
    answer = checker.check("Он работал в разных местах. " * 25 + "Потом перешёл в Freedom House.")
    assert (answer.match, answer.designation_id) == ("possible", "freedom-house")


@pytest.mark.parametrize("word", ["group", "Group", "ost"])
def test_a_word_is_not_a_name_that_has_a_letter_more(checker, word):
    assert checker.check(word).match not in SURE


@pytest.mark.parametrize("name", ["W Group", "n-ost", "w group"])
def test_a_name_that_begins_with_a_letter_is_found_with_it(checker, name):
    assert checker.check(name).match in SURE
