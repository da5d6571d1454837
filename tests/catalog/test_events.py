"""The best known date of a designation says what it is the date of."""

import pandas as pd
import pytest

from dashboard import locale
from dashboard.catalog.events import event, event_text

DAY = pd.Timestamp(2025, 5, 19)
UNKNOWN = {
    "listed_date": pd.NaT, "listed_date_basis": None, "published_date": pd.NaT,
    "announced_date": pd.NaT, "decision_date": pd.NaT, "delisted_date": pd.NaT,
}  # fmt: skip


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ({"listed_date": DAY, "listed_date_basis": "order"}, "listed 19 May 2025"),
        (
            {"listed_date": DAY, "listed_date_basis": "publication"},
            "entry made public 19 May 2025",
        ),
        ({"listed_date": DAY, "listed_date_basis": "report"}, "listed, as reported 19 May 2025"),
        ({"published_date": DAY}, "entry made public 19 May 2025"),
        ({"announced_date": DAY}, "announced 19 May 2025"),
        ({"decision_date": DAY}, "decided 19 May 2025"),
        ({}, "date unknown"),
    ],
)
def test_each_date_has_its_kind(known, text):
    row = UNKNOWN | known
    assert event_text(row) == text
    with locale.using("ru"):
        said = event_text(row)
        assert ("19 мая 2025" in said) == bool(known)
        assert not set(said) & set("abcdefghijklmnopqrstuvwxyz")


def test_the_order_comes_before_other_dates_and_a_removal_where_it_is_asked_for():
    row = UNKNOWN | {
        "listed_date": DAY, "listed_date_basis": "order", "announced_date": DAY - pd.Timedelta(9, "D"),
        "delisted_date": DAY + pd.Timedelta(9, "D"),
    }  # fmt: skip
    assert event(row).kind == "order"
    assert event(row, removal=True).kind == "delisted"


def test_a_package_without_the_field_of_publication_is_read_too():
    row = {name: value for name, value in UNKNOWN.items() if name != "published_date"}
    assert event(row | {"announced_date": DAY}).sentence("medium") == "Announced 19 May 2025"
