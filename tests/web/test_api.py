"""Tables, rows and counts over HTTP: the numbers of the pages, in every format."""

import csv
import io
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dashboard.asking.address import Site
from dashboard.asking.crossed import DIMENSIONS
from dashboard.asking.facets import FACETS
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.asking.views import VIEWS
from dashboard.charts.registry import COUNTED
from dashboard.web.application import api
from tests.support.sample import sample_catalog

CATALOG = sample_catalog()
CLIENT = TestClient(api(Site()))
FEW = {"org": 5, "publisher": 5}


@st.composite
def filters(draw):
    """Draw a selection that somebody could make, with values from every filter."""
    first, last = CATALOG.years
    years = draw(st.none() | st.tuples(st.integers(first, last), st.integers(first, last)))
    chosen = {
        "year": (min(years), max(years)) if years else None,
        "basis": draw(st.sampled_from(["listing", "decision"])),
        "q": draw(st.sampled_from(["", "", "", "courier", "университет", "nowhere to be found"])),
    }
    for facet in draw(st.lists(st.sampled_from(FACETS), max_size=3, unique=True)):
        values = list(facet.options(CATALOG))[: FEW.get(facet.key)]
        chosen[facet.key] = tuple(
            draw(st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True))
        )
    return Filters(**chosen)


def ask(path, filters=None, **more):
    answer = CLIENT.get(path, params=[*(filters or Filters()).to_params(), *more.items()])
    assert answer.status_code == 200, answer.text
    return answer.json()


@settings(max_examples=20, deadline=None, derandomize=True)
@given(filters())
def test_every_number_is_that_of_the_pages(chosen):
    selection = select(CATALOG, chosen)
    shown = select(CATALOG, chosen.within("designations")).designations
    assert ask("/v1/designations", chosen)["total"] == len(shown)
    assert ask("/v1/articles", chosen)["total"] == len(selection.articles)
    results = ask("/v1/articles", chosen, limit=5)["results"]
    assert [row["id"] for row in results] == list(selection.articles["id"][:5])

    # What a chart draws: its bars are the counts of the same name.
    for key, table, by in (
        ("countries", "designations", "country"),
        ("publishers", "articles", "publisher"),
        ("languages", "articles", "language"),
    ):
        drawn = COUNTED[key].count(CATALOG, chosen, {})
        drawn = drawn[drawn["chosen"]].set_index(by)["count"].to_dict()
        counted = ask(f"/v1/counts/{table}", chosen, by=by)["results"]
        assert {row[by]: row["count"] for row in counted} == drawn
    voices = COUNTED["voices"].count(CATALOG, chosen, {})
    said = ask("/v1/claims", chosen, limit=1)["total"]
    assert said == voices.loc[voices["chosen"], "reports"].sum()
    found = ask("/v1/statements", chosen, limit=5000)["results"]
    reported = sum(row["reports"] > 0 for row in found)
    assert reported == voices.loc[voices["chosen"], "count"].sum()
    options = COUNTED["timeline"].defaults()
    bars = COUNTED["timeline"].count(CATALOG, chosen, options)
    bars = bars[bars["chosen"] & (bars["count"] > 0)]
    years = ask("/v1/counts", chosen, by="year")["results"]
    assert {row["year"]: row["count"] for row in years if row["year"]} == dict(
        zip(bars["period"].dt.year, bars["count"], strict=True)
    )


@pytest.mark.parametrize("name", VIEWS)
def test_each_table_says_the_same_in_every_format(client, name):
    answer = client.get(f"/v1/{name}", params={"limit": 7})
    rows = answer.json()["results"]
    lines = client.get(f"/v1/{name}.ndjson", params={"limit": 7}).text.splitlines()
    assert [json.loads(line) for line in lines] == rows
    text = client.get(f"/v1/{name}", params={"limit": 7}, headers={"Accept": "text/csv"})
    assert text.headers["content-type"] == "text/csv; charset=utf-8"
    table = list(csv.DictReader(io.StringIO(text.text)))
    assert [list(row) for row in table] == [list(row) for row in rows]
    for row, cells in zip(rows, table, strict=True):
        for field, value in row.items():
            if isinstance(value, list):
                assert cells[field].split("|") == (value or [""])
            elif not isinstance(value, bool):
                assert cells[field].lstrip("'") == ("" if value is None else str(value)).lstrip("'")


def test_csv_and_ndjson_are_complete_and_json_is_paginated(client):
    assert len(client.get("/v1/articles.ndjson").text.splitlines()) == len(CATALOG.articles)
    page = client.get("/v1/designations?country=DE&limit=10&sort=name").json()
    seen = page["results"]
    while page["next"]:
        address = page["next"].replace("http://testserver/api", "")
        page = client.get(address).json()
        seen += page["results"]
    names = CATALOG.designations.loc[CATALOG.designations["country"] == "DE", "name"]
    assert [row["name"] for row in seen] == sorted(names, key=str.casefold)


def test_a_row_has_the_rows_that_refer_to_it(client):
    row = client.get("/v1/designations/open-archive").json()["result"]
    evidence = CATALOG.evidence
    assert len(row["evidence"]) == (evidence["designation_id"] == row["id"]).sum()
    reason = next(said for said in row["statements"] if said["id"] == row["reason_id"])
    assert reason["text"] == row["stated_reason"]
    said = client.get(f"/v1/statements/{reason['id']}").json()["result"]
    assert {claim["article_id"] for claim in said["claims"]} <= set(CATALOG.articles.index)
    assert len(said["claims"]) == said["reports"] == reason["reports"]
    assert row["page"].endswith("/o/open-archive")
    claim = said["claims"][0]
    one = client.get(f"/v1/claims/{claim['article_id']}/{claim['position']}").json()["result"]
    assert one["text"] == claim["text"]
    missing = client.get("/v1/designations/no-such-body")
    assert missing.status_code == 404
    assert "no-such-body" in missing.json()["detail"]


@pytest.mark.parametrize("table", DIMENSIONS)
def test_counts_by_each_dimension_add_up(client, table):
    for by in DIMENSIONS[table]:
        answer = client.get(f"/v1/counts/{table}?by={by}").json()
        summed = sum(row["count"] for row in answer["results"])
        assert (
            summed >= answer["total"]
            if by in ("topic", "org", "accusation")
            else summed == answer["total"]
        )
    assert client.get(f"/v1/counts/{table}").json()["results"] == [{"count": answer["total"]}]


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("designations?bogus=1", "bogus"),
        ("designations?country=XX", "country"),
        ("designations?year=soon", "year"),
        ("designations?day=2024-W01-1", "day"),
        ("designations?limit=0", "limit"),
        ("designations?limit=9999999999999999999999", "limit"),
        ("designations?limit=1&limit=2", "limit"),
        ("designations?sort=colour", "sort"),
        (f"designations?q={'x' * 300}", "q"),
        ("counts?by=language", "by"),
        ("counts?by=year,year", "by"),
        ("milestones?year=2024", "year"),
        ("designations/open-archive?year=2024", "year"),
        ("articles?lang=xx", "lang"),
    ],
)
def test_an_invalid_value_is_refused_by_name(client, address, parameter):
    answer = client.get(f"/v1/{address}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["parameter"] == parameter
    assert parameter in answer.json()["detail"]


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("year=soon", "use a year from "),
        ("day=soon", "use a day such as 20"),
        ("basis=soon", "use listing, decision."),
        ("status=soon", "use announced, listed, delisted."),
    ],
)
def test_the_message_about_an_invalid_filter_says_what_is_valid(client, query, hint):
    detail = client.get(f"/v1/designations?{query}").json()["detail"]
    assert detail.startswith(f"{query} is not valid here: ")
    assert hint in detail


def test_an_unchanged_answer_is_not_sent_again(client):
    first = client.get("/v1/designations?year=2024")
    tag, day = first.headers["etag"], first.headers["last-modified"]
    for headers in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"x", {tag}'},
        {"If-Modified-Since": day},
    ):
        again = client.get("/v1/designations?year=2024", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert (
        client.get("/v1/designations?year=2023", headers={"If-None-Match": tag}).status_code == 200
    )
    assert (
        client.get("/v1/designations?nonsense=1", headers={"If-None-Match": tag}).status_code == 400
    )


def test_the_client_chooses_the_format(client):
    for accept, kind in (
        ("text/csv", "text/csv"),
        ("application/json;q=0.1, application/x-ndjson", "application/x-ndjson"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
    ):
        answer = client.get("/v1/publishers?limit=1", headers={"Accept": accept})
        assert answer.headers["content-type"].startswith(kind)
        assert answer.headers["vary"] == "Accept, Accept-Language"
    assert client.get("/v1/publishers", headers={"Accept": "image/png"}).status_code == 406


def test_other_sites_may_read_and_nothing_else(client):
    assert client.get("/v1/designations?limit=1").headers["access-control-allow-origin"] == "*"
    asked = client.options(
        "/v1/designations",
        headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"},
    )
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-methods"] == "GET, HEAD"
    assert client.head("/v1/designations").status_code == 200
    refused = client.delete("/v1/designations")
    assert refused.status_code == 405
    assert refused.headers["content-type"] == "application/problem+json"
    assert client.get("/v1/nothing").headers["content-type"] == "application/problem+json"


def test_another_register_is_a_filter_like_the_others(client, tiny_package, editor, monkeypatch):
    editor.change("other_designations", 2, "relation", "same")
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    answer = client.get("/v1/designations?register=foreign-agent&register=terrorist").json()
    assert [row["id"] for row in answer["results"]] == ["alpha"]
    assert answer["filters"] == {"register": ["foreign-agent", "terrorist"]}
    assert "also in another Russian register as foreign agent or terrorist" in answer["selection"]
    russian = client.get("/v1/articles?register=foreign-agent&lang=ru").json()
    assert [row["id"] for row in russian["results"]] == ["2022-01-31-alpha-listed"]
    assert "иностранный агент" in russian["selection"]
    assert client.get("/v1/designations?register=nothing").status_code == 400
    described = client.get("/v1/openapi.json").json()["components"]["parameters"]["register"]
    assert "foreign-agent" in described["schema"]["items"]["enum"]


def test_an_undated_article_has_no_date_and_no_year(client, tiny_package, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    row = client.get("/v1/articles/undated-beta-decided").json()["result"]
    assert (row["published"], row["date"], row["year"]) == (None, None, None)
    lines = client.get("/v1/articles.csv").text.splitlines()
    assert "2024" not in next(line for line in lines if line.startswith("undated-beta-decided"))
    counted = client.get("/v1/counts/articles?by=year").json()["results"]
    assert counted == [{"year": 2022, "count": 1}, {"year": None, "count": 1}]


def parts_named(answer):
    """Return the addresses of a `Link` header by their relations."""
    found = re.findall(r'<([^>]*)>; rel="([a-z]+)"', answer.headers.get("Link", ""))
    return {name: address.removeprefix("http://testserver/api") for address, name in found}


@pytest.mark.parametrize("name", ["designations", "designations.csv"])
def test_a_header_names_the_other_parts_of_a_list(name):
    total = len(CATALOG.designations)
    address = f"/v1/{name}?limit=25&sort=name"
    for part in range(1, 4):
        answer = CLIENT.get(address)
        links = parts_named(answer)
        assert ("prev" in links) == ("first" in links) == (part > 1)
        assert ("next" in links) == ("last" in links) == (part < 3)
        address = links.get("next", address)
    assert links.keys() == {"first", "prev"}
    last = parts_named(CLIENT.get(f"/v1/{name}?limit=25&sort=name"))["last"]
    assert last == f"/v1/{name}?sort=name&limit=25&offset={(total - 1) // 25 * 25}"
    assert parts_named(CLIENT.get(f"/v1/{name}?limit={total}")) == {}


def test_a_header_has_room_for_short_selections_only():
    many = "&".join(f"country={code}" for code in ["US", "DE", "GB", "LV", "PL"] * 30)
    answer = CLIENT.get(f"/v1/designations?limit=1&{many}")
    assert answer.json()["next"]
    assert "Link" not in answer.headers


@pytest.mark.parametrize("path", ["articles?language=ru&limit=1", "counts?country=LV", "charts", "charts/languages.json", "bulk"])  # fmt: skip
def test_words_come_in_the_language_that_a_client_accepts(path):
    russian = {"Accept-Language": "ru-RU,ru;q=0.9,en;q=0.5"}
    accepted, plain = CLIENT.get(f"/v1/{path}", headers=russian), CLIENT.get(f"/v1/{path}")
    assert accepted.text != plain.text
    assert accepted.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Language" in plain.headers["Vary"]
    mark = "&" if "?" in path else "?"
    asked = CLIENT.get(f"/v1/{path}{mark}lang=en", headers=russian)
    assert asked.json().get("selection") == plain.json().get("selection")
    assert "Accept-Language" not in asked.headers.get("Vary", "")
    named = CLIENT.get(f"/v1/{path}{mark}lang=ru").json()["results"]
    assert accepted.json()["results"] == named


@pytest.mark.parametrize("query", ["q=%", "q=%25", "q=%25%25&year=2024", "q=_"])
def test_a_sign_alone_is_not_everything(query):
    assert CLIENT.get(f"/v1/designations?{query}").json()["total"] == 0
    assert CLIENT.get(f"/v1/articles?{query}").json()["total"] == 0
