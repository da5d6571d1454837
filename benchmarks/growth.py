"""As the data grow: time and memory of what a filter change asks of the catalog.

Run `python -m benchmarks.growth [TIMES …]` from the checkout; each size runs in a process of its own.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks import results
from benchmarks.enlarging import enlarge
from dashboard import settings
from dashboard.catalog import Filters, select
from dashboard.catalog.catalog import build_catalog
from dashboard.catalog.numbers import NUMBERS
from dashboard.catalog.package import read_package

SIZES = (1, 10, 100, 607)
"""607 times the articles of today are a million."""
ROUNDS = 7


def median(act: Callable[[int], Any]) -> float:
    """Milliseconds of the median of several rounds, each with an argument of its own."""
    times = []
    for turn in range(ROUNDS):
        start = time.perf_counter()
        act(turn)
        times.append(1000 * (time.perf_counter() - start))
    return round(statistics.median(times), 1)


def measure(times: int) -> dict[str, Any]:
    """What one size costs."""
    package = enlarge(read_package(settings.data_directory()), times)
    start = time.perf_counter()
    catalog = build_catalog(package)
    built = time.perf_counter() - start
    years = range(2016, 2016 + ROUNDS)
    words = ["фонд", "university", "deutsche", "меморил", "amnesty", "media", "жарри"]
    topics = ["reaction", "law", "listing", "blocking", "designation", "exit", "statistics"]
    countries = ["US", "DE", "GB", "PL", "FR", "CA", "LV"]
    coverage = NUMBERS["coverage"]
    return {
        "articles": len(catalog.articles),
        "designations": len(catalog.designations),
        "build s": round(built, 2),
        "year ms": median(lambda turn: select(catalog, Filters(year=(years[turn], 2026)))),
        "search ms": median(lambda turn: select(catalog, Filters(q=words[turn]))),
        "topic ms": median(lambda turn: select(catalog, Filters(topic=(topics[turn],)))),
        "country ms": median(lambda turn: select(catalog, Filters(country=(countries[turn],)))),
        "chart ms": median(
            lambda turn: coverage.count(
                catalog, Filters(country=(countries[turn],)), coverage.defaults()
            )
        ),
        "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> None:
    """Write and print a row for each size."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
        return
    rows = []
    for times in [int(each) for each in sys.argv[1:]] or SIZES:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.growth", "--one", str(times)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        rows.append(json.loads(done.stdout))
        print(rows[-1], flush=True)
        results.write("growth", rows, rounds=ROUNDS)


if __name__ == "__main__":
    main()
