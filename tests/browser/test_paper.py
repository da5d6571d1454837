"""What only a browser shows of pages of words: how they print, and where an anchor leads."""

import re

from playwright.sync_api import expect

from tests.browser.test_reading import ARTICLE, visit

PRINTED = ("/organization?id=meduza", f"/article?id={ARTICLE}", "/about", "/o/meduza")
WIDTHS = (718, 740)  # pixels of A4 and of Letter between margins of a centimeter


def test_a_printed_page_is_light_and_nothing_on_it_is_cut_or_folded(page):
    page.emulate_media(color_scheme="dark")
    for path in PRINTED:
        page.emulate_media(media="screen")
        page.goto(path) if path.startswith("/o/") else visit(page, path)
        page.emulate_media(media="print")
        expect(page.locator("h1")).to_have_css("color", "rgb(28, 27, 26)")
        expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
        if "meduza" in path:
            # Nobody opened them.
            expect(page.locator(".ur-law p").first).to_be_visible()
            expect(page.locator("#sources li").first).to_be_visible()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 1000})
            wider = page.evaluate(
                "[...document.querySelectorAll('.ur *')].filter(each =>"
                " each.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(each).position !== 'absolute'"
                " && !each.closest('.ur-plot')).map(each => each.outerHTML.slice(0, 120))"
            )
            assert wider == [], (path, width)
        # More than the first screen of a page that scrolls within itself.
        text = page.pdf(format="A4").decode("latin-1")
        assert max(map(int, re.findall(r"/Count (\d+)", text))) > 1


def test_of_the_check_the_answers_go_on_paper(page):
    page.emulate_media(color_scheme="dark")
    visit(page, "/check")
    page.get_by_role("tab", name="A list").click()
    field = page.get_by_label("One name per line")
    field.fill("Meduza\nRed Cross")
    field.blur()
    page.get_by_role("button", name="Check 2 names").click()
    answers = page.locator(".ur-checked")
    expect(answers).to_be_visible()
    page.emulate_media(media="print")
    expect(answers.locator("tbody th").first).to_have_css("color", "rgb(28, 27, 26)")
    expect(page.get_by_text("1 listed, 0 possibly, 1 not found")).to_be_visible()
    for each in (field, page.get_by_role("tab").first, page.get_by_test_id("stFileUploader").first):
        expect(each).to_be_hidden()


def test_a_page_to_share_begins_on_its_first_sheet(page):
    page.goto("/o/meduza")
    page.emulate_media(media="print")
    # A block that is higher than a sheet and may not be broken begins on the next one.
    expect(page.locator(".ur-may-not")).not_to_have_css("break-inside", "avoid")


def test_an_anchor_is_scrolled_to_and_gets_the_focus(page):
    visit(page, "/organization?id=meduza")
    page.locator(".ur-may-not").get_by_role("link", name="Donors and payers").click()
    page.wait_for_url(re.compile("/about#donors"))
    donors = page.locator("#donors")
    expect(donors).to_be_focused()
    expect(donors).to_be_in_viewport()

    visit(page, "/data")
    page.get_by_role("link", name="Codebook").click()
    page.wait_for_url(re.compile("/data#codebook"))
    expect(page.locator("#codebook")).to_be_focused()
    expect(page.locator("#codebook h3").first).to_be_visible()  # it was folded

    page.goto("/about#law-criminal-funding")
    expect(page.locator("#law-criminal-funding")).to_be_in_viewport()


def test_every_chart_is_light_on_paper_also_one_that_was_still_waiting(page):
    page.emulate_media(color_scheme="dark")
    visit(page, "/")
    page.locator("[data-panel=timeline] .main-svg").first.wait_for()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.locator("[data-panel=map] .choroplethlayer path").first.wait_for(state="attached")
    # The map had not been looked at, nor the bars below it.
    for mark in ("[data-panel=map] .choroplethlayer path", "[data-panel=countries] .bars path"):
        expect(page.locator(mark).first).to_have_css("fill", "rgb(28, 27, 26)")
    darkest = page.locator("[data-panel=map] .ur-legend span").last
    expect(darkest).to_have_css("background-color", "rgb(28, 27, 26)")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    bar = page.locator("[data-panel=timeline] .bars path").first
    expect(bar).to_have_css("fill", "rgb(233, 230, 224)")
