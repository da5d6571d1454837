"""The data that the check of names needs: names, web addresses, and the status of each designation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dashboard.names.answer import STANDING_DATES, Standing
from dashboard.names.names import COLUMNS, Name, further_names, names_of

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.catalog.catalog import Catalog


@dataclass(frozen=True)
class Known:
    """The data that the check needs from a dataset.

    Attributes:
        names: Every name of every designation.
        countries: The country of each designation that has one, as an ISO 3166-1 alpha-2 code.
        standings: The status and the dates of each designation.
        addresses: Designation, kind and value of each web address, as in `sites.csv`.
    """

    names: tuple[Name, ...]
    countries: Mapping[str, str]
    standings: Mapping[str, Standing]
    addresses: tuple[tuple[str, str, str], ...]


def known_of(catalog: Catalog) -> Known:
    """Extract the data that the check needs.

    Args:
        catalog: The dataset.
    """
    table = catalog.designations
    further = further_names(catalog.names)
    rows: list[dict[str, object]] = table[["id", *COLUMNS]].to_dict("records")  # type: ignore[assignment]
    return Known(
        tuple(name for row in rows for name in names_of(row, further.get(str(row["id"]), ()))),
        {str(key): str(code) for key, code in table["country"].dropna().items()},
        _standings(table),
        tuple(_addresses(catalog)),
    )


def _standings(table: pd.DataFrame) -> dict[str, Standing]:
    """Return the status and the dates of each designation."""
    dates = [name for name in STANDING_DATES if name in table.columns]
    rows = table[["status", *dates]].to_dict("records")
    return {
        str(key): Standing(
            row["status"], **{name: row[name].date() for name in dates if _is_day(row[name])}
        )
        for key, row in zip(table.index, rows, strict=True)
    }


def _is_day(cell: object) -> bool:
    """Return whether a cell holds a date: `NaT` equals nothing, not even itself."""
    return isinstance(cell, datetime) and cell == cell


def _addresses(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """Yield the web addresses of the designations; empty for a dataset without that table."""
    table = getattr(catalog, "sites", None)
    if table is not None:
        for row in table[["designation_id", "kind", "value"]].to_dict("records"):
            yield str(row["designation_id"]), str(row["kind"]), str(row["value"])
