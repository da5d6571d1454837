"""The feed, the sitemap and the rules for robots."""

import re
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from tests.support.sample import sample_catalog

ATOM = "{http://www.w3.org/2005/Atom}"
CATALOG = sample_catalog()


def parsed(answer):
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)


@pytest.mark.parametrize(
    "address",
    [
        "/feed.xml",
        "/feed.xml?of=articles&org=open-archive",
        "/feed.xml?q=nowhere",
        "/feed.xml?of=changes",
    ],
)
def test_it_is_atom(site, address):
    """What RFC 4287 asks of a feed and of each entry."""
    feed = parsed(site.get(address))
    assert feed.tag == f"{ATOM}feed"
    authors = feed.findall(f"{ATOM}author/{ATOM}name")
    assert len(authors) == 1
    assert [link.get("href") for link in feed.findall(f"{ATOM}link[@rel='self']")]
    seen = set()
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for tag in ("id", "title", "updated"):
            (one,) = element.findall(f"{ATOM}{tag}")
            assert one.text
        assert urlsplit(element.findtext(f"{ATOM}id")).scheme in ("http", "https")
        moment = element.findtext(f"{ATOM}updated")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment)
        datetime.fromisoformat(moment)
        if element is not feed:
            assert element.findtext(f"{ATOM}id") not in seen
            seen.add(element.findtext(f"{ATOM}id"))
            assert element.findall(f"{ATOM}link[@rel='alternate']")
            assert element.findtext(f"{ATOM}summary")


def test_a_selection_is_a_feed(site):
    feed = parsed(site.get("/feed.xml?category=media&country=LV"))
    filters = Filters(category=("media",), country=("LV",))
    expected = select(CATALOG, filters).designations.dropna(subset="date")
    ids = [entry.findtext(f"{ATOM}id").rsplit("/", 1)[1] for entry in feed.findall(f"{ATOM}entry")]
    assert sorted(ids) == sorted(expected["id"])
    moments = [entry.findtext(f"{ATOM}updated") for entry in feed.findall(f"{ATOM}entry")]
    assert moments == sorted(moments, reverse=True)
    assert "Media outlets from Latvia" in feed.findtext(f"{ATOM}title")
    refused = site.get("/feed.xml?colour=red")
    assert refused.status_code == 400
    assert refused.json()["parameter"] == "colour"


def test_the_sitemap_has_every_page_in_both_languages(site):
    tree = ElementTree.fromstring(site.get("/sitemap.xml").content)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    paths = {urlsplit(each.text).path for each in tree.iter(f"{space}loc")}
    assert {f"/o/{key}" for key in CATALOG.designations.index} <= paths
    assert {f"/a/{key}" for key in CATALOG.articles.index} <= paths
    assert {"/", "/organizations", "/data"} <= paths
    first = tree.find(f"{space}url")
    assert len(first.findall("{http://www.w3.org/1999/xhtml}link")) == 2


def test_a_large_sitemap_comes_in_parts(site, monkeypatch):
    monkeypatch.setattr("dashboard.web.sitemap.LARGEST", 60)
    index = site.get("/sitemap.xml").text
    parts = re.findall(r"<loc>([^<]+)</loc>", index)
    assert "sitemapindex" in index
    assert len(parts) > 1
    found = sum(len(re.findall("<loc>", site.get(part).text)) for part in parts)
    assert found == 6 + len(CATALOG.designations) + len(CATALOG.articles)
    assert site.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404


def test_robots_are_told_where_it_is(site):
    assert "Sitemap: http://testserver/sitemap.xml" in site.get("/robots.txt").text


def test_the_feed_of_changes_has_an_entry_for_each_change(site, tiny_package, editor, monkeypatch):
    fields = ["version", "date", "change", "table_name", "row_id", "field", "old", "new", "source"]
    rows = [
        "2026.01.01 2026-01-01 added designations alpha id - alpha -",
        "2026.01.02 2026-01-02 listed designations alpha listed_date - 2022-01-30 -",
        "2026.01.02 2026-01-02 changed designations gone name Old New -",
    ]
    editor.write(
        "changes",
        [dict(zip(fields, (c.strip("-") for c in row.split()), strict=True)) for row in rows],
    )
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))

    def entries(address):
        feed = parsed(site.get(address))
        return [
            (
                entry.findtext(f"{ATOM}id").split("#")[1],
                entry.findtext(f"{ATOM}summary"),
                entry.find(f"{ATOM}link").get("href").removeprefix("http://testserver/"),
            )
            for entry in feed.findall(f"{ATOM}entry")
        ]

    listed, gone, added = entries("/feed.xml?of=changes")
    assert listed == (
        "2026.01.02/designations/alpha",
        "Version 2026.01.02 · Organization · Newly listed · Listing date",
        "o/alpha",
    )
    assert gone[2] == "changes"
    assert added[0] == "2026.01.01/designations/alpha"
    assert entries("/feed.xml?of=changes&country=DE") == []


@pytest.mark.parametrize(
    "appended", ["utm_source=rss", "fbclid=1&category=media", "category=media&amp;year=2024"]
)
def test_tracking_parameters_are_ignored(site, appended):
    assert site.get(f"/feed.xml?{appended}").status_code == 200


def _changes(editor, *rows):
    fields = ["version", "date", "change", "table_name", "row_id", "field"]
    editor.write("changes", [dict(zip(fields, row.split(), strict=True)) for row in rows])


def test_an_entry_that_came_late_is_news_on_the_day_on_which_it_came(
    site, tiny_package, editor, monkeypatch
):
    _changes(editor, "2026.01.02 2026-01-02 added designations alpha id")
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    late, *others = parsed(site.get("/feed.xml")).findall(f"{ATOM}entry")
    assert late.findtext(f"{ATOM}id").endswith("/o/alpha")
    assert late.findtext(f"{ATOM}updated") == "2026-01-02T00:00:00Z"
    assert late.findtext(f"{ATOM}published") < "2025"
    assert "added to this collection on 2 January 2026" in late.findtext(f"{ATOM}summary")
    # Title and words say what happened, and when.
    assert late.findtext(f"{ATOM}title") == "Alpha Media: listed 30 January 2022"
    assert late.findtext(f"{ATOM}summary").startswith("Decided ")
    assert others
    for entry in others:
        assert entry.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}published")
        assert "added to this collection" not in entry.findtext(f"{ATOM}summary")


def test_an_article_that_came_late_is_news_too_and_says_when_it_was_published(
    site, tiny_package, editor, monkeypatch
):
    _changes(
        editor,
        "2026.01.02 2026-01-02 added articles 2022-01-31-alpha-listed id",
        "2026.01.02 2026-01-02 added articles undated-beta-decided id",
    )
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    entries = parsed(site.get("/feed.xml?of=articles")).findall(f"{ATOM}entry")
    read = {entry.findtext(f"{ATOM}id").rsplit("/", 1)[1]: entry for entry in entries}
    assert set(read) == {"2022-01-31-alpha-listed", "undated-beta-decided"}
    for entry in entries:
        assert entry.findtext(f"{ATOM}updated") == "2026-01-02T00:00:00Z"
        assert "added to this collection on 2 January 2026" in entry.findtext(f"{ATOM}summary")
    dated, undated = read["2022-01-31-alpha-listed"], read["undated-beta-decided"]
    assert dated.findtext(f"{ATOM}published") == "2022-01-31T00:00:00Z"
    assert dated.findtext(f"{ATOM}summary").startswith("Published 31 January 2022 · ")
    assert undated.find(f"{ATOM}published") is None


def test_a_feed_in_russian_names_an_outlet_in_russian(site, tiny_package, editor, monkeypatch):
    editor.change("publishers", 2, "name_ru", "Новости Альфы")
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    for address, name in (("&lang=ru", "Новости Альфы"), ("&lang=en", "Alpha News")):
        entry = parsed(site.get(f"/feed.xml?of=articles{address}")).find(f"{ATOM}entry")
        assert f"{name} (" in entry.findtext(f"{ATOM}summary")


def test_no_designation_of_the_newest_version_falls_off_the_end(
    site, tiny_package, editor, monkeypatch
):
    monkeypatch.setattr("dashboard.web.feed.LENGTH", 1)
    _changes(
        editor,
        "2026.01.02 2026-01-02 changed articles undated-beta-decided kind",
        "2026.01.02 2026-01-02 added designations alpha id",
        "2026.01.02 2026-01-02 listed designations beta listed_date",
    )
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))

    def ids(address):
        entries = parsed(site.get(address)).findall(f"{ATOM}entry")
        return {entry.findtext(f"{ATOM}id").rsplit("/", 1)[1] for entry in entries}

    assert ids("/feed.xml") == {"alpha", "beta"}
    assert ids("/feed.xml?of=changes") == {"alpha", "beta"}
