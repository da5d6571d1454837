"""Streamlit's scripts in one file: of the installed version, whole, and one with the parts that are not in it."""

import re

import pytest
from starlette.testclient import TestClient

from dashboard.asking.address import Site
from dashboard.web import head, preloading, streamlit_bundle
from dashboard.web.streamlit_document import static_folder, streamlit_document
from tests.web.conftest import PAGES, whole

AGAIN = "run tools/streamlit/build.mjs again"


@pytest.fixture(scope="module")
def client():
    return TestClient(whole())


@pytest.fixture(scope="module")
def found():
    made = streamlit_bundle.bundle()
    assert made, AGAIN
    return made


def test_the_document_asks_for_one_script_of_streamlit(client, found):
    body = client.get("/").text
    assert re.findall(r'type="module" src="([^"]+)"', body) == [f"/{found.path}"]
    assert "modulepreload" not in body


def test_it_is_sent_compressed_and_never_changes(client, found):
    sizes = {}
    for encoding in ("br", "gzip", "identity"):
        answer = client.get(f"/{found.path}", headers={"Accept-Encoding": encoding})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/javascript")
        assert "immutable" in answer.headers["cache-control"]
        sizes[encoding] = int(answer.headers["content-length"])
    assert sizes["br"] < sizes["gzip"] < sizes["identity"]
    # Who can read both gets the smaller one, whatever others asked for before.
    both = client.head(f"/{found.path}", headers={"Accept-Encoding": "gzip, br"})
    assert int(both.headers["content-length"]) == sizes["br"]


def test_only_the_page_with_widgets_announces_their_script(found):
    client = TestClient(whole(Site(pages=("data", "check"))))
    announced = f'<link rel="modulepreload" href="/{found.forms_path}">'
    assert announced in client.get("/check").text
    assert "modulepreload" not in client.get("/data").text
    answer = client.get(f"/{found.forms_path}", headers={"Accept-Encoding": "br"})
    assert answer.headers["content-encoding"] == "br"
    assert "immutable" in answer.headers["cache-control"]
    widget = next(name for name in found.forms if name.startswith("FileUploader."))
    told = client.get(f"/assets/streamlit/{found.hash}/{widget}").text
    assert told.endswith('from"./forms.js";')


def test_a_part_outside_takes_what_it_imports_from_the_bundle(client, found):
    """Follow the imports of a part as a browser does: none leads to a second copy of what is in the bundle."""
    folder = f"/assets/streamlit/{found.hash}"
    waiting = [next(static_folder().glob("js/DateField.*.js")).name]
    seen = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        answer = client.get(f"{folder}/{name}")
        assert answer.status_code == 200, name
        if name in found.shims:
            assert re.fullmatch(r'(export\{[^}]*\}from|import)"\./app\.js";', answer.text)
        elif name in found.forms:
            assert re.fullmatch(r'(export\{[^}]*\}from|import)"\./forms\.js";', answer.text)
        elif name == "forms.js":
            # What both need is in the first alone.
            assert set(re.findall(r"""from\s*["']\./([\w.-]+\.js)["']""", answer.text)) == {
                "app.js"
            }
        else:
            waiting += re.findall(r"""(?:from|import)\s*["'`]\./([\w.-]+\.js)["'`]""", answer.text)
    assert seen & found.shims.keys()
    assert client.get(f"{folder}/nothing.js").status_code == 404


def test_another_streamlit_is_sent_in_its_own_files(monkeypatch):
    for module in (head, preloading):
        monkeypatch.setattr(module, "bundle", lambda: None)
    preloading.links.cache_clear()
    try:
        assert head.module(PAGES) == streamlit_document().module
        assert preloading.links().count("modulepreload") > 50
    finally:
        preloading.links.cache_clear()
