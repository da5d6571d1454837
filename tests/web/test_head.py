"""Streamlit's document as we send it: it says what the page is before any script has run."""

import re
from pathlib import Path

import streamlit

STATIC = Path(streamlit.__file__).parent / "static"


def test_what_the_page_is_about_stands_in_the_document(site):
    body = site.get("/organization", params={"id": "open-archive"}).text
    first = re.search('<p class="about">(.*?)</p>', body, re.DOTALL)[1]
    assert "Open Archive" in body
    assert first in body[: body.index('<div id="root">')]
    assert "Реестр" in site.get("/", params={"lang": "ru"}).text.split('<div id="first">')[1]


def test_a_chart_in_somebody_elses_page_has_no_first_screen(site):
    body = site.get("/charts", params={"embed": "true", "chart": "timeline"}).text
    assert 'id="first"' not in body
    assert "first.js" not in body


def test_every_file_that_is_announced_exists(site):
    body = site.get("/").text
    files = re.findall(r'href="\./(static/[^"]+)"', body)
    assert any("Multiselect" in file for file in files)
    assert all((STATIC / file).is_file() for file in files)
    assert len(files) == len(set(files))
    (drawing,) = re.findall(r'as="script"[^>]* href="([^"]+)"', body)
    assert site.head(drawing).status_code == 200
