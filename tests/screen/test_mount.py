"""A page's words come in one message, and the same words stand on the plain page."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.documents import organization
from dashboard.documents.plain import PlainAddress
from tests.screen.test_pages import MAIN, open_page, text


def pages(app):
    return [
        each.proto.body
        for each in app.get("html")
        if each.proto.body.startswith('<div class="ur-page"')
    ]


def test_the_first_page_comes_in_one_message_with_its_frame():
    (shown,) = pages(AppTest.from_file(MAIN, default_timeout=60).run())
    assert shown.index("ur-masthead") < shown.index("ur-figures") < shown.index("ur-footer")


@pytest.mark.parametrize(
    ("path", "params", "messages"),
    [
        ("", {"country": ["DE"]}, 1),
        ("organization", {"id": "meduza"}, 1),
        ("charts", {"show": "where"}, 1),
        ("about", {}, 1),
        ("organizations", {}, 2),  # above and below the downloads
    ],
)
def test_words_are_only_parted_by_widgets(path, params, messages):
    assert len(pages(open_page(path, **params))) == messages


def test_a_page_that_fails_keeps_its_frame_and_its_filters(monkeypatch):
    def fail(*_args, **_options):
        raise ZeroDivisionError("inside")

    monkeypatch.setattr("dashboard.documents.overview.select", fail)
    app = AppTest.from_file(MAIN, default_timeout=60).run()
    (shown,) = pages(app)
    assert "This page cannot be shown" in shown
    assert "ur-masthead" in shown
    assert "ur-footer" in shown
    assert app.sidebar.multiselect


def test_the_plain_page_has_the_words_of_the_page(tiny_catalog):
    plain = organization.plain(tiny_catalog, PlainAddress(), "alpha").markup
    shown = text(open_page("organization", id="meduza"))
    headings = re.findall(r"<h2>([^<(]+)", plain)
    assert headings == [
        "Facts", "Accusations", "Responses", "Cases against people", "In other registers",
        "Addresses", "Articles",
    ]  # fmt: skip
    assert all(f"<h2>{each}" in shown for each in headings)
    assert 'href="/a/2022-01-31-alpha-listed"' in plain
    assert 'href="/o/?country=LV"' in plain
    assert "data-panel" not in plain
    assert "<button" not in plain
