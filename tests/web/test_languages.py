"""The plain pages, previews' words and the feed in Russian."""

import re
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import locale
from dashboard.asking.address import Site
from dashboard.web import feed, share
from tests.screen.test_languages import Ours, english
from tests.support.sample import sample_catalog

ARTICLE = "2025-05-19-open-archive-1"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def pages():
    site = Site()
    return TestClient(Starlette(routes=[*share.routes(site), *feed.routes(site)]))


@pytest.mark.parametrize(
    "address", ["/o/", "/o/open-archive", f"/a/{ARTICLE}", "/o/no-such-body", "/a/no-such"]
)
def test_a_plain_russian_page_has_no_english_of_ours(pages, address):
    answer = pages.get(address, headers={"Accept-Language": "ru"})
    assert '<html lang="ru">' in answer.text
    parser = Ours()
    parser.feed(answer.text)
    title = re.search("<title>(.*?)</title>", answer.text)[1]
    with locale.using("ru"):
        # The title of a page may be that of an article.
        texts = [text for text in parser.texts if text not in title]
        assert sorted(set(english(texts))) == []
    assert "Реестр «нежелательных»" in title


def test_the_address_wins_over_the_browser_and_caches_are_told(pages):
    russian = {"Accept-Language": "ru"}
    address = "/o/open-archive"
    asked = pages.get(address, params={"lang": "en"}, headers=russian)
    assert '<html lang="en">' in asked.text
    assert "Accept-Language" in asked.headers["Vary"]
    own = pages.get(address, headers=russian)
    other = pages.get(address)
    assert own.headers["ETag"] != other.headers["ETag"]
    assert 'href="/organization?id=open-archive"' in own.text
    assert 'href="/organization?id=open-archive&amp;lang=en"' in asked.text
    assert 'href="http://testserver/o/open-archive?lang=en"' in own.text


def test_the_page_leads_with_the_readers_name(pages):
    assert "<h1><span translate=\"no\">Открытый архив</span></h1>" in pages.get(
        "/o/open-archive?lang=ru"
    ).text  # fmt: skip


def test_the_feed_speaks_russian_when_it_is_asked_to(pages):
    entries = ElementTree.fromstring(pages.get("/feed.xml?lang=ru&country=DE").content)
    assert "Организации из Германии" in entries.find(f"{ATOM}title").text
    names = set(sample_catalog().designations["name_ru"].dropna())
    assert any(each.text.partition(":")[0] in names for each in entries.iter(f"{ATOM}title"))
