"""One table as a Parquet file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.asking.filters import Filters
from dashboard.asking.views import VIEWS
from dashboard.catalog.catalog import Catalog
from dashboard.dataset.fields import Table

_TYPES = {
    "string": pa.string(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
    "integer": pa.int64(),
    "list": pa.list_(pa.string()),
}


def writer(table: Table) -> Callable[[Catalog, Path], None]:
    """Return a writer of that table, with derived fields and a description for each column."""

    def write(catalog: Catalog, path: Path) -> None:
        view = VIEWS[table.name]
        fields = pa.schema(
            [
                pa.field(
                    field.name,
                    _TYPES[field.type],
                    nullable=not field.required,
                    metadata={"description": field.description},
                )
                for field in view.fields
            ],
            metadata={
                "title": catalog.title,
                "version": catalog.version,
                "as_of": catalog.as_of.isoformat(),
                "license": "CC-BY-4.0",
            },
        )
        frame = view.rows(catalog, Filters()).part()[view.columns]
        for field in view.fields:
            if field.type == "list" or field.choices:
                frame = frame.assign(**{field.name: frame[field.name].astype("object")})
        pq.write_table(
            pa.Table.from_pandas(
                frame, schema=fields, preserve_index=False
            ).replace_schema_metadata(fields.metadata),
            path,
            compression="zstd",
        )

    return write
