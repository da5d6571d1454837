"""Simulate slow network connections in Chromium."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

_LONGEST = 180
"""Seconds after which a visit is given up."""


@dataclass(frozen=True)
class Line:
    """A network connection.

    Attributes:
        name: Its name in the table.
        kilobits: The bandwidth in kbit/s, in both directions.
        delay: The latency in milliseconds from a request to the first byte of its response.
    """

    name: str
    kilobits: int
    delay: int

    def throttle(self, page: Page) -> None:
        """Throttle the network of a page."""
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
    "filters": "#root .ur-filter-form summary",
    "interactive chart": "#root .ur-plot .main-svg",
}
"""JavaScript conditions that a reader waits for: an element exists and is visible."""

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
