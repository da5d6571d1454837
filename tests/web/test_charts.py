"""The numbers of a chart over HTTP."""

import csv
import io

import pytest
from starlette.testclient import TestClient

from dashboard.asking.address import Site
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.catalog import load_catalog
from dashboard.charts.registry import COUNTED
from dashboard.web.application import api

client = TestClient(api(Site()))


def rows(answer):
    lines = answer.content.decode("utf-8-sig").splitlines()
    heading = [line for line in lines if line.startswith("#")]
    return heading, list(csv.DictReader(io.StringIO("\n".join(lines[len(heading) :]))))


@pytest.mark.parametrize("key", COUNTED)
def test_every_chart_has_a_file(key):
    answer = client.get(f"/v1/charts/{key}.csv")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    heading, table = rows(answer)
    assert any(load_catalog().version in line for line in heading)
    assert table


def test_the_file_is_the_selection():
    answer = client.get(
        "/v1/charts/timeline.csv?country=DE&country=LV&year=2022&year=2024&by=country"
    )
    heading, table = rows(answer)
    assert any("Designations in Germany and Latvia, 2022–2024" in line for line in heading)
    filters = Filters(country=("DE", "LV"), year=(2022, 2024))
    designations = select(load_catalog(), filters).designations
    assert sum(int(row["All"]) for row in table) == len(designations)
    assert sum(int(row["Germany"]) for row in table) == (designations["country"] == "DE").sum()


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        ("nothing.csv", 404, "nothing"),
        ("timeline.csv?nonsense=1", 400, "nonsense"),
        ("timeline.csv?country=XX", 400, "country=XX"),
        ("timeline.csv?year=soon", 400, "year=soon"),
        ("timeline.csv?period=week", 400, "period"),
        ("growth.csv?period=year", 400, "period"),
    ],
)
def test_what_means_nothing_is_refused_with_its_name(address, status, word):
    answer = client.get(f"/v1/charts/{address}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert word in answer.json()["detail"]


def test_a_broken_dataset_is_no_trace(monkeypatch, tmp_path):
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    answer = client.get("/v1/charts/timeline.csv")
    assert answer.status_code == 503
    assert str(tmp_path) not in answer.text
