"""Compute a checksum of tables."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from typing import Any

import pandas as pd
import pyarrow as pa

_ROWS = 100_000


class _Hashed(io.RawIOBase):
    """A writable file that only computes a checksum of the data written to it."""

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
        start: A text to include in the checksum.
        tables: The tables; their indexes are not included.
    """
    seen = _Hashed(start)
    for table in tables:
        # Write Arrow's memory directly, so that no cell is converted to a Python object.
        rows = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata()
        with pa.ipc.new_stream(pa.PythonFile(seen, "w"), rows.schema) as stream:
            stream.write_table(rows, _ROWS)
    return seen.checksum.hexdigest()
