"""Kill `update --apply` at random moments, many times, and check the package afterwards.

Run: `.venv/bin/python -m benchmarks.kill_update EXPORT [TIMES]`. Each time a copy of the dataset
in which 190 wordings differ is updated by a separate process, which gets SIGKILL after a random
part of the duration of a complete run. Then the package must be valid, and all of its files must be
either the old or the new ones.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from dashboard import settings
from dashboard.dataset.package import DESCRIPTOR, read_package
from dashboard.dataset.table_text import TableText
from dashboard.dataset.tables import DESIGNATIONS, TABLES
from dashboard.dataset.validation import validate

FILES = (DESCRIPTOR, "CHANGELOG.md", "README.md", *(table.path for table in TABLES))


def main() -> None:
    """Run the kills and print the results."""
    export = Path(sys.argv[1]).resolve()
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    draw = random.Random(284_1)
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / "old"
        shutil.copytree(settings.data_directory(), old)
        _forget(old)
        whole = Path(folder) / "whole"
        shutil.copytree(old, whole)
        began = time.monotonic()
        running = subprocess.Popen(_command(export, whole), stdout=subprocess.DEVNULL)
        _await_draft(running, whole)
        drafted = time.monotonic()
        assert running.wait() == 0
        length, tail = time.monotonic() - began, time.monotonic() - drafted
        states = {_content(old): "old", _content(whole): "new"}
        assert len(states) == 2
        print(f"A whole run takes {length:.2f} s, of which {tail:.2f} s from the first file made.")
        seen: Counter[str] = Counter()
        for attempt in range(times):
            target = Path(folder) / f"run-{attempt}" / "data"
            shutil.copytree(old, target)
            running = subprocess.Popen(
                _command(export, target), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            # A third at any moment, the others while files are written and swapped.
            if attempt % 3 == 0:
                time.sleep(draw.uniform(0, length * 1.1))
            else:
                _await_draft(running, target)
                time.sleep(draw.uniform(0, tail))
            running.kill()
            ended = running.wait()
            left = len(list(target.parent.glob(f".{target.name}.next-*")))
            state = states.get(_content(target), "MIXED")
            broken = validate(read_package(target))
            seen[state + (" INVALID" if broken else "")] += 1
            seen["killed before its end" if ended == -9 else "ended before the kill"] += 1
            seen["with a draft left beside it"] += bool(left)
            shutil.rmtree(target.parent)
        for state, count in sorted(seen.items()):
            print(f"{count:5} {state}")
        if any("MIXED" in state or "INVALID" in state for state in seen):
            sys.exit(1)


def _command(export: Path, target: Path) -> list[str]:
    return [sys.executable, "-m", "dashboard", "update", str(export), str(target), "--apply"]


def _await_draft(running: subprocess.Popen[bytes], target: Path) -> None:
    while running.poll() is None and not any(target.parent.glob(f".{target.name}.next-*")):
        time.sleep(0.001)


def _content(directory: Path) -> tuple[bytes, ...]:
    return tuple((directory / name).read_bytes() for name in FILES)


def _forget(directory: Path) -> None:
    """Let the package forget the wordings, so that there is much to write."""
    path = directory / DESIGNATIONS.path
    package = read_package(directory)
    rows = package.tables["designations"].fillna("").to_dict("records")
    table = TableText.parse(path.read_text(encoding="utf-8"), DESIGNATIONS.columns)
    for position, row in enumerate(rows):
        if row["order_number"]:
            table = table.replaced(position, {**row, "register_name": f"{row['name']} (old)"})
    path.write_text(table.text, encoding="utf-8")


if __name__ == "__main__":
    main()
