"""Try hostile input and faults for long, and write what was counted.

Run `python -m benchmarks.soak [--seed 1]` from the checkout, or `make soak`, which also writes the table.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from benchmarks import results

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = "hostile input"
PARTS: dict[str, tuple[str, ...]] = {
    HOSTILE: ("tests/hostile", "tests/browser/test_hostile.py", "--hypothesis-profile=soak"),
    "faults for long": ("tests/faults", "-m", "soak"),
}
"""Of each part the arguments of pytest."""


def part(name: str, arguments: Sequence[str], seed: int) -> dict[str, Any]:
    """Run a part.

    Args:
        name: One of `PARTS`.
        arguments: Of pytest.
        seed: From which examples are drawn.

    Returns:
        How many tests it had, what they counted, how many of them failed, and how long it took.
    """
    drawn = (f"--hypothesis-seed={seed}",) if name == HOSTILE else ()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        began = time.monotonic()
        subprocess.run(
            (sys.executable, "-m", "pytest", *arguments, *drawn, f"--junitxml={report}"),
            cwd=ROOT,
            check=False,
        )
        took = time.monotonic() - began
        if not report.exists():
            sys.exit(f"{name}: ended before it could report; nothing is written.")
        tests, failed = outcome(report.read_text(encoding="utf-8"))
    return {
        "part": name,
        "tests": tests,
        **(counted(seed) if name == HOSTILE else {"targets": None, "cases": None}),
        "failed tests": failed,
        "minutes": round(took / 60, 1),
    }


def outcome(report: str) -> tuple[int, int]:
    """Read a report of pytest (JUnit's XML); return how many tests ran, and how many of them failed."""
    suites = list(ElementTree.fromstring(report).iter("testsuite"))

    def total(*names: str) -> int:
        return sum(int(suite.get(name, 0)) for suite in suites for name in names)

    return total("tests") - total("skipped"), total("failures", "errors")


def counted(seed: int, root: Path = ROOT) -> dict[str, int]:
    """Return how many targets the hostile input had, and how many cases in all.

    Args:
        seed: Of the run.
        root: The checkout, in which the run kept its counts.
    """
    kept = root / ".hypothesis" / "soak" / f"{seed}.json"
    cases = json.loads(kept.read_text(encoding="utf-8"))["cases"]
    return {"targets": len(cases), "cases": sum(cases.values())}


def main() -> None:
    """Run both parts, write the result; fail if a test did."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--seed", type=int, default=int(time.time()))
    ask.add_argument("--results", type=Path, default=results.FOLDER, metavar="FOLDER")
    asked = ask.parse_args()
    rows = [part(name, arguments, asked.seed) for name, arguments in PARTS.items()]
    results.write("soak", rows, folder=asked.results, seed=asked.seed)
    sys.exit(any(row["failed tests"] for row in rows))


if __name__ == "__main__":
    main()
