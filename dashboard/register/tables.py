"""The cells of a table, and the error for an unreadable export."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard.dataset.artefacts import cleaned


class ExportError(ValueError):
    """An export cannot be read; the message says why, and what to do."""


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet.

    Attributes:
        title: The sheet's name, or "" if there is only one.
        rows: The cells by row; None for an empty cell.
        first: The number of the first row, as in a spreadsheet.
        merged: Ranges of merged cells as (first row, first column, last row, last column), from 0.
        formulas: Positions (row, column) of cells that hold a formula.
        as_of: The day of its state, if the format has it outside of the cells.
        fresh_until: The last day on which its publisher considers it up to date, or None.
    """

    title: str
    rows: Sequence[Sequence[Any]]
    first: int = 1
    merged: Sequence[tuple[int, int, int, int]] = ()
    formulas: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    as_of: date | None = None
    fresh_until: date | None = None


def table_of(records: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Convert records to rows of cells below a row of their keys."""
    keys = list(dict.fromkeys(key for each in records for key in each))
    return [list(keys), *([scalar(each.get(key)) for key in keys] for each in records)]


def scalar(value: Any) -> Any:
    """Convert a JSON value to a cell: objects and arrays to JSON text, an empty text to None."""
    if isinstance(value, Mapping | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return value.strip() or None
    return value


def texts(row: Iterable[Any]) -> list[str]:
    """Return the cells of a row as text with normalized spaces; "" for an empty cell."""
    return ["" if cell is None else cleaned(str(cell)) for cell in row]
