"""Measure the site in Chromium with growing data: today's, and a million articles.

Run `python -m benchmarks.grown [TIMES …]` from the checkout. It needs Chromium.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import results
from benchmarks.beside_peers import ARGUMENTS, detail, memory, narrowed, opened, running, sites
from benchmarks.enlarging import enlarge, write
from dashboard import settings
from dashboard.dataset.package import read_package

SIZES = (1, 607)
VISITS = 3
_PATIENCE = 300


def awaited(address: str) -> None:
    """Wait until a server that reads a large package answers."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=5)
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


def measure(browser: Browser) -> dict[str, float]:
    """Measure the medians of our site over the package that the settings name."""
    site = sites(Path())[0]
    with running(site) as (address, process):
        awaited(address)
        opened(browser, address, site)[0].context.close()  # the first visit warms the server
        visits, repaints, details = [], [], []
        for _ in range(VISITS):
            page, visit = opened(browser, address, site)
            visits.append(visit)
            repaints += narrowed(page, site)
            details.append(detail(page, address, site))
            page.context.close()
        found = {key: statistics.median(visit[key] for visit in visits) for key in visits[0]}
        return {
            "ready ms": found["ready"],
            "filter ms": statistics.median(repaints),
            "detail ms": statistics.median(details),
            "KB": found["KB"],
            "memory MB": memory(process),
        }


def main() -> None:
    """Write and print a row for each size."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    package = read_package(settings.data_directory())
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for times in [int(each) for each in sys.argv[1:]] or SIZES:
            with tempfile.TemporaryDirectory() as folder:
                grown = enlarge(package, times)
                articles = len(grown.tables["articles"])
                write(grown, Path(folder))
                del grown
                os.environ["DASHBOARD_DATA"] = folder
                found = {name: round(value) for name, value in measure(browser).items()}
            rows.append({"articles": articles, **found})
            print(rows[-1], flush=True)
        results.write("grown", rows, visits=VISITS)


if __name__ == "__main__":
    main()
