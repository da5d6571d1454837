"""What a link shows: share pages, previews, the head of a page."""

import io
import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from PIL import Image

from dashboard.web.preview import draw, drawable
from tests.support.sample import sample_catalog

CATALOG = sample_catalog()
ARTICLE = "2025-05-19-open-archive-1"


class Head(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.meta, self.links, self.data, self.language = {}, [], "", ""
        self.headings, self._in = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "meta" and given.get("content"):
            self.meta[given.get("property") or given.get("name")] = given["content"]
        elif tag == "link":
            self.links.append(given)
        elif tag == "html":
            self.language = given["lang"]
        self._in = "data" if given.get("type") == "application/ld+json" else tag

    def handle_data(self, text):
        if self._in == "data":
            self.data += text
        elif self._in == "h1":
            self.headings.append(text)

    def handle_endtag(self, tag):
        self._in = ""


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/o/open-archive", "Organization"),
        (f"/a/{ARTICLE}", "Article"),
        ("/organization?id=open-archive", "Organization"),
        (f"/article?id={ARTICLE}", "Article"),
    ],
)
def test_a_link_shows_what_it_is(site, address, kind):
    answer = site.get(address)
    assert answer.status_code == 200
    head = Head(answer.text)
    row = (
        CATALOG.designations.loc["open-archive"]
        if kind == "Organization"
        else CATALOG.articles.loc[ARTICLE]
    )
    title = row["name"] if kind == "Organization" else row["title"]
    assert title in head.meta["og:title"]
    assert head.meta["twitter:card"] == "summary_large_image"
    assert head.meta["og:image:width"] == "1200"
    day = "Listed 28 May 2025" if kind == "Organization" else "19 May 2025"
    assert day in head.meta["og:description"]
    languages = {link.get("hreflang"): link["href"] for link in head.links if link.get("hreflang")}
    assert set(languages) == {"en", "ru", "x-default"}
    data = json.loads(head.data)
    described = data["about"] if kind == "Organization" else data["mainEntity"]
    assert described["@type"] == kind
    image = site.get(head.meta["og:image"])
    assert image.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(image.content)).size == (1200, 630)


def test_a_share_page_holds_the_facts_and_no_script(site):
    text = site.get("/o/open-archive").text
    assert not re.search(r"<script(?! type=\"application/ld\+json\")", text)
    for fact in ("19 May 2025", "United Kingdom", "Открытый архив"):
        assert fact in text
    assert 'href="/organization?id=open-archive"' in text
    articles = re.findall(r'href="(/a/[^"]+)"', text)
    assert articles
    assert all(path.removeprefix("/a/") in CATALOG.articles.index for path in articles)
    assert site.get(articles[0]).status_code == 200


def test_the_plain_list_follows_the_filters(site):
    text = site.get("/o/?country=LV&nonsense=1").text
    assert set(re.findall(r'<th scope="row"><a href="/o/([^"]+)"', text)) == set(
        CATALOG.designations.index[CATALOG.designations["country"] == "LV"]
    )


@pytest.mark.parametrize(
    "address", ["/o/no-such-body", "/a/nothing", "/o/no-such-body.png", "/o/a/b", "/nothing", "/a/"]
)
def test_an_empty_page_says_so(site, address):
    answer = site.get(address)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "noindex" in answer.text


def test_an_unchanged_answer_is_not_sent_again(site):
    first = site.get("/o/meridian.png")
    again = site.get("/o/meridian.png", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert site.head("/o/meridian").status_code == 200


def test_untrusted_text_stays_text(site, tiny_package, editor, monkeypatch):
    evil = '</script><script>alert(1)</script>"><img src=x onerror=alert(2)>'
    editor.change("designations", 2, "name", evil)
    editor.change("articles", 2, "title", evil)
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    for address in ("/o/alpha", "/a/2022-01-31-alpha-listed", "/o/", "/organization?id=alpha"):
        answer = site.get(address)
        assert answer.status_code == 200
        assert "alert(1)" in answer.text
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
    assert site.get("/o/alpha.png").status_code == 200


def test_a_preview_takes_any_length_and_script():
    for title in ("A", "Word " * 80, "x" * 900, "ქართული", ""):
        image = Image.open(io.BytesIO(draw("kicker", title, "y " * 200, ("fact",) * 30, "Site")))
        assert image.size == (1200, 630)
    assert drawable("Évian Ђорђе Ελλάδα")
    assert not drawable("ქართული")


def test_a_page_needs_no_second_request_to_be_drawn(site):
    answer = site.get("/o/meridian")
    assert 'rel="stylesheet"' not in answer.text
    (style,) = re.findall("<style>(.*?)</style>", answer.text, flags=re.DOTALL)
    named = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{named}'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "typed",
    ["Meridian", "meridian.", "meridian)", "MERIDIAN%29.", "meridian%C2%BB", "%22meridian%22,"],
)
def test_an_identifier_as_a_sentence_leaves_it_leads_to_the_page(site, typed):
    answer = site.get(f"/o/{typed}?lang=ru", follow_redirects=False)
    assert answer.status_code == 301
    assert answer.headers["location"] == "/o/meridian?lang=ru"


@pytest.mark.parametrize("typed", ["nobody)", "Meridi", "%22"])
def test_an_invalid_identifier_has_no_page(site, typed):
    assert site.get(f"/o/{typed}", follow_redirects=False).status_code == 404


def test_a_long_address_is_looked_up_in_the_time_that_it_takes_to_read(site):
    """A pattern that takes the square of the length would need half an hour, and stop everybody."""
    assert site.get(f"/o/a{'-' * 60_000}a").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/o/", "/preview.png", "/feed.xml", "/api/v1/designations", "/api/v1/charts/timeline.csv"],
)
def test_what_is_searched_is_kept_by_no_cache_on_the_way(site, path):
    searched = site.get(path, params={"q": "open"})
    assert (searched.status_code, searched.headers["Cache-Control"]) == (200, "no-store")
    assert site.get(path).headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize(
    "path", ["/", "/organizations", "/articles", "/charts", "/organizations.csv"]
)
def test_no_page_and_no_file_of_a_search_is_kept_on_a_disk(site, path):
    searched = site.get(path, params={"q": "open"})
    assert (searched.status_code, searched.headers["Cache-Control"]) == (200, "no-store")
    assert "no-store" not in site.get(path).headers["Cache-Control"]
