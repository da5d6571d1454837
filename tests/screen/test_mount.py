"""A page's words come in one message, and the same words stand on the plain page."""

import re

import pytest

from dashboard.documents import organization
from dashboard.documents.plain import PlainAddress
from tests.support.pages import open_page, open_site, text


def pages(app):
    return [
        each.proto.body
        for each in app.get("html")
        if each.proto.body.startswith('<div class="ur-page"')
    ]


def test_the_first_page_comes_in_two_messages_with_the_filters_between():
    above, below = pages(open_site())
    assert above.index("ur-masthead") < above.index("ur-lead") < above.index("ur-figures")
    assert below.index("chart-timeline") < below.index("ur-footer")


@pytest.mark.parametrize(
    ("path", "params", "messages"),
    [
        ("", {"country": ["DE"]}, 2),  # above and below the filters
        ("organization", {"id": "meridian"}, 1),
        ("charts", {"show": "where"}, 2),
        ("about", {}, 1),
        ("organizations", {}, 3),  # above and below the filters, and below the downloads
    ],
)
def test_words_are_only_parted_by_widgets(path, params, messages):
    assert len(pages(open_page(path, **params))) == messages


def test_a_page_that_fails_keeps_its_frame_and_its_filters(monkeypatch):
    def fail(*_args, **_options):
        raise ZeroDivisionError("inside")

    monkeypatch.setattr("dashboard.documents.overview.select", fail)
    app = open_site()
    above, below = pages(app)
    assert "ur-masthead" in above
    assert "This page cannot be shown" in below
    assert "ur-footer" in below
    assert {each.proto.label for each in app.pills} >= {"Country", "Category", "Status"}


def test_the_plain_page_has_the_words_of_the_page(tiny_catalog, tiny_package, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    plain = organization.plain(tiny_catalog, PlainAddress(), "alpha").markup
    shown = text(open_page("organization", id="alpha"))
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
