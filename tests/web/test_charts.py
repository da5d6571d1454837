"""The numbers of a chart over HTTP."""

import csv
import io
from urllib.parse import unquote

import pandas as pd
import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from dashboard.asking.address import Site
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.charts.registry import COUNTED
from dashboard.web.application import api
from tests.support.sample import sample_catalog

client = TestClient(api(Site()))


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8"))))


def saved_as(answer):
    name = answer.headers["content-disposition"].partition("filename*=UTF-8''")[2]
    return unquote(name)


@pytest.mark.parametrize("key", COUNTED)
def test_the_first_line_of_a_file_has_the_names_of_its_columns(key):
    answer = client.get(f"/v1/charts/{key}.csv")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert rows(answer)
    table = client.get(f"/v1/charts/{key}.json").json()["results"]
    assert list(rows(answer)[0]) == list(table[0])
    assert len(pd.read_csv(io.BytesIO(answer.content))) == len(table)


def test_the_name_of_a_saved_file_says_what_it_holds():
    address = "/v1/charts/timeline.csv?country=LV&year=2022&year=2024"
    english = saved_as(client.get(address))
    assert english == (
        f"Designations over time – Organizations from Latvia, 2022–2024 – {sample_catalog().version}.csv"
    )
    assert "Латвии" in saved_as(client.get(f"{address}&lang=ru"))


@pytest.mark.parametrize("asked", ["a/b", "a\r\nSet-Cookie: x=1", 'a";x="', "я" * 200])
def test_a_name_holds_nothing_that_a_file_system_or_a_header_does_not_allow(asked):
    answer = client.get("/v1/charts/countries.csv", params={"q": asked, "country": "US"})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].isascii()
    assert "set-cookie" not in answer.headers
    name = saved_as(answer)
    assert not set('<>:"/\\|?*\r\n') & set(name)
    assert len(name.encode()) < 255


def test_heading_lines_are_optional():
    answer = client.get("/v1/charts/timeline.csv?country=DE&year=2022&heading=1")
    assert answer.content.startswith(b"\xef\xbb\xbf# ")
    lines = answer.content.decode("utf-8-sig").splitlines()
    heading = [line for line in lines if line.startswith("#")]
    assert any("Organizations from Germany, 2022" in line for line in heading)
    assert any(sample_catalog().version in line for line in heading)
    plain = client.get("/v1/charts/timeline.csv?country=DE&year=2022")
    assert lines[len(heading) :] == plain.content.decode().splitlines()


def test_a_workbook_says_what_it_is_above_the_same_rows():
    answer = client.get("/v1/charts/countries.xlsx?category=media")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    read = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert "Media outlets" in read[1][0]
    table = rows(client.get("/v1/charts/countries.csv?category=media"))
    assert read[3] == list(table[0])
    assert [row[1] for row in read[4:]] == [row["Code"] for row in table]


def test_the_file_is_the_selection():
    answer = client.get(
        "/v1/charts/timeline.csv?country=DE&country=LV&year=2022&year=2024&by=country"
    )
    table = rows(answer)
    filters = Filters(country=("DE", "LV"), year=(2022, 2024))
    designations = select(sample_catalog(), filters).designations
    assert sum(int(row["All"]) for row in table) == len(designations)
    assert sum(int(row["Germany"]) for row in table) == (designations["country"] == "DE").sum()


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        ("nothing.csv", 404, "no chart 'nothing'"),
        ("timeline.csv?nonsense=1", 400, "nonsense"),
        ("timeline.csv?country=XX", 400, "country=XX"),
        ("timeline.csv?year=soon", 400, "year=soon"),
        ("timeline.csv?period=week", 400, "period"),
        ("growth.csv?period=year", 400, "period"),
        ("compare_countries.csv?from=2099", 400, "from=2099"),
        ("compare_countries.csv?to=soon", 400, "a span of years"),
        ("growth.csv?from=2024", 400, "from"),
        ("growth.csv?heading=yes", 400, "heading"),
    ],
)
def test_an_invalid_parameter_is_refused_by_name(address, status, word):
    answer = client.get(f"/v1/charts/{address}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert word in answer.json()["detail"]


def test_two_years_are_compared_that_the_address_names():
    table = rows(client.get("/v1/charts/compare_countries.csv?from=2021-2022&to=2023&country=GB"))
    (row,) = table
    assert list(row) == ["Country", "Code", "2021-2022", "2023", "Change"]
    designations = sample_catalog().designations
    british = designations.loc[designations["country"] == "GB", "date"].dt.year
    assert int(row["2021-2022"]) == british.between(2021, 2022).sum()
    assert int(row["2023"]) == (british == 2023).sum()


def test_a_broken_dataset_is_no_trace(monkeypatch, tmp_path):
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    answer = client.get("/v1/charts/timeline.csv")
    assert answer.status_code == 503
    assert str(tmp_path) not in answer.text


def test_numbers_of_another_version_are_refused(client):
    version = client.get("/v1").json()["version"]
    assert client.get(f"/v1/charts/timeline.csv?version={version}").status_code == 200
    refused = client.get("/v1/charts/timeline.csv?version=2020.01.01")
    assert refused.status_code == 404
    assert "data-of 2020.01.01" in refused.json()["detail"]
    assert client.get("/v1/charts/timeline.csv?version=old").status_code == 400
