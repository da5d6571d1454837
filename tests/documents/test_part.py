"""Pages and their parts are made once, unless one has failed or holds what a reader typed."""

from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.charts.palette import DARK, LIGHT
from dashboard.documents.document import Document
from dashboard.documents.part import part, whole


def counting(made):
    def make(catalog, address, colours):
        made.append((address, colours))
        return Document((part(fine, catalog, address),))

    return make


def fine(_catalog, address):
    return f"<p>{len(address.options)}</p>"


def test_a_page_is_made_once_for_all_who_ask_for_the_same(tiny_catalog):
    made = []
    make = counting(made)
    address = Address(Filters(country=("LV",)), given=(("country", "LV"), ("x", "1")))
    first = whole(make, tiny_catalog, address, LIGHT)
    assert whole(make, tiny_catalog, Address(Filters(country=("LV",))), LIGHT) is first
    assert len(made) == 1
    whole(make, tiny_catalog, address, DARK)
    whole(make, tiny_catalog, Address(Filters(country=("DE",))), LIGHT)
    assert len(made) == 3


def test_a_page_with_words_that_somebody_typed_is_not_kept(tiny_catalog):
    made = []
    make = counting(made)
    for _ in range(2):
        whole(make, tiny_catalog, Address(Filters(q="fund")), LIGHT)
    assert len(made) == 2


def test_a_page_of_which_a_part_has_failed_is_shown_and_made_anew_the_next_time(tiny_catalog):
    broken = [True]

    def failing(_catalog, _address):
        if broken:
            raise ZeroDivisionError
        return "<p>whole</p>"

    def make(catalog, address, _colours):
        return Document((part(failing, catalog, address), "<p>the rest</p>"))

    shown = whole(make, tiny_catalog, Address(), LIGHT).markup
    assert "cannot be shown just now" in shown
    assert "the rest" in shown
    broken.clear()
    assert "<p>whole</p>" in whole(make, tiny_catalog, Address(), LIGHT).markup
