"""Simulate many readers over real WebSocket sessions to the running site.

Run `python -m benchmarks.readers [--replicas 2] [--readers N …]` from the checkout, and
`python -m benchmarks.readers --leak 30` for readers who come and go for half an hour. The readers
share the machine's cores with the server; the share that they take is reported.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import time
import urllib.request
from pathlib import Path
from typing import Any

from benchmarks import results
from benchmarks.acting import CYCLE, Reader, Told, choices, follow, plan, ramp
from benchmarks.figures import quantile, trend
from benchmarks.serving import Served, serving
from dashboard.catalog import load_catalog

READERS = (1, 10, 50, 100, 200)
EVERY = 5.0
EXPIRY = 125
"""Seconds after which Streamlit drops the session of a closed page (its default is 120)."""
COMING = 20
"""Number of simultaneous readers in the run that looks for leaks."""
STAY = 4
"""Number of acts of each before it leaves."""
_SAMPLED = 10


def summary(told: Told) -> dict[str, Any]:
    """Return the figures of a run: medians and 95th percentiles in milliseconds, errors, late acts."""
    every = [1000 * each for each in told.every()]
    row: dict[str, Any] = {
        "acts": len(every),
        "errors": len(told.errors),
        "late": told.late,
        "median ms": round(quantile(every, 0.5)) if every else None,
        "p95 ms": round(quantile(every, 0.95)) if every else None,
    }
    for kind in CYCLE:
        times = [1000 * each for each in told.seconds[kind]]
        row[f"{kind} ms"] = round(quantile(times, 0.5)) if times else None
    return row


async def warm(site: Served, known: Any) -> None:
    """Warm up: let one reader of each kind open every kind of page at every process."""
    urllib.request.urlopen(f"{site.instances[0]}/").read()
    for number in range(6 if len(site.instances) == 1 else 24):
        reader, told = Reader(number, site.address, known, seed=0), Told()
        for kind in CYCLE:
            await reader.act(kind, told)
        await reader.leave()
        if told.errors:
            raise RuntimeError(f"The site does not work: {told.errors[0]}")


async def at_once(
    site: Served, many: int, seconds: float, left: float, seed: int
) -> dict[str, Any]:
    """Measure a number of readers at once.

    Args:
        site: The running site.
        many: How many.
        seconds: For how long, after all have arrived.
        left: For how many seconds to wait after they left; 0 does not wait.
        seed: Of their plans and choices.
    """
    known = choices(load_catalog())
    await warm(site, known)
    await asyncio.sleep(1)
    before, told = site.memory(), Told()
    readers = [Reader(number, site.address, known, seed) for number in range(many)]
    clock = asyncio.get_running_loop().time()

    async def cost() -> tuple[float, float, float]:
        await asyncio.sleep(ramp(EVERY))
        return site.seconds(), time.process_time(), time.monotonic()

    (used, own, begun), *_nothing = await asyncio.gather(
        cost(),
        *(
            follow(
                reader,
                plan(reader.number, seconds, every=EVERY, seed=seed),
                told,
                clock,
                ramp(EVERY),
            )
            for reader in readers
        ),
    )
    took = time.monotonic() - begun
    used, own = site.seconds() - used, time.process_time() - own
    opened = site.memory()
    open_now = await asyncio.to_thread(site.sessions)
    if open_now != many and not told.errors:
        told.errors.append(f"{open_now} pages are open instead of {many}")
    await asyncio.gather(*(reader.leave() for reader in readers))
    row = {
        "readers": many,
        **summary(told),
        "MB before": round(before),
        "MB a reader": round((opened - before) / many, 2),
        "MB left": None,
        "server cores": round(used / took, 2),
        "client cores": round(own / took, 2),
        "ms of server an act": round(1000 * used / max(1, len(told.every()))),
        "KB an act": round(told.size / max(1, len(told.every())) / 1024),
    }
    if left:
        await asyncio.sleep(left)
        # Sessions that have expired are dropped when the next one is put aside.
        await warm(site, known)
        row["MB left"] = round(site.memory() - before)
    for error in told.errors[:5]:
        print(f"  {error}", flush=True)
    return row


async def coming_and_going(site: Served, minutes: float, path: Path, seed: int) -> dict[str, Any]:
    """Let readers come, act and leave, and write memory and open pages to a file.

    Args:
        site: The running site.
        minutes: For how long.
        path: The CSV file: minutes, MB, sessions, visits, acts, errors.
        seed: Of their choices.

    Returns:
        The verdict.
    """
    known = choices(load_catalog())
    await warm(site, known)
    told, visits = Told(), 0
    end = time.monotonic() + 60 * minutes

    async def place(number: int) -> None:
        nonlocal visits
        await asyncio.sleep(EVERY * STAY * number / COMING)
        while time.monotonic() < end:
            reader = Reader(visits, site.address, known, seed)
            visits += 1
            for kind in CYCLE[:STAY]:
                await reader.act(kind, told)
                await asyncio.sleep(EVERY * reader.chance.uniform(0.8, 1.2))
            await reader.leave()

    samples: list[tuple[float, float]] = []

    async def watch() -> None:
        begun = time.monotonic()
        with path.open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(["minutes", "MB", "sessions", "visits", "acts", "errors"])
            while time.monotonic() < end:
                at, memory = (time.monotonic() - begun) / 60, site.memory()
                samples.append((at, memory))
                sessions = await asyncio.to_thread(site.sessions)
                acts, errors = len(told.every()), len(told.errors)
                rows.writerow([f"{at:.2f}", f"{memory:.1f}", sessions, visits, acts, errors])
                file.flush()
                await asyncio.sleep(_SAMPLED)

    await asyncio.gather(watch(), *(place(number) for number in range(COMING)))
    found = trend([at for at, _mb in samples], [mb for _at, mb in samples])
    for error in told.errors[:5]:
        print(f"  {error}", flush=True)
    return {
        "minutes": minutes,
        "visits": visits,
        **{key: summary(told)[key] for key in ("acts", "errors", "median ms", "p95 ms")},
        "MB warm": found.begin,
        "MB at the end": found.end,
        "MB an hour": found.slope,
        "leaks": found.grew,
    }


def main() -> None:
    """Measure as asked, write the results, print them."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--readers", type=int, nargs="+", default=READERS, metavar="N")
    ask.add_argument("--replicas", type=int, default=1, choices=(1, 2))
    ask.add_argument("--seconds", type=float, default=60)
    ask.add_argument("--left", type=float, default=EXPIRY, help="seconds to wait after they left")
    ask.add_argument("--leak", type=float, metavar="MINUTES")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--ports", type=int, nargs="+", default=())
    ask.add_argument("--results", type=Path, default=results.FOLDER, metavar="FOLDER")
    asked = ask.parse_args()
    how = {"seed": asked.seed, "processes": asked.replicas, "a reader acts every s": EVERY}
    if asked.leak:
        asked.results.mkdir(parents=True, exist_ok=True)
        with serving(asked.replicas, asked.ports) as site:
            path = asked.results / "leak.csv"
            row = asyncio.run(coming_and_going(site, asked.leak, path, asked.seed))
        print(row, flush=True)
        results.write("leak", [row], folder=asked.results, **how, at_once=COMING, acts_each=STAY)
        return
    rows = []
    for many in asked.readers:
        # Start a fresh process each time, so that memory is measured from the same base.
        with serving(asked.replicas, asked.ports) as site:
            seconds = asked.seconds * (2 if many < 10 else 1)
            rows.append(asyncio.run(at_once(site, many, seconds, asked.left, asked.seed)))
        print(rows[-1], flush=True)
        results.write(
            f"readers-{asked.replicas}", rows, folder=asked.results, seconds=asked.seconds, **how
        )


if __name__ == "__main__":
    main()
