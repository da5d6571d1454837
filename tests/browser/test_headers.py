"""The site under its content security policy, and framed by somebody else, in a real Chromium."""

import http.server
import re
import threading
from functools import partial

import pytest
from playwright.sync_api import expect

from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.catalog import load_catalog
from tests.browser.test_charts import drawn
from tests.browser.test_reading import ready, visit

LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def violations(page):
    return page.evaluate("window.violations")


def test_every_page_works_under_its_policy(page):
    page.add_init_script(LISTEN)
    complaints = []
    page.on(
        "console", lambda m: complaints.append(m.text) if "Content Security" in m.text else None
    )
    for address in (
        "/", "/charts?show=where", "/organization?id=amnesty-international", "/data",
    ):  # fmt: skip
        visit(page, address)
        assert violations(page) == [], address
    page.locator(".ur-machines summary").first.click()
    visit(page, "/")
    drawn(page, "timeline")
    for name in ("Image (PNG)", "Image (SVG)"):
        with page.expect_download() as event:
            page.get_by_role("button", name=name).first.click()
        assert event.value.path().stat().st_size > 5_000
    visit(page, "/organizations?country=LV")
    with page.expect_download():
        page.get_by_role("link", name="Download XLSX").click()
    assert violations(page) == []
    page.goto("/o/amnesty-international")
    expect(page.locator("h1")).to_have_text("Amnesty International")
    page.get_by_role("link", name="Open in the explorer").click()
    ready(page)
    assert violations(page) == []
    assert complaints == []


def test_the_policy_is_not_empty(browser, site):
    """What the policy forbids is really forbidden: the test above would see it."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.add_init_script(LISTEN)
    visit(page, "/data")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}));"
        "document.body.append(Object.assign(new Image(), {src: 'http://localhost:1/x.png'}))"
    )
    page.wait_for_function("window.violations.length >= 2")
    assert page.evaluate("window.ran") is None
    context.close()


@pytest.fixture
def elsewhere(tmp_path):
    """Another site, at another port."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=tmp_path)
    handler.log_message = lambda *_arguments: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield tmp_path, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_chart_can_be_copied_into_another_page(browser, site, elsewhere):
    folder, address = elsewhere
    context = browser.new_context(base_url=site)
    page = context.new_page()
    visit(page, "/?category=media")
    chart = page.locator("[data-panel=timeline] .ur-embed")
    chart.locator("summary").click()
    snippet = chart.locator("code").first.inner_text()
    (folder / "index.html").write_text(
        f'{snippet}<iframe id="table" src="{site}/organizations?embed=true&country=LV" height="700" width="900"></iframe>'
        f'<iframe id="whole" src="{site}/organizations"></iframe>'
        f'<div id="static" style="width: 320px">{chart.locator("code").last.inner_text()}</div>'
        '<script>window.told = []; addEventListener("message", (event) => told.push(event.data))</script>'
    )
    page.goto(address)
    framed = page.frame_locator("iframe").first
    framed.locator(".main-svg").first.wait_for()
    # The frame says how high it is, and nothing in it is higher.
    inside = page.frames[1]
    page.wait_for_function("told.some(({ type }) => type === 'undesirable-register:height')")
    told = page.evaluate(
        "told.filter(({ type }) => type === 'undesirable-register:height').map(({ height }) => height)"
    )
    source = inside.evaluate("document.querySelector('.ur-source').getBoundingClientRect().bottom")
    assert 400 < told[-1] < 1200
    assert source <= inside.evaluate("window.innerHeight")
    expect(framed.locator(".ur-source")).to_contain_text(load_catalog().version)
    # The static form has no more than the markup gives it, also in the narrowest frame.
    light = page.frame_locator("#static iframe")
    source = light.locator(".ur-source a")
    bottom = source.evaluate("link => link.getBoundingClientRect().bottom - innerHeight")
    assert bottom < 0
    assert light.locator("body").evaluate("body => body.scrollWidth <= innerWidth")
    assert light.locator("script[src]").count() == 1
    expect(framed.locator(".ur-masthead")).to_have_count(0)
    table = page.frame_locator("#table")
    expected = select(load_catalog(), Filters(country=("LV",))).designations
    expect(table.locator(".ur-designations tbody tr")).to_have_count(len(expected))
    expect(table.locator("#root .ur-filter-form")).to_have_count(0)
    with page.expect_popup() as opened:
        table.locator(".ur-designations tbody a").first.click()
    assert re.search(r"/organization\?id=", opened.value.url)
    (refused,) = [
        frame for frame in page.frames if frame.name == "" and "chrome-error" in frame.url
    ]
    assert refused
    context.close()
