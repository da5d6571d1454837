"""Select rows of a table without copying them until they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

Row: TypeAlias = "Mapping[str, Any] | pd.Series[Any]"
"""One row of a table, by the name of the column."""


_KEPT = 4096
"""Maximum number of rows of each table that are cached as dictionaries of about 2 KB."""
_MANY = 32
"""Number of rows from which on reading by column is faster than by row."""


class Cells:
    """A reader of single rows of a table, as dictionaries.

    pandas takes milliseconds to slice a few rows from a wide table, and again to convert them to
    dictionaries. Reading
    their cells directly takes microseconds, whatever the size of the table.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        """Create a reader.

        Args:
            table: The table, which must never change.
        """
        self._columns = {str(name): table[name].array for name in table.columns}
        self._row = lru_cache(_KEPT)(self._read)

    def __getitem__(self, position: int) -> Mapping[str, Any]:
        """Return the row at a position, as `records` would."""
        return self._row(int(position))

    def at(self, positions: Iterable[int]) -> list[Mapping[str, Any]]:
        """Return the rows at some positions, in their order."""
        asked = np.asarray(positions)
        if len(asked) < _MANY:
            return [self._row(int(position)) for position in asked]
        cells = [map(_plain, column.take(asked).tolist()) for column in self._columns.values()]
        rows = zip(*cells, strict=True)
        return [MappingProxyType(dict(zip(self._columns, row, strict=True))) for row in rows]

    def _read(self, position: int) -> Mapping[str, Any]:
        return MappingProxyType(
            {name: _plain(column[position]) for name, column in self._columns.items()}
        )


def _plain(cell: Any) -> Any:
    if cell is pd.NA:
        return None
    return cell.item() if isinstance(cell, np.generic) else cell


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries by the name of the column."""
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def newest_first(rows: Iterable[Row], column: str = "date") -> list[Row]:
    """Sort rows by a date, newest first, undated ones last.

    The sort is stable.

    Args:
        rows: The rows.
        column: The column with the date.
    """

    def when(row: Row) -> tuple[bool, pd.Timestamp]:
        day = row[column]
        return (False, pd.Timestamp.min) if pd.isna(day) else (True, day)

    return sorted(rows, key=when, reverse=True)


@dataclass(frozen=True, eq=False)
class Rows:
    """A selection of rows of a table, in a given order.

    Copying the texts of a row costs a hundred times as much as selecting it. A page counts all
    selected rows, for which
    it needs one or two columns, and shows only fifty.

    Attributes:
        table: The table.
        positions: The positions of the selected rows, in the order of display.
    """

    table: pd.DataFrame
    positions: np.ndarray

    @classmethod
    def of(cls, table: pd.DataFrame, kept: np.ndarray | None = None) -> Rows:
        """Return rows in the order of their table.

        Args:
            table: The table.
            kept: A boolean for each of its rows; by default all are selected.
        """
        return cls(table, np.arange(len(table)) if kept is None else np.flatnonzero(kept))

    def __len__(self) -> int:
        return len(self.positions)

    def part(self, start: int = 0, stop: int | None = None) -> pd.DataFrame:
        """Copy the rows from `start` to `stop`, with every column; by default all."""
        rows: pd.DataFrame = self.table.iloc[self.positions[start:stop]]
        return rows

    def columns(self, *names: str) -> pd.DataFrame:
        """Copy some columns of all rows, indexed from 0 because copying the table's index would be slow."""
        return pd.DataFrame(
            {name: self.table[name].array.take(self.positions) for name in names}, copy=False
        )

    def place(self, key: str) -> int | None:
        """Return the rank of the row with a key, from 1; None if it is not selected."""
        places = np.flatnonzero(self.positions == self.table.index.get_loc(key))
        return int(places[0]) + 1 if len(places) else None

    def only(self, columns: list[str]) -> Rows:
        """Return the same selection of a table with only some columns."""
        return Rows(self.table[columns], self.positions)

    def at(self, places: np.ndarray | slice) -> Rows:
        """Return the rows at some ranks, counted from 0."""
        return Rows(self.table, self.positions[places])

    def where(self, kept: np.ndarray) -> Rows:
        """Filter the rows, in the same order.

        Args:
            kept: A boolean for each row of the table.
        """
        return Rows(self.table, self.positions[kept[self.positions]])
