"""The project's aims for speed, compared with the results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.results import Row

Results = Mapping[str, Sequence[Row]]
"""The rows of each file of results that there is, by its name."""

OURS = "The Undesirable Register"
MILLION = 1_000_000


@dataclass(frozen=True)
class Aim:
    """One aim.

    Attributes:
        says: The aim in words, with its limit.
        file: The file of results.
        found: Returns the measured value from the rows; None if it is missing.
        kept: Returns whether the value meets the aim.
    """

    says: str
    file: str
    found: Callable[[Sequence[Row]], Any]
    kept: Callable[[Any], bool]


def _cell(rows: Sequence[Row], column: str, **where: Any) -> Any:
    for row in rows:
        if all(row.get(name) == value for name, value in where.items()):
            return row.get(column)
    return None


def _largest(rows: Sequence[Row], *columns: str) -> float | None:
    """Return the slowest of some columns in the row of a million articles or more."""
    for row in rows:
        if row.get("articles", 0) >= MILLION:
            times = [row[column] for column in columns if row.get(column) is not None]
            return max(times) if times else None
    return None


def _ratio(rows: Sequence[Row]) -> float | None:
    """Divide this site's figure by that of the fastest peer."""
    ours = _cell(rows, "filter ms", name=OURS)
    others = [row["filter ms"] for row in rows if row.get("name") != OURS and row.get("filter ms")]
    return round(ours / min(others), 2) if ours and others else None


def _first(rows: Sequence[Row]) -> float | None:
    """Divide this site's first content time by Datasette's."""
    ours, theirs = (_cell(rows, "first content ms", name=name) for name in (OURS, "Datasette"))
    return round(ours / theirs, 2) if ours and theirs else None


_SLOW = {
    "400 kbit/s, 400 ms": (
        ("key figures", "key figures ms", 2_000, "ms"),
        ("first chart", "chart ms", 3_000, "ms"),
        ("usable filters", "filters ms", 35_000, "ms"),
        ("layout shift", "layout shift", 0.05, ""),
        ("all that is sent", "KB", 1_500, "KB"),
        ("requests", "requests", 60, ""),
    ),
    "1.6 Mbit/s, 150 ms": (
        ("key figures", "key figures ms", 1_000, "ms"),
        ("first chart", "chart ms", 1_500, "ms"),
        ("usable filters", "filters ms", 9_000, "ms"),
    ),
}
"""For each line what is measured: words, column, bound, unit."""

AIMS = (
    Aim(
        "filter to repaint, median ≤ 100 ms",
        "peers",
        lambda rows: _cell(rows, "filter ms", name=OURS),
        lambda ms: ms <= 100,
    ),
    Aim(
        "filter to repaint, faster than every peer (ratio to the fastest < 1)",
        "peers",
        _ratio,
        lambda ratio: ratio < 1,
    ),
    Aim(
        "ready to use on a warm server, median ≤ 1,000 ms",
        "peers",
        lambda rows: _cell(rows, "ready ms", name=OURS),
        lambda ms: ms <= 1000,
    ),
    Aim(
        "the page of an organization after a click, median ≤ 120 ms",
        "peers",
        lambda rows: _cell(rows, "detail ms", name=OURS),
        lambda ms: ms <= 120,
    ),
    Aim(
        "first content no later than Datasette's (ratio to it ≤ 1)",
        "peers",
        _first,
        lambda ratio: ratio <= 1,
    ),
    *(
        Aim(
            f"first visit at {line}: {what} ≤ {bound:,} {unit}".rstrip(),
            "slow_lines",
            lambda rows, line=line, column=column: _cell(rows, column, name=line),
            lambda found, bound=bound: found <= bound,
        )
        for line, bounds in _SLOW.items()
        for what, column, bound, unit in bounds
    ),
    Aim(
        "a filter change among a million articles ≤ 150 ms (the server's part)",
        "growth",
        lambda rows: _largest(rows, "overview ms", "organizations ms", "articles ms"),
        lambda ms: ms <= 150,
    ),
    Aim(
        "a search among a million articles ≤ 100 ms",
        "growth",
        lambda rows: _largest(rows, "search ms"),
        lambda ms: ms <= 100,
    ),
    Aim(
        "the page of an organization among a million articles ≤ 100 ms (the server's part)",
        "growth",
        lambda rows: _largest(rows, "organization ms"),
        lambda ms: ms <= 100,
    ),
    Aim(
        "start among a million articles from prepared tables ≤ 10 s",
        "growth",
        lambda rows: _largest(rows, "start again s"),
        lambda seconds: seconds <= 10,
    ),
    Aim(
        "memory then ≤ 1,200 MB",
        "growth",
        lambda rows: _largest(rows, "memory again MB"),
        lambda size: size <= 1200,
    ),
    Aim(
        "100 readers, each acting every 5 s: p95 ≤ 500 ms",
        "readers-1",
        lambda rows: _cell(rows, "p95 ms", readers=100),
        lambda ms: ms <= 500,
    ),
    Aim(
        "100 readers: no error",
        "readers-1",
        lambda rows: _cell(rows, "errors", readers=100),
        lambda errors: errors == 0,
    ),
    Aim(
        "no leak while readers come and go for half an hour (MB an hour)",
        "leak",
        lambda rows: (
            (rows[0].get("MB an hour"), rows[0].get("leaks"), rows[0].get("minutes", 0))
            if rows
            else None
        ),
        lambda told: not told[1] and told[2] >= 30,
    ),
)


def verdicts(found: Results) -> list[dict[str, str]]:
    """Compare each aim with what was measured.

    Args:
        found: The rows of each file of results.

    Returns:
        For each aim its text, the measured value, and "met", "not met" or "not measured".
    """
    rows = []
    for aim in AIMS:
        measured = aim.found(found.get(aim.file, ()))
        if measured is None:
            rows.append({"aim": aim.says, "measured": "–", "": "not measured"})
            continue
        shown = measured[0] if isinstance(measured, tuple) else measured
        rows.append(
            {
                "aim": aim.says,
                "measured": f"{shown:,}",
                "": "met" if aim.kept(measured) else "**not met**",
            }
        )
    return rows
