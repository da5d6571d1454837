"""Cache a prepared catalog in Arrow files, so that further processes start quickly.

Reading, validating and preparing a million articles takes most of a minute. The tables of a valid
catalog are stored in the cache folder under a key that hashes every byte of the package, the code
that read it, and the libraries' versions. A damaged snapshot is ignored. The files are
memory-mapped: texts are loaded only when they are read, and all processes of a machine share them.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from dashboard.catalog.building import listed
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.joins import Joins
from dashboard.catalog.search import WordIndex
from dashboard.dataset.coverage import Coverage
from dashboard.dataset.fields import LIST_DELIMITER
from dashboard.dataset.origin import origin_key

_LOG = logging.getLogger(__name__)
_ROOMS = ("catalog", "dataset", "text")
_LIBRARIES = ("pandas", "pyarrow", "numpy")
_MANIFEST = "manifest.json"
_KEPT = 2
"""Number of snapshots that are kept: the previous one too, because another process may still be starting with it."""
_INDEXED = ("designations", "publishers", "articles", "statements")


def key_of(directory: Path) -> str:
    """Return the cache key of a package; "" if it cannot be read.

    Args:
        directory: The folder of a package.
    """
    try:
        return origin_key(directory, rooms=_ROOMS, libraries=_LIBRARIES)
    except OSError:
        return ""  # reading the package will report the reason


def read(folder: Path, key: str) -> Catalog | None:
    """Read the prepared catalog of a key; None if there is none, or it is damaged.

    Args:
        folder: The cache folder.
        key: The key.
    """
    place = _place(folder, key)
    try:
        checksum, _newline, text = (place / _MANIFEST).read_bytes().partition(b"\n")
        if hashlib.sha256(text).hexdigest().encode() != checksum:
            raise ValueError(f"{_MANIFEST} has another checksum")
        manifest = json.loads(text)
        for name, checksum in manifest["checksums"].items():
            with (place / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != checksum:
                    raise ValueError(f"{name} has another checksum")
        return _catalog(place, manifest)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        _LOG.warning("The snapshot %s cannot be used and will be rebuilt: %s", place, error)
        return None


def write(folder: Path, key: str, catalog: Catalog) -> None:
    """Write a snapshot of a catalog; failures are only logged.

    Args:
        folder: The cache folder; it is created if missing, readable only for its owner.
        key: The cache key of the package.
        catalog: The prepared catalog.
    """
    place = _place(folder, key)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder, prefix=".catalog-"))
    except OSError as error:
        _LOG.warning("Cannot write a snapshot of the data to %s: %s", folder, error)
        return
    try:
        _write(made, catalog)
        shutil.rmtree(place, ignore_errors=True)
        with suppress(FileExistsError):  # another process was faster
            made.rename(place)
        kept = sorted(folder.glob("catalog-*"), key=lambda each: each.stat().st_mtime)
        for each in kept[:-_KEPT]:
            shutil.rmtree(each, ignore_errors=True)
    except (OSError, pa.ArrowException) as error:
        _LOG.warning("Cannot write a snapshot of the data to %s: %s", folder, error)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _place(folder: Path, key: str) -> Path:
    return folder / f"catalog-{key}"


# Writing -------------------------------------------------------------------------------------------


def _write(place: Path, catalog: Catalog) -> None:
    joins, words = catalog.joins, catalog.words
    kept = {name: _as_arrow(table) for name, table in catalog.tables.items()}
    for name, parts in (
        ("newest_first", catalog.newest_first),
        ("joins", {each.name: getattr(joins, each.name) for each in fields(Joins)[:-1]}),
        ("words", {"words": words.words, "starts": words.starts, "texts": words.texts}),
    ):
        kept |= {f"{name}.{part}": pa.table({part: column}) for part, column in parts.items()}
    checksums = {}
    for name, table in kept.items():
        path = place / f"{name}.arrow"
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            # Write one batch even for an empty table, because the batch contains the values of
            # enumerations.
            writer.write_batch(
                pa.RecordBatch.from_arrays(
                    [_whole(column) for column in table.columns], schema=table.schema
                )
            )
        with path.open("rb") as written:
            checksums[path.name] = hashlib.file_digest(written, "sha256").hexdigest()
    manifest = {
        "title": catalog.title,
        "version": catalog.version,
        "as_of": catalog.as_of.isoformat(),
        "coverage": {name: each for name, each in asdict(catalog.coverage).items() if each},
        "homepage": catalog.homepage,
        "fingerprint": catalog.fingerprint,
        "checksums": checksums,
    }
    text = json.dumps(manifest, default=date.isoformat).encode()
    (place / _MANIFEST).write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _as_arrow(table: pd.DataFrame) -> pa.Table:
    """Convert a table to Arrow, with lists joined to one text as in the package."""
    lists = _lists(table)
    texts = {name: [LIST_DELIMITER.join(each) or None for each in table[name]] for name in lists}
    made = pa.Table.from_pandas(
        table.assign(**{name: pd.array(cells, dtype="str") for name, cells in texts.items()}),
        preserve_index=False,
    )
    return made.replace_schema_metadata(
        {**(made.schema.metadata or {}), b"lists": json.dumps(lists).encode()}
    )


def _lists(table: pd.DataFrame) -> list[str]:
    return [str(name) for name in table.columns if table[name].dtype == object]


# Reading -------------------------------------------------------------------------------------------


def _catalog(place: Path, manifest: Mapping[str, Any]) -> Catalog:
    read = {
        Path(name).stem: pa.ipc.open_file(pa.memory_map(str(place / name))).read_all()
        for name in manifest["checksums"]
    }
    parts: dict[str, dict[str, Any]] = {}
    tables: dict[str, pd.DataFrame] = {}
    for name, table in read.items():
        group, _dot, part = name.partition(".")
        if part:
            parts.setdefault(group, {})[part] = table.column(part)
        else:
            tables[group] = _as_table(group, table)
    catalog = Catalog(
        title=manifest["title"],
        version=manifest["version"],
        as_of=date.fromisoformat(manifest["as_of"]),
        coverage=Coverage.parse(manifest["coverage"], date.fromisoformat(manifest["as_of"])),
        homepage=manifest["homepage"],
        tables=tables,
    )
    words = parts["words"]
    joins = {name: column.to_numpy() for name, column in parts["joins"].items()}
    return catalog.with_prepared(
        {
            "fingerprint": manifest["fingerprint"],
            "newest_first": {
                name: column.to_numpy() for name, column in parts["newest_first"].items()
            },
            "joins": Joins(**joins, articles=len(tables["articles"])),
            "words": WordIndex(
                words=words["words"].combine_chunks(),
                starts=words["starts"].to_numpy(),
                texts=words["texts"].to_numpy(),
                size=len(tables["articles"]),
            ),
        }
    ).prepared()


def _as_table(name: str, read: pa.Table) -> pd.DataFrame:
    lists = json.loads(read.schema.metadata[b"lists"])
    table: pd.DataFrame = read.to_pandas()
    for column in lists:
        table[column] = listed(table[column])
    for column, kind in table.dtypes.items():
        if isinstance(kind, pd.CategoricalDtype) and not len(kind.categories):
            # Arrow loses the type of the values if there are none.
            table[column] = table[column].astype(pd.CategoricalDtype(pd.Index([], dtype="str")))
    return table.set_index("id", drop=False).rename_axis(None) if name in _INDEXED else table
