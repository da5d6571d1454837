"""The official register of September 2024, and what was added to it in the months after, as a package.

The entries are public facts, copied from the dataset of December 2026: what real wordings do to each other,
whatever becomes of `data/`.
"""

import atexit
import csv
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from dashboard import cli
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.loading import load_catalog
from dashboard.dataset.tables import TABLES
from tests.support.packages import Rows, write_package

VERSION = "2026.05.01"
AS_OF = date(2026, 4, 30)
ENTRIES = 188
"""Entries of the register of 5 September 2024."""
README = """# The register

<!-- codebook:begin -->
<!-- codebook:end -->

<!-- quality:begin -->
<!-- quality:end -->
"""


def designations() -> Rows:
    """Return the rows of the designations, in the order of the register."""
    path = Path(__file__).with_name("designations.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def known_directory() -> Path:
    """Return a folder with the package, written once in a process; nobody changes it."""
    folder = Path(tempfile.mkdtemp(prefix="register-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    tables: dict[str, Rows] = {table.name: [] for table in TABLES}
    directory = write_package(
        folder / "data", {**tables, "designations": designations()}, VERSION, AS_OF
    )
    (directory / "CHANGELOG.md").write_text(f"# Changes\n\n## {VERSION}\nTaken over.\n", "utf-8")
    (directory / "README.md").write_text(README, "utf-8")
    assert cli.main(["document", str(directory)]) == 0
    return directory


def known_catalog() -> Catalog:
    """Return the package, typed."""
    return load_catalog(known_directory())
