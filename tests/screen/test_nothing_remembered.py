"""What a reader searched or checked is gone once the page is: no cache and no object holds it."""

from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from tests.support.memory import holding
from tests.support.pages import open_page
from tests.web.conftest import whole


def search_pages(word):
    for path in ("", "organizations", "articles", "charts"):
        open_page(path, q=f"{word} institute")


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
    # Not in a comprehension, whose iterator would hold the words.
    latin, cyrillic = words()
    held = holding(latin, quote(latin), cyrillic, quote(cyrillic))
    assert [type(each) for each in held] == []


def test_the_search_for_holders_finds_what_is_held():
    kept = ["".join(["qwx", "zyjkvb"]), "q=" + quote("".join(["зъбр", "щйцук"]))]
    assert holding("".join(["qwx", "zyjkvb"])) == [kept]
    assert holding(quote("".join(["зъбр", "щйцук"]))) == [kept]
    # Inside of what the collector follows by itself, or not.
    remembered = [{("once", ("asked", "Q=" + "".join(["ABC", "zyjkvb"]))): 1}]
    assert holding("".join(["abc", "zyjkvb"])) != []
    del remembered
