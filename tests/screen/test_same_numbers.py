"""What a page writes is what the API answers to the same parameters."""

import re

import pytest
from hypothesis import given, settings
from starlette.testclient import TestClient

from dashboard.asking.address import Site
from dashboard.charts.registry import CHARTS, COUNTED
from dashboard.web.application import api
from tests.support.pages import open_page, text
from tests.web.test_api import filters

CLIENT = TestClient(api(Site()))


@pytest.mark.parametrize(
    ("page", "table"), [("organizations", "designations"), ("articles", "articles")]
)
@settings(max_examples=6, deadline=None, derandomize=True)
@given(filters())
def test_the_number_above_a_list_is_that_of_the_api(page, table, chosen):
    total = CLIENT.get(f"/v1/{table}", params=chosen.to_params()).json()["total"]
    params = {}
    for key, value in chosen.to_params():
        params.setdefault(key, []).append(value)
    made = text(open_page(page, **params))
    shown = re.search(r'data-announce="1">([\d,]+)', made)
    assert (int(shown[1].replace(",", "")) if shown else 0) == total


def test_every_chart_but_the_map_has_numbers_of_its_own():
    assert set(CHARTS) == {*COUNTED, "map"}
    assert CHARTS["map"].numbers in COUNTED
