"""A running dashboard whose data change, and the page that says what changed."""

import shutil
import time

import pytest
from playwright.sync_api import expect

from dashboard import cli
from dashboard.catalog import load_catalog
from tests.browser.conftest import ROOT, running
from tests.register.conftest import NAME, register, sheet

REFUSED = "does not pass its checks"


def until_seen(page, refused):
    """Ask for the page of the data until its files, written in place, stood still and were read."""
    for _ in range(600):
        if (REFUSED in page.request.get("/data").text()) is refused:
            return
        time.sleep(0.1)
    pytest.fail("The files were not read.")


def test_an_open_session_sees_a_new_version_and_outlives_a_broken_one(browser, tmp_path):
    data = shutil.copytree(ROOT / "data", tmp_path / "data")
    rows = register()
    rows[34][NAME] = "Bard College («Бард-колледж»), США"
    export = tmp_path / "export.xlsx"
    sheet(rows).save(export)
    with running(tmp_path, "--data", str(data)) as address:
        page = browser.new_context(base_url=address).new_page()
        page.set_default_timeout(60_000)
        page.goto("/data")
        expect(page.locator(".ur-facts")).to_contain_text(load_catalog(data).version)
        assert cli.main(["update", str(export), str(data), "--apply"]) == 0
        # Within the session: no page is loaded anew.
        page.evaluate("window.mark = 'same page'")
        page.get_by_role("link", name="What changed").click()
        expect(page.get_by_text("Bard College («Бард-колледж»), США").first).to_be_visible()
        assert page.evaluate("window.mark") == "same page"
        # The page is made from the top down.
        expect(page.get_by_role("heading", name="Version").nth(1)).to_be_visible()

        table = data / "designations.csv"
        good = table.read_text(encoding="utf-8")
        table.write_text(good.replace(",US,", ",us,"), encoding="utf-8")
        until_seen(page, refused=True)
        page.get_by_role("link", name="About the data").click()
        expect(page.get_by_text(REFUSED)).to_be_visible()
        page.get_by_role("link", name="Organizations", exact=True).click()
        expect(page.locator(".ur-designations tbody tr").first).to_be_visible()
        log = (tmp_path / "log").read_text()
        assert "have changed and are invalid" in log
        assert "designations.csv, row 2, country" in log

        table.write_text(good, encoding="utf-8")
        until_seen(page, refused=False)
        page.get_by_role("link", name="Data", exact=True).click()
        expect(page.get_by_role("link", name="Whole package (ZIP)").first).to_be_visible()
        expect(page.get_by_text(REFUSED)).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1400])
def test_the_page_fits_the_screen(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/changes")
    expect(page.get_by_role("heading", name="What changed")).to_be_visible()
    expect(page.locator(".ur-footer")).to_be_visible()
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
