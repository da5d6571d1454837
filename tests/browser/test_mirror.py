"""A mirror in a browser: from a disk, and from a host that knows nothing but files."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dashboard.catalog import load_catalog
from dashboard.mirror.export import export
from tests.support.sample import MERIDIAN, write_sample


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_told):
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder that holds a mirror below another path."""
    data = write_sample(tmp_path_factory.mktemp("sample") / "data", 6)
    root = tmp_path_factory.mktemp("host")
    (root / "some").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(data))
        export(load_catalog(data), root / "some" / "where")
    return root


@pytest.fixture(scope="module")
def host(folder):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()


@pytest.fixture(params=["disk", "host"])
def opened(request, browser, folder, host):
    """Open the first page of the mirror, offline from a disk; nothing may fail or leave the host."""
    disk = request.param == "disk"
    base = (folder.as_uri() if disk else host) + "/some/where/"
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme="dark")
    context.set_offline(disk)
    page = context.new_page()
    failures: list[str] = []
    page.on("request", lambda r: None if r.url.startswith(base) else failures.append(r.url))
    # Whoever opens the next page ends what the last one was still loading.
    page.on(
        "requestfailed",
        lambda r: None if r.failure == "net::ERR_ABORTED" else failures.append(r.url),
    )
    page.on("response", lambda r: failures.append(r.url) if r.status >= 400 else None)
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{base}index.html")
    yield page
    context.close()
    assert failures == []


def test_a_reader_finds_an_organization_and_the_other_language(opened):
    assert opened.evaluate("getComputedStyle(document.querySelector('main')).paddingLeft") == "16px"
    opened.click("nav.ur-menu >> text=Organizations")
    opened.click("summary >> text=Country")
    opened.click("p.ur-chips >> text=Latvia")
    opened.click("th >> text=Meridian")
    assert opened.url.endswith(f"/some/where/o/{MERIDIAN}.html")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    opened.click("nav.ur-languages >> text=RU")
    assert opened.url.endswith(f"/some/where/ru/o/{MERIDIAN}.html")
    assert opened.inner_text("h1") == "Меридиан"
    opened.click("nav.ur-menu >> text=Графики")
    opened.click("text=Квартал")
    assert opened.locator(".ur-static svg").count() > 0
    opened.click("details summary >> text=Таблица")
    assert opened.locator("table").first.is_visible()


def test_the_check_leads_to_the_pocket_register(opened):
    opened.click("nav.ur-menu >> text=Check")
    assert opened.locator("form").count() == 0
    opened.click("main >> text=Check in your own browser")
    opened.fill("#asked", "Меридианом")
    assert opened.locator("#entries > li:visible").first.get_attribute("id") == MERIDIAN
