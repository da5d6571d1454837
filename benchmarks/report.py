"""Write the tables of `benchmarks/README.md` and `docs/scaling.md` from the files in `results/`.

Run `python -m benchmarks.report` from the checkout. What stands between two markers, such as
``<!-- peers -->`` and ``<!-- /peers -->``, is replaced; the words around them are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import results
from benchmarks.aims import OURS, verdicts
from benchmarks.results import Row

ROOT = Path(__file__).resolve().parent.parent
FILES = ("benchmarks/README.md", "docs/scaling.md")
NAMES = ("peers", "slow_lines", "growth", "readers-1", "readers-2", "leak", "under_attack", "soak")

Found = Mapping[str, Mapping[str, Any]]


def table(rows: Sequence[Row], columns: Sequence[str] = ()) -> str:
    """Write rows as a table in Markdown; numbers are aligned to the right.

    Args:
        rows: At least one.
        columns: Which columns; all of the first row if none are named.
    """
    shown = list(columns) or list(rows[0])
    numeric = [any(isinstance(row.get(column), int | float) for row in rows) for column in shown]
    lines = [
        "| " + " | ".join(shown) + " |",
        "|" + "|".join("---:" if number else "---" for number in numeric) + "|",
    ]
    lines += ["| " + " | ".join(cell(row.get(column)) for column in shown) + " |" for row in rows]
    return "\n".join(lines)


def cell(value: Any) -> str:
    """Write a value as tables show it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return (
            f"{value:,.0f}"
            if abs(value) >= 10
            else f"{value:,.1f}"
            if abs(value) >= 1
            else f"{value:.2f}"
        )
    if isinstance(value, int):
        return f"{value:,}"
    return str(value).replace("|", "\\|")


def replaced(text: str, name: str, body: str) -> str:
    """Replace what stands between the markers of a name.

    Args:
        text: The whole text.
        name: The name of the markers.
        body: What shall stand there.

    Returns:
        The text; as it was where it has no such markers.
    """
    pattern = re.compile(
        rf"(<!-- {re.escape(name)} -->\n).*?(<!-- /{re.escape(name)} -->)", re.DOTALL
    )
    return pattern.sub(lambda match: f"{match[1]}{body.strip()}\n{match[2]}", text)


def made(found: Mapping[str, Any]) -> str:
    """Say when, where and with what something was measured."""
    about = found["made"]
    versions = ", ".join(f"{name} {number}" for name, number in about["versions"].items())
    told = ", ".join(f"{name} {value}" for name, value in found["parameters"].items())
    return f"Measured on {about['date']}; {about['machine']}, {about['system']}; {versions}{f' ({told})' if told else ''}."


def peers(found: Found) -> str:
    """Write the table of candidates, and how many times as much each of the others takes."""
    rows = found["peers"]["rows"]
    return "\n\n".join(
        (
            table(rows),
            "The others' medians divided by ours:",
            table(ratios(rows)),
            made(found["peers"]),
        )
    )


def ratios(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return each peer's figures as multiples of ours."""
    ours = next((row for row in rows if row["name"] == OURS), {})
    return [
        {"name": row["name"]}
        | {
            column: round(row[column] / value, 2) if row.get(column) is not None else None
            for column, value in ours.items()
            if isinstance(value, int | float) and value
        }
        for row in rows
        if row["name"] != OURS
    ]


def plain(name: str) -> Callable[[Found], str]:
    """Return a writer of the rows of a file."""
    return lambda found: f"{table(found[name]['rows'])}\n\n{made(found[name])}"


def readers(name: str) -> Callable[[Found], str]:
    """Write the table of what readers got, and below it that of what it cost."""

    def write(found: Found) -> str:
        rows = found[name]["rows"]
        times = [column for column in rows[0] if column.endswith(" ms")]
        got = ["readers", "acts", "errors", "late", *times]
        cost = ["readers", *(column for column in rows[0] if column not in got)]
        return "\n\n".join((table(rows, got), table(rows, cost), made(found[name])))

    return write


def aims(found: Found) -> str:
    """Write each aim, what was measured, and whether it is met."""
    return table(verdicts({name: each["rows"] for name, each in found.items()}))


def _at_two_thirds(cost: float) -> int:
    """Return how many readers, each acting every five seconds, use two thirds of a core; cost in ms."""
    return round(5 * 0.66 * 1000 / cost)


def capacity(found: Found) -> str:
    """Write the figures by which docs/scaling.md says when a step is due."""
    lines = []
    for name, words in (("readers-1", "one process"), ("readers-2", "two processes behind nginx")):
        if name not in found:
            continue
        rows = found[name]["rows"]
        good = [
            row
            for row in rows
            if row["p95 ms"] is not None and row["p95 ms"] <= 500 and not row["errors"]
        ]
        most = max((row["readers"] for row in good), default=None)
        acts = [row["ms of server an act"] for row in rows if row["readers"] >= 10]
        memory = [row["MB a reader"] for row in rows if row["readers"] >= 50]
        lines.append(
            {
                "": words,
                "most readers measured with p95 ≤ 500 ms": most or "fewer than measured",
                "CPU ms an act": round(sum(acts) / len(acts)) if acts else None,
                "readers at two thirds of a core": _at_two_thirds(sum(acts) / len(acts))
                if acts
                else None,
                "MB a reader": round(max(memory), 1) if memory else None,
                "MB before": max(row["MB before"] for row in rows),
            }
        )
    parts = [table(lines)] if lines else []
    if "growth" in found:
        rows = found["growth"]["rows"]
        wanted = [c for c in ("articles", "start s", "search ms", "memory MB") if c in rows[0]]
        parts.append(table(rows, wanted))
    return "\n\n".join(parts) or "Not measured yet."


SECTIONS: Mapping[str, tuple[tuple[str, ...], Callable[[Found], str]]] = {
    "peers": (("peers",), peers),
    "slow_lines": (("slow_lines",), plain("slow_lines")),
    "growth": (("growth",), plain("growth")),
    "readers-1": (("readers-1",), readers("readers-1")),
    "readers-2": (("readers-2",), readers("readers-2")),
    "leak": (("leak",), plain("leak")),
    "under_attack": (("under_attack",), plain("under_attack")),
    "soak": (("soak",), plain("soak")),
    "aims": ((), aims),
    "capacity": ((), capacity),
}
"""The sections by marker: the files of results that each needs, and its writer."""


def written(text: str, found: Found) -> str:
    """Rewrite each section of a text whose results exist."""
    for name, (needs, write) in SECTIONS.items():
        if all(need in found for need in needs):
            text = replaced(text, name, write(found))
    return text


def main() -> None:
    """Write the tables."""
    found = {name: read for name in NAMES if (read := results.read(name))}
    for name in FILES:
        path = ROOT / name
        path.write_text(written(path.read_text(encoding="utf-8"), found), encoding="utf-8")
    print(f"Written from {', '.join(found) or 'nothing'}: {', '.join(FILES)}")


if __name__ == "__main__":
    main()
