"""The check without a script: forms, and the answers to them."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from dashboard.documents import check
from dashboard.names.worker import BusyError
from tests.web.conftest import whole
from tests.web.test_head import ALL


@pytest.fixture(scope="module")
def client():
    """Return a client of a site that has every page."""
    return TestClient(whole(ALL))


def said(answer):
    """Return the words of a page."""
    return unescape(re.sub(r"<[^>]+>", " ", answer.text.split('<div id="first"')[1]))


def test_a_name_is_answered_and_kept_nowhere(client):
    answer = client.post("/check", data={"name": "Меридиан"})
    assert answer.status_code == 200
    assert "/organization?id=meridian" in answer.text
    assert "Listed" in said(answer)
    assert answer.headers["cache-control"] == "no-store"
    # No script replaces the answer by an empty page.
    assert "<script" not in answer.text


def test_a_list_is_answered_line_by_line(client):
    answer = client.post(
        "/check?lang=ru", data={"names": "Meridian\n\nCorner bakery of Tartu\n12345"}
    )
    assert answer.text.count('class="ur-query"') == 3
    assert '<html lang="ru">' in answer.text


def test_a_long_list_says_how_much_of_it_was_checked(client):
    names = "\n".join(f"Bakery number {n} of Tartu" for n in range(check.MOST_NAMES + 5))
    assert "200 of 205 names are checked" in said(client.post("/check", data={"names": names}))


def test_names_in_a_text_are_marked(client):
    answer = client.post("/check", data={"text": "Суд оштрафовал его за репост «Меридиана»."})
    assert re.search(r"<mark[^>]*><a [^>]*meridian[^>]*>Меридиана</a>", answer.text)


def test_a_text_can_be_taken_away_with_the_mark_of_the_law(client):
    answer = client.post("/check", data={"text": "Суд оштрафовал его за репост «Меридиана»."})
    assert "«Меридиана»*." in answer.text
    assert "признана нежелательной на территории Российской Федерации" in answer.text
    assert "нежелательной" not in client.post("/check", data={"text": "Шёл дождь."}).text


def test_submitted_text_is_escaped(client):
    answer = client.post("/check", data={"name": "<script>alert(1)</script>"})
    assert "<script" not in answer.text


def test_nothing_is_never_an_all_clear(client, monkeypatch):
    assert 'class="ur ur-answer' not in client.post("/check", data={"name": " "}).text
    long = client.post("/check", data={"text": "x" * (check.LONGEST_TEXT + 1)})
    assert "Not checked" in said(long)

    class Busy:
        def check(self, name):
            raise BusyError("no room")

    monkeypatch.setattr("dashboard.web.check_page.checker", lambda *_given: Busy())
    busy = client.post("/check", data={"name": "Meridian"})
    assert busy.status_code == 503
    assert "Not checked" in said(busy)


def test_a_body_without_end_is_refused(client):
    assert client.post("/check", content=b"x" * 400_000).status_code == 413


@pytest.mark.parametrize("name", ["Фонд", "Abc", "12345"])
def test_a_name_too_short_or_too_general_is_unchecked_for_programs_too(client, name):
    (result,) = client.post("/api/v1/check", json={"name": name}).json()["results"]
    assert result["verdict"] == result["match"] == "unchecked"
    assert "Not checked" in said(client.post("/check", data={"name": name}))
