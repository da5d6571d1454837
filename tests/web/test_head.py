"""The pages as the server answers them: readable at once, without a script, by links and forms."""

import gzip
import re
from html import unescape
from pathlib import Path

import pytest
import streamlit
from starlette.testclient import TestClient

from dashboard.asking.address import Site
from dashboard.documents.pages import PAGES
from dashboard.web import head
from tests.web.conftest import whole

STATIC = Path(streamlit.__file__).parent / "static"
ALL = Site(
    pages=tuple(page.path for page in PAGES if page.in_menu),
    details=tuple(page.path for page in PAGES if not page.in_menu),
)


@pytest.fixture(scope="module")
def app():
    """Return a site that has every page."""
    return whole(ALL)


@pytest.fixture
def every(app):
    """Return a client of it, without cookies of other tests."""
    return TestClient(app)


def words(answer):
    """Return what stands in the page before any script runs."""
    text = answer.text
    return text[text.index('<div id="first"') : text.index('<div id="root">')]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/", "Russia has declared"),
        ("/organizations", "Open Archive"),
        ("/organization?id=open-archive", "Open Archive"),
        ("/organization?id=nobody", "There is no organization at this address."),
        ("/articles", "Page 1 of"),
        ("/article?id=nothing", "There is no article at this address."),
        ("/charts?show=delay", "Dots and quartiles of the days from decision to listing"),
        ("/check", "One name per line"),
        ("/data", "decision_date"),
        ("/changes", "Version 2026"),
        ("/about", "What is punishable"),
        ("/?lang=ru", "Реестр"),
        ("/?country=LV&nonsense=1", "nonsense=1"),
    ],
)
def test_every_page_says_everything_before_any_script(every, address, said):
    answer = every.get(address)
    assert answer.status_code == 200
    shown = words(answer)
    assert said in unescape(shown)
    assert shown.count("ur-masthead") == 1
    assert 'class="ur ur-footer"' in shown
    ids = re.findall(r'\bid="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


def test_every_page_has_a_title_and_a_description_of_its_own(every):
    paths = ("/", "/articles", "/charts", "/check", "/data", "/changes", "/about")
    for tag in ("<title>(.*?)</title>", '<meta name="description" content="(.*?)"'):
        told = {re.search(tag, every.get(path).text)[1] for path in paths}
        assert len(told) == len(paths), told


def test_links_and_files_of_a_page_lead_somewhere(every):
    for address in ("/", "/data", "/organizations?country=LV", "/articles?topic=law"):
        found = set(re.findall(r'<a href="(/[^"#]*)', words(every.get(address))))
        for href in sorted(each for each in found if not each.startswith("/light"))[:60]:
            answer = every.head(unescape(href), follow_redirects=False)
            assert answer.status_code in (200, 303), href


def test_the_chart_is_drawn_and_described(every):
    shown = words(every.get("/?year=2024&year=2025"))
    drawing = re.search(
        r'<div class="ur-static" data-key="timeline"[^>]*><span role="img" aria-label="([^"]+)".*?</div>',
        shown,
        re.DOTALL,
    )
    assert "Bar chart" in drawing[1]
    bars = re.findall(r"<rect [^>]*>", drawing[0])
    assert len(bars) > 10
    # Chosen bars are red, in the red of either paper.
    assert sum("light-dark(#A8201A,#EE7268)" in bar for bar in bars) >= 2
    assert 'class="ur-figure"' not in shown


def test_a_form_leads_to_the_address_that_a_link_has(every):
    answer = every.get(
        "/organizations?q=&year=2022&year=&country=DE&category=", follow_redirects=False
    )
    assert answer.status_code == 303
    assert re.fullmatch(r"/organizations\?year=2022-&country=DE$", answer.headers["location"])
    assert 'value="DE" checked>Germany' in words(every.get(answer.headers["location"]))


def test_the_form_keeps_the_chosen_values(every):
    shown = words(every.get("/articles?org=meridian&q=суд&topic=law&lang=ru"))
    assert 'value="суд"' in shown
    assert 'value="meridian" checked>' in shown
    assert '<input type="hidden" name="lang" value="ru">' in shown


def test_a_chart_in_somebody_elses_page_has_no_first_screen(every):
    body = every.get("/charts", params={"embed": "true", "chart": "timeline"}).text
    assert 'id="first"' not in body
    assert '<meta name="robots" content="noindex">' in body


@pytest.mark.parametrize("chart", ["timeline", "map"])
def test_a_static_frame_has_words_drawing_source_and_link_and_one_script(every, chart):
    address = {"embed": "true", "chart": chart, "static": "true", "lang": "ru", "theme": "dark"}
    body = every.get("/charts", params=address).text
    assert re.findall(r'<script[^>]*src="([^"]+)"', body) == ["/assets/embed.js"]
    assert "<svg" in body
    assert '<html lang="ru">' in body
    assert '<base target="_blank">' in body
    assert "color-scheme:dark" in body
    assert "Открыть в" in body
    assert 'class="ur-masthead"' not in body
    assert '<h2 aria-level="1">' in body  # the first heading of its page
    # What is behind its link is the whole page.
    assert "static=" not in re.search(r'ur-source".*?href="([^"]+)"', body)[1]


def test_a_static_table_has_its_rows(every):
    address = {"embed": "true", "country": "LV", "static": "true"}
    body = every.get("/organizations", params=address).text
    assert re.findall(r'<script[^>]*src="([^"]+)"', body) == ["/assets/embed.js"]
    assert 'href="/organization?id=' in body
    assert "/organizations?country=LV" in body


def test_every_file_that_is_announced_exists_and_comes_after_the_words(every):
    body = every.get("/").text
    files = re.findall(r'(?:src="|url\(")(/(?:assets|static)/[^"]+)', body)
    assert len(files) > 8
    for file in files:
        assert every.head(file).status_code == 200 or file.startswith("/static/"), file
        assert not file.startswith("/static/") or (STATIC / file.lstrip("/")).is_file()
    assert body.index('<div id="first"') < body.index('type="module"')


def test_an_unchanged_page_is_not_sent_again(every):
    first = every.get("/organizations?country=LV", headers={"Accept-Encoding": "gzip"})
    assert first.headers["content-encoding"] == "gzip"
    again = {"If-None-Match": first.headers["etag"]}
    assert every.get("/organizations?country=LV", headers=again).status_code == 304
    for other in ("/organizations?country=DE", "/organizations?country=LV&lang=ru"):
        assert every.get(other, headers=again).status_code == 200
    light = again | {"Cookie": "light=1"}
    assert every.get("/organizations?country=LV", headers=light).status_code == 200


def test_a_client_without_gzip_gets_the_same_words(every):
    packed = every.get("/about", headers={"Accept-Encoding": "gzip"})
    plain = every.get("/about", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == packed.text
    assert len(gzip.compress(plain.content)) < len(plain.content) / 2


def test_typed_text_is_not_cached(every, monkeypatch):
    made = []
    monkeypatch.setattr(head, "document", lambda *_said, **_options: made.append(1) or "")
    for address in ("/organizations?country=CZ", "/organizations?q=hush", "/?nonsense=hush"):
        made.clear()
        every.get(address)
        every.get(address)
        assert len(made) == (1 if "country" in address else 2), address


def test_the_light_version_has_no_scripts_and_is_remembered(every):
    client = every
    (link,) = re.findall(r'href="(/light\?[^"]*)"', words(client.get("/organizations?country=LV")))
    answer = client.get(unescape(link))
    assert answer.url.path == "/organizations"
    assert answer.url.query == b"country=LV"
    assert "Latvia" in answer.text
    assert "<script" not in re.sub(
        r'<script type="application/ld\+json">.*?</script>', "", answer.text, flags=re.DOTALL
    )
    assert "/assets/first.js" not in client.get("/articles").text
    (back,) = re.findall(r'href="(/full\?[^"]*)"', client.get("/articles").text)
    assert "/assets/first.js" in client.get(unescape(back)).text


@pytest.mark.parametrize("to", ["//example.org", "https://example.org/", "/example", "\\example"])
def test_the_light_version_leads_to_pages_of_this_site_only(every, to):
    answer = every.get("/light", params={"to": to}, follow_redirects=False)
    assert answer.headers["location"] == "/"
