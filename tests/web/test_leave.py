"""The way out for readers, and the way in for reports of weaknesses."""

from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from dashboard import settings
from dashboard.asking.address import Site
from tests.web.conftest import PAGES, whole


def test_leaving_leads_to_a_neutral_page_and_leaves_nothing_behind(site):
    answer = site.get("/leave", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "https://www.wikipedia.org/"
    assert answer.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_operator_chooses_the_neutral_page(site, monkeypatch):
    monkeypatch.setenv("DASHBOARD_LEAVE_URL", "https://weather.example/")
    assert site.get("/leave", follow_redirects=False).headers["location"] == "https://weather.example/"  # fmt: skip


@pytest.mark.parametrize("name", ["DASHBOARD_LEAVE_URL", "DASHBOARD_CONTACT"])
@pytest.mark.parametrize("value", ["javascript:alert(1)", "http://x.example", "x", "https://", "https://x\r\nSet-Cookie: a"])  # fmt: skip
def test_an_invalid_url_stops_the_start(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(settings.SettingError, match=name):
        settings.verify()


def test_the_message_names_every_kind_of_address(monkeypatch):
    monkeypatch.setenv("DASHBOARD_CONTACT", "me@example.org")
    with pytest.raises(settings.SettingError, match="https: or mailto:"):
        settings.verify()


def test_a_report_finds_its_address(monkeypatch):
    monkeypatch.setenv("DASHBOARD_CONTACT", "mailto:security@example.org")
    site = Site("/register", PAGES.pages, PAGES.details)
    for path in ("/.well-known/security.txt", "/register/.well-known/security.txt"):
        answer = TestClient(whole(site)).get(path)
        fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
        assert fields["Contact"] == "mailto:security@example.org"
        assert datetime.fromisoformat(fields["Expires"]) > datetime.now(UTC)
        assert answer.headers["content-type"].startswith("text/plain")
