"""Chosen rows of a table, copied only when they are read."""

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
"""Rows of each table that are kept as dictionaries, some 2 KB each."""
_MANY = 32
"""Rows from which on it is faster to read column after column."""


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
    """The rows of a table one by one.

    pandas takes milliseconds to cut a few rows out of a wide table, and again to make dictionaries of
    them. To read their cells takes microseconds, whatever the size of the table.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        """Read a table.

        Args:
            table: The table; it never changes.
        """
        self._columns = {str(name): table[name].array for name in table.columns}
        self._read_cell = {name: _reader(column) for name, column in self._columns.items()}
        self._row = lru_cache(_KEPT)(self._read)

    def __getitem__(self, position: int) -> Mapping[str, Any]:
        """Return a row by its position: its cells by the name of the column, as `records` has them."""
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
    """Return rows by a date, the newest first and those without one last.

    Rows of the same day stay in the order that they had.

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
    """Some rows of a table in some order.

    Copying the text of a row costs a hundred times as much as choosing it. A page counts all rows,
    for which it needs a column or two, and shows fifty.

    Attributes:
        table: The table.
        positions: The positions of the rows in it, in the order in which they are shown.
    """

    table: pd.DataFrame
    positions: np.ndarray

    @classmethod
    def of(cls, table: pd.DataFrame, kept: np.ndarray | None = None) -> Rows:
        """Return rows in the order of their table.

        Args:
            table: The table.
            kept: A boolean for each of its rows; without it all are there.
        """
        return cls(table, np.arange(len(table)) if kept is None else np.flatnonzero(kept))

    def __len__(self) -> int:
        return len(self.positions)

    def part(self, start: int = 0, stop: int | None = None) -> pd.DataFrame:
        """Return the rows from one place in the order to another, with every column; by default all."""
        rows: pd.DataFrame = self.table.iloc[self.positions[start:stop]]
        return rows

    def columns(self, *names: str) -> pd.DataFrame:
        """Return some columns of all rows, numbered from 0: their index would cost more than they do."""
        return pd.DataFrame(
            {name: self.table[name].array.take(self.positions) for name in names}, copy=False
        )

    def place(self, key: str) -> int | None:
        """Return the place of the row with that key in the order, from 1; None if it is missing."""
        places = np.flatnonzero(self.positions == self.table.index.get_loc(key))
        return int(places[0]) + 1 if len(places) else None

    def only(self, columns: list[str]) -> Rows:
        """Return the same rows of a table that has only some columns."""
        return Rows(self.table[columns], self.positions)

    def at(self, places: np.ndarray | slice) -> Rows:
        """Return the rows at some places of the order, the first of which is 0."""
        return Rows(self.table, self.positions[places])

    def where(self, kept: np.ndarray) -> Rows:
        """Keep some of the rows, in their order.

        Args:
            kept: A boolean for each row of the table.
        """
        return Rows(self.table, self.positions[kept[self.positions]])
