"""What a reader searched or checked is gone once the page is: no cache and no object holds it."""

import gc
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from tests.support.pages import open_page
from tests.web.conftest import whole


def holders(*words):
    """Live objects that hold a text with one of the words."""
    gc.collect()
    sought = [form for word in words for form in (word, quote(word))]
    return [
        f"{type(held).__name__}: {part[:80]!r}"
        for held in gc.get_objects()
        for part in gc.get_referents(held)
        if isinstance(part, str) and held is not sought and any(each in part for each in sought)
    ]


def search_pages(word):
    for path in ("", "organizations", "articles", "charts"):
        open_page(path, q=word)


def search_share_pages_and_feed(word):
    client = TestClient(whole())
    for path in ("/o/", "/feed.xml", "/preview.png", "/organizations"):
        assert client.get(path, params={"q": word}).status_code == 200
    client.close()


def search_api(word):
    client = TestClient(whole())
    for path in ("designations", "articles.csv", "counts"):
        assert client.get(f"/api/v1/{path}", params={"q": word}).status_code == 200
    client.close()


def check(word):
    client = TestClient(whole())
    for body in ({"name": word}, {"names": [word, f"Институт {word}"]}, {"text": f"{word} и {word}"}):  # fmt: skip
        assert client.post("/api/v1/check", json=body).status_code == 200
    client.close()


@pytest.mark.parametrize("ask", [search_pages, search_share_pages_and_feed, search_api, check])
def test_a_word_that_was_asked_for_is_in_no_live_object(ask):
    def words():
        return "".join(["qwx", "zyjkvb"]), "".join(["зъбр", "щйцук"])

    for word in words():
        ask(word)
    del word
    # This test and its client hold some too, until their frames are gone.
    held = [each for each in holders(*words()) if "sought" not in each]
    assert held == []


def test_the_search_for_holders_finds_what_is_held():
    kept = ["".join(["qwx", "zyjkvb"]), "q=" + quote("".join(["зъбр", "щйцук"]))]
    assert len(holders("".join(["qwx", "zyjkvb"]))) == 1
    assert len(holders("".join(["зъбр", "щйцук"]))) == 1
    del kept
