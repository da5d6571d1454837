"""A chart that raises: its place says so, the rest of the page lives, and only the log has the trace."""

import html
import logging

import pytest
from starlette.testclient import TestClient

from dashboard.catalog import memo
from dashboard.charts.registry import CHARTS, COUNTED, SUBJECTS
from tests.screen.test_charts import alts
from tests.support.pages import open_page, open_site, text
from tests.web.conftest import whole

SECRET = "a secret of the house"

OF_ONE = ("strip", "sides")


def fail(*_arguments, **_options):
    raise RuntimeError(SECRET)


def sentence(key):
    return f"The chart “{CHARTS[key].title}” cannot be drawn just now."


def told(caplog):
    return [record for record in caplog.records if record.exc_info]


def break_figure(monkeypatch, key):
    module = CHARTS[key].draw.__module__
    monkeypatch.setattr(f"{module}.{'ranking' if module.endswith('.ranking') else 'figure'}", fail)


@pytest.fixture(autouse=True)
def heard(caplog, monkeypatch):
    """Capture the log of the dashboard, which does not propagate once the server's is set up."""
    memo.forget()
    monkeypatch.setattr(logging.getLogger("dashboard"), "propagate", True)
    caplog.set_level(logging.ERROR)


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda each: each.key)
def test_on_the_page_of_charts(monkeypatch, caplog, subject):
    key = subject.rows[-1][-1].key
    break_figure(monkeypatch, key)
    app = open_page("charts", show=subject.key)
    shown = html.unescape(text(app))
    broken = shown.count("cannot be drawn just now")
    assert sentence(key) in shown
    # One module may draw several.
    assert broken == sum(
        each.draw.__module__ == CHARTS[key].draw.__module__ for row in subject.rows for each in row
    )
    assert len(alts(app)) == sum(map(len, subject.rows)) - broken
    assert "Click a bar, country" in shown
    assert SECRET not in shown
    assert "Traceback" not in shown
    assert len(told(caplog)) == broken
    assert SECRET in caplog.text


@pytest.mark.parametrize("key", sorted(set(CHARTS) - set(OF_ONE)))
def test_alone_in_the_page_of_somebody_else(monkeypatch, caplog, key):
    monkeypatch.setattr("dashboard.documents.charts_page.embedded", lambda *_: True)
    monkeypatch.setattr("dashboard.documents.chart.embedded", lambda *_: True)
    break_figure(monkeypatch, key)
    app = open_page("charts", chart=key)
    shown = html.unescape(text(app))
    assert sentence(key) in shown
    assert SECRET not in shown
    assert not alts(app)
    assert len(told(caplog)) == 1


@pytest.mark.parametrize("key", OF_ONE)
def test_on_the_page_of_an_organization(monkeypatch, caplog, key):
    break_figure(monkeypatch, key)
    app = open_page("organization", id="open-archive")
    shown = html.unescape(text(app))
    assert sentence(key) in shown
    assert len(alts(app)) == 1
    assert "Open Archive" in shown
    assert "ur-sourced" in shown
    assert SECRET not in shown
    assert len(told(caplog)) == 1


def test_on_the_page_of_an_article(monkeypatch, caplog):
    article = "2025-05-19-open-archive-1"
    assert len(alts(open_page("article", id=article))) == 1
    break_figure(monkeypatch, "strip")
    memo.forget()
    app = open_page("article", id=article)
    shown = html.unescape(text(app))
    assert sentence("strip") in shown
    assert "Show all" in shown
    assert not alts(app)
    assert SECRET not in shown
    assert len(told(caplog)) == 1


def test_on_the_overview_a_failure_of_all_of_them(monkeypatch, caplog):
    monkeypatch.setattr("dashboard.documents.chart.plot", fail)
    shown = html.unescape(text(open_page("")))
    for key in ("timeline", "map", "countries", "categories"):
        assert sentence(key) in shown
    assert "Latest designations" in shown
    assert "designations" in shown
    assert SECRET not in shown
    assert len(told(caplog)) == 4


def test_a_page_that_raises_says_so_within_its_frame(monkeypatch, caplog):
    monkeypatch.setattr("dashboard.documents.overview.entries_label", fail)
    app = open_site()
    shown = html.unescape(text(app))
    assert not app.exception
    assert "This page cannot be shown" in shown
    assert "ur-masthead" in shown
    assert "ur-footer" in shown
    assert SECRET not in shown
    assert len(told(caplog)) == 1


def test_a_failing_fragment_shows_an_error_too(monkeypatch, caplog):
    app = open_page("check")
    monkeypatch.setattr("dashboard.screen.pages.check.checker", fail)
    app.text_input(key="check-name").set_value("Meridian").run()
    shown = html.unescape(text(app))
    assert not app.exception
    assert "This page cannot be shown" in shown
    assert SECRET not in shown
    assert len(told(caplog)) == 1


@pytest.mark.parametrize("step", ["count", "table"])
def test_as_a_file_and_in_the_api(monkeypatch, step):
    site = TestClient(whole(), raise_server_exceptions=False)
    broken = COUNTED["timeline"]
    kept = getattr(broken, step)
    object.__setattr__(broken, step, fail)
    try:
        answers = [
            site.get(f"/api/v1/charts/timeline{suffix}")
            for suffix in ("", ".json", ".csv", ".ndjson")
        ]
        app = open_page("charts", show="when", table="timeline")
    finally:
        object.__setattr__(broken, step, kept)
    for answer in answers:
        assert answer.status_code == 500
        assert answer.headers["content-type"] == "application/problem+json"
        assert SECRET not in answer.text
        assert "Traceback" not in answer.text
    assert site.get("/api/v1/charts/timeline.csv").status_code == 200
    shown = html.unescape(text(app))
    assert sentence("timeline") in shown
    assert SECRET not in shown
    assert len(alts(app)) == 1


def test_as_the_preview_of_a_link(monkeypatch):
    site = TestClient(whole(), raise_server_exceptions=False)
    monkeypatch.setattr("dashboard.web.share.draw", fail)
    # A selection for which no other test has made one.
    answer = site.get("/preview.png?page=organizations&category=labour&year=2021")
    assert answer.status_code == 500
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text
    assert site.get("/o/meridian").status_code == 200
