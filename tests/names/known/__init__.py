"""A third of the register by name: what real names do to each other, whatever becomes of `data/`.

The names are public facts, copied from the dataset of December 2026. A test that needs another organization adds
its rows here.
"""

import csv
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from dashboard.catalog.catalog import Catalog, build_catalog
from dashboard.dataset.package import read_package
from tests.support.packages import Row, Rows, write_package

AS_OF = date(2026, 12, 1)
READ_MOST = "human-rights-watch"
"""The only organization with articles."""


def _rows(table: str) -> Rows:
    path = Path(__file__).with_name(f"{table}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _article(number: int) -> Row:
    return {
        "id": f"undated-{number}",
        "title": f"Report {number}",
        "title_supplied": "true",
        "publisher_id": "newsroom",
        "language": "en",
        "kind": "news",
        "summary": "Reports on it.",
    }


@cache
def known() -> Catalog:
    """Return these organizations, typed; they are read once in a process."""
    with tempfile.TemporaryDirectory(prefix="known-") as folder:
        return known_catalog(Path(folder) / "data")


def known_catalog(directory: Path) -> Catalog:
    """Write these organizations as a package into a new folder, and return it typed."""
    articles = [_article(number) for number in range(1, 4)]
    tables = {
        **{name: _rows(name) for name in ("designations", "names", "sites")},
        "publishers": [{"id": "newsroom", "name": "Newsroom"}],
        "articles": articles,
        "mentions": [
            {"article_id": each["id"], "designation_id": READ_MOST, "role": "subject"}
            for each in articles
        ],
    }
    return build_catalog(read_package(write_package(directory, tables, "2026.12.01", AS_OF)))
