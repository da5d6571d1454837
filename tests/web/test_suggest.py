"""Suggestions while somebody types: found by what people type, bounded, and never in an address."""

import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.asking.address import Site
from dashboard.names.allowance import Allowance
from dashboard.web import problems, suggest
from dashboard.web.limited import Limits
from tests.web.conftest import whole


@pytest.fixture(scope="module")
def site():
    return TestClient(whole())


def found(site, text, **params):
    answer = site.post("/api/v1/suggest", params=params, json={"text": text})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()


@pytest.mark.parametrize("typed", ["meridi", "Меридиан", "меридиана", "MERIDIAN", "vthblbfy"])
def test_a_beginning_a_case_a_script_or_another_keyboard_finds_it(site, typed):
    first = found(site, typed)["suggestions"][0]
    assert first["id"] == "meridian"
    assert first["href"] == "/organization?id=meridian"
    assert first["status"] == "listed"


def test_a_suggestion_says_status_date_and_country_in_the_readers_language(site):
    first = found(site, "meridian", lang="ru")
    assert first["suggestions"][0]["name"] == "Меридиан"
    assert first["suggestions"][0]["other_name"] == "Meridian"
    assert re.fullmatch(r"Внесена в перечень \d+ \S+ \d{4} г\.", first["suggestions"][0]["standing"].replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " "))  # fmt: skip
    assert first["suggestions"][0]["country_name"] == "Латвия"
    assert re.search("подсказ", first["said"])


def test_few_are_suggested_and_nothing_for_nothing(site):
    assert len(found(site, "un")["suggestions"]) == suggest.MOST
    assert found(site, "  ")["suggestions"] == []
    assert found(site, "q7-no-such-thing-at-all")["suggestions"] == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 422),
        (b'{"text": 5}', 422),
        (b'{"name": "x"}', 422),
        (b'{"text": "%s"}' % (b"x" * 201), 422),
        (b'{"text": "\\ud800"}', 422),
    ],
)
def test_another_body_is_refused_without_repeating_it(site, body, status):
    answer = site.post(
        "/api/v1/suggest", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert "xxx" not in answer.text
    assert site.post("/api/v1/suggest", content=body).status_code == 415


def test_too_many_requests_are_refused_with_retry_after():
    routes = suggest.suggest_routes(Site(), Limits(Allowance(5), Allowance(60)))
    client = TestClient(Starlette(routes=routes, exception_handlers=problems.HANDLERS))
    answers = [client.post("/v1/suggest", json={"text": "me"}) for _ in range(6)]
    assert [each.status_code for each in answers] == [200] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1


def test_without_a_script_the_search_is_a_page_that_no_address_remembers(site):
    answer = site.post("/search", data={"q": "мериди"}, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert '<a href="/o/meridian" translate="no">Meridian</a>' in answer.text
    assert "Listed 7 Feb 2023" in answer.text
    assert 'name="robots" content="noindex"' in answer.text
    nothing = site.post("/search", data={"q": "<b>zzzzqq</b>"}).text
    assert "&lt;b&gt;zzzzqq" in nothing
    assert "does not mean that the organization is not listed" in nothing
    assert site.post("/search", content=b"q=" + b"x" * 9000).status_code == 413


def test_the_search_without_a_question_leads_to_the_check(site):
    answer = site.get("/search?lang=ru", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/check?lang=ru")


def test_the_language_that_was_chosen_is_kept(site):
    page = site.get("/charts", headers={"Cookie": "lang=ru", "Accept-Language": "en"})
    assert '<html lang="ru">' in page.text
    assert "Cookie" in page.headers["vary"]
    asked = site.get("/charts?lang=en", headers={"Cookie": "lang=ru"})
    assert '<html lang="en">' in asked.text
    assert '<html lang="en">' in site.get("/charts", headers={"Cookie": "lang=xx"}).text
