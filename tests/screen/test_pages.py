"""Each page, with and without filters, as Streamlit's own harness runs it."""

import re
from contextlib import nullcontext

import pytest
import streamlit as st

from dashboard.catalog import load_catalog
from dashboard.names.turns import TURNS
from tests.support.pages import open_page, open_site, text
from tests.support.sample import ARCHIVE

ARTICLE = "2025-05-19-open-archive-1"


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("", {}),
        ("", {"country": ["DE"], "year": ["2022", "2024"], "by": "category", "period": "month"}),
        ("", {"q": "nothing matches this"}),
        ("organizations", {}),
        ("organizations", {"category": ["media"], "sort": "-articles", "page": "1"}),
        ("organization", {"id": ARCHIVE}),
        ("organization", {"id": "amber-university", "year": "2024"}),
        ("articles", {}),
        ("articles", {"stance": ["defence"], "view": "table"}),
        ("article", {"id": ARTICLE}),
        ("article", {"id": ARTICLE, "org": [ARCHIVE]}),
        ("data", {}),
    ],
)
def test_pages_are_made_without_an_exception(path, params):
    assert text(open_page(path, **params))


def test_a_page_is_made_in_a_turn_of_its_network(monkeypatch):
    taken = []
    monkeypatch.setattr(TURNS, "taken", lambda who: taken.append(who) or nullcontext())
    monkeypatch.setattr(type(st.context), "ip_address", "192.0.2.1")
    open_site()
    assert taken == ["192.0.2.1"]


def test_the_frame_names_the_pages_and_the_version():
    app = open_site()
    assert not app.exception
    shown = text(app)
    for name in ("Overview", "Organizations", "Articles", "Data", load_catalog().version):
        assert name in shown


def test_the_address_says_which_page_is_shown_whatever_the_framework_believes(monkeypatch):
    # Before its navigation has reached the browser, Streamlit takes every page for the first.
    url = "https://register.example/organizations"
    monkeypatch.setattr(type(st.context), "url", property(lambda _context: url))
    shown = text(open_site())
    assert "<h1>Organizations</h1>" in shown


def test_a_link_is_read_into_the_sentence():
    app = open_page("organizations", country=["LV", "DE"], category="media", year=["2022", "2024"])
    assert (
        "Media outlets from Latvia and Germany declared “undesirable” in Russia, 2022–2024"
        in text(app)
    )


def test_every_number_on_the_overview_is_that_of_the_tables():
    shown = text(open_page("", country="DE"))
    count = int((load_catalog().designations["country"] == "DE").sum())
    assert f"{count} designations" in shown


def test_names_and_titles_are_escaped():
    shown = text(open_page("organizations", q="<script>alert(1)</script>"))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


@pytest.mark.parametrize("asked", ["", "archive", "<b>x</b>", "x" * 5000])
def test_an_unknown_id_explains_and_offers_a_way_on(asked):
    shown = text(open_page("organization", id=asked))
    assert "There is no organization at this address." in shown
    assert "/organizations" in shown
    assert "<b>x</b>" not in shown


def test_a_near_id_is_suggested():
    assert "Open Archive" in text(open_page("organization", id="archive"))


def test_an_article_shows_both_sides_and_says_that_its_address_is_unknown(editor, monkeypatch):
    editor.change("articles", 2, "url", "")
    monkeypatch.setenv("DASHBOARD_DATA", str(editor.directory))
    shown = text(open_page("article", id="2022-01-31-alpha-listed"))
    assert "address not recorded" in shown
    assert "It is a threat." in shown
    assert "It is not." in shown


def test_an_article_knows_its_place_in_the_selection():
    catalog = load_catalog()
    german = (
        catalog.articles.loc[catalog.articles["language"] == "de"]
        .sort_values(["date", "id"], ascending=[False, True], na_position="last")
        .index
    )
    first, second = german[:2]
    shown = text(open_page("article", id=first, language="de"))
    assert f"(1 of {len(german)})" in shown
    assert f'rel="next" href="/article?id={second}&amp;language=de"' in shown
    assert 'rel="prev"' not in shown


def test_a_publisher_that_is_itself_designated_is_said_to_be():
    articles = load_catalog().articles
    asked = articles.index[articles["publisher_id"] == "publisher-7"][0]
    shown = text(open_page("article", id=asked))
    assert "This publisher is itself “undesirable” in Russia" in shown


def test_outbound_links_tell_the_other_site_nothing():
    shown = text(open_page("organization", id=ARCHIVE))
    outbound = [part for part in shown.split("<a ") if part.startswith('href="http')]
    assert outbound
    assert all('rel="noreferrer noopener nofollow"' in part for part in outbound)


def test_invalid_data_are_not_shown(monkeypatch, tmp_path):
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    app = open_site()
    assert not app.exception
    assert app.title[0].value == "The data cannot be shown"
    assert str(tmp_path) not in str(app.main)


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("organizations", {"sort": "-articles"}),
        ("articles", {}),
        ("charts", {"chart": "timeline"}),
    ],
)
def test_what_is_embedded_names_its_source_and_leads_to_the_whole(path, params, monkeypatch):
    monkeypatch.setattr(type(st.context), "is_embedded", True)
    shown = text(open_page(path, country="LV", **params))
    assert load_catalog().version in re.search(r'(?s)class="ur-muted ur-source".*', shown)[0]
    whole = re.search(rf'href="/{path}\?([^"]*)"[^>]*target="_blank"', shown)[1]
    assert "country=LV" in whole
    assert all(f"{key}={value}" in whole for key, value in params.items() if key == "sort")
