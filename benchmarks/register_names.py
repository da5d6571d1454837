"""Compare the parser of the register's names with the names curated by hand.

Run: `.venv/bin/python -m benchmarks.register_names [--errors]`. The 188 entries with an order number
of the register of 5 September 2024 are those that the parser was made with; the later entries
in official wording are not.
"""

from __future__ import annotations

import sys

import pandas as pd

from dashboard.catalog import load_catalog
from dashboard.register.name import FIELDS, SURE, ParsedName, parse_name
from dashboard.text.folding import fold


def main() -> None:
    """Print the figures, and with ``--errors`` every difference."""
    table = load_catalog().designations
    entries = table[table["register_name"].notna()]
    sample = entries["listed_date"] <= "2024-09-05"
    for title, rows in (
        ("the 188 of the sample", entries[sample]),
        ("later ones", entries[~sample]),
    ):
        measure(title, rows)


def measure(title: str, rows: pd.DataFrame) -> None:
    """Print how often each field is as curated."""
    parsed = {key: parse_name(text) for key, text in rows["register_name"].items()}
    print(f"\n{title}: {len(rows)} entries")
    print(
        f"{'field':14}{'exact':>7}{'folded':>8}{'given':>7}{'right':>7}{'sure':>7}{'right':>7}{'any name':>10}"
    )
    for name in FIELDS:
        checks = [
            _compare(rows.at[key, name], rows.loc[key], parsed[key], name) for key in rows.index
        ]
        exact, folded, known = (sum(check[i] for check in checks) for i in range(3))
        sure = [
            c
            for key, c in zip(rows.index, checks, strict=True)
            if parsed[key].confidence[name] >= SURE
        ]
        right = sum(check[1] for check in sure)
        given = [c for key, c in zip(rows.index, checks, strict=True) if getattr(parsed[key], name)]
        hit = sum(check[1] for check in given)
        print(
            f"{name:14}{exact / len(rows):7.1%}{folded / len(rows):8.1%}"
            f"{len(given) / len(rows):7.1%}{hit / max(len(given), 1):7.1%}"
            f"{len(sure) / len(rows):7.1%}{right / max(len(sure), 1):7.1%}{known / len(rows):10.1%}"
        )
        if "--errors" in sys.argv:
            for key, check in zip(rows.index, checks, strict=True):
                if not check[1]:
                    mark = "?" if parsed[key].confidence[name] < SURE else "!"
                    print(
                        f"   {mark} {rows.at[key, name]!s:50} | {getattr(parsed[key], name)!s:50} | {rows.at[key, 'register_name']}"
                    )


def _compare(
    curated: object, row: pd.Series, parsed: ParsedName, name: str
) -> tuple[bool, bool, bool]:
    """Return whether a field equals the curated one: exactly; but for case and punctuation; or as any name."""
    found = getattr(parsed, name) or ""
    wanted = curated if isinstance(curated, str) else ""
    names = {
        fold(each)
        for each in (
            row["name"],
            row["name_ru"],
            row["name_native"],
            row["abbreviation"],
            *row["aliases"],
        )
        if isinstance(each, str)
    }
    folded = fold(found) == fold(wanted)
    return found == wanted, folded, folded or fold(found) in names


if __name__ == "__main__":
    main()
