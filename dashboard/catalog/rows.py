"""Select rows of a table without copying them until they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Generic, TypeAlias, TypeVar, overload

import numpy as np
import pandas as pd
import pyarrow as pa

Row: TypeAlias = "Mapping[str, Any] | pd.Series[Any]"
"""One row of a table, by the name of the column."""


_KEPT = 4096
"""Maximum number of rows of each table that are cached as dictionaries of about 2 KB."""
_MANY = 32
"""Number of rows from which on reading by column is faster than by row."""


class _Cut(Mapping[str, Any]):
    """One row of a table, each cell of which is read once somebody asks for it: a page shows few of them."""

    __slots__ = ("_columns", "_position", "_read")

    def __init__(self, columns: Mapping[str, Callable[[int], Any]], position: int) -> None:
        self._columns = columns
        self._position = position
        self._read: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        try:
            return self._read[name]
        except KeyError:
            cell = self._read[name] = self._columns[name](self._position)
            return cell

    def __contains__(self, name: object) -> bool:
        return name in self._columns

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


class Cells:
    """A reader of single rows of a table, as dictionaries.

    pandas takes milliseconds to slice a few rows from a wide table, and again to convert them to
    dictionaries. Reading their cells directly takes microseconds, whatever the size of the table.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        """Create a reader.

        Args:
            table: The table, which must never change.
        """
        self._columns = {str(name): table[name].array for name in table.columns}
        self._read_cell = {name: _reader(column) for name, column in self._columns.items()}
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
        return _Cut(self._read_cell, position)


Item = TypeVar("Item")


class Each(Sequence[Item], Generic[Item]):
    """Things that are made of rows, each once it is asked for: of thousands a page shows some dozens."""

    def __init__(self, make: Callable[[int], Item], positions: np.ndarray) -> None:
        """Name the rows.

        Args:
            make: Makes a thing of the position of its row.
            positions: The positions of the rows, in the order of the things.
        """
        self._make = make
        self._positions = positions

    def __len__(self) -> int:
        return len(self._positions)

    @overload
    def __getitem__(self, place: int) -> Item: ...

    @overload
    def __getitem__(self, place: slice) -> Each[Item]: ...

    def __getitem__(self, place: int | slice) -> Item | Each[Item]:
        """Return the thing at a place, or those of a part of the order, which are not made yet."""
        if isinstance(place, slice):
            return Each(self._make, self._positions[place])
        return self._make(int(self._positions[place]))


def _reader(column: Any) -> Callable[[int], Any]:
    """Return what reads a cell of a column: texts and enumerations without all that pandas asks of a position."""
    if isinstance(column, pd.Categorical):
        codes, values = column.codes, [*column.categories.tolist(), column.dtype.na_value]
        return lambda position: values[codes[position]]  # the code of a missing value is -1
    if isinstance(column.dtype, pd.StringDtype) and column.dtype.storage == "pyarrow":
        texts, missing = pa.array(column), column.dtype.na_value

        def text(position: int) -> Any:
            found = texts[position].as_py()
            return missing if found is None else found

        return text
    return lambda position: _plain(column[position])


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
    selected rows, for which it needs one or two columns, and shows only fifty.

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
