"""Beside its peers on the same data, in one run, in a real Chromium.

Run `python -m benchmarks.beside_peers` from the checkout (`make bench` does). It needs Chromium.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import results
from benchmarks.peers import datasette_file
from dashboard import settings

ROUNDS = 5
READERS = 10
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
_HERE = Path(__file__).resolve().parent
_REPAINT = """async ([click, turn, watched]) => {
  const shown = () => watched.map((part) => document.querySelector(part)?.innerHTML);
  const before = shown();
  const start = performance.now();
  document.querySelectorAll(click)[turn].click();
  while (shown().some((part, place) => !part || part === before[place])) {
    if (performance.now() - start > 20000) throw new Error("nothing changed");
    await new Promise(requestAnimationFrame);
  }
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""
"""From a click until count, chart and table all show something else, and a frame was painted."""


@dataclass(frozen=True)
class Site:
    """One candidate.

    Attributes:
        name: What the table calls it.
        command: How to start it; ``{port}`` stands for the port.
        start: The path of the page with table and chart.
        ready: Something on that page that stands there once it can be used.
        click: What a filter change clicks.
        turns: Which of those found, in turn.
        watched: What a filter changes: the count, the time chart, the table (unless it is a canvas).
        detail: The link to the page of an organization.
        opened: The heading of that page.
        loads: Whether a click loads another document.
    """

    name: str
    command: Sequence[str]
    start: str
    ready: str
    click: str
    turns: Sequence[int]
    watched: Sequence[str]
    detail: str
    opened: str
    loads: bool = False


def ours() -> Site:
    """Return this site."""
    return Site(
        "The Undesirable Register",
        (sys.executable, "-m", "dashboard", "serve", "--port", "{port}"),
        "/?table=countries", "#root .ur-newest a", "#root .ur-numbers tbody a", (0, 0, 2, 0),
        ("#root [data-panel=timeline] h2", "#root [data-panel=timeline] .main-svg", "#root .ur-numbers tbody"),
        "#root .ur-newest a", "#root .ur h1",
    )  # fmt: skip


def sites(database: Path) -> list[Site]:
    """Ours, and the peers."""
    python = sys.executable
    streamlit = ("--server.headless=true", "--browser.gatherUsageStats=false")
    return [
        ours(),
        Site(
            "Datasette",
            (str(Path(python).parent / "datasette"), str(database), "--port", "{port}"),
            "/data/designations?_facet=country&_facet=category", "table.rows-and-columns",
            ".facet-info a:not(.facet-info-name):not(.cross)", (0, 1, 2, 3),
            (), "table.rows-and-columns td.type-pk a", "h1", loads=True,
        ),
        Site(
            "Plain Dash",
            (python, str(_HERE / "peers" / "dash_app.py"), "{port}"),
            "/", "#chart .main-svg", "#country input", (1, 2, 3, 4),
            ("#count", "#chart .main-svg", "#table"), "#link a", "h1",
        ),
        Site(
            "Plain Streamlit",
            (python, "-m", "streamlit", "run", str(_HERE / "peers" / "streamlit_app.py"),
             "--server.port={port}", *streamlit),
            "/", "[data-testid=stDataFrame]", "[data-testid=stRadio] input", (1, 2, 3, 4),
            ("[data-testid=stMarkdown] strong", "[data-testid=stPlotlyChart] .main-svg"),
            "[data-testid=stMarkdown] a", "h1",
        ),
    ]  # fmt: skip


@contextmanager
def running(site: Site, url: str | None = None) -> Iterator[tuple[str, psutil.Process]]:
    """Start a candidate, and yield its address and its process.

    Args:
        site: The candidate.
        url: Where it runs already; then its process is this one.
    """
    if url:
        yield url, psutil.Process()
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [part.replace("{port}", str(port)) for part in site.command]
    environment = os.environ | {"DASHBOARD_DATA": str(settings.data_directory())}
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://localhost:{port}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(address, timeout=2)
                break
            except OSError:
                time.sleep(0.25)
        yield address, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(20)


def opened(browser: Browser, address: str, site: Site) -> tuple[Page, dict[str, float]]:
    """Open the site as a new reader, with an empty cache: return the page, and what it cost."""
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    received = [0.0]
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda e: received.append(e["encodedDataLength"]))
    wire.on(
        "Network.webSocketFrameReceived",
        lambda e: received.append(len(e["response"]["payloadData"]) * 0.75),
    )
    start = time.perf_counter()
    page.goto(address + site.start)
    page.locator(site.ready).first.wait_for()
    ready = 1000 * (time.perf_counter() - start)
    first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    page.wait_for_timeout(800)
    return page, {"first content": first, "ready": ready, "KB": sum(received) / 1024}


def narrowed(page: Page, site: Site) -> list[float]:
    """Filter changes, each from a click to the repaint."""
    times = []
    for turn in site.turns:
        page.wait_for_timeout(700)
        if site.loads:
            page.goto(page.url.split("&country")[0])
            start = time.perf_counter()
            page.locator(site.click).nth(turn).click()
            page.wait_for_url("**country**")
            page.locator(site.ready).first.wait_for()
            times.append(1000 * (time.perf_counter() - start))
        else:
            times.append(page.evaluate(_REPAINT, [site.click, turn, site.watched]))
    return times


def detail(page: Page, address: str, site: Site) -> float:
    """Measure from the click on an organization to its heading."""
    page.goto(address + site.start)
    link = page.locator(site.detail).first
    link.wait_for()
    page.wait_for_timeout(700)
    # Streamlit's own links open another tab, which would have to load everything again.
    link.evaluate("link => link.removeAttribute('target')")
    before = page.locator("h1").all_inner_texts()
    start = time.perf_counter()
    link.click()
    page.wait_for_function(
        "([opened, before]) => { const h = document.querySelector(opened);"
        " return h && !before.includes(h.innerText) && h.innerText }",
        arg=[site.opened, before],
    )
    return 1000 * (time.perf_counter() - start)


def memory(process: psutil.Process) -> float:
    """Return the megabytes of a server with its children."""
    return sum(p.memory_info().rss for p in (process, *process.children(recursive=True))) / 2**20


def measure(browser: Browser, site: Site) -> dict[str, float]:
    """Measure the medians of one candidate."""
    with running(site) as (address, process):
        opened(browser, address, site)[0].context.close()  # the first visit warms the server
        visits, repaints, details = [], [], []
        for _ in range(ROUNDS):
            page, visit = opened(browser, address, site)
            visits.append(visit)
            repaints += narrowed(page, site)
            details.append(detail(page, address, site))
            page.context.close()
        before = memory(process)
        pages = [opened(browser, address, site)[0] for _ in range(READERS)]
        each = (memory(process) - before) / READERS
        for page in pages:
            page.context.close()
    return {
        "first content ms": statistics.median(v["first content"] for v in visits),
        "ready ms": statistics.median(v["ready"] for v in visits),
        "filter ms": statistics.median(repaints),
        "detail ms": statistics.median(details),
        "KB": statistics.median(v["KB"] for v in visits),
        "MB a reader": each,
    }


def main() -> None:
    """Write and print a row for each candidate, or for those that the words on the line name."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    wanted = sys.argv[1:]
    rows: list[dict[str, str | float]] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = Path(folder) / "data.db"
        datasette_file.write(settings.data_directory(), database)
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for site in sites(database):
            if wanted and not any(word.lower() in site.name.lower() for word in wanted):
                continue
            found = measure(browser, site)
            rows.append(
                {"name": site.name, **{name: round(each, 1) for name, each in found.items()}}
            )
            print(rows[-1], flush=True)
    if not wanted:
        results.write("peers", rows, visits=ROUNDS, readers=READERS)


if __name__ == "__main__":
    main()
