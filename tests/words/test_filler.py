"""What stands beside a name and says nothing about which."""

import pytest

from dashboard.words.filler import is_aside, trimmed


@pytest.mark.parametrize(
    "text",
    ["признана нежелательной в 2022 году", "Вашингтон, США", "ИНН 7701234567", "08.04.2020", "2010–2012",
     "в РФ", "внесено в перечень нежелательных", "ул. Ленина, д. 5", "", "Amsterdam, Netherlands",
     "Королевство Норвегия", "Представительство", "company no. 12345678"],
)  # fmt: skip
def test_notes_places_and_numbers_are_asides(text):
    assert is_aside(text)


@pytest.mark.parametrize("text", ["Ромашка", "ООО «Ромашка»", "Bellingcat", "Stanford Law School"])
def test_a_name_is_none(text):
    assert not is_aside(text)


def test_notes_are_cut_from_both_ends():
    assert trimmed("издание The Moscow Times, признанное нежелательным")[0] == "Moscow Times"
