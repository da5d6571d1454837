import gc
import weakref

from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.catalog.catalog import build_catalog
from dashboard.catalog.memo import one_page, remembered
from dashboard.charts.registry import COUNTED
from dashboard.dataset.package import read_package


def test_an_answer_is_worked_out_once_for_each_catalog(tiny_package):
    asked = []

    @remembered(2)
    def answer(catalog, filters):
        asked.append((catalog, filters))
        return len(asked)

    one, other = (build_catalog(read_package(tiny_package)) for _ in range(2))
    assert [answer(one, Filters()), answer(one, Filters()), answer(other, Filters())] == [1, 1, 2]
    assert [catalog is one for catalog, _filters in asked] == [True, False]


def test_no_answer_to_what_was_typed_is_kept_beyond_its_page(tiny_catalog):
    asked = []

    @remembered(2)
    def answer(catalog, filters):
        asked.append(filters)
        return len(asked)

    typed, chosen = Filters(q="alpha"), Filters(country=("LV",))
    assert [answer(tiny_catalog, chosen), answer(tiny_catalog, chosen)] == [1, 1]
    assert [answer(tiny_catalog, typed), answer(tiny_catalog, typed)] == [2, 3]
    with one_page():
        assert [answer(tiny_catalog, typed), answer(tiny_catalog, typed)] == [4, 4]
    assert answer(tiny_catalog, typed) == 5


def test_a_replaced_catalog_is_freed_from_memory(tiny_package):
    catalog = build_catalog(read_package(tiny_package))
    assert len(select(catalog, Filters(q="alpha")).articles)
    coverage = COUNTED["coverage"]
    assert len(coverage.count(catalog, Filters(), coverage.defaults()))
    table, gone = weakref.ref(catalog.joins.mention_article), weakref.ref(catalog)
    del catalog
    gc.collect()
    assert gone() is None
    assert table() is None
