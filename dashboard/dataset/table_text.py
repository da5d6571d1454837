"""Edit rows of a CSV file and leave all other bytes unchanged."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class TableText:
    """A table as text.

    Attributes:
        columns: The names of its columns.
        records: The text of each row with its line break; the headings come first.
    """

    columns: Sequence[str]
    records: tuple[str, ...]

    @classmethod
    def parse(cls, text: str, columns: Sequence[str]) -> TableText:
        """Split a valid table into its rows.

        Args:
            text: The file's text.
            columns: The names of its columns.
        """
        records: list[str] = []
        current = ""
        for line in io.StringIO(text.removeprefix("\ufeff"), newline=""):
            current += line
            if current.count('"') % 2 == 0:
                records.append(current)
                current = ""
        records += [current] * bool(current)
        head = (
            records[0] if records else _record(columns, [dict(zip(columns, columns, strict=True))])
        )
        ended = [each if each.endswith("\n") else f"{each}\n" for each in (head, *records[1:])]
        # CSV readers skip blank lines, so blank lines would shift the row numbers here.
        return cls(columns, tuple(each for each in ended if each.strip()))

    def __len__(self) -> int:
        return len(self.records) - 1

    @property
    def text(self) -> str:
        """The file's text."""
        return "".join(self.records)

    def replaced(self, position: int, row: Mapping[str, str]) -> TableText:
        """Replace the row at a position, counted from 0 below the headings."""
        records = list(self.records)
        records[position + 1] = _record(self.columns, [row], self._end)
        return TableText(self.columns, tuple(records))

    def inserted(self, position: int, rows: Iterable[Mapping[str, str]]) -> TableText:
        """Insert rows before a position, counted from 0 below the headings."""
        records = list(self.records)
        records[position + 1 : position + 1] = [
            _record(self.columns, [row], self._end) for row in rows
        ]
        return TableText(self.columns, tuple(records))

    @property
    def _end(self) -> str:
        return "\r\n" if self.records[0].endswith("\r\n") else "\n"


def _record(columns: Sequence[str], rows: Iterable[Mapping[str, str]], end: str = "\n") -> str:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator=end)
    writer.writerows(rows)
    return buffer.getvalue()
