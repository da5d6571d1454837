"""A first visit on a slow line, in a real Chromium whose line is throttled.

Run `python -m benchmarks.slow_lines` from the checkout (`make bench` does); a path after it measures that
page instead of the first, `--url` a server that runs already. It needs Chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import results
from benchmarks.beside_peers import ARGUMENTS, ours, running

ROUNDS = 3
_LONGEST = 180
"""Seconds after which a visit is given up."""


@dataclass(frozen=True)
class Line:
    """A line to the reader.

    Attributes:
        name: What the table calls it.
        kilobits: A second, in both directions.
        delay: Milliseconds from a request to the first byte of its answer, besides the server's.
    """

    name: str
    kilobits: int
    delay: int

    def throttle(self, page: Page) -> None:
        """Make a page load over this line."""
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        bytes_a_second = self.kilobits * 1000 / 8
        wire.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": self.delay,
                "downloadThroughput": bytes_a_second,
                "uploadThroughput": bytes_a_second,
            },
        )


LINES = (Line("400 kbit/s, 400 ms", 400, 400), Line("1.6 Mbit/s, 150 ms", 1600, 150))

SEEN = {
    "key figures": ".ur-figures dd, .ur-facts dd",
    "chart": ".ur-static svg, .ur-plot .main-svg",
    "filters": '#root [data-testid="stTextInput"] input',
    "interactive chart": "#root .ur-plot .main-svg",
}
"""What a reader waits for: whether it is on the page, and seen."""

_WATCH = """(seen) => {
  window.__seen = {};
  window.__shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  const look = () => {
    for (const [name, part] of Object.entries(seen)) {
      if (name in window.__seen) continue;
      const found = document.querySelector(part);
      if (!found || !found.getClientRects().length) continue;
      if (getComputedStyle(found).visibility === "visible") window.__seen[name] = performance.now();
    }
    requestAnimationFrame(look);
  };
  look();
}"""


@contextmanager
def visit(browser: Browser, address: str, line: Line | None, **context: Any) -> Iterator[Page]:
    """Open an address as a new reader with an empty cache, and do not wait.

    Args:
        browser: Chromium.
        address: Where to go.
        line: The line; None for as fast as it is.
        **context: Further options of the browser's context.
    """
    made = browser.new_context(viewport={"width": 1400, "height": 900}, **context)
    page = made.new_page()
    page.set_default_timeout(1000 * _LONGEST)
    page.add_init_script(f"({_WATCH})({json.dumps(SEEN)})")
    if line:
        line.throttle(page)
    page.goto(address, wait_until="commit")
    yield page
    made.close()


def measure(browser: Browser, address: str, line: Line) -> dict[str, float]:
    """Return what a first visit costs: milliseconds, KB, requests, and how much the layout shifts."""
    received: list[float] = []
    requests: list[str] = []
    with visit(browser, "about:blank", None) as page:
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda e: received.append(e["encodedDataLength"]))
        wire.on(
            "Network.webSocketFrameReceived",
            lambda e: received.append(len(e["response"]["payloadData"]) * 0.75),
        )
        wire.on("Network.requestWillBeSent", lambda e: requests.append(e["request"]["url"]))
        line.throttle(page)
        page.goto(address, wait_until="commit")
        page.wait_for_function(
            "(all) => window.__seen && Object.keys(window.__seen).length === all", arg=len(SEEN)
        )
        page.wait_for_timeout(2 * line.delay + 2000)
        paint = page.evaluate(
            "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
        )
        seen, shift = page.evaluate("[__seen, __shift]")
    return {
        "first content ms": paint or float("nan"),
        **{f"{name} ms": seen[name] for name in SEEN},
        "layout shift": shift,
        "KB": sum(received) / 1024,
        "requests": len([url for url in requests if url.startswith("http")]),
    }


def main() -> None:
    """Write and print a row for each line."""
    words = argparse.ArgumentParser()
    words.add_argument("path", nargs="?", default="/")
    words.add_argument("--url", help="a server that runs already")
    words.add_argument("--rounds", type=int, default=ROUNDS)
    given = words.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    rows: list[dict[str, str | float]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for line in LINES:
            with running(ours(), given.url) as (address, _process):
                found = [
                    measure(browser, address + given.path, line)
                    for _ in range(given.rounds + 1)  # the first warms the server
                ][1:]
            medians = {name: statistics.median(each[name] for each in found) for name in found[0]}
            digits = {"layout shift": 3}
            rows.append(
                {"name": line.name}
                | {name: round(value, digits.get(name, 0)) for name, value in medians.items()}
            )
            print(rows[-1], flush=True)
    if given.path == "/" and not given.url:
        results.write("slow_lines", rows, visits=given.rounds)


if __name__ == "__main__":
    main()
