"""A first visit on a slow line, in a real Chromium whose line is throttled.

Run `python -m benchmarks.slow_lines` from the checkout (`make bench` does); a path after it measures that
page instead of the first, `--url` a server that runs already. It needs Chromium.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics

from playwright.sync_api import Browser, sync_playwright

from benchmarks import results
from benchmarks.beside_peers import ARGUMENTS, ours, running
from benchmarks.lines import LINES, SEEN, Line, visit

ROUNDS = 3


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
