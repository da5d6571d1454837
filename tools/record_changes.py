"""Write into `changes.csv` what the present version of the data changed since a commit.

The rows of the present version are written anew; those of earlier versions stay. A row that gave the
source of a change keeps it. Run it when everything else of a version is done:

    python tools/record_changes.py <commit of the version before>
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

if __package__ is None:  # run as a file
    sys.path.append(str(Path(__file__).resolve().parent.parent))

from dashboard.dataset import identifiers
from dashboard.dataset.atomic import replace_files
from dashboard.dataset.tables import CHANGES, TABLES
from dashboard.editing.differences import differences

_NOW = re.compile(r"the row is now ([a-z0-9-]+)")
"""Where `identifiers.csv` says which row took the place of one that is gone."""


def main(words: Sequence[str] | None = None) -> int:
    """Write the changes of the present version.

    Args:
        words: The words of the command line; those of the process if None.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("commit", help="the last commit of the version before")
    parser.add_argument("--data", type=Path, default=Path("data"), help="the data package (data)")
    arguments = parser.parse_args(words)
    text = recorded(arguments.data, arguments.commit)
    replace_files(arguments.data, {CHANGES.path: text})
    print(f"{CHANGES.path} has {len(_rows(text))} rows.")
    return 0


def recorded(data: Path, commit: str) -> str:
    """Work out `changes.csv` with what the present version changed since a commit.

    Args:
        data: The folder of the package, inside its repository.
        commit: A commit at which the package had its version before.

    Returns:
        The text of the table.

    Raises:
        subprocess.CalledProcessError: Git does not know the commit.
    """
    version = json.loads(_read(data / "datapackage.json"))["version"]
    before = {each.name: _rows(_at(data, commit, each.path)) for each in TABLES}
    after = {each.name: _rows(_read(data / each.path)) for each in TABLES}
    listed = _rows(_read(data / identifiers.PATH))
    renamed = {
        (row["table_name"], row["id"]): found[1]
        for row in listed
        if (found := _NOW.search(row["gone"]))
    }
    kept = [row for row in after[CHANGES.name] if row["version"] != version]
    today = [row for row in after[CHANGES.name] if row["version"] == version]
    said = {_what(row): row["source"] for row in today if row["source"]}
    day = version.replace(".", "-")[:10]
    fresh = [
        {"version": version, "date": day, **row, "source": said.get(_what(row), row["source"])}
        for row in differences(before, after, renamed)
    ]
    made = io.StringIO()
    writer = csv.DictWriter(made, CHANGES.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows([*kept, *fresh])
    return made.getvalue()


def _what(row: Mapping[str, str]) -> tuple[str, ...]:
    return row["table_name"], row["row_id"], row["field"], row["new"]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _at(data: Path, commit: str, name: str) -> str:
    """Read a file of the package at a commit; empty where it did not exist."""
    command = ["git", "-C", str(data)]
    subprocess.run([*command, "cat-file", "-e", f"{commit}^{{commit}}"], check=True)
    shown = subprocess.run(
        [*command, "show", f"{commit}:./{name}"], capture_output=True, check=False
    )
    return shown.stdout.decode("utf-8") if shown.returncode == 0 else ""


if __name__ == "__main__":
    sys.exit(main())
