"""A running dashboard and a real Chromium."""

import functools
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--process-per-site",
]  # fmt: skip
expect.set_options(timeout=30_000)  # a machine that runs two browsers may be slow


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark every test of this folder: one browser among the other tests breaks their event loops."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if not found:
        message = "No Chromium found: install Debian's package `chromium`, or set CHROMIUM to one."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@contextmanager
def running(folder, *words):
    """Run the dashboard with further arguments; its log is in the folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (folder / "log").open("w+")
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "serve", "--port", str(port), *words],
        cwd=ROOT,
        stdout=log,
        stderr=log,
    )
    address = f"http://localhost:{port}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                break
            except OSError:
                assert server.poll() is None, Path(log.name).read_text()
                time.sleep(0.25)
        else:
            pytest.fail(f"The dashboard did not start: {Path(log.name).read_text()}")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    with running(tmp_path_factory.mktemp("site")) as address:
        yield address


SWAPPED = "() => !document.getElementById('first') || !document.getElementById('root')"
"""Whether Streamlit's page has taken the place of the words, where it will."""


def _swapped(load):
    """Make a method that loads a page wait until its widgets are there, unless it is told otherwise."""

    @functools.wraps(load)
    def loaded(page, *where, **how):
        answer = load(page, *where, **how)
        if "wait_until" not in how:
            page.wait_for_function(SWAPPED)
        return answer

    return loaded


@pytest.fixture(scope="session")
def browser(chromium):
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "goto", _swapped(Page.goto))
        patch.setattr(Page, "reload", _swapped(Page.reload))
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@contextmanager
def watched(context, site):
    """Open a page, and fail if any request of it left the host."""
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    strangers: list[str] = []
    own = (site, site.replace("http", "ws"), "data:", "blob:")
    opened.on("request", lambda r: None if r.url.startswith(own) else strangers.append(r.url))
    opened.on("websocket", lambda w: None if w.url.startswith(own) else strangers.append(w.url))
    yield opened
    opened.close()
    assert strangers == []


def new_context(browser, site):
    return browser.new_context(viewport={"width": 1400, "height": 900}, base_url=site)


@pytest.fixture(scope="session")
def shared(browser, site):
    """Return a context, a page that stays open in it, and what forgets all that a test left there.

    As long as one page of the site is open, the next begins in its process, with scripts that are compiled:
    that is half of what a first page costs.
    """
    context = new_context(browser, site)
    kept = context.new_page()
    kept.goto("/robots.txt")
    devtools = context.new_cdp_session(kept)

    def forget():
        for each in context.pages:
            if each is not kept:
                each.close()
        context.clear_cookies()
        context.clear_permissions()
        stored = "cookies,local_storage,indexeddb,cache_storage,service_workers"
        devtools.send("Storage.clearDataForOrigin", {"origin": site, "storageTypes": stored})

    yield context, forget
    context.close()


@pytest.fixture
def page(shared, site):
    """Open a page that fails its test if any request left the host."""
    context, forget = shared
    try:
        with watched(context, site) as opened:
            yield opened
    finally:
        forget()


@pytest.fixture
def own_page(browser, site):
    """Open such a page in a context of its own, where a test changes what no one can take back: the clock."""
    context = new_context(browser, site)
    with watched(context, site) as opened:
        yield opened
    context.close()
