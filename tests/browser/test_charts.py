"""A journalist clicks a chart, takes its numbers and its image, and sends its link."""

import csv
import io
import re
import struct
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.catalog import load_catalog
from dashboard.charts.registry import COUNTED
from tests.browser.test_reading import ready, visit


def mark(page, chart, kind, place):
    """Find the middle of a mark of a chart, in the order in which they were drawn."""
    selector = {"bar": ".barlayer .point path", "country": ".choroplethlayer path"}[kind]
    found = page.locator(f"[data-panel={chart}] {selector}").nth(place)
    found.hover(force=True)  # waits for Plotly to have drawn, as scrolling alone does not
    box = found.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def click(page, chart, kind, place):
    x, y = mark(page, chart, kind, place)
    # Plotly takes the click where it last saw the pointer.
    page.mouse.move(x - 1, y)
    page.mouse.move(x, y)
    page.locator(f"[data-panel={chart}] .ur-clickable").wait_for()
    page.mouse.click(x, y)


def drawn(page, chart):
    """Scroll to a chart, without which it is not drawn, and wait for it."""
    page.locator(f"[data-panel={chart}]").scroll_into_view_if_needed()
    page.locator(f"[data-panel={chart}] .main-svg").first.wait_for()


def count(key, filters):
    numbers = COUNTED[key]
    return numbers.count(load_catalog(), filters, numbers.defaults())


@pytest.mark.parametrize(("width", "ends"), [(1280, "и благотворительность"), (390, "и …")])
def test_the_name_of_a_row_is_whole_where_there_is_room_and_never_leaves_the_chart(
    page, width, ends
):
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, "/charts?show=what&lang=ru")
    drawn(page, "categories")
    names = page.locator("[data-panel=categories] .ytick text")
    expect(names.filter(has_text="Гуманитарная")).to_have_text(f"Гуманитарная помощь {ends}")
    chart = page.locator("[data-panel=categories] .ur-drawing").bounding_box()
    assert all(each.bounding_box()["x"] >= chart["x"] - 1 for each in names.all())


def test_a_click_narrows_the_page_its_url_and_the_other_charts_and_a_second_undoes_it(page):
    visit(page, "/?table=countries")
    for chart in ("timeline", "map", "countries", "categories"):
        drawn(page, chart)
    everything = page.url
    of_2023 = sorted(count("timeline", Filters())["period"].dt.year.unique()).index(2023)
    click(page, "timeline", "bar", of_2023)
    page.wait_for_url(re.compile("year=2023"))
    ready(page)
    selection = select(load_catalog(), Filters(year=(2023, 2023))).designations
    expect(page.locator(".ur-selection")).to_contain_text(f"{len(selection)} entries")
    table = page.locator(".ur-numbers tbody tr")
    expect(table).to_have_count(len(count("countries", Filters(year=(2023, 2023)))))
    first = count("countries", Filters(year=(2023, 2023))).iloc[0]
    expect(table.first).to_contain_text(str(first["count"]))
    expect(page.locator("[data-panel=map] h2")).to_contain_text(
        f"based in {selection['country'].nunique()} countries"
    )

    # A country of what is left, on the map; the first is the one with most.
    click(page, "map", "country", 1)
    second = count("countries", Filters(year=(2023, 2023)))["country"].iloc[1]
    page.wait_for_url(re.compile(f"country={second}"))
    ready(page)
    both = select(load_catalog(), Filters(year=(2023, 2023), country=(second,))).designations
    expect(page.locator(".ur-selection")).to_contain_text(f"{len(both)} entr")

    page.go_back()
    page.wait_for_url(re.compile(r"year=2023$"))
    ready(page)
    expect(page.locator(".ur-selection")).to_contain_text(f"{len(selection)} entries")
    click(page, "timeline", "bar", of_2023)
    page.wait_for_url(everything)
    expect(page.locator(".ur-applied")).to_have_count(0)


def test_a_row_of_the_table_does_by_keyboard_what_a_bar_does_by_mouse(page):
    visit(page, "/charts?show=where")
    page.locator("[data-panel=countries]").get_by_role("link", name="Table").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("table=countries"))
    link = page.locator(".ur-numbers").get_by_role("link", name="Germany")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("country=DE"))
    expect(page.locator(".ur-selection")).to_contain_text("Organizations from Germany")


def test_the_file_has_the_numbers_of_the_catalog(page):
    visit(page, "/charts?show=where&category=media&year=2022&year=2024")
    with page.expect_download() as event:
        page.locator("[data-panel=countries]").get_by_role("link", name="Data (CSV)").click()
    assert event.value.suggested_filename.startswith("Where they are registered – Media outlets")
    rows = list(csv.DictReader(io.StringIO(event.value.path().read_text(encoding="utf-8"))))
    filters = Filters(category=("media",), year=(2022, 2024))
    counted = select(load_catalog(), filters).designations["country"].value_counts()
    assert {row["Code"]: int(row["Number"]) for row in rows} == counted.to_dict()


@pytest.mark.parametrize(
    ("address", "chart"),
    [
        ("/?by=category", "timeline"),
        ("/charts?show=where", "map"),
        ("/charts?show=delay", "delays"),  # hundreds of marks
    ],
)
def test_the_image_says_what_it_shows_and_where_it_is_from(page, address, chart):
    visit(page, address)
    drawn(page, chart)
    panel = page.locator(f"[data-panel={chart}]")
    title = panel.locator("h2").inner_text()
    with page.expect_download() as event:
        panel.get_by_role("button", name="Image (SVG)").click()
    image = ElementTree.parse(event.value.path()).getroot()
    words = " ".join(image.itertext())
    # What people send: the letters that it uses, not whole fonts.
    assert event.value.path().stat().st_size < 120_000
    assert "localhost" in words or "127.0.0.1" in words  # the address of the view
    assert "Organizations declared “undesirable” in Russia" in words
    assert title in words
    assert load_catalog().version in words
    assert "CC BY 4.0" in words
    assert "base64" in words  # the fonts travel with it
    with page.expect_download() as event:
        panel.get_by_role("button", name="Image (PNG)").click()
    data = event.value.path().read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) < 250_000
    width, height = struct.unpack(">II", data[16:24])
    assert width == 2400
    assert height > 800
    expect(panel.get_by_role("button", name="Image (PNG)")).to_be_enabled()


def test_a_failed_image_export_shows_an_error(page):
    visit(page, "/charts?show=delay")
    drawn(page, "delays")
    page.route("**/*.woff2", lambda route: route.abort())  # its letters go into an image
    button = page.locator('[data-image="svg"]')
    button.click()
    expect(button).to_have_text("It could not be made")


def test_a_link_to_a_chart_opens_the_page_at_it(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, "/?country=DE")
    page.locator("[data-panel=categories]").get_by_role("button", name="Copy link").click()
    expect(
        page.locator("[data-panel=categories]").get_by_role("button", name="Copied")
    ).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address.endswith("/?country=DE&lang=en#chart-categories")
    page.goto("about:blank")
    visit(page, address)
    expect(page.locator("#chart-categories")).to_be_in_viewport()


def test_a_filter_changes_what_is_drawn_and_keeps_the_drawing(page):
    visit(page, "/")
    for chart in ("timeline", "categories"):
        drawn(page, chart)
    bars = page.locator("[data-panel=timeline] .barlayer .point")
    before = bars.count()
    page.evaluate(
        "for (const each of document.querySelectorAll('.ur-drawing')) each.dataset.kept = '1'"
    )
    page.locator("[data-panel=timeline]").get_by_role("link", name="Quarter").click()
    page.wait_for_url(re.compile("period=quarter"))
    expect(page.locator('.ur-drawing[data-kept="1"]')).to_have_count(4)
    page.wait_for_function(
        "before => document.querySelectorAll('[data-panel=timeline] .barlayer .point').length > before",
        arg=before,
    )


def test_a_chart_out_of_view_is_drawn_once_somebody_scrolls_to_it(page):
    page.set_viewport_size({"width": 1400, "height": 500})
    visit(page, "/?country=DE")
    drawn(page, "timeline")
    page.locator(".ur-masthead").scroll_into_view_if_needed()
    page.locator("[data-panel=timeline]").get_by_role("link", name="Quarter").click()
    page.wait_for_url(re.compile("period=quarter"))
    quarter = page.locator("[data-panel=timeline]").get_by_role("link", name="Quarter")
    expect(quarter).to_have_attribute("aria-current", "true")
    last = page.locator("[data-panel=categories]")
    # The browser has had time for all that it does at rest.
    page.evaluate("new Promise((done) => requestIdleCallback(() => requestIdleCallback(done)))")
    expect(last.locator(".main-svg")).to_have_count(0)
    drawn(page, "categories")


def test_a_chart_follows_the_width_of_its_page(page):
    page.set_viewport_size({"width": 1400, "height": 900})
    visit(page, "/")
    drawn(page, "timeline")
    page.set_viewport_size({"width": 600, "height": 900})
    width = "document.querySelector('[data-panel=timeline] .main-svg').clientWidth"
    # Not `wait_for_function`, which evaluates text in the page: its policy forbids that.
    for _ in range(200):
        if page.evaluate(width) < 600:
            break
        page.wait_for_timeout(50)
    assert page.evaluate(width) < 600


def test_a_page_without_plotly_says_so_in_the_place_of_each_chart(page):
    page.route("**/plotly.min.js", lambda route: route.abort())
    visit(page, "/")
    expect(page.get_by_text("This chart could not be drawn.")).to_have_count(4)
    expect(page.locator(".ur-newest a").first).to_be_visible()
