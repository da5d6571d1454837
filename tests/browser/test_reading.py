"""A journalist finds an organization, reads, and sends a link; in a real browser."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.catalog import load_catalog

CATALOG = load_catalog()
ARTICLE = next(i for i in CATALOG.articles.index if "chas-pravdy" in i)
ADDRESSES = [
    "/",
    "/?by=country&period=quarter",
    "/organizations",
    "/organization?id=amnesty-international",
    "/articles",
    "/articles?view=table&stance=defence",
    f"/article?id={ARTICLE}",
    "/data",
    "/organization?id=no-such-body",
]


def ready(page):
    page.locator(".ur-footer").wait_for()
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.wait_for_function(
        "() => window.undesirableRegister && window.undesirableSearch"
    )  # keys and links are ours from then on
    expect(page.locator('[data-testid="stException"], [data-testid="stAlert"]')).to_have_count(0)


def filter_of(page, name):
    return page.locator(f'summary[data-label="{name}"]')


def visit(page, address):
    page.goto(address)
    ready(page)


@pytest.mark.parametrize("width", [1400, 390])
def test_every_page_opens_and_fits_its_screen(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    wider = {}
    for address in ADDRESSES:
        visit(page, address)
        wider[address] = page.evaluate(
            "(() => { const m = document.querySelector('[data-testid=stMain]');"
            " return m.scrollWidth - m.clientWidth })()"
        )
    assert {address: by for address, by in wider.items() if by > 0} == {}


def test_from_a_filter_to_an_article_and_back_by_the_url_alone(page, browser, site):
    visit(page, "/organizations")
    search = page.get_by_role("searchbox", name="Filter by words")
    search.fill("amnesty")
    page.wait_for_url(re.compile(r"q=amnesty"))
    expect(page.locator(".ur-selection")).to_contain_text("matching “amnesty”")
    selection = page.url

    link = page.get_by_role("link", name="Amnesty International", exact=True)
    page.locator("tr").filter(has=link).locator("td").first.click(force=True)
    page.wait_for_url(re.compile(r"/organization\?id=amnesty-international"))
    expect(page.locator("h1")).to_have_text("Amnesty International")
    expect(page.locator(".ur-head")).to_contain_text("Listed since 28 May 2025")

    title = "Russia has declared Amnesty International an undesirable organization"
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url(re.compile(re.escape(ARTICLE)))
    expect(page.locator("h1")).to_contain_text(title)
    expect(page.locator(".ur-crumb")).to_contain_text(" of ")

    page.go_back()
    expect(page.locator("h1")).to_have_text("Amnesty International")
    page.go_back()
    expect(page.locator(".ur-selection")).to_contain_text("matching “amnesty”")
    assert page.url == selection
    expect(page.locator(".ur-designations tbody tr")).not_to_have_count(0)
    rows = page.locator(".ur-designations tbody tr").all_inner_texts()
    expect(search).to_have_value("amnesty")

    page.reload()
    ready(page)
    assert page.locator(".ur-designations tbody tr").all_inner_texts() == rows

    colleague = browser.new_context(base_url=site).new_page()
    colleague.goto(selection)
    colleague.locator(".ur-designations tbody tr").first.wait_for()
    assert colleague.locator(".ur-designations tbody tr").all_inner_texts() == rows
    colleague.context.close()


def test_filters_survive_a_change_of_page_and_can_be_cleared(page):
    visit(page, "/organizations?country=DE&year=2023&year=2024")
    page.get_by_role("navigation", name="Pages", exact=True).get_by_role(
        "link", name="Articles"
    ).click()
    page.wait_for_url(re.compile(r"/articles\?"))
    expect(page.locator(".ur-selection")).to_contain_text("Germany, 2023–2024")
    page.get_by_role("link", name="Clear filters").click()
    page.wait_for_url(re.compile(r"/articles$"))
    expect(page.locator(".ur-selection")).to_contain_text(f"{len(CATALOG.articles):,} articles")


def test_a_widget_follows_the_back_button(page):
    visit(page, "/organizations")
    country = filter_of(page, "Country")
    country.click()
    latvia = page.get_by_role("checkbox", name="Latvia", exact=True)
    latvia.check()
    page.wait_for_url(re.compile(r"country=LV"))
    expect(country).to_have_text("Country (1)")
    expect(page.locator(".ur-applied li")).to_have_text(re.compile("Latvia"))
    # The list stays open for another value, and closes with Escape.
    expect(latvia).to_be_focused()
    expect(latvia).to_be_checked()
    page.keyboard.press("Escape")
    expect(latvia).to_be_hidden()
    expect(country).to_be_focused()
    expect(page.locator(".ur-applied li")).to_have_text(re.compile("Latvia"))
    page.go_back()
    expect(page.locator(".ur-selection")).to_contain_text(f"{len(CATALOG.designations):,} entries")
    expect(page.locator(".ur-applied")).to_have_count(0)
    expect(country).to_have_text("Country")
    country.click()
    expect(latvia).not_to_be_checked()


def test_a_filter_keeps_the_others_the_order_and_begins_with_the_first_page(page):
    visit(page, "/organizations?sort=name&page=2&country=DE&lang=en")
    filter_of(page, "Category").click()
    page.get_by_role("checkbox", name="Media", exact=True).check()
    expect(page).to_have_url(
        re.compile(r"/organizations\?sort=name&country=DE&category=media&lang=en$")
    )
    filter_of(page, "More filters").click()
    page.get_by_role("checkbox", name="Count by decision date").check()
    expect(page).to_have_url(
        re.compile(r"\?sort=name&basis=decision&country=DE&category=media&lang=en$")
    )
    expect(filter_of(page, "More filters")).to_have_text("More filters (1)")


def test_one_year_chosen_leaves_the_other_end_open(page):
    visit(page, "/organizations")
    begin, end = (page.get_by_label(name, exact=True) for name in ("From year", "To year"))
    for field, value, address in (
        (begin, "2020", r"\?year=2020-$"),
        (end, "2022", r"\?year=2020&year=2022$"),
        (begin, "2024", r"\?year=2024$"),
        (end, "2021", r"\?year=2021$"),
        (end, "To year", r"\?year=2021-$"),
        (begin, "From year", r"/organizations$"),
        (end, "2022", rf"\?year={CATALOG.years[0]}&year=2022$"),
        (begin, "From year", r"/organizations$"),
    ):
        field.select_option(value)
        expect(page).to_have_url(re.compile(address))
        expect(page.locator(".ur-selection h1")).not_to_have_text("")
    expect(end).to_have_value("")


def test_a_press_on_the_words_of_a_choice_chooses_it(page):
    visit(page, "/organizations")
    filter_of(page, "Category").click()
    # Not `check`, which clicks on the box.
    page.locator(".ur-filter[open] label", has_text="Media").click()
    page.wait_for_url(re.compile("category=media"))
    expect(page.locator(".ur-applied li").first).to_have_text(re.compile("Media"))


def test_a_long_list_shows_what_is_typed(page):
    visit(page, "/articles")
    filter_of(page, "Publisher").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox", name="Publisher: Type to find")).to_be_focused()
    boxes = page.locator(".ur-filter[open] input[type=checkbox]")
    expect(boxes).to_have_count(50)
    page.keyboard.type("novaya gazeta eur")
    expect(boxes).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url(re.compile("publisher="))
    expect(filter_of(page, "Publisher")).to_have_text("Publisher (1)")
    chosen = page.url
    # A value that the list does not show at the moment stays chosen.
    page.get_by_role("searchbox", name="Publisher: Type to find").fill("meduza")
    page.get_by_role("checkbox", name="Meduza", exact=True).check()
    page.wait_for_url(lambda url: url.startswith(chosen + "&publisher="))


def test_a_search_word_is_one_step_back(page):
    visit(page, "/organizations?country=DE")
    field = page.get_by_role("searchbox", name="Filter by words")
    field.press_sequentially("fo")
    page.wait_for_url(re.compile(r"q=fo&"))
    field.press_sequentially("rum")
    page.wait_for_url(re.compile(r"q=forum&"))
    expect(page.locator(".ur-selection")).to_contain_text("matching “forum”")
    expect(field).to_be_focused()
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?country=DE$"))
    expect(field).to_have_value("")


def test_a_chip_takes_back_its_filter_and_no_other(page):
    visit(page, "/organizations?country=LV&country=DE&category=media&sort=name")
    page.get_by_role("link", name="Remove the filter: Country: Germany").click()
    page.wait_for_url(re.compile(r"country=LV"))
    expect(page.locator(".ur-applied li")).to_have_count(3)  # two values, and "Clear filters"
    assert "DE" not in page.url
    assert "sort=name" in page.url


@pytest.mark.parametrize(
    ("width", "last"), [(1280, 'summary[data-label="Country"]'), (390, ".ur-filters")]
)
def test_whoever_removes_a_filter_by_keyboard_is_where_filters_are(page, width, last):
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, "/organizations?country=LV&category=media")
    chips = page.locator(".ur-applied a:not(.ur-clear)")
    chips.first.press("Enter")
    expect(chips).to_have_count(1)
    expect(chips.first).to_be_focused()
    chips.first.press("Enter")
    expect(chips).to_have_count(0)
    expect(page.locator(last)).to_be_focused()


def test_a_phone_has_one_button_for_the_filters(page):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, "/organizations?country=LV&category=media")
    button = page.get_by_role("button", name="Filters (2)")
    status = filter_of(page, "Status")
    expect(status).to_be_hidden()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    # What is asked for most is open at once, and hides none of the other buttons.
    category = page.get_by_role("checkbox", name="Media", exact=True)
    expect(category).to_be_checked()
    last = filter_of(page, "More filters").bounding_box()
    assert category.bounding_box()["y"] > last["y"] + last["height"]
    status.click()
    expect(category).to_be_hidden()
    page.get_by_role("checkbox", name="Announced", exact=True).check()
    page.wait_for_url(re.compile("status=announced"))
    expect(page.get_by_role("button", name="Filters (3)")).to_have_attribute(
        "aria-expanded", "true"
    )


def test_a_change_of_selection_is_announced_and_back_returns_to_the_place(page):
    visit(page, "/organizations")
    main = page.get_by_test_id("stMain")
    row = page.locator(".ur-designations tbody tr a").nth(30)
    row.scroll_into_view_if_needed()
    top = main.evaluate("main => main.scrollTop")
    assert top > 300
    row.click()
    page.wait_for_url(re.compile("/organization\\?id="))
    expect(page.locator("h1")).to_be_focused()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Organizations")
    for _ in range(200):  # the policy of the page forbids what `wait_for_function` does
        if abs(main.evaluate("main => main.scrollTop") - top) < 3:
            break
        page.wait_for_timeout(50)
    assert abs(main.evaluate("main => main.scrollTop") - top) < 3
    filter_of(page, "Country").click()
    page.get_by_role("checkbox", name="Japan", exact=True).check()
    expect(page.locator("[role=status]:not(.ur-notice)").last).to_have_text(re.compile("entr"))


def test_a_heading_sorts_and_the_link_keeps_the_order(page):
    visit(page, "/organizations")
    page.locator(".ur-designations thead").get_by_role("link", name="Articles").click()
    page.wait_for_url(re.compile(r"sort=-articles"))
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Articles")
    most = load_catalog().designations["articles"].max()
    expect(page.locator("td.ur-articles").first).to_contain_text(str(most))


def test_ignored_parameters_are_shown_in_a_notice(page):
    visit(page, "/organizations?country=XX&year=soon&category=media&nonsense=1")
    notice = page.get_by_role("status").filter(has_text="ignored")
    for part in ("country=XX", "year=soon", "nonsense=1"):
        expect(notice).to_contain_text(part)
    media = (load_catalog().designations["category"] == "media").sum()
    expect(page.locator(".ur-selection")).to_contain_text(f"{media} entries")


def test_the_download_is_what_is_shown(page):
    visit(page, "/organizations?category=media&year=2024&sort=name")
    with page.expect_download() as event:
        page.get_by_role("link", name="Download CSV").click()
    rows = list(csv.DictReader(io.StringIO(event.value.path().read_text(encoding="utf-8-sig"))))
    expected = select(load_catalog(), Filters(category=("media",), year=(2024, 2024))).designations
    assert sorted(row["Name"] for row in rows) == sorted(expected["name"])


def test_copy_link_says_so(own_page):
    page = own_page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, "/organizations?country=LV")
    # The word goes again after a while: on a busy machine before this test could see it.
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("[data-copy-link]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith(
        "/organizations?country=LV&lang=en"
    )
    page.clock.run_for(2000)
    expect(page.locator("[data-copy-link]")).to_have_text("Copy link")


def test_the_chart_has_words_and_the_newest_are_linked(page):
    visit(page, "/")
    expect(page.get_by_label(re.compile("Bar chart of designations from 2015"))).to_have_count(1)
    page.locator(".ur-newest").first.get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/organization\?id="))


def test_answers_ask_browsers_to_tell_no_referrer(page):
    response = page.request.get("/assets/flags/GB.svg")
    assert response.ok
    assert response.headers["referrer-policy"] == "no-referrer"


def test_open_and_focused_elements_stay_so_after_a_new_render(page):
    visit(page, "/")
    embed = page.locator("[data-panel=map] .ur-embed")
    embed.locator("summary").click()
    expect(embed).to_have_attribute("open", "")
    quarter = page.locator("[data-panel=timeline]").get_by_role("link", name="Quarter")
    quarter.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("period=quarter"))
    expect(quarter).to_have_attribute("aria-current", "true")
    expect(quarter).to_be_focused()
    expect(embed).to_have_attribute("open", "")
