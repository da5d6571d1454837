"""What the dataset promises about addresses (`sites.csv`), further names and identifiers elsewhere."""

import csv
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dashboard.names.sites import SHARED, Sites

DATA = Path(__file__).resolve().parents[2] / "data"

TABLES = ("sites.csv", "names.csv", "identifiers_elsewhere.csv")

Row = dict[str, str]

ONE_ADDRESS_OF_SEVERAL = {
    "jw.org": "the one site of Jehovah's Witnesses, whose legal entities are listed one by one",
    "occrp.org": "OCCRP, and the company (Journalism Development Network) that runs it",
    "openrussia.org": "the movement, and the British company behind its projects",
    "ejaf.org": "the British and the US charity of one foundation",
    "iwpr.net": "the legal entities of one institute",
    "razomwestand.org": "the Dutch foundation and the Ukrainian association of one organization",
    "bellingcat.com": "the Dutch foundation and the British company of one newsroom",
    "bellcatmbguthn3age23lrbseln2lryzv3mt7whis7ktjw4qrestbzad.onion": "the same newsroom",
    "bellingcat": "the same newsroom",
    "bellingcatofficial": "the same newsroom",
    "tvrain.tv": "the Latvian and the Dutch company of one channel",
    "tvrain.ru": "the same channel",
}
"""The addresses that several entries of the register share, each with the reason."""


def _rows(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def sites() -> list[Row]:
    return _rows("sites.csv")


@pytest.fixture(scope="module")
def names() -> list[Row]:
    return _rows("names.csv")


@pytest.fixture(scope="module")
def designations() -> dict[str, Row]:
    return {row["id"]: row for row in _rows("designations.csv")}


def _own_names(row: Row) -> set[str]:
    alone = (row["name"], row["name_ru"], row["name_native"], row["abbreviation"])
    return {each for each in (*alone, *row["aliases"].split("|")) if each}


@pytest.mark.parametrize("table", TABLES)
def test_each_row_has_a_page_and_an_organization(table: str, designations: dict[str, Row]) -> None:
    for row in _rows(table):
        source = urlsplit(row["source"])
        assert source.scheme in ("http", "https"), row
        assert "." in (source.hostname or ""), row
        assert row["designation_id"] in designations, row


@pytest.mark.parametrize("table", TABLES)
def test_rows_stand_in_the_order_of_the_designations(
    table: str, designations: dict[str, Row]
) -> None:
    order = {each: place for place, each in enumerate(designations)}
    places = [order[row["designation_id"]] for row in _rows(table)]
    assert places == sorted(places)


def test_an_address_is_written_as_its_kind_asks(sites: list[Row]) -> None:
    for row in sites:
        value = row["value"]
        if row["kind"] in ("domain", "email"):
            host = value.partition("/")[0]
            assert host == host.lower().strip("."), row
            assert "." in host, row
            assert not host.startswith("www."), row
            assert value not in SHARED, row
        elif row["kind"] == "youtube" and "/" in value:
            assert value.split("/")[0] in ("channel", "c", "user"), row
        else:  # without the @, by which a spreadsheet knows a formula
            assert not value.startswith("@"), row


def test_an_address_of_several_bodies_has_a_reason(sites: list[Row]) -> None:
    owners = defaultdict(set)
    for row in sites:
        owners[row["kind"], row["value"].casefold()].add(row["designation_id"])
    several = {value for (_, value), found in owners.items() if len(found) > 1}
    assert several == set(ONE_ADDRESS_OF_SEVERAL)


def test_each_address_leads_to_its_organization(sites: list[Row]) -> None:
    known = Sites((row["designation_id"], row["kind"], row["value"]) for row in sites)
    links = {
        "domain": "https://www.{}/page?x=1",
        "email": "press@{}",
        "telegram": "https://t.me/{}/12",
        "youtube": "https://www.youtube.com/{}",
        "x": "https://x.com/{}",
        "facebook": "https://facebook.com/{}",
        "instagram": "https://www.instagram.com/{}/",
        "tiktok": "https://www.tiktok.com/@{}",
        "vk": "https://vk.com/{}",
    }
    for row in sites:
        found = known.lookup(links[row["kind"]].format(row["value"]))
        assert found is not None, row
        assert row["designation_id"] in found.designation_ids, row


def test_most_organizations_have_an_address(sites: list[Row]) -> None:
    assert len({row["designation_id"] for row in sites}) >= 300


def test_a_further_name_is_not_one_that_the_designation_has(
    names: list[Row], designations: dict[str, Row]
) -> None:
    for row in names:
        assert row["name"] == row["name"].strip(), row
        assert row["name"] not in _own_names(designations[row["designation_id"]]), row


def test_a_further_name_is_not_the_name_of_another_body(
    names: list[Row], designations: dict[str, Row]
) -> None:
    owners = defaultdict(set)
    for each, row in designations.items():
        for name in (row["name"], row["name_ru"], row["name_native"]):
            owners[name.casefold()].add(row["body"] or each)
    for row in names:
        own = designations[row["designation_id"]]["body"] or row["designation_id"]
        assert owners[row["name"].casefold()] <= {own}, row


def test_a_name_in_another_script_says_its_language(names: list[Row]) -> None:
    for row in names:
        if not row["name"].isascii():
            assert row["language"], row


def test_an_organization_has_one_own_record_in_a_catalog() -> None:
    own = [
        (row["designation_id"], row["scheme"])
        for row in _rows("identifiers_elsewhere.csv")
        if row["relation"] == "same" and row["scheme"] != "opensanctions"
    ]
    assert len(own) >= 59
    assert len(set(own)) == len(own)
