"""Measure start-up, memory and the server's time for a filter change with growing data.

Run `python -m benchmarks.growth [TIMES …]` from the checkout. Each size is written as a package and
opened in a process of its own, as a server opens it.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa

from benchmarks import results
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.catalog import Catalog, load_catalog, snapshot
from dashboard.catalog.catalog import build_catalog
from dashboard.charts.registry import CHARTS
from dashboard.dataset.package import read_package
from dashboard.dataset.validation import validate
from dashboard.screen.pages import SHOWN, Context

SIZES = (1, 10, 100, 607, 1000)
"""607 times the articles of today are a million."""
YEARS = (
    (2016, 2026),
    (2018, 2026),
    (2020, 2026),
    (2022, 2026),
    (2015, 2021),
    (2017, 2022),
    (2024, 2024),
)
WORDS = ("фонд", "university", "deutsche", "меморил", "amnesty", "media", "a")
TOPICS = ("reaction", "law", "listing", "blocking", "designation", "exit", "statistics")
COUNTRIES = ("US", "DE", "GB", "PL", "FR", "CA", "LV")
LANGUAGES = ("ru", "en", "uk", "lv", "pl", "de", "fr")


def median(act: Callable[[Any], Any], arguments: Iterable[Any]) -> float:
    """Return the median of several rounds in milliseconds, each with an argument of its own.

    Measured in CPU time, so that other work on the machine does not count.
    """
    times = []
    for argument in arguments:
        start = time.process_time()
        act(argument)
        times.append(1000 * (time.process_time() - start))
    return round(statistics.median(times), 1)


def opened(folder: Path) -> tuple[Catalog, dict[str, float]]:
    """Open a package as a server does: return the catalog, and the seconds of each step."""
    spans: dict[str, float] = {}

    def timed(step: str, act: Callable[[], Any]) -> Any:
        start = time.process_time()
        made = act()
        spans[f"{step} s"] = round(time.process_time() - start, 2)
        return made

    package = timed("read", lambda: read_package(folder))
    if violations := timed("validate", lambda: validate(package)):
        raise SystemExit(f"The enlarged package is not valid: {violations[0]}")
    catalog = timed("build", lambda: build_catalog(package))
    timed("prepare", catalog.prepared)
    spans["start s"] = round(sum(spans.values()), 2)
    return catalog, spans


def again(folder: Path, catalog: Catalog) -> dict[str, float]:
    """Measure the CPU time of the start of a further process, which loads the prepared tables."""
    key = snapshot.key_of(folder)
    with tempfile.TemporaryDirectory() as cache:
        snapshot.write(Path(cache), key, catalog)
        environment = os.environ | {"DASHBOARD_CACHE": cache, "DASHBOARD_DATA": str(folder)}
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.growth", "--again"],
            check=True, stdout=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
    return dict(json.loads(done.stdout))


def started() -> dict[str, float]:
    """Open the package as the settings name it, and measure that."""
    start = time.process_time()
    load_catalog()
    seconds = time.process_time() - start
    return {"start again s": round(seconds, 2), "memory again MB": _memory()}


def _memory() -> int:
    import psutil  # of the benchmarks' requirements, which the tests of this file do without

    gc.collect()
    pa.default_memory_pool().release_unused()
    return int(psutil.Process().memory_info().rss) // 2**20


def selections(catalog: Catalog) -> dict[str, float]:
    """Measure choosing rows, by the kind of the filter, and counting them for a chart."""
    coverage = CHARTS["coverage"]

    def chosen(key: str, values: Iterable[Any]) -> float:
        return median(lambda value: select(catalog, Filters(**{key: value})), values)

    return {
        "year ms": chosen("year", YEARS),
        "search ms": chosen("q", WORDS),
        "topic ms": chosen("topic", [(each,) for each in TOPICS]),
        "country ms": chosen("country", [(each,) for each in COUNTRIES]),
        "chart ms": median(
            lambda each: coverage.count(catalog, Filters(country=(each,)), coverage.defaults()),
            COUNTRIES,
        ),
    }


def pages(catalog: Catalog) -> dict[str, float]:
    """Measure making whole pages: selections, counts, figures, rows and their HTML.

    The pages are run without a browser, so sending is not included.
    """

    def run(path: str, **params: str) -> Callable[[Filters], None]:
        options = tuple(params.items())
        return lambda filters: SHOWN[path](Context(catalog, Address(filters, options)))

    def narrowed(path: str, asked: Iterable[Filters]) -> float:
        run(path)(Filters())  # the words of filters and the like are made at the first run
        return median(run(path), asked)

    # Use other arguments than before, whose selections are cached by now.
    recent = [Filters(country=(each,), year=(2016, 2026)) for each in COUNTRIES]
    languages = [Filters(language=(each,)) for each in LANGUAGES]
    ids = {
        "organization": catalog.designations["id"].iloc[: len(COUNTRIES)],
        "article": catalog.articles["id"].iloc[-len(COUNTRIES) :],
    }
    return {
        "overview ms": narrowed("", recent),
        "organizations ms": narrowed("organizations", recent),
        "articles ms": narrowed("articles", languages),
        **{
            f"{path} ms": median(lambda each, path=path: run(path, id=each)(Filters()), ids[path])
            for path in ids
        },
    }


def measure(folder: Path) -> dict[str, Any]:
    """Measure a package."""
    catalog, spans = opened(folder)
    memory = _memory()
    return {
        "articles": len(catalog.articles),
        "designations": len(catalog.designations),
        **spans,
        **again(folder, catalog),
        **selections(catalog),
        **pages(catalog),
        "memory MB": memory,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def measured(times: int) -> dict[str, Any]:
    """Measure one size in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m"]
        subprocess.run([*command, "benchmarks.enlarging", str(times), folder], check=True)
        done = subprocess.run(
            [*command, "benchmarks.growth", "--one", folder],
            check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
    row: dict[str, Any] = json.loads(done.stdout)
    return row


def main() -> None:
    """Write and print a row for each size."""
    if sys.argv[1:] == ["--again"]:
        print(json.dumps(started()))
        return
    if sys.argv[1:2] == ["--one"]:
        logging.disable(logging.WARNING)  # Streamlit misses its own server at every element
        print(json.dumps(measure(Path(sys.argv[2]))))
        return
    rows = []
    for times in [int(each) for each in sys.argv[1:]] or SIZES:
        rows.append(measured(times))
        print(rows[-1], flush=True)
        results.write("growth", rows, rounds=len(COUNTRIES))


if __name__ == "__main__":
    main()
