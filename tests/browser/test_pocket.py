"""The pocket register, opened from a disk by a browser without a network."""

import pytest

from dashboard.catalog import load_catalog
from dashboard.documents import pocket


@pytest.fixture(scope="module")
def catalog():
    return load_catalog()


@pytest.fixture
def opened(browser, catalog, tmp_path):
    file = tmp_path / "pocket.html"
    pocket.write(catalog, file)
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="ru-RU")
    context.set_offline(True)
    page = context.new_page()
    failures: list[str] = []
    page.on("request", lambda r: None if r.url == file.as_uri() else failures.append(r.url))
    page.on("console", lambda message: failures.append(message.text))
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(file.as_uri())
    yield page
    context.close()
    assert failures == []


def test_it_finds_names_in_any_case_and_alphabet_without_a_request(opened, catalog):
    rows = opened.locator("#entries > li:visible")
    assert rows.count() == len(catalog.designations)
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320
    for text, key in (
        ("Медузой", "meduza"),
        ("meduzy", "meduza"),
        ("Novaja gazeta Evropa", "novaya-gazeta-europe"),
        ("Эмнести Интернешнл", "amnesty-international"),
        ("Belingcat", "stichting-bellingcat"),
    ):
        opened.fill("#asked", text)
        assert rows.first.get_attribute("id") == key, text
    opened.fill("#asked", "Тверское астрономическое общество")
    assert "24 сентября 2026" in opened.inner_text("#said")
    opened.click("button[data-lang=en]")
    assert "Not in the register" in opened.inner_text("#said")
    assert "Решение" not in opened.inner_text("body")


def test_the_browser_reads_every_name_as_the_keys_were_made(opened, catalog):
    names = [name for each in pocket.names_of(catalog).values() for name in each]
    letters = pocket.letters_of(names)
    read = opened.evaluate("names => names.map(each => register.words(each))", names)
    assert read == [pocket.key_words(name, letters) for name in names]
