"""The benchmark of growth runs what readers open."""

from benchmarks.growth import pages, selections
from tests.support.sample import sample_catalog

CATALOG = sample_catalog()


def test_each_kind_of_page_and_of_selection_is_measured():
    measured = pages(CATALOG) | selections(CATALOG)
    assert list(measured) == [
        "overview ms", "organizations ms", "articles ms", "organization ms", "article ms",
        "year ms", "search ms", "topic ms", "country ms", "chart ms",
    ]  # fmt: skip
    assert min(measured.values()) > 0
