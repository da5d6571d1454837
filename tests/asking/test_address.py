"""An address says all that a page depends on, and what in it could not be used."""

import pytest

from dashboard.asking.address import Address, query
from dashboard.asking.facets import FACETS
from dashboard.asking.filters import LONGEST_QUERY, Filters

OPTIONS = {"period": ("year", "month"), "sort": ("", "name", "-name"), "view": ("list", "table")}


def read(catalog, text="", **more):
    pairs = [tuple(each.split("=", 1)) for each in text.split("&") if each]
    return Address.read(pairs, catalog, OPTIONS, **more)


def test_equal_addresses_are_one_key_and_others_are_not(tiny_catalog):
    one, same = (
        read(tiny_catalog, text) for text in ("period=month&country=LV", "country=LV&period=month")
    )
    assert one == same
    assert hash(one) == hash(same)
    assert len({one, same, read(tiny_catalog, "country=LV"), read(tiny_catalog, "lang=ru")}) == 3


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("period=century", ["period=century"]),
        ("country=XX&lang=xx&nonsense=1", ["country=XX", "lang=xx", "nonsense=1"]),
        ("page=0&sort=-name", ["page=0"]),
        ("page=٣", ["page=٣"]),
        ("view=table&page=2&period=month", []),
        ("id=&view=", []),
    ],
)
def test_what_means_nothing_is_found_once(tiny_catalog, text, dropped):
    address = read(tiny_catalog, text)
    assert [str(each) for each in address.dropped] == dropped
    assert address.option("period", ("year", "month")) in ("year", "month")
    assert [str(each) for each in address.dropped] == dropped


def test_an_address_without_what_was_dropped_holds_nothing_of_it(tiny_catalog):
    address = read(tiny_catalog, "nonsense=secret&period=secret&country=secret")
    assert "secret" not in repr(address.bare())
    assert address.bare() == address
    assert not address.bare().typed


def test_what_a_reader_typed_is_no_key_of_a_cache(tiny_catalog):
    assert read(tiny_catalog, "q=alpha").typed
    assert read(tiny_catalog, "id=no-such-organization").typed
    assert not read(tiny_catalog, "id=alpha&country=LV&period=month").typed


def test_a_link_keeps_selection_and_language_and_leads_to_the_first_page(tiny_catalog, monkeypatch):
    monkeypatch.setenv("DASHBOARD_URL", "https://example.org/base")
    address = read(
        tiny_catalog, "country=LV&period=month&page=3&lang=ru&x=1", origin="https://example.org"
    )
    assert address.to("data") == "/base/data?country=LV&lang=ru"
    assert address.here("charts") == "/base/charts?period=month&country=LV&lang=ru"
    assert address.here("charts", Filters(), period=None) == "/base/charts?lang=ru"
    assert address.to("") == "/base?country=LV&lang=ru"
    assert address.in_language("", "en") == "/base?country=LV&period=month&page=3&x=1&lang=en"
    assert address.public(address.to("data", Filters())) == "https://example.org/base/data?lang=ru"
    assert query(address.filters, of="articles", lang="") == "?of=articles&country=LV"


def test_an_endless_address_is_cut(tiny_catalog):
    address = read(tiny_catalog, "&".join(["country=LV"] * LONGEST_QUERY))
    assert len(address.in_language("", "en")) < 2 * LONGEST_QUERY
    assert [str(each) for each in address.dropped] == ["country=LV"]


def test_every_facet_has_its_place_in_the_filters():
    assert [each.key for each in FACETS] == [
        key for key, value in vars(Filters()).items() if value == ()
    ]
