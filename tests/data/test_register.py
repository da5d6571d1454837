"""The dataset held against the official register of 24 September 2026, entry by entry, field by field.

`register_2026-09-24.csv` holds the official facts: wording and date of the order of all 418 entries,
the number of the order and the date of the decision of the first 313, and the date of publication
(“дата обнародования”) of nos. 195 to 313, which is all that the copies of the register give.
"""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.catalog.loading import load_catalog

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "data"
NUMBERS_TO = 313
MENDED = {"207": ("\uf50d", "ç")}
"""Signs of the register that stand for no letter, by entry, and the letter that is meant."""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


OFFICIAL = {row["register_number"]: row for row in rows(HERE / "register_2026-09-24.csv")}
OURS = {row["register_number"]: row for row in rows(DATA / "designations.csv")}


def test_the_official_facts_are_complete() -> None:
    assert list(OFFICIAL) == [str(number) for number in range(1, 419)]
    for number, row in OFFICIAL.items():
        assert row["register_name"]
        assert row["listed_date"]
        numbered = int(number) <= NUMBERS_TO
        assert bool(row["order_number"]) == bool(row["decision_date"]) == numbered
        assert bool(row["published_date"]) == (195 <= int(number) <= NUMBERS_TO)


def test_every_entry_stands_once() -> None:
    entries = [row["register_number"] for row in rows(DATA / "designations.csv")]
    known = Counter(number for number in entries if number)
    assert set(OFFICIAL) <= set(known)
    assert set(known.values()) == {1}


@pytest.mark.parametrize("field", ["register_name", "listed_date", "order_number", "decision_date", "published_date"])  # fmt: skip
def test_every_field_is_that_of_the_register(field: str) -> None:
    for number, official in OFFICIAL.items():
        sign, letter = MENDED.get(number, ("", ""))
        expected = official[field].replace(sign, letter) if sign else official[field]
        if expected:
            assert OURS[number][field] == expected, (number, field)


def test_the_listing_date_is_that_of_the_order() -> None:
    assert {OURS[number]["listed_date_basis"] for number in OFFICIAL} == {"order"}


def test_what_the_register_does_not_say_is_not_invented() -> None:
    """Order numbers after no. 313 are unknown; a date there is a report's, and has its page."""
    pages: dict[tuple[str, str], list[str]] = {}
    for row in rows(DATA / "evidence.csv"):
        for field in row["supports"].split("|"):
            pages.setdefault((row["designation_id"], field), []).append(row["url"])
    for number, official in OFFICIAL.items():
        ours = OURS[number]
        if int(number) > NUMBERS_TO:
            assert ours["order_number"] == "", number
        for field in ("decision_date", "published_date"):
            if ours[field] and not official[field]:
                assert pages.get((ours["id"], field)), (number, field)


def test_every_designation_has_the_state_of_the_register_it_comes_from() -> None:
    states: dict[str, set[str]] = {}
    for row in rows(DATA / "evidence.csv"):
        if row["state"]:
            states.setdefault(row["designation_id"], set()).update(row["supports"].split("|"))
    for row in OURS.values():
        needed = {"register_name", "register_number", "listed_date"}
        needed |= {"order_number", "decision_date"} if row["order_number"] else set()
        assert needed <= states.get(row["id"], set()), row["id"]


def test_the_package_says_which_register_it_follows() -> None:
    catalog = load_catalog()
    assert catalog.as_of == catalog.coverage.register_as_of == date(2026, 9, 24)
    assert catalog.coverage.register_entries == len(OFFICIAL) == 418
    assert catalog.coverage.numbers_to == NUMBERS_TO
    assert (catalog.designations["status"] == "listed").sum() == 418


def test_orders_are_counted_by_year_as_in_the_register() -> None:
    orders = pd.to_datetime(pd.Series([row["listed_date"] for row in OFFICIAL.values()]))
    assert orders.dt.year.value_counts().loc[[2024, 2025, 2026]].to_list() == [67, 101, 122]
    assert orders.max() == pd.Timestamp(2026, 9, 22)
    listed = load_catalog().designations["listed_date"]
    assert listed.dt.year.value_counts().loc[[2024, 2025, 2026]].to_list() == [67, 101, 122]
