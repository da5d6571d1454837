"""The page before its scripts, without them, and when Streamlit's page takes its place."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dashboard.documents.pages import PAGES
from tests.browser.conftest import SWAPPED


@pytest.fixture
def plain(browser, site):
    """Open a page in a browser that runs no scripts."""
    context = browser.new_context(
        base_url=site, java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    yield context.new_page()
    context.close()


def test_without_scripts_filters_links_and_the_check_work(plain):
    plain.goto("/", wait_until="load")
    expect(plain.locator(".ur-static svg").first).to_be_visible()
    plain.locator('summary[data-label="Country"]').click()
    plain.get_by_role("checkbox", name="Latvia", exact=True).check()
    plain.get_by_role("button", name="Show").click()
    assert re.search(r"/\?country=LV$", plain.url)
    plain.get_by_role("link", name="Check", exact=True).click()
    plain.get_by_label("Name of an organization").fill("Медуза")
    plain.locator("form.ur-check button").first.click()
    plain.locator(".ur-answer-name").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("Meduza")
    wide = plain.locator("#first").bounding_box()["width"]
    assert wide <= 390


def test_the_words_give_way_without_a_trace(page):
    page.goto("/?year=2022", wait_until="commit")
    first = page.locator("#first")
    expect(first.locator(".ur-figures")).to_be_visible()
    # Until the other page is complete it is neither seen nor read aloud.
    assert page.locator("#root").evaluate("root => getComputedStyle(root).visibility") == "hidden"
    page.wait_for_function(SWAPPED)
    expect(page.locator("#root .ur-figures")).to_be_visible()
    assert page.locator("#root").evaluate("root => getComputedStyle(root).visibility") == "visible"
    twice = page.evaluate(
        """() => {
          const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
          return ids.filter((id, place) => ids.indexOf(id) !== place);
        }"""
    )
    assert twice == []
    shift = page.evaluate(
        """() => new Promise((done) => {
          new PerformanceObserver((list) =>
            done(list.getEntries().reduce((sum, each) => sum + each.value, 0)),
          ).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(0), 500);
        })"""
    )
    assert shift <= 0.05


def test_a_visit_is_one_connection(page):
    opened = []
    page.on("websocket", lambda socket: opened.append(socket))
    page.goto("/")
    page.locator("#root .ur-newest a").first.click()
    page.wait_for_url("**/organization?id=*")
    expect(page.locator("#root .ur-head h1")).to_be_visible()
    assert len(opened) == 1
    assert not opened[0].is_closed()


FOOT = """(root) => {
  const top = document.querySelector(`${root} .ur-masthead`).getBoundingClientRect().top;
  const { y, height } = document.querySelector(`${root} .ur-footer`).getBoundingClientRect();
  return [y - top, height];
}"""
"""How far below its masthead the foot of a page is, and how high it is."""


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_foot_of_a_page_stays_where_it_is(browser, site, width, language):
    context = browser.new_context(base_url=site, viewport={"width": width, "height": 900})
    for path in ("/", "/charts", "/organizations"):
        page = context.new_page()
        page.route("**/app.js", lambda route: route.abort())
        page.goto(f"{path}?lang={language}", wait_until="load")
        page.evaluate("document.fonts.ready")
        before = page.evaluate(FOOT, "#first")
        page.unroute("**/app.js")
        page.reload()
        for plot in page.locator(".ur-plot").all():
            plot.scroll_into_view_if_needed()
            plot.locator(".main-svg").first.wait_for()
        assert page.evaluate(FOOT, "#root") == pytest.approx(before, abs=1), path
        page.close()
    context.close()


def test_the_light_version_is_one_click_away_and_so_is_the_way_back(page):
    page.goto("/organizations?country=LV")
    page.wait_for_function(SWAPPED)
    page.get_by_role("link", name="Light version").click()
    page.get_by_role("link", name="Full version").wait_for()
    assert page.url.endswith("/organizations?country=LV")
    expect(page.locator(".ur-notice")).to_have_count(0)
    page.get_by_role("link", name="Full version").click()
    page.wait_for_function(SWAPPED)
    assert page.url.endswith("/organizations?country=LV")


def test_every_link_that_stays_in_the_session_leads_to_a_page(page):
    pages = {f"/{each.path}" for each in PAGES}
    found = set()
    for address in ("/", "/changes", "/data", "/organization?id=meduza", "/organizations"):
        page.goto(address)
        page.wait_for_function(SWAPPED)
        found |= set(
            page.evaluate(
                """() => [...document.querySelectorAll("#root .ur a[href]:not([target], [download])")]
                .filter((link) => !link.dataset.load && !link.dataset.leave)
                .map((link) => link.pathname)"""
            )
        )
    assert found <= pages, found - pages


def test_the_words_are_accessible(page):
    page.goto("/light", wait_until="load")
    for path in ("/", "/organizations", "/check", "/charts?show=where", "/data"):
        page.goto(path, wait_until="load")
        assert page.locator("#root").count() == 0
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_words_stay_whole_in_the_plain_list(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/o/")
    broken = page.locator("th[scope=col]").evaluate_all(
        "all => all.filter(each => each.getBoundingClientRect().height > 60).map(each => each.innerText)"
    )
    assert broken == []
