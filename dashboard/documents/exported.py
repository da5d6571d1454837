"""Export the tables of pages: plain CSV, or a workbook with a descriptive heading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.facets import Scope
from dashboard.catalog import Catalog
from dashboard.documents.document import Download, Downloads
from dashboard.locale import gettext as _
from dashboard.sheets import writing

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The formats with their media types."""


@dataclass(frozen=True)
class Export:
    """The table of a page as a file.

    Attributes:
        page: The path of the page.
        scope: Whose filters bear on it.
        table: Its rows, in the order and with the columns of the file.
    """

    page: str
    scope: Scope
    table: Callable[[Catalog, Address], pd.DataFrame]

    def links(self, address: Address, **extra: str) -> Downloads:
        """Return links that save the table, in the reader's language.

        Args:
            address: The address of the page.
            **extra: Its parameters besides the filters; "" leaves one out.
        """
        spoken = address.spoken()
        given = {key: value for key, value in extra.items() if value}
        return Downloads(
            tuple(
                Download(
                    label, spoken.to(f"{self.page}.{kind}", address.filters, **given), first=True
                )
                for kind, label in (("csv", _("Download CSV")), ("xlsx", _("Download XLSX")))
            )
        )

    def file(self, catalog: Catalog, address: Address, kind: str) -> bytes:
        """Return the table as a file.

        Args:
            catalog: The dataset.
            address: The address of the page.
            kind: One of `MEDIA_TYPES`.
        """
        table = self.table(catalog, address)
        if kind == "csv":
            return writing.to_csv(table)
        heading = _heading(catalog, address, len(table), self.scope)
        return writing.to_xlsx(table, heading=heading, sheet=self.scope)


def _heading(catalog: Catalog, address: Address, rows: int, scope: Scope) -> Sequence[str]:
    """Return the heading of a workbook: description, date, license."""
    return (
        catalog.title,
        _("Selection: {selection} ({rows} rows)").format(
            selection=address.filters.within(scope).sentence(catalog, scope),
            rows=locale.number(rows),
        ),
        _("Data version {version}, as of {date}. License: CC BY 4.0.").format(
            version=catalog.version, date=locale.day(catalog.as_of)
        ),
    )
