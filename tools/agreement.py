"""Cohen's kappa for each code that two readers gave independently of each other.

Each reader's file is a CSV with the columns `key` and `codes` (a vertical bar between several codes).
A code is a decision of its own: given or not, for each key that both readers have.

    python tools/agreement.py codes_a.csv codes_b.csv
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Codes = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Agreement:
    """The agreement of two readers about one code.

    Attributes:
        code: The code.
        both: The number of keys to which both gave the code.
        first: The number to which only the first reader gave it.
        second: The number to which only the second reader gave it.
        neither: The number to which neither gave it.
    """

    code: str
    both: int
    first: int
    second: int
    neither: int

    @property
    def observed(self) -> float:
        """The share of keys on which they agree."""
        whole = self.both + self.first + self.second + self.neither
        return (self.both + self.neither) / whole if whole else 1.0

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa: the agreement beyond chance (Cohen 1960); None where chance explains all.

        It is undefined where both readers gave the code to every key, or to none.
        """
        whole = self.both + self.first + self.second + self.neither
        if not whole:
            return None
        one, other = (self.both + self.first) / whole, (self.both + self.second) / whole
        chance = one * other + (1 - one) * (1 - other)
        return None if chance == 1 else (self.observed - chance) / (1 - chance)


def agreement(first: Codes, second: Codes) -> list[Agreement]:
    """Compare two readers code by code.

    Args:
        first: The codes that the first reader gave, by key.
        second: Those of the second reader.

    Returns:
        The codes that either gave, by name; keys that only one reader has are left out.
    """
    keys = first.keys() & second.keys()
    found = []
    for code in sorted({code for key in keys for code in first[key] | second[key]}):
        given = [(code in first[key], code in second[key]) for key in keys]
        found.append(
            Agreement(
                code,
                both=given.count((True, True)),
                first=given.count((True, False)),
                second=given.count((False, True)),
                neither=given.count((False, False)),
            )
        )
    return found


def read(path: Path) -> Codes:
    """Read the codes of a reader.

    Args:
        path: The CSV file.

    Raises:
        ValueError: The file has other columns, or a key twice.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames is None or not {"key", "codes"} <= set(rows.fieldnames):
            raise ValueError(f"{path} needs the columns key and codes.")
        codes: dict[str, frozenset[str]] = {}
        for row in rows:
            if row["key"] in codes:
                raise ValueError(f"{path} has the key {row['key']!r} twice.")
            codes[row["key"]] = frozenset(filter(None, (row["codes"] or "").split("|")))
    return codes


def main(words: Sequence[str] | None = None) -> int:
    """Print a table of the agreement.

    Args:
        words: The command line arguments; those of the process if None.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("first", type=Path, help="the codes of the first reader")
    parser.add_argument("second", type=Path, help="the codes of the second reader")
    arguments = parser.parse_args(words)
    try:
        first, second = read(arguments.first), read(arguments.second)
    except OSError as error:
        print(f"{error.filename} cannot be read: {error.strerror}.", file=sys.stderr)
        return 1
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print("| code | both | only first | only second | neither | agree | kappa |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for each in agreement(first, second):
        kappa = "–" if each.kappa is None else f"{each.kappa:.2f}"
        numbers = f"{each.both} | {each.first} | {each.second} | {each.neither}"
        print(f"| `{each.code}` | {numbers} | {each.observed:.0%} | {kappa} |")
    apart = len(first.keys() ^ second.keys())
    print(
        f"\n{len(first.keys() & second.keys())} keys of both readers; {apart} of one alone, left out."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
