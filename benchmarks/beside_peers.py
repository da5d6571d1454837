"""Compare the site with other tools on the same data, in one run, in Chromium.

Run `python -m benchmarks.beside_peers` from the checkout (`make bench` does). It needs Chromium.
"""

from __future__ import annotations

import math
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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

_COUNTRIES = (1, 2, 3, 1)
"""The countries chosen one after the other, each with another number of organizations than the previous one."""

_SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 50);
})"""
"""How much the layout has shifted since the page was asked for."""
_INTERACTIONS = """() => new Promise((done) => {
  let longest = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.interactionId) longest = Math.max(longest, entry.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
  setTimeout(() => done(longest || null), 50);
})"""
"""The longest time from an input to the next paint; null if none took more than 16 ms."""


@dataclass(frozen=True)
class Site:
    """One of the compared tools.

    Attributes:
        name: Its name in the table.
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
    """Return this site and its peers."""
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
            "/", "#chart .main-svg", "#country input", _COUNTRIES,
            ("#count", "#chart .main-svg", "#table"), "#link a", "h1",
        ),
        Site(
            "Plain Streamlit",
            (python, "-m", "streamlit", "run", str(_HERE / "peers" / "streamlit_app.py"),
             "--server.port={port}", *streamlit),
            "/", "[data-testid=stDataFrame]", "[data-testid=stRadio] input", _COUNTRIES,
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
    page.wait_for_timeout(800)
    # Chromium leaves the entry out where it has painted nothing while the page was visible.
    first = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
    )
    return page, {
        "first content": math.nan if first is None else first,
        "ready": ready,
        "KB": sum(received) / 1024,
        "shift": page.evaluate(_SHIFT),
        "browser MB": wire.send("Runtime.getHeapUsage")["usedSize"] / 2**20,
    }


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


def interaction(page: Page, site: Site) -> float:
    """Return the longest time from a real click on a filter to the next paint; NaN where none is known."""
    if site.loads:
        return math.nan
    clicked = page.locator(site.click).nth(site.turns[0])
    clicked.scroll_into_view_if_needed()
    clicked.click(force=True)
    page.wait_for_timeout(700)
    longest = page.evaluate(_INTERACTIONS)
    return math.nan if longest is None else longest


@dataclass
class Measured:
    """The measurements of one tool, by round."""

    visits: list[dict[str, float]] = field(default_factory=list)
    repaints: list[float] = field(default_factory=list)
    interactions: list[float] = field(default_factory=list)
    details: list[float] = field(default_factory=list)
    reader: float = math.nan

    def row(self) -> dict[str, float | None]:
        """Return the medians; None for missing measurements."""
        found = {
            "first content ms": _median(visit["first content"] for visit in self.visits),
            "ready ms": _median(visit["ready"] for visit in self.visits),
            "filter ms": _median(self.repaints),
            "interaction ms": _median(self.interactions),
            "detail ms": _median(self.details),
            "layout shift": _median(visit["shift"] for visit in self.visits),
            "KB": _median(visit["KB"] for visit in self.visits),
            "browser MB": _median(visit["browser MB"] for visit in self.visits),
            "MB a reader": self.reader,
        }
        digits = {"layout shift": 3}
        return {
            name: None if math.isnan(each) else round(each, digits.get(name, 1))
            for name, each in found.items()
        }


def _median(values: Iterable[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return statistics.median(known) if known else math.nan


def one_round(browser: Browser, address: str, site: Site, measured: Measured) -> None:
    """Visit a tool once as a new reader, and measure."""
    page, visit = opened(browser, address, site)
    measured.visits.append(visit)
    measured.repaints += narrowed(page, site)
    measured.interactions.append(interaction(page, site))
    measured.details.append(detail(page, address, site))
    page.context.close()


def memory_of_a_reader(
    browser: Browser, address: str, site: Site, process: psutil.Process
) -> float:
    """Return the memory in MB that each further reader takes."""
    before = memory(process)
    pages = [opened(browser, address, site)[0] for _ in range(READERS)]
    each = (memory(process) - before) / READERS
    for page in pages:
        page.context.close()
    return each


def measure(
    browser: Browser, candidates: Sequence[Site], rounds: int = ROUNDS
) -> list[dict[str, Any]]:
    """Measure the tools in turn, round after round, so that changes in the machine's speed affect all equally.

    Args:
        browser: Chromium.
        candidates: The candidates.
        rounds: How often each has its turn.

    Returns:
        A row for each, in their order: the medians.
    """
    measured = [Measured() for _ in candidates]
    with ExitStack() as stack:
        servers = [stack.enter_context(running(site)) for site in candidates]
        for (address, _process), site in zip(servers, candidates, strict=True):
            opened(browser, address, site)[0].context.close()  # the first visit warms the server
        for _ in range(rounds):
            for (address, _process), site, each in zip(servers, candidates, measured, strict=True):
                one_round(browser, address, site, each)
        for (address, process), site, each in zip(servers, candidates, measured, strict=True):
            each.reader = memory_of_a_reader(browser, address, site, process)
    return [
        {"name": site.name} | each.row() for site, each in zip(candidates, measured, strict=True)
    ]


def main() -> None:
    """Write and print a row for each candidate, or for those that the words on the line name."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = Path(folder) / "data.db"
        datasette_file.write(settings.data_directory(), database)
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        candidates = [
            site
            for site in sites(database)
            if not wanted or any(word.lower() in site.name.lower() for word in wanted)
        ]
        rows = measure(browser, candidates)
        for row in rows:
            print(row, flush=True)
    if not wanted:
        results.write("peers", rows, visits=ROUNDS, readers=READERS)


if __name__ == "__main__":
    main()
