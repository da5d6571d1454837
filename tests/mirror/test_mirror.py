"""The whole site as files: every link leads to one, and two mirrors of the same data are the same."""

import hashlib
import os
import posixpath
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

from dashboard import cli
from dashboard.catalog import load_catalog
from dashboard.documents.mirror_places import Places
from dashboard.mirror.export import RefusedError, export
from tests.support.sample import MERIDIAN, write_sample

BASE = "https://mirror.example/register"
FEW = 6
"""Organizations: every kind of page is made of them, and hundreds would take minutes."""


class Read(HTMLParser):
    """What a page links to, loads, and can be linked to at."""

    def __init__(self, text):
        super().__init__()
        self.links, self.loaded, self.anchors, self.elements = [], [], {""}, set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.elements.add(tag)
        self.anchors.add(given.get("id", ""))
        if tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "link":
            (self.loaded if given["rel"] in ("icon", "stylesheet") else self.links).append(given["href"])  # fmt: skip
        self.loaded += [given[name] for name in ("src", "srcset", "action", "data") if name in given]  # fmt: skip


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    folder = write_sample(tmp_path_factory.mktemp("sample") / "data", FEW)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(folder))
        yield load_catalog(folder)


@pytest.fixture(scope="module")
def mirror(catalog, tmp_path_factory):
    folder = tmp_path_factory.mktemp("mirror") / "site"
    export(catalog, folder, base=BASE, processes=1)
    return folder


@pytest.fixture(scope="module")
def files(mirror):
    return {path.relative_to(mirror).as_posix() for path in mirror.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def read(mirror, files):
    """Return every page by its file."""
    named = [name for name in files if name.endswith(".html") and "pocket" not in name]
    return {name: Read((mirror / name).read_text(encoding="utf-8")) for name in named}


def leads_to(name, href):
    """Return the file to which a link of a file leads, and the place in it."""
    asked = urlsplit(href)
    there = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(asked.path)))
    return (there if asked.path else name), asked.fragment


def test_every_link_leads_to_a_file_and_to_a_place_in_it(files, read):
    wrong = set()
    for name, page in read.items():
        for href in page.links:
            if urlsplit(href).scheme:
                continue
            target, fragment = leads_to(name, href)
            anchors = read[target].anchors if target in read else {fragment}
            if target not in files or fragment not in anchors:
                wrong.add((name, href))
    assert wrong == set()


def test_nothing_is_loaded_from_elsewhere_and_nothing_needs_a_server(mirror, files, read):
    for name, page in read.items():
        assert page.elements.isdisjoint({"form", "button", "input", "script", "iframe", "base"}), name  # fmt: skip
        assert {leads_to(name, href)[0] for href in page.loaded} <= files, name
    sheet = (mirror / "style.css").read_text(encoding="utf-8")
    named = re.findall(r'url\("?([^")]+)"?\)', sheet)
    assert named
    assert {leads_to("style.css", each)[0] for each in named} <= files


def test_every_page_leads_to_itself_in_the_other_language(mirror, read):
    for name in read.keys() - {"404.html"}:
        text = (mirror / name).read_text(encoding="utf-8")
        russian = name.startswith("ru/")
        assert f'<html lang="{"ru" if russian else "en"}">' in text
        there = name.removeprefix("ru/") if russian else f"ru/{name}"
        other = "en" if russian else "ru"
        named = re.search(rf'<a href="([^"]+)" lang="{other}"', text)
        assert named
        assert leads_to(name, named[1])[0] == there
        assert there in read


def test_the_same_data_make_the_same_files_with_any_number_of_processes(
    catalog, mirror, files, tmp_path
):
    export(catalog, tmp_path / "other", base=BASE, processes=2)
    sums = (mirror / "SHA256SUMS").read_text(encoding="utf-8")
    assert (tmp_path / "other" / "SHA256SUMS").read_text(encoding="utf-8") == sums
    told = dict(reversed(line.split("  ", 1)) for line in sums.splitlines())
    assert files == {*told, "SHA256SUMS"}
    for name, digest in told.items():
        assert hashlib.sha256((mirror / name).read_bytes()).hexdigest() == digest


def test_what_the_site_has_is_there(catalog, mirror):
    for name in (
        "index.html", "organizations/index.html", "articles/index.html", "charts/when.html", "about.html",
        "charts/when.period-month.html", "check.html", "data.html", "changes.html", "404.html",
        "organizations/by-name.html", "organizations/country-LV.html", "robots.txt",
        "api/v1/bulk/pocket.html", "api/v1/bulk/undesirable-register.zip", "api/v1/bulk/undesirable-register.sqlite",
        "api/v1/designations.csv", "api/v1/designations.json", "api/v1/charts/timeline.period-month.csv",
    ):  # fmt: skip
        assert (mirror / name).is_file(), name
    assert {path.stem for path in (mirror / "o").iterdir()} == {*catalog.designations.index}
    assert {path.stem for path in (mirror / "ru" / "a").iterdir()} == {*catalog.articles.index}
    check = (mirror / "check.html").read_text(encoding="utf-8")
    assert 'href="api/v1/bulk/pocket.html"' in check


def test_feeds_and_sitemap_hold_whole_addresses_of_files(mirror):
    feed = ElementTree.parse(mirror / "ru" / "feed.articles.xml").getroot()
    named = [each.get("href") for each in feed.iter("{http://www.w3.org/2005/Atom}link")]
    sitemap = ElementTree.parse(mirror / "sitemap.xml").getroot()
    named += [each.text for each in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]  # fmt: skip
    assert len(named) > 50
    for address in named:
        assert address.startswith(f"{BASE}/")
        assert (mirror / address.removeprefix(f"{BASE}/")).is_file(), address


def test_without_an_address_there_is_nothing_that_needs_one(catalog, tmp_path):
    places = Places.of(catalog, feeds=False)
    assert places.file("/feed.xml", "en") is None
    assert places.file("/feed.xml?of=articles&lang=ru", "en") is None


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/?lang=ru", "ru/index.html"),
        (f"/organization?id={MERIDIAN}&country=LV", f"o/{MERIDIAN}.html"),
        ("/organization?id=nobody", None),
        ("/organizations?page=2", "organizations/index.2.html"),
        ("/organizations?country=LV", "organizations/country-LV.html"),
        ("/organizations?country=LV&page=2", "organizations/country-LV.2.html"),
        ("/organizations?country=LV&country=GB", None),
        ("/organizations?country=LV&year=2023", None),
        ("/organizations?sort=-articles", "organizations/by-articles.html"),
        ("/organizations?sort=articles", None),
        ("/organizations?q=x", None),
        ("/?country=LV", "organizations/country-LV.html"),
        ("/?period=quarter", "charts/when.period-quarter.html"),
        ("/charts", "charts/when.html"),
        ("/charts?show=where&period=quarter", "charts/where.html"),
        ("/charts?show=coverage&language=ru", "articles/language-ru.html"),
        ("/charts?show=when&by=nonsense", None),
        ("/api/v1/articles.csv", "api/v1/articles.csv"),
        ("/api/v1/articles", "api/v1/articles.json"),
        ("/api/v1/articles.csv?language=ru", None),
        ("/api/v1/charts/timeline.csv?period=year&by=plain&lang=ru", "ru/api/v1/charts/timeline.csv"),
        ("/api/v1/bulk/pocket.html", "api/v1/bulk/pocket.html"),
        ("/leave", None),
    ],
)  # fmt: skip
def test_an_address_has_one_file_or_none(catalog, address, file):
    assert Places.of(catalog, feeds=True).file(address, "en") == file


def test_the_page_of_unknown_addresses_needs_nothing_beside_it(mirror):
    page = Read((mirror / "404.html").read_text(encoding="utf-8"))
    assert page.loaded == []
    assert page.links == [f"{BASE}/index.html", f"{BASE}/ru/index.html"]


@pytest.fixture
def pageless(monkeypatch):
    """Let a mirror have no pages, which take most of the time."""
    monkeypatch.setattr("dashboard.mirror.export.make_all", lambda *_given: set())


def test_a_mirror_is_replaced_as_a_whole(catalog, tmp_path, pageless):
    folder = tmp_path / "site"
    folder.mkdir()
    export(catalog, folder)
    (folder / "gone.html").write_text("of an older version", encoding="utf-8")
    export(catalog, folder)
    assert not (folder / "gone.html").exists()
    assert not (folder / "feed.xml").exists()
    assert not (folder / "sitemap.xml").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_another_folder_is_refused_and_left_as_it_was(catalog, tmp_path, monkeypatch, pageless):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine", encoding="utf-8")
    for refused, reason in (
        (folder, "not a mirror"), (folder / "letter.txt", "is a file"), (tmp_path / "a" / "b", "no folder"),
    ):  # fmt: skip
        with pytest.raises(RefusedError, match=reason):
            export(catalog, refused)
    os.mkfifo(folder / "mirror.json")
    with pytest.raises(RefusedError, match="not a mirror"):
        export(catalog, folder)
    (folder / "mirror.json").unlink()
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    for inside, reason in (("data/site", "within the data"), ("data", "would be replaced")):
        with pytest.raises(RefusedError, match=reason):
            export(catalog, tmp_path / inside)
    (tmp_path / "data").rmdir()
    monkeypatch.delenv("DASHBOARD_DATA")
    monkeypatch.chdir(folder)
    with pytest.raises(RefusedError, match="would be replaced"):
        export(catalog, tmp_path, force=True)
    assert [path.name for path in tmp_path.rglob("*")] == ["mine", "letter.txt"]
    monkeypatch.chdir("/")
    export(catalog, folder, force=True)
    assert not (folder / "letter.txt").exists()
    assert (folder / "mirror.json").is_file()


def test_what_cannot_be_finished_leaves_the_old_mirror(catalog, tmp_path, monkeypatch, pageless):
    folder = tmp_path / "site"
    export(catalog, folder)
    before = (folder / "SHA256SUMS").read_bytes()
    monkeypatch.setattr(
        "dashboard.mirror.export.make_all", lambda *_given: {"organizations/nowhere.html"}
    )
    with pytest.raises(RefusedError, match="nowhere"):
        export(catalog, folder)
    assert (folder / "SHA256SUMS").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_command_says_what_is_wrong(catalog, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["export-site", str(tmp_path / "site"), "--base-url", "mirror.example"])
    assert ended.value.code == 2
    assert "is not a URL such as" in capsys.readouterr().err
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine", encoding="utf-8")
    assert cli.main(["export-site", str(tmp_path / "full")]) == 1
    assert "--force" in capsys.readouterr().err
