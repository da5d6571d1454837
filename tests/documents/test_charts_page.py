"""The page of the charts."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from dashboard.asking.address import Address
from dashboard.charts.palette import LIGHT
from dashboard.documents import charts_page
from dashboard.documents.options import options


def page(catalog, *params):
    address = Address.read(params, catalog, options(catalog.years))
    return address, "".join(map(str, charts_page.document(catalog, address, LIGHT).blocks))


def test_each_year_is_a_link_that_keeps_the_other_one(tiny_catalog):
    _address, made = page(tiny_catalog, ("show", "compare"), ("from", "2022"), ("to", "2024"))
    assert 'href="/charts?from=2023&amp;show=compare&amp;to=2024"' in made
    assert 'href="/charts?from=2022&amp;show=compare&amp;to=2023"' in made
    assert made.count('aria-current="true">2022<') == 1


def test_a_copied_link_names_the_years_that_it_shows(tiny_catalog):
    _address, made = page(tiny_catalog, ("show", "compare"), ("to", "2024"))
    copied = re.findall(r'data-copy-link="([^"]*)#chart-compare_countries"', made)
    assert [dict(parse_qsl(urlsplit(unescape(each)).query)) for each in copied] == [
        {"show": "compare", "from": "2023", "to": "2024", "lang": "en"}
    ]


@pytest.mark.parametrize("value", ["2099", "2024-2022", ""])
def test_a_year_that_is_none_is_dropped_with_a_notice(tiny_catalog, value):
    address, made = page(tiny_catalog, ("show", "compare"), ("from", value))
    assert [str(each) for each in address.dropped] == ([f"from={value}"] if value else [])
    assert "2024" in made


def test_every_question_is_a_link(tiny_catalog):
    _address, made = page(tiny_catalog)
    assert "Compare two years" in made
    assert "show=compare" in made
