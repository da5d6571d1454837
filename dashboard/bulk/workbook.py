"""Every table as a sheet of one Excel workbook."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from dashboard.asking.filters import Filters
from dashboard.asking.views import VIEWS
from dashboard.bulk.archive import pack
from dashboard.catalog.catalog import Catalog
from dashboard.sheets import writing

_PROPERTIES = "docProps/core.xml"
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def write(catalog: Catalog, path: Path) -> None:
    """Write the workbook, derived fields included, with a heading on each sheet."""
    sheets = [
        writing.Sheet(
            view.table.title,
            view.rows(catalog, Filters()).part()[view.columns],
            (
                f"{catalog.title}. {view.table.description}",
                f"Data version {catalog.version}, as of {catalog.as_of}. License: CC BY 4.0.",
            ),
        )
        for view in VIEWS.values()
    ]
    made = path.with_suffix(".made")
    made.write_bytes(writing.to_workbook(sheets))
    # openpyxl stamps every part with the time: without it the same data make the same file.
    with zipfile.ZipFile(made) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    made.unlink()
    parts[_PROPERTIES] = _TIME.sub(rb"1980-01-01T00:00:00Z", parts[_PROPERTIES])
    pack(parts, path)
