"""A short text that differs for different data."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from typing import Any

import pandas as pd
import pyarrow as pa

_ROWS = 100_000


class _Hashed(io.RawIOBase):
    """A file that keeps nothing of what is written to it but a checksum."""

    def __init__(self, start: str) -> None:
        self.checksum = hashlib.sha256(start.encode())

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.checksum.update(content)
        return len(content)


def digest(start: str, tables: Iterable[pd.DataFrame]) -> str:
    """Compute a checksum of tables, the same for the same cells.

    Args:
        start: What counts besides the tables.
        tables: The tables; their indexes do not count.
    """
    seen = _Hashed(start)
    for table in tables:
        # Written as Arrow has it in memory: no cell becomes an object of Python.
        rows = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata()
        with pa.ipc.new_stream(pa.PythonFile(seen, "w"), rows.schema) as stream:
            stream.write_table(rows, _ROWS)
    return seen.checksum.hexdigest()
