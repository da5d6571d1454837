"""A page's words come in one message, its filters in another, and the same words stand on the plain page."""

import re

import pytest

from dashboard.catalog import memo
from dashboard.documents import organization
from dashboard.documents.plain import PlainAddress
from tests.support.pages import open_page, open_site, text
from tests.support.sample import SIZE, write_sample


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


def forms(app):
    return [each.proto.body for each in app.get("html") if "ur-filter-form" in each.proto.body]


@pytest.mark.parametrize(
    ("path", "params", "messages"),
    [
        ("", {"country": ["DE"]}, 2),  # above and below the filters
        ("organization", {"id": "meridian"}, 1),
        ("charts", {"show": "where"}, 2),
        ("about", {}, 1),
        ("data", {}, 1),
        ("changes", {}, 1),
        ("organizations", {}, 2),
        ("articles", {}, 2),
    ],
)
def test_words_are_only_parted_by_filters(path, params, messages):
    assert len(pages(open_page(path, **params))) == messages


def test_a_page_that_fails_keeps_its_frame_and_its_filters(monkeypatch):
    def fail(*_args, **_options):
        raise ZeroDivisionError("inside")

    memo.forget()
    monkeypatch.setattr("dashboard.documents.overview.select", fail)
    app = open_site()
    above, below = pages(app)
    assert "ur-masthead" in above
    assert "This page cannot be shown" in below
    assert "ur-footer" in below
    assert len(forms(app)) == 1


def test_the_filters_are_the_same_message_for_every_page_of_a_scope_and_every_selection(
    tmp_path, monkeypatch
):
    # More organizations than a form offers at once.
    monkeypatch.setenv("DASHBOARD_DATA", str(write_sample(tmp_path / "data", 2 * SIZE)))
    one = forms(open_page("organizations"))
    assert one == forms(open_page("", country=["DE", "LV"], year="2024-", q="fund"))
    assert one == forms(open_page("charts"))
    (articles,) = forms(open_page("articles", org="meridian"))
    assert articles != one[0]


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
