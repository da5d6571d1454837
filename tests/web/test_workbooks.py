"""The tables of the pages as workbooks."""

import io

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from dashboard.asking.address import Site
from dashboard.web import application
from tests.support.sample import sample_catalog

client = TestClient(application.api(Site()))


@pytest.mark.parametrize("scope", ["designations", "articles"])
def test_a_workbook_has_the_selected_rows_below_lines_that_say_what_it_is(scope):
    answer = client.get(f"/v1/{scope}.xlsx?country=LV&lang=ru")
    assert answer.status_code == 200
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    above = "\n".join(str(row[0]) for row in rows[:4])
    assert "Латвии" in above
    assert sample_catalog().version in above
    shown = client.get(f"/v1/{scope}?country=LV").json()
    assert len([row for row in rows if row[0] in {each["id"] for each in shown["results"]}]) == len(
        shown["results"]
    )


def test_a_workbook_refuses_what_it_does_not_know():
    assert client.get("/v1/designations.xlsx?country=XX").status_code == 400
    assert client.get("/v1/mentions.xlsx").status_code == 404
