"""The one search field: reached by key, suggesting while one types, and telling nothing to the address."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_reading import visit


@pytest.fixture
def field(page):
    visit(page, "/about")
    # The process that knows the names may still be starting.
    assert page.request.post("/api/v1/suggest", data={"text": "me"}, timeout=60_000).ok
    return page.get_by_role("combobox", name=re.compile("^Search or check"))


def asked(page):
    """Note every address that is asked for."""
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))
    return addresses


def test_typing_leads_straight_to_an_organization(page, field):
    addresses = asked(page)
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("медузы")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Meduza")
    expect(options.first).to_contain_text("Listed 7 Feb 2023")
    expect(options.first).to_contain_text("Latvia")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="suggestion")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/organization\?id=meduza$"))
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page).to_have_title(re.compile("^Meduza"))
    expect(field).to_have_value("")
    assert not [each for each in addresses if "%D0" in each or "медуз" in each]


def test_escape_closes_the_suggestions_and_then_empties_the_field(page, field):
    page.keyboard.press("Control+k")
    page.keyboard.type("amnesty")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("amnesty")
    # Twice within half a second leaves the site: the first press must be longer ago.
    pressed = page.evaluate("performance.now()")
    page.wait_for_function("pressed => performance.now() - pressed > 500", arg=pressed)
    page.keyboard.press("Escape")
    expect(field).to_have_value("")


def test_an_ambiguous_text_is_passed_to_the_check(page, field):
    addresses = asked(page)
    field.fill("Kennan Institute and Open Society Foundation")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/check$"))
    name = page.get_by_role("textbox", name="Name of an organization")
    expect(name).to_have_value("Kennan Institute and Open Society Foundation")
    expect(page.locator(".ur-answer").first).to_be_visible()
    assert not [each for each in addresses if "Kennan" in each]


def test_a_list_that_is_pasted_is_checked_as_a_list(page, field):
    page.evaluate(
        """() => { const data = new DataTransfer(); data.setData('text', 'Meduza\\nBellingcat\\nRed Cross');
        const field = document.querySelector('#ur-search'); field.focus();
        field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }"""
    )
    page.wait_for_url(re.compile(r"/check$"))
    expect(page.get_by_role("textbox", name="One name per line")).to_have_value(
        "Meduza\nBellingcat\nRed Cross"
    )
    expect(page.get_by_role("button", name="Check 3 names")).to_be_visible()


def test_a_paragraph_is_checked_as_a_text(page, field):
    draft = (
        "Сегодня «Медуза» сообщила, что Amnesty International осудила решение. "
        "С руководителем «Открытой России» поговорил корреспондент."
    )
    field.fill(draft)
    field.press("Enter")
    page.wait_for_url(re.compile(r"/check$"))
    expect(page.get_by_role("tab", name="A text")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("textbox", name="A text in Russian")).to_have_value(draft)


def test_typed_text_survives_a_new_render_of_the_page(page, field):
    field.fill("meduz")
    field.evaluate("field => { field.setSelectionRange(2, 3); window.same = field }")
    # The language changes the whole masthead.
    page.evaluate("document.querySelector('[data-language=ru]').click()")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    again = page.get_by_role("combobox", name=re.compile("^Найти или проверить"))
    expect(again).to_have_value("meduz")
    expect(again).to_be_focused()
    assert page.evaluate("document.querySelector('#ur-search') === window.same")
    assert page.evaluate("[same.selectionStart, same.selectionEnd]") == [2, 3]


def test_without_suggestions_the_check_is_still_there(page, field):
    page.route("**/api/v1/suggest*", lambda route: route.fulfill(status=503, body=json.dumps({})))
    field.fill("meduza")
    expect(page.get_by_role("option")).to_have_text(
        re.compile("Check against every name: “meduza”")
    )
    page.get_by_role("option").click()
    page.wait_for_url(re.compile(r"/check$"))
    expect(page.get_by_role("textbox", name="Name of an organization")).to_have_value("meduza")


def test_the_language_that_was_chosen_is_kept_for_the_next_visit(page):
    visit(page, "/data")
    page.get_by_role("link", name="RU", exact=True).click()
    page.wait_for_url(re.compile("lang=ru"))
    visit(page, "/data")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("h1")).to_have_text("Данные")
