"""What a reader who types into a search may be looking for."""

from datetime import date

import pytest


@pytest.mark.parametrize(
    "typed",
    [
        "freed", "Freedom Hou", "house free", "Фридом Хаус", "фридомх", "ahbljv", "freedomhouse.org",
        "@freedomhouse", "freedomhou", "Фридом Хауса",
    ],
)  # fmt: skip
def test_names_are_found_by_their_beginnings_cases_scripts_layouts_and_addresses(checker, typed):
    assert "freedom-house" in [each.designation_id for each in checker.suggest(typed, 8)]


@pytest.mark.parametrize("typed", ["1076-р", "1076-p", "№ 1076-р", "1076", "№ 1", "1"])
def test_numbers_of_orders_and_of_the_register_are_looked_up(checker, typed):
    found = checker.suggest(typed, 8)
    assert "national-endowment-for-democracy" in [each.designation_id for each in found]


def test_a_suggestion_says_what_it_is_and_in_which_state(checker):
    (found,) = checker.suggest("1076-р", 8)
    assert found.name == "National Endowment for Democracy"
    assert found.name_ru == "Национальный фонд в поддержку демократии"
    assert (found.status, found.date, found.country) == ("listed", date(2015, 7, 29), "US")
    assert (found.matched_name, found.match) == ("1076-р", "exact")


def test_what_the_check_is_sure_of_comes_first_and_what_is_read_most_next(checker):
    assert [each.match for each in checker.suggest("Проект", 2)] == ["exact", "possible"]
    typed = [each.designation_id for each in checker.suggest("human rights", 8)]
    assert typed.index("human-rights-watch") < typed.index("human-rights-house-foundation")


@pytest.mark.parametrize("typed", ["", " ", "а", "?", "никого похожего", "zzzz"])
def test_nothing_is_suggested_where_nothing_is_meant(checker, typed):
    assert checker.suggest(typed, 8) == []


def test_no_more_are_suggested_than_asked_for_and_each_once(checker):
    found = [each.designation_id for each in checker.suggest("фонд", 5)]
    assert len(found) == len(set(found)) == 5
