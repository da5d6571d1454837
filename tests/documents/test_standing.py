"""The first sentence about an organization is right whatever is known of it."""

import pandas as pd
import pytest

from dashboard import locale
from dashboard.documents.standing import standing

EMPTY = {
    "status": "listed",
    "order_number": pd.NA,
    "listed_date": pd.NaT,
    "listed_date_basis": pd.NA,
    "published_date": pd.NaT,
    "announced_date": pd.NaT,
    "decision_date": pd.NaT,
    "delisted_date": pd.NaT,
}
DAY = pd.Timestamp("2023-07-14")
REGISTER = (
    {"supports": ("register_number",), "state": "2026-01"},
    {"supports": ("register_number", "country"), "state": "2025-10"},
    {"supports": ("country",), "state": "2024-09"},
)


def said(evidence=(), reported=None, **known):
    return standing(pd.Series(EMPTY | known), evidence, reported)


ORDER = {"listed_date": DAY, "listed_date_basis": "order", "order_number": "962-р"}


def test_a_listing_names_its_day_and_its_order_in_the_letters_of_the_reader():
    found = said(**ORDER)
    assert found.badge == "Listed since 14 July 2023"
    assert found.sentence == "Listed since 14 July 2023, by order 962-r of the Ministry of Justice."
    assert found.lead == "In Russia you may not:"
    assert found.caution == ""
    with locale.using("ru"):
        assert "№ 962-р" in said(**ORDER).sentence


@pytest.mark.parametrize(
    ("known", "badge"),
    [
        ({"listed_date": DAY, "listed_date_basis": "report"}, "Listed, as reported 14 July 2023"),
        ({"published_date": DAY}, "Listed, entry made public 14 July 2023"),
        ({"announced_date": DAY}, "Listed, announced 14 July 2023"),
        ({"decision_date": DAY}, "Listed, decided 14 July 2023"),
        ({"status": "announced", "announced_date": DAY}, "Announced 14 July 2023"),
        ({"status": "announced", "decision_date": DAY}, "Decided 14 July 2023"),
        ({"status": "announced"}, "Announced, day unknown"),
        (
            {"status": "announced", "reported": DAY},
            "Announced, reported by 14 July 2023",
        ),
        ({"evidence": REGISTER}, "Listed, in the register by Oct 2025"),
        ({"evidence": REGISTER, "announced_date": DAY}, "Listed, announced 14 July 2023"),
        (ORDER | {"status": "delisted", "delisted_date": DAY}, "Removed from the register 14 July 2023"),
        (ORDER | {"status": "delisted"}, "Removed from the register, day unknown"),
    ],
)  # fmt: skip
def test_the_best_date_known_is_named_with_its_kind(known, badge):
    found = said(**known)
    assert found.badge == badge
    assert found.sentence.startswith(badge)


def test_what_is_only_announced_is_not_called_listed_and_may_be_in_the_register_all_the_same():
    found = said(status="announced", announced_date=DAY)
    assert "Listed" not in found.badge + found.sentence
    assert found.lead.startswith("Once it is in the register")
    assert "An entry may exist all the same." in found.caution
    assert found.sentence == "Announced 14 July 2023; we know of no entry in the register."


def test_the_prohibitions_of_what_was_removed_are_of_the_past():
    found = said(**ORDER | {"status": "delisted", "delisted_date": DAY})
    assert found.lead.startswith("While it was in the register")
    assert "Listed since" not in found.sentence
