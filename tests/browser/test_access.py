"""Everybody can read it: axe on every page in both languages and schemes, the keyboard, narrow screens."""

import re
from itertools import pairwise
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dashboard.catalog import load_catalog
from tests.browser.test_reading import ARTICLE, ready, visit

SHARED = f"/o/{load_catalog().designations.index[0]}"
PAGES = [
    ("/", {}),
    ("/", {"q": "zzzzzz", "nonsense": "1"}),
    ("/organizations", {"country": "DE"}),
    ("/organization", {"id": "amnesty-international"}),
    ("/organization", {"id": "no-such-body"}),
    ("/articles", {"topic": "reaction"}),
    ("/articles", {"view": "table"}),
    ("/article", {"id": ARTICLE}),
    ("/charts", {"show": "what", "table": "categories"}),
    ("/charts", {"show": "coverage"}),
    ("/data", {}),
    ("/about", {}),
    ("/check", {}),
    ("/changes", {}),
    ("/charts", {"show": "compare"}),
    ("/charts", {"show": "calendar"}),
    ("/charts", {"show": "voices"}),
    ("/organizations", {"country": "LV", "category": "religion", "year": "2016"}),
]
PALE = "rgb(233, 230, 224)"  # the ink of the dark scheme
# The other scheme changes colors and nothing else.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
AXE = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}


def faults(page, options=AXE):
    found = Axe().run(page, options=options).response["violations"]
    return [
        (rule["id"], [(node["target"], node["html"][:200]) for node in rule["nodes"][:4]])
        for rule in found
    ]


def lasting(page, options):
    """Return the faults that stay: while a page is made anew in other colours, those of both schemes meet."""
    if not faults(page, options):
        return []
    ready(page)
    return faults(page, options)


def address(path, params, language):
    return f"{path}?{urlencode(params | {'lang': language})}"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_axe_finds_nothing_and_headings_stand_in_order(page, language):
    found = {}
    for path, params in PAGES:
        page.emulate_media(color_scheme="light")
        visit(page, address(path, params, language))
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("h1")).to_have_count(1)  # now all that was asked for is there
        levels = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4')].map(each => +each.tagName[1])"
        )
        assert levels[0] == 1, (path, levels)
        assert levels.count(1) == 1, (path, levels)
        assert all(b - a <= 1 for a, b in pairwise(levels)), (path, levels)
        light = faults(page)
        page.emulate_media(color_scheme="dark")
        expect(page.locator(".ur-mark")).to_have_css("color", PALE)
        ready(page)
        dark = lasting(page, COLOURS)
        if light or dark:
            found[path, language] = (light, dark)
    assert not found, found


def test_axe_finds_nothing_on_a_page_without_the_framework(page):
    for language in ("en", "ru"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for path in (SHARED, f"/a/{ARTICLE}", "/o/", "/no-such-page"):
                page.goto(f"{path}?lang={language}")
                assert faults(page) == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_what_opens(page, scheme):
    page.emulate_media(color_scheme=scheme)
    visit(page, "/organizations?lang=ru")
    for label in ("Страна", "Категория", "Ещё фильтры"):
        page.locator(f'summary[data-label="{label}"]').click()
        expect(page.locator(".ur-filter[open] .ur-choices")).to_be_visible()
        assert faults(page) == [], label
    page.locator("#ur-search").fill("медуза")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert faults(page) == []


@pytest.mark.parametrize("path", ["/organizations?country=LV&", "/charts?chart=map&"])
def test_axe_finds_nothing_in_a_frame(page, path):
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{path}embed=true&lang=ru")
        page.locator(".ur-source").wait_for()
        assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_answers_of_the_check(page, scheme):
    page.emulate_media(color_scheme=scheme)
    visit(page, "/check?lang=ru")
    page.get_by_role("tab", name="Список").click()
    page.get_by_label("По одному названию в строке").fill("Медуза\nООН\nРомашка")
    page.get_by_label("По одному названию в строке").blur()
    page.get_by_role("button", name="Проверить 3 названия").click()
    # A name too short to compare is counted, and shown, as not checked.
    told = page.get_by_text("В перечне: 1, возможно: 0, не найдено: 1, не проверено: 1.")
    expect(told).to_contain_text("«Не найдено» означает: в перечне на")
    expect(page.locator(".ur-checked tbody tr").nth(1)).to_contain_text("Не проверено")
    page.mouse.move(0, 0)
    ready(page)
    assert faults(page) == []
    page.get_by_role("tab", name="Текст").click()
    page.get_by_label("Текст на русском").fill("Об этом сообщила «Медуза», а «Фонд» промолчал.")
    page.get_by_label("Текст на русском").blur()
    page.get_by_role("button", name="Найти названия").click()
    page.get_by_text("Текст с пометкой").click()
    expect(page.get_by_text("признана нежелательной на территории")).to_be_visible()
    page.mouse.move(0, 0)
    ready(page)
    assert faults(page) == []


@pytest.mark.parametrize(("theme", "scheme"), [("dark", "light"), ("light", "dark")])
def test_a_static_frame_is_readable_in_the_colours_that_its_markup_names(page, theme, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 600})
    dark, light = {PALE, "rgb(165, 161, 154)"}, {"rgb(28, 27, 26)", "rgb(102, 98, 91)"}
    for chart in ("timeline", "categories", "compare_countries", "delays", "growth", "voices"):
        page.goto(f"/charts?embed=true&chart={chart}&static=true&theme={theme}&lang=ru")
        # axe does not see the words of a drawing.
        fills = page.locator(".ur-static text").evaluate_all(
            "texts => texts.map(text => getComputedStyle(text).fill)"
        )
        assert (dark if theme == "dark" else light) & {*fills}, chart
        assert faults(page) == [], chart
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, chart


def test_the_language_changes_in_place_and_keeps_the_rest(page):
    visit(page, "/organizations?country=DE&year=2024&sort=name")
    before = page.locator(".ur-designations tbody tr").count()
    page.get_by_role("navigation", name="Languages").get_by_role(
        "link", name="RU", exact=True
    ).click()
    page.wait_for_url(re.compile("lang=ru"))
    expect(page.locator(".ur-selection")).to_contain_text("Германия")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page).to_have_title(
        re.compile("^Организации из Германии, 2024 · Реестр «нежелательных»$")
    )
    # Streamlit has a link past the menu too, in English only.
    expect(page.get_by_role("link", name="Skip to main content")).to_have_count(0)
    expect(page.locator(".ur-skip")).to_have_text("К содержанию")
    for part in ("country=DE", "year=2024", "sort=name"):
        assert part in page.url
    ready(page)  # a click while rows are replaced would be lost
    assert page.locator(".ur-designations tbody tr").count() == before
    page.locator(".ur-designations tbody a").first.click()
    page.wait_for_url(re.compile(r"/organization\?.*lang=ru"))
    expect(page.locator(".ur-crumb")).to_contain_text("Организации")


def test_a_browser_that_asks_for_russian_gets_it(browser, site):
    context = browser.new_context(base_url=site, locale="ru-RU")
    page = context.new_page()
    page.goto("/organization?id=amnesty-international")
    expect(page.locator("h1")).to_have_text("Международная амнистия")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    page.goto("/organization?id=amnesty-international&lang=en")
    expect(page.locator("h1")).to_have_text("Amnesty International")
    context.close()


def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(page):
    visit(page, "/organizations?country=LV")
    page.keyboard.press("Control+k")
    expect(page.locator("#ur-search")).to_be_focused()
    # From the link that leads past the menu.
    page.locator(".ur-skip").focus()
    page.keyboard.press("Shift+Tab")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
                const ours = !!e.closest('.ur');
                return {ours, text: e.textContent.trim().slice(0, 40), skip: e.classList.contains('ur-skip'),
                        visible: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0,
                        top: r.top + document.querySelector('[data-testid=stMain]').scrollTop, left: r.left}; }"""
            )
        )
    begin = next(place for place, each in enumerate(seen) if each["skip"])
    end = next((p for p, each in enumerate(seen) if p > begin and each["skip"]), len(seen))
    ours = [each for each in seen[begin:end] if each["ours"]]
    assert ours[0]["text"] == "To the content"
    assert len(ours) > 20
    assert [each for each in ours if not each["visible"]] == []
    rows = [each["top"] for each in ours if each["left"] < 600 and not each["skip"]]
    assert [(a, b) for a, b in pairwise(rows) if b < a - 40] == []


def test_russian_words_fit_every_screen(page):
    for path, params in (PAGES[0], ("/organizations", {}), PAGES[3], PAGES[8], PAGES[10]):
        visit(page, address(path, params, "ru"))
        for width in (2560, 1101, 861, 768, 360, 320):
            page.set_viewport_size({"width": width, "height": 800})
            over = page.evaluate(
                "(() => { const m = document.querySelector('[data-testid=stMain]');"
                " return m.scrollWidth - m.clientWidth })()"
            )
            assert over <= 0, (path, width, over)


def test_a_printed_page_says_where_and_when(page):
    visit(page, "/organizations?country=LV")
    page.emulate_media(media="print")
    expect(page.locator(".ur-print")).to_contain_text("/organizations?country=LV")
    expect(page.locator(".ur-masthead nav").first).to_be_hidden()


def test_visitors_see_no_menu_of_the_framework(page):
    visit(page, "/")
    for name in ("stMainMenu", "stAppDeployButton", "stToolbarActions"):
        expect(page.get_by_test_id(name)).to_have_count(0)
